import { Dict, parseJson, toValue, type Value } from "@tocsin/jinja";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookUp, parsePath, type Step, textOf } from "./json-path.ts";

const key = (text: string): Step => ({ kind: "key", key: text });
const index = (place: number): Step => ({ kind: "index", index: place });

describe("a path", () => {
  test.each<[string, Step[]]>([
    ["title", [key("title")]],
    ["report.title", [key("report"), key("title")]],
    ["a.b[0].c", [key("a"), key("b"), index(0), key("c")]],
    ["[1][2]", [index(1), index(2)]],
    ["alerts.0.name", [key("alerts"), key("0"), key("name")]],
    ['labels["a.b"].c', [key("labels"), key("a.b"), key("c")]],
    ["labels['it\\'s'][\"\"]", [key("labels"), key("it's"), key("")]],
    [" a . b [ 0 ] ", [key("a"), key("b"), index(0)]],
    ["größe.日本 語", [key("größe"), key("日本 語")]],
    ["__proto__.constructor", [key("__proto__"), key("constructor")]],
  ])("%s is read step by step", (text, steps) => {
    expect(parsePath(text)).toEqual(steps);
  });

  test.each([
    "",
    " ",
    ".",
    "a.",
    ".a",
    "a..b",
    "a[",
    "a[]",
    "a[x]",
    "a[-1]",
    "a]b",
    "a[0]b",
    "a['b]",
    "a.[0]",
  ])("%j is none", (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  test("any text is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab.[]0\"'\\ \n(é") }), (text) => {
        const steps = parsePath(text);
        expect(steps === undefined || steps.length > 0).toBe(true);
      }),
    );
  });

  test("a path without end is refused without being followed", () => {
    expect(parsePath("[0]".repeat(1000))).toBeUndefined();
    expect(parsePath("a".repeat(100_000))).toBeUndefined();
  });

  const plainKey = fc.string({ unit: fc.constantFrom(..."abz0_-é$"), minLength: 1 });
  const step = fc.oneof(
    plainKey.map((name) => ({ step: key(name), spelled: `.${name}` })),
    fc.string().map((name) => ({ step: key(name), spelled: `["${name.replace(/["\\]/g, "\\$&")}"]` })),
    fc.string().map((name) => ({ step: key(name), spelled: `['${name.replace(/['\\]/g, "\\$&")}']` })),
    fc.nat(999_999_999).map((place) => ({ step: index(place), spelled: `[${place}]` })),
  );
  const path = fc.array(step, { minLength: 1, maxLength: 20 });

  test("whatever is spelled as a path is read back as the same steps", () => {
    fc.assert(
      fc.property(path, (parts) => {
        const text = parts.map(({ spelled }) => spelled).join("");
        fc.pre(text.length <= 2000);
        expect(parsePath(text.startsWith(".") ? text.slice(1) : text)).toEqual(
          parts.map((part) => part.step),
        );
      }),
    );
  });

  test("leads to the value that was put there, and nowhere else", () => {
    fc.assert(
      fc.property(path, fc.integer(), (parts, leaf) => {
        const steps = parts.map((part) => part.step);
        fc.pre(steps.every((each) => each.kind === "key" || each.index < 50));
        const value = steps.reduceRight<Value>((inner, each) => around(inner, each), leaf);
        expect(lookUp(value, steps)).toBe(leaf);
        expect(lookUp(value, [...steps, key("more")])).toBeUndefined();
      }),
    );
  });

  function around(inner: Value, each: Step): Value {
    if (each.kind === "key") return toDict(each.key, inner);
    return [...Array.from({ length: each.index }, (): Value => null), inner];
  }

  function toDict(name: string, inner: Value): Dict {
    const dict = new Dict();
    dict.set(name, inner);
    return dict;
  }
});

describe("a lookup", () => {
  const body = parseJson(`{"report": {"title": "Down", "tags": ["a", {"b.c": 7}], "0": "zero"}, "n": null}`);
  const find = (text: string) => lookUp(body, parsePath(text) ?? []);

  test("goes by names, places, and quoted names", () => {
    expect(find("report.title")).toBe("Down");
    expect(find("report.tags[0]")).toBe("a");
    expect(find("report.tags.0")).toBe("a");
    expect(find("report.tags[1]['b.c']")).toBe(7);
    expect(find("report[0]")).toBe("zero");
    expect(find("n")).toBeNull();
  });

  test.each([
    "missing",
    "report.missing",
    "report.title.length",
    "report.tags[2]",
    "report.tags.length",
    "n.x",
  ])("%s leads nowhere", (text) => {
    expect(find(text)).toBeUndefined();
  });

  test.each([
    "__proto__",
    "constructor",
    "toString",
    "report.tags.map",
    "entries",
  ])("what JavaScript adds is not there: %s", (text) => {
    expect(find(text)).toBeUndefined();
  });
});

test("single values have a text, others none", () => {
  const texts = ['"a"', "12345678901234567890", "-1", "1.50", "true", "null", "[1]", "{}"].map((json) =>
    textOf(parseJson(json)),
  );
  expect(texts).toEqual(["a", "12345678901234567890", "-1", "1.5", "true", undefined, undefined, undefined]);
  expect(textOf(toValue({}))).toBeUndefined();
});
