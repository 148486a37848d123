import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromValue, toValue } from "./convert.ts";
import { dumpJson } from "./dump.ts";
import { JsonSyntaxError, parseJson } from "./parse.ts";

describe("parseJson and dumpJson", () => {
  it.each([
    ["python-ascii", '{"b": "\\u00e9\\ud83d\\ude00", "a": [1, 1.0, 100.0, null, true]}'],
    ["python", '{"b": "é😀", "a": [1, 1.0, 100.0, null, true]}'],
    ["compact", '{"b":"é😀","a":[1,1.0,100.0,null,true]}'],
    [
      "pretty-sorted",
      '{\n    "a": [\n        1,\n        1.0,\n        100.0,\n        null,\n        true\n    ],\n    "b": "é😀"\n}',
    ],
  ] as const)("style %s has Python's form", (style, expected) => {
    expect(dumpJson(parseJson('{"b":"é😀","a":[1,1.0,1e2,null,true]}'), { style })).toBe(expected);
  });

  it("keeps order, duplicates' last value, huge integers and odd keys", () => {
    const text = '{"10":1,"2":2,"__proto__":3,"\\u0000x":12345678901234567890123,"2":4}';
    expect(dumpJson(parseJson(text), { style: "compact" })).toBe(
      '{"10":1,"2":4,"__proto__":3,"\\u0000x":12345678901234567890123}',
    );
  });

  it("agrees with JSON.parse on every JSON text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        const text = JSON.stringify(plain);
        expect(JSON.parse(dumpJson(parseJson(text), { style: "compact" }))).toEqual(JSON.parse(text));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each([
    "",
    "{",
    "[1,]",
    '{"a":1,}',
    "01",
    "1.",
    "tru",
    '"a',
    '"\n"',
    '"\\x"',
    "[1] 2",
    "{a:1}",
    "-",
    "\ufeff1",
  ])("refuses %j", (text) => {
    expect(() => parseJson(text)).toThrow(JsonSyntaxError);
  });

  it("says where the error is", () => {
    expect(() => parseJson('{\n  "a": x}')).toThrow(
      expect.objectContaining({
        line: 2,
        column: 8,
        offset: 9,
        message: "Expecting value: line 2 column 8 (char 9)",
      }),
    );
  });

  it("bounds the depth", () => {
    expect(() => parseJson("[".repeat(100_000))).toThrow(expect.objectContaining({ kind: "limit" }));
  });
});

describe("toValue and fromValue", () => {
  it("give plain data back", () => {
    const plain = { a: [1, 2.5, "x", null, true], b: { c: 12345678901234567890n } };
    expect(JSON.stringify(fromValue(toValue(plain)), big)).toBe(JSON.stringify(plain, big));
  });

  it("refuse objects with behaviour", () => {
    expect(() => toValue(new Date())).toThrow(expect.objectContaining({ kind: "type" }));
    expect(() => toValue(() => 1)).toThrow(expect.objectContaining({ kind: "type" }));
  });
});

function big(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
