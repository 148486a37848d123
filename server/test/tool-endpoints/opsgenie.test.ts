import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { call } from "./support.ts";

let app: TestApp;
let service: Integration;

beforeAll(async () => {
  app = await startTestApp();
  service = await app.integrate({ type: "opsgenie", name: "Shop" });
});

afterAll(() => app.stop());

function send(path: string, body?: unknown, key = service.token) {
  const headers = { authorization: `GenieKey ${key}` };
  return call(app, path, { method: body === undefined ? "GET" : "POST", headers, body });
}

/** What became of a request, as its sender asks for it. */
async function status(requestId: string) {
  const answer = await send(`/v2/alerts/requests/${requestId}`);
  return answer.body.data;
}

describe("an alert", () => {
  it("is accepted in Opsgenie's shape, and its request tells which alert it became", async () => {
    const created = await send("/v2/alerts", { message: "Checkout down", alias: "checkout", priority: "P1" });
    expect(created).toMatchObject({
      status: 202,
      body: { result: "Request will be processed", took: expect.any(Number) },
    });
    const data = await status(created.body.requestId);
    expect(data).toMatchObject({ success: true, action: "Create", alias: "checkout" });
    const group = await app.group(data.alertId);
    expect(group).toMatchObject({ title: "Checkout down", status: "firing" });
    const shown = await send(`/v2/alerts/${data.alertId}`);
    expect(shown.body.data).toMatchObject({
      id: data.alertId,
      alias: "checkout",
      message: "Checkout down",
      status: "open",
      acknowledged: false,
      count: 1,
      priority: "P1",
    });
  });

  it("of an open alias raises its count; it is acknowledged, noted and closed by alias", async () => {
    const alias = "by alias/with a slash";
    const path = `/v2/alerts/${encodeURIComponent(alias)}`;
    const first = await status((await send("/v2/alerts", { message: "M", alias })).body.requestId);
    const again = await status((await send("/v2/alerts/", { message: "M", alias })).body.requestId);
    expect(again.alertId).toBe(first.alertId);
    const seen: unknown[] = [];
    for (const action of ["acknowledge", "notes", "close"]) {
      const { body } = await send(`${path}/${action}?identifierType=alias`, { user: "ada", note: "on it" });
      seen.push(await status(body.requestId));
    }
    expect(seen).toMatchObject([
      { action: "Acknowledge", alertId: first.alertId },
      { action: "AddNote", alertId: first.alertId },
      { action: "Close", alertId: first.alertId },
    ]);
    const shown = await send(`${path}?identifierType=alias`);
    expect(shown.body.data).toMatchObject({ id: first.alertId, status: "closed" });
  });

  it("without an alias stands alone, and is closed by its id or its short id", async () => {
    const one = await status((await send("/v2/alerts", { message: "Same" })).body.requestId);
    const two = await status((await send("/v2/alerts", { message: "Same" })).body.requestId);
    expect(one.alertId).not.toBe(two.alertId);
    await status((await send(`/v2/alerts/${one.alertId}/close`, {})).body.requestId);
    const { tinyId } = (await send(`/v2/alerts/${two.alertId}?identifierType=id`)).body.data;
    await status((await send(`/v2/alerts/${tinyId}/close?identifierType=tiny`, {})).body.requestId);
    expect((await app.group(one.alertId)).status).toBe("resolved");
    expect((await app.group(two.alertId)).status).toBe("resolved");
  });

  it("that does not exist is told by the status of the request", async () => {
    for (const path of ["/v2/alerts/INOPE/close", "/v2/alerts/nope/close?identifierType=alias"]) {
      const closed = await send(path, {});
      expect(closed.status).toBe(202);
      expect(await status(closed.body.requestId)).toMatchObject({
        success: false,
        status: "Alert does not exist",
      });
    }
  });
});

describe("a refusal", () => {
  it("is 401 without a key or with a wrong one, 403 for a key of another type", async () => {
    const other = await app.integrate({ type: "generic", name: "Other" });
    expect((await call(app, "/v2/alerts", { body: { message: "M" } })).status).toBe(401);
    expect(await send("/v2/alerts", { message: "M" }, "wrong")).toMatchObject({
      status: 401,
      body: { message: "Could not authenticate", error: { code: "invalid_key" } },
    });
    expect((await send("/v2/alerts", { message: "M" }, other.token)).status).toBe(403);
  });

  it("is 422 for an alert without a message, for broken JSON and for actions that are not served", async () => {
    expect((await send("/v2/alerts", { alias: "x" })).status).toBe(422);
    expect((await send("/v2/alerts", "{")).status).toBe(422);
    expect((await send("/v2/alerts/x/explode", {})).status).toBe(422);
  });

  it("is 404 for requests and alerts of others", async () => {
    const other = await app.integrate({ type: "opsgenie", name: "Another team" });
    const created = await send("/v2/alerts", { message: "Ours" });
    const { alertId } = await status(created.body.requestId);
    expect((await send(`/v2/alerts/${alertId}`, undefined, other.token)).status).toBe(404);
    const theirs = await send(`/v2/alerts/requests/${created.body.requestId}`, undefined, other.token);
    expect(theirs.status).toBe(404);
    expect((await send("/v2/alerts/requests/nonsense")).status).toBe(404);
  });
});
