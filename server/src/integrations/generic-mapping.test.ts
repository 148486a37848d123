import { parseJson, toValue } from "@tocsin/jinja";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldMapping, fieldMappingSchema } from "../core/integrations/field-mapping.ts";
import { mapGeneric } from "./generic-mapping.ts";

function map(body: unknown, mapping: FieldMapping = {}) {
  return mapGeneric(toValue(body), mapping).map(({ facts }) => facts);
}

const disk = {
  summary: "Disk full",
  severity: "critical",
  status: "triggered",
  dedup_key: "disk-1",
  source: "cron",
};

describe("usual field names", () => {
  it.each<[string, unknown, object]>([
    [
      "all of them",
      disk,
      { title: "Disk full", severity: "critical", signal: "firing", key: "disk-1", source: "cron" },
    ],
    ["an end", { ...disk, status: "resolved" }, { signal: "resolved", key: "disk-1" }],
    [
      "the first of several titles, a key from it",
      { title: "A", message: "B", name: "C" },
      { title: "A", message: "B", severity: "warning", key: "webhook-a" },
    ],
    [
      "other names and a number",
      { id: 42, message: "m", level: "low", state: "open" },
      { title: "m", severity: "info", key: "42", signal: "firing" },
    ],
    ["an empty key", { id: 5, title: "t", dedup_key: "" }, { key: "5" }],
    ["markup", { title: "<b>CPU > 90%</b>" }, { title: "<b>CPU > 90%</b>" }],
    [
      "an object around it",
      { alert: { title: "T", id: 7 }, state: "ok" },
      { title: "T", key: "7", signal: "resolved" },
    ],
    [
      "two objects around it",
      { data: { attributes: { title: "T", status: "closed" } } },
      { title: "T", signal: "resolved" },
    ],
    [
      "an object inside it that says nothing of its state",
      { title: "Deploy broke the shop", data: { status: "ok" } },
      { signal: "firing" },
    ],
    ["nothing known", { foo: "bar" }, { title: "Webhook Alert", severity: "warning", signal: "firing" }],
    ["a text", "Disk 97% full\non db1", { title: "Disk 97% full", message: "Disk 97% full\non db1" }],
  ])("%s", (_name, body, expected) => {
    const [facts, ...others] = map(body);
    expect(facts).toMatchObject(expected);
    expect(others).toEqual([]);
  });

  it("shorten a long key without losing what tells it apart", () => {
    const keys = ["a", "b"].map((end) => map({ title: "t", dedup_key: "x".repeat(600) + end })[0]?.key);
    expect(keys[0]?.length).toBe(512);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe("states", () => {
  const firing =
    "unresolved;abnormal;broken;token expired;not ok;revoked;firing;active;triggered;error;open;whatever";
  const resolved = "resolve;resolved;close;closed;recovered;up;success;cleared;ok;normal;fixed;OK";

  it.each(firing.split(";"))("%s is trouble", (status) => {
    expect(map({ title: "t", status })[0]?.signal).toBe("firing");
  });

  it.each(resolved.split(";"))("%s is an end", (status) => {
    expect(map({ title: "t", status })[0]?.signal).toBe("resolved");
  });

  it.each([
    "ack",
    "acknowledge",
    "acknowledged",
    "alert acknowledged",
  ])("%s is an acknowledgement", (status) => {
    expect(map({ title: "t", status })[0]?.signal).toBe("acknowledged");
  });

  it.each<[object, string]>([
    [{ status: "active", action: "resolve" }, "resolved"],
    [{ action: "resolve" }, "resolved"],
    [{ action: "alert", status: "ok" }, "resolved"],
    [{ status: "alert", state: "resolved" }, "resolved"],
    [{ status: null, state: "closed" }, "resolved"],
    [{ action: "created", status: null }, "firing"],
  ])("%j is %s", (fields, signal) => {
    expect(map({ title: "t", ...fields })[0]?.signal).toBe(signal);
  });
});

describe("severities", () => {
  it.each<[object, string]>([
    [{ severity: "warn" }, "warning"],
    [{ severity: "P1" }, "critical"],
    [{ severity: "sev1" }, "critical"],
    [{ severity: "fatal" }, "critical"],
    [{ severity: "emergency" }, "critical"],
    [{ severity: "high" }, "critical"],
    [{ severity: "medium" }, "warning"],
    [{ level: "low" }, "info"],
    [{ priority: 1 }, "critical"],
    [{ severity: null, priority: 3 }, "warning"],
    [{ severity: "slowdown" }, "warning"],
    [{ severity: null }, "warning"],
  ])("%j is %s", (fields, severity) => {
    expect(map({ title: "t", ...fields })[0]?.severity).toBe(severity);
  });
});

describe("several alerts", () => {
  it("are a list, or a list in an object without a title", () => {
    expect(map([{ summary: "a" }, null, { summary: "b" }]).map((facts) => facts?.title)).toEqual(["a", "b"]);
    expect(map({ alerts: [{ summary: "a" }, { summary: "b" }] })).toHaveLength(2);
    expect(map({ title: "one", items: [{ title: "part" }] })).toHaveLength(1);
  });

  it("are none in an empty body", () => {
    for (const body of [{}, [], null, "", "  ", [{}, []]]) expect(map(body)).toEqual([]);
  });
});

describe("a mapping of one's own", () => {
  const mapping = fieldMappingSchema.parse({
    items: "report.checks",
    title: ["info.label"],
    severity: ["info.grade"],
    status: ["result.0.code"],
    key: ["info.uid"],
    link: ["info.page"],
    severityValues: { Rot: "critical", gelb: "warning" },
    statusValues: { "0": "resolved", "1": "firing", "9": "ignored" },
  });

  it("finds values by paths and gives words their meaning", () => {
    const check = (uid: number, code: number, grade: string) => ({
      info: { label: `check ${uid}`, uid, grade, page: "https://example.com/1" },
      result: [{ code }],
    });
    const body = { report: { checks: [check(1, 1, "ROT"), check(2, 0, "gelb"), check(3, 9, "rot")] } };
    expect(map(body, mapping)).toMatchObject([
      { title: "check 1", key: "1", severity: "critical", signal: "firing", link: "https://example.com/1" },
      { title: "check 2", key: "2", severity: "info", signal: "resolved" },
      null,
    ]);
  });

  it("falls back to the usual names where its paths lead nowhere", () => {
    expect(map({ title: "t", id: 3, status: "closed" }, mapping)).toMatchObject([
      { title: "t", key: "3", signal: "resolved" },
    ]);
  });

  it("is refused when it is not a mapping", () => {
    for (const wrong of [{ title: "not a list" }, { statusValues: { a: "exploded" } }, { key: [""] }])
      expect(fieldMappingSchema.safeParse(wrong).success).toBe(false);
  });
});

it("any JSON at all is read without an error", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      for (const { facts } of mapGeneric(parseJson(text), { items: "a.0", title: ["b.c"], status: ["d"] }))
        expect(facts === null || facts.title !== "").toBe(true);
    }),
  );
});
