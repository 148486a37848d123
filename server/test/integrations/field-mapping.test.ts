import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let integration: Integration;
let number = 0;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  number += 1;
  integration = await app.integrate({ type: "generic", name: `Mapped ${number}` });
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${app.url}/api/v2/integrations/${path}`, {
    method,
    headers: { authorization: adminToken, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** Sends a payload and waits until it is handled. @returns the alert groups it came to */
async function send(payload: object): Promise<string[]> {
  const url = `${app.url}/integrations/v1/generic/${integration.token}/?wait=true`;
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(payload) });
  const { alert_groups: groups } = (await response.json()) as { alert_groups: { id: string }[] };
  return groups.map(({ id }) => id);
}

async function group(id: string | undefined) {
  const response = await fetch(`${app.url}/api/v2/alert-groups/${id}`, {
    headers: { authorization: adminToken },
  });
  return (await response.json()) as { title: string; status: string };
}

const mapping = {
  items: "report.checks",
  title: ["info.label"],
  status: ["info.result"],
  key: ["nr"],
  severity: ["info.grade"],
  severity_values: { rot: "critical" },
  status_values: { kaputt: "firing", heil: "resolved" },
};
const path = () => `${integration.publicId}/mapping`;
const report = (result: string) => ({
  report: {
    checks: [
      { nr: 7, info: { label: "Pumpe steht", result, grade: "rot" } },
      { nr: null, info: null },
    ],
  },
});

describe("a field mapping", () => {
  test("is stored, and from then on opens and resolves alert groups of a payload nobody knew", async () => {
    expect((await call("GET", path())).body).toMatchObject({ mapping: null });
    const put = await call("PUT", path(), mapping);
    expect([put.status, put.body.mapping]).toEqual([200, mapping]);
    expect((await call("GET", path())).body.mapping).toEqual(mapping);
    const [opened] = await send(report("KAPUTT"));
    expect(await group(opened)).toMatchObject({ title: "Pumpe steht", status: "firing" });
    expect(await send(report("heil"))).toContain(opened);
    expect((await group(opened)).status).toBe("resolved");
  });

  test("can be taken away again", async () => {
    await call("PUT", path(), mapping);
    expect((await call("DELETE", path())).status).toBe(204);
    expect((await call("GET", path())).body).toMatchObject({ mapping: null });
  });

  test("takes positions in brackets and a leading dollar", async () => {
    const put = await call("PUT", path(), { title: ["$.checks[0].label"] });
    expect(put.body.mapping).toEqual({ title: ["checks.0.label"] });
  });

  test.each([
    [{ title: "info.label" }, "title"],
    [{ title: ["a..b"] }, "title.0"],
    [{ status_values: { red: "exploded" } }, "status_values.red"],
    [{ colour: ["a"] }, ""],
  ])("%j is refused with the field at fault", async (wrong, field) => {
    const answer = await call("PUT", path(), wrong);
    expect([answer.status, answer.body.error.field ?? ""]).toEqual([422, field]);
    expect((await call("GET", path())).body).toMatchObject({ mapping: null });
  });

  test("is refused for tools whose payloads are known", async () => {
    const known = await app.integrate({ type: "alertmanager", name: `Known ${number}` });
    const answer = await call("PUT", `${known.publicId}/mapping`, mapping);
    expect([answer.status, answer.body.error.code]).toEqual([409, "conflict"]);
  });
});

test("the names that are looked at anyway are told, and are looked at", async () => {
  const { usual } = (await call("GET", path())).body;
  expect(Object.keys(usual)).toEqual(expect.arrayContaining(["title", "severity", "status", "key"]));
  for (const name of usual.title) {
    const trial = await call("POST", `${path()}/trial`, { mapping: null, payload: { [name]: "Disk full" } });
    expect(trial.body.alerts[0].title).toBe("Disk full");
  }
});

describe("a trial of a mapping", () => {
  test("tells what a payload would be read as, and does nothing", async () => {
    const trial = await call("POST", `${path()}/trial`, { mapping, payload: report("kaputt") });
    expect(trial.status).toBe(200);
    expect(trial.body).toMatchObject({ result: "read" });
    expect(trial.body.alerts[0]).toMatchObject({ title: "Pumpe steht", severity: "critical" });
    expect((await call("GET", path())).body).toMatchObject({ mapping: null });
  });

  test("takes one of the last requests", async () => {
    await send(report("kaputt"));
    const { items } = (await call("GET", `${integration.publicId}/requests`)).body;
    const trial = await call("POST", `${path()}/trial`, { mapping, request: items[0].id });
    expect(trial.body.alerts[0].title).toBe("Pumpe steht");
  });

  test("wants exactly one thing to read", async () => {
    const answer = await call("POST", `${path()}/trial`, { mapping });
    expect([answer.status, answer.body.error.field]).toEqual([422, "payload"]);
  });
});
