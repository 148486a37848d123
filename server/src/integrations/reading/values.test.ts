import { toValue } from "@tocsin/jinja";
import { describe, expect, it } from "vitest";
import { factsOf } from "./alerts.ts";
import {
  booleanAt,
  firstText,
  listAt,
  numberAt,
  parseEmbedded,
  textAt,
  textEntriesAt,
  textsAt,
} from "./values.ts";

const payload = toValue({
  id: 42,
  ratio: 1.5,
  title: "  Disk full ",
  blank: " ",
  nothing: null,
  on: "yes",
  tags: "env:prod, team:a",
  list: ["x", 2, null, {}],
  alerts: [{ name: "first" }],
  labels: { a: "1", b: 2, c: null, d: [] },
});

describe("reading a payload", () => {
  it("takes numbers for texts and texts for numbers", () => {
    expect(textAt(payload, "id")).toBe("42");
    expect(textAt(payload, "ratio")).toBe("1.5");
    expect(numberAt(toValue({ n: " 7 " }), "n")).toBe(7);
    expect(numberAt(payload, "title")).toBeUndefined();
    expect(booleanAt(payload, "on")).toBe(true);
  });

  it("treats blank, null, missing and containers alike", () => {
    for (const path of [["blank"], ["nothing"], ["absent"], ["labels"], ["id", "deeper"], ["list", "9"]])
      expect(textAt(payload, ...path)).toBeUndefined();
    expect(listAt(payload, "title")).toEqual([]);
  });

  it("walks into lists by position and takes the first path that has a text", () => {
    expect(textAt(payload, "alerts", "0", "name")).toBe("first");
    expect(firstText(payload, "blank", "absent.x", "alerts.0.name", "title")).toBe("first");
  });

  it("reads texts from lists and from one text with commas", () => {
    expect(textsAt(payload, "tags")).toEqual(["env:prod", "team:a"]);
    expect(textsAt(payload, "list")).toEqual(["x", "2"]);
    expect(textEntriesAt(payload, "labels")).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  it("gives nothing for text that is not JSON", () => {
    expect(parseEmbedded("plain")).toBeUndefined();
    expect(parseEmbedded("[".repeat(5000))).toBeUndefined();
    expect(textAt(parseEmbedded('{"a":"b"}'), "a")).toBe("b");
  });
});

describe("facts", () => {
  const found = { title: [undefined, "a\nb"], severity: "info", key: undefined, signal: "firing" } as const;

  it("have a title of one line, cut between characters", () => {
    expect(factsOf(found, "Tool").title).toBe("a b");
    const long = factsOf({ ...found, title: ["😀".repeat(600)] }, "Tool").title;
    expect([...long]).toHaveLength(500);
    expect(factsOf({ ...found, title: [] }, "Tool").title).toBe("Alert from Tool");
  });

  it("link to the web only", () => {
    expect(factsOf({ ...found, link: "javascript:alert(1)" }, "Tool").link).toBeNull();
    expect(factsOf({ ...found, link: "https://a.example/x" }, "Tool").link).toBe("https://a.example/x");
  });
});
