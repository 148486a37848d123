import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { createToken, systemCaller } from "../../src/core/people/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let integration: Integration;
let answerStatus = 500;
const receiver = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(answerStatus).end());
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  app = await startTestApp();
  integration = await app.integrate({ type: "webhook", name: "Shop" });
});

afterAll(async () => {
  await app.stop();
  receiver.close();
});

interface Step {
  step: string;
  done_at: string | null;
  is_confirmed: boolean;
  object: { kind: string; id: string; name: string | null } | null;
}

interface Answer {
  status: number;
  body: { steps: Step[]; is_finished: boolean; is_dismissed: boolean; items: { id: string }[]; id: string };
}

async function call(method: string, path: string, body?: object, token = adminToken): Promise<Answer> {
  const response = await fetch(`${app.url}/api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

async function doneSteps(): Promise<Step[]> {
  const { body } = await call("GET", "/first-steps");
  return body.steps.filter(({ done_at }) => done_at !== null);
}

/** In the order in which an installation sees them: each test goes on where the one before ended. */
describe("first steps", () => {
  test("are all open in a new installation, and a default route cannot be confirmed before it took something", async () => {
    const { body } = await call("GET", "/first-steps");
    expect(body.steps.map(({ step }) => step)).toEqual(["delivered", "titled", "routed", "answered"]);
    expect(body).toMatchObject({ is_finished: false, is_dismissed: false });
    expect(await doneSteps()).toEqual([]);
    expect((await call("POST", "/first-steps/default-route")).status).toBe(409);
  });

  test("are not done by a demo alert", async () => {
    expect((await call("POST", `/integrations/${integration.publicId}/demo-alert`, {})).status).toBe(201);
    expect(await doneSteps()).toEqual([]);
  });

  test("are not done by a title that no template could make", async () => {
    await call("PATCH", `/integrations/${integration.publicId}`, {
      templates: { "web.title": "{{ payload.a.b.c }}" },
    });
    const { groups } = await app.send(integration, { title: "Odd" });
    expect(await doneSteps()).toMatchObject([
      { step: "delivered", object: { kind: "alert group", id: groups[0] } },
    ]);
  });

  test("are told with what it was: the first group a tool delivered, the first that has a title", async () => {
    await call("PATCH", `/integrations/${integration.publicId}`, {
      templates: { "web.title": "{{ payload.title }}" },
    });
    const { groups } = await app.send(integration, { title: "Checkout is down" });
    await app.send(integration, { title: "Later" });
    const done = await doneSteps();
    expect(done.map(({ step }) => step)).toEqual(["delivered", "titled"]);
    expect(done[1]?.object).toEqual({ kind: "alert group", id: groups[0], name: "Checkout is down" });
  });

  test("are not done by a receiver that refuses, but by one that answers 2xx", async () => {
    const address = receiver.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const made = await call("POST", "/webhooks", {
      name: "Chat",
      trigger: "alert group created",
      url: `http://127.0.0.1:${port}/`,
      http_method: "POST",
    });
    expect(made.status).toBe(201);
    await app.send(integration, { title: "Refused" });
    const tried = async (count: number) => {
      const { body } = await call("GET", `/attempts?webhook=${made.body.id}`);
      expect(body.items.length).toBeGreaterThanOrEqual(count);
    };
    await vi.waitFor(() => tried(1), { timeout: 15_000 });
    expect((await doneSteps()).map(({ step }) => step)).not.toContain("answered");
    answerStatus = 200;
    await app.send(integration, { title: "Taken" });
    await vi.waitFor(async () => expect((await doneSteps()).at(-1)?.step).toBe("answered"), {
      timeout: 15_000,
    });
    expect((await doneSteps()).at(-1)?.object).toEqual({ kind: "webhook", id: made.body.id, name: "Chat" });
  });

  test("are finished by confirming the default route, which is told as such, and stay done when all is gone", async () => {
    const viewer = { caller: systemCaller, name: "viewer", user: null, role: "viewer" } as const;
    const { token } = await createToken(app.ctx, viewer);
    expect((await call("POST", "/first-steps/default-route", undefined, token)).status).toBe(403);
    const { body } = await call("POST", "/first-steps/default-route");
    expect(body.is_finished).toBe(true);
    expect(body.steps[2]).toMatchObject({ step: "routed", is_confirmed: true });
    await app.ctx.db.deleteFrom("alert_groups").execute();
    const later = await call("GET", "/first-steps");
    expect(later.body.is_finished).toBe(true);
    expect(later.body.steps[1]?.object?.name).toBeNull();
  });

  test("are done by a route other than the default, in another installation", async () => {
    const other = await startTestApp();
    const shop = await other.integrate({ type: "webhook", name: "Shop" });
    const headers = { authorization: `Bearer ${adminToken}`, "content-type": "application/json" };
    const made = await fetch(`${other.url}/api/v1/routes`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        integration_id: shop.publicId,
        routing_regex: "database",
        position: 0,
      }),
    });
    expect(made.status).toBe(201);
    await other.send(shop, { title: "disk" });
    const routed = async () => {
      const response = await fetch(`${other.url}/api/v2/first-steps`, { headers });
      return ((await response.json()) as Answer["body"]).steps[2];
    };
    expect((await routed())?.done_at).toBeNull();
    const { groups } = await other.send(shop, { title: "database" });
    expect(await routed()).toMatchObject({ is_confirmed: false, object: { id: groups[0] } });
    await other.stop();
  });

  test("are dismissed for everybody by an editor, and resumed", async () => {
    expect((await call("PATCH", "/first-steps", { is_dismissed: true })).body.is_dismissed).toBe(true);
    expect((await call("GET", "/first-steps")).body.is_dismissed).toBe(true);
    expect((await call("PATCH", "/first-steps", { is_dismissed: false })).body.is_dismissed).toBe(false);
    expect((await call("PATCH", "/first-steps", {})).status).toBe(422);
  });
});
