import { readFileSync } from "node:fs";
import { createServer, Agent as HttpsAgent } from "node:https";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { change, event } from "@pagerduty/pdjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Integration } from "../../src/core/integrations/index.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";
import { call } from "./support.ts";

/** What the vendors publish for Node: only the host they talk to is changed. */

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

const pem = (name: string) =>
  readFileSync(new URL(`../http-client/certificates/${name}.pem`, import.meta.url), "utf8");

describe("@pagerduty/pdjs", () => {
  let service: Integration;
  let server: string;
  let front: ReturnType<typeof createServer>;
  const agent = new HttpsAgent({ ca: pem("ca.cert") });

  /** The client insists on https, as a proxy in front of Tocsin serves it. */
  beforeAll(async () => {
    service = await app.integrate({ type: "pagerduty", name: "Shop" });
    const { port } = new URL(app.url);
    front = createServer({ cert: pem("receiver.cert"), key: pem("receiver.key") });
    front.removeAllListeners("secureConnection");
    front.on("secureConnection", (socket) => {
      const upstream = connect(Number(port), "127.0.0.1");
      socket.on("error", () => upstream.destroy());
      upstream.on("error", () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    server = `127.0.0.1:${(front.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    agent.destroy();
    front.close();
  });

  async function send(action: "trigger" | "acknowledge" | "resolve", dedupKey?: string) {
    const data = {
      routing_key: service.token,
      event_action: action,
      ...(dedupKey === undefined ? {} : { dedup_key: dedupKey }),
      payload: { summary: "Checkout is down", source: "probe-3", severity: "critical" as const },
      links: [{ href: "https://runbooks.example.com/checkout", text: "Runbook" }],
    };
    const options = { server, agent, data };
    const answer = await event(options);
    expect(answer.response.status).toBe(202);
    return answer.data as { status: string; dedup_key: string };
  }

  async function statusOf(title: string) {
    const query = app.ctx.db.selectFrom("alert_groups").where("title", "=", title).select("status");
    return (await query.executeTakeFirst())?.status;
  }

  it("opens an alert, and acknowledges and resolves it by the key that it was given", async () => {
    const { status, dedup_key: key } = await send("trigger");
    expect({ status, key }).toEqual({ status: "success", key: expect.stringMatching(/^[0-9a-f]{32}$/) });
    await expect.poll(() => statusOf("Checkout is down")).toBe("firing");
    expect(await send("acknowledge", key)).toMatchObject({ dedup_key: key });
    await expect.poll(() => statusOf("Checkout is down")).toBe("acknowledged");
    expect(await send("resolve", key)).toMatchObject({ dedup_key: key });
    await expect.poll(() => statusOf("Checkout is down")).toBe("resolved");
  });

  it("is told what is wrong with an event", async () => {
    const data = { routing_key: service.token, event_action: "trigger" as const };
    const answer = await event(asDeclared({ server, agent, data }));
    expect(answer.response.status).toBe(400);
    expect(answer.data).toMatchObject({
      status: "invalid event",
      errors: [expect.stringContaining("payload")],
    });
  });

  it("tells of a change", async () => {
    const payload = {
      summary: "Deployed 1.3",
      source: "ci",
      timestamp: "2026-01-05T10:00:00.000Z",
      custom_details: { build: 12 },
    };
    const data = { routing_key: service.token, payload, links: [] };
    expect((await change(asDeclared({ server, agent, data }))).response.status).toBe(202);
    const path = `/api/v2/integrations/${service.publicId}/change-events`;
    const headers = { authorization: `Bearer ${adminToken}` };
    expect((await call(app, path, { method: "GET", headers })).body.items).toMatchObject([
      { summary: "Deployed 1.3" },
    ]);
  });
});

/** The client declares that changes have an action, too; its documentation and its code say otherwise. */
function asDeclared(options: object): Parameters<typeof event>[0] {
  return options as Parameters<typeof event>[0];
}

type Told = (error: { httpStatusCode?: number; message?: string } | null, result: SdkAnswer) => void;

interface SdkAnswer {
  result: string;
  requestId: string;
  data: { id: string; alertId: string; status: string; acknowledged: boolean; success: boolean };
}

interface Identifier {
  identifier: string;
  identifierType: "id" | "alias" | "tiny";
}

/** The part of `opsgenie-sdk`, which has no types, that is used here. */
interface OpsgenieSdk {
  configure(options: { api_key: string; host: string }): void;
  alertV2: {
    create(data: object, told: Told): void;
    get(identifier: Identifier, config: object, told: Told): void;
    getRequestStatus(requestId: string, config: object, told: Told): void;
    acknowledge(identifier: Identifier, data: object, told: Told): void;
    addNote(identifier: Identifier, data: object, told: Told): void;
    close(identifier: Identifier, data: object, told: Told): void;
  };
}

describe("opsgenie-sdk", () => {
  const sdk = createRequire(import.meta.url)("opsgenie-sdk") as OpsgenieSdk;
  const { alertV2 } = sdk;
  const byAlias: Identifier = { identifier: "checkout-down", identifierType: "alias" };

  beforeAll(async () => {
    const service = await app.integrate({ type: "opsgenie", name: "Shop (Opsgenie)" });
    sdk.configure({ api_key: service.token, host: app.url });
  });

  /** What the client tells its caller; an error of it is thrown. */
  function answered(start: (told: Told) => void): Promise<SdkAnswer> {
    return new Promise((resolve, reject) => {
      start((error, result) => (error ? reject(error) : resolve(result)));
    });
  }

  async function outcomeOf({ requestId }: SdkAnswer) {
    return (await answered((told) => alertV2.getRequestStatus(requestId, {}, told))).data;
  }

  it("creates an alert, then acknowledges, notes and closes it by its alias", async () => {
    const creation = { message: "Checkout does not answer", alias: "checkout-down", priority: "P1" };
    const created = await answered((told) => alertV2.create(creation, told));
    expect(created.result).toBe("Request will be processed");
    const { alertId, success } = await outcomeOf(created);
    expect(success).toBe(true);
    const by = { user: "ada@example.com", source: "probe-3", note: "on it" };
    for (const action of ["acknowledge", "addNote", "close"] as const) {
      const accepted = await answered((told) => alertV2[action](byAlias, by, told));
      expect(await outcomeOf(accepted), action).toMatchObject({ success: true, alertId });
    }
    const shown = await answered((told) =>
      alertV2.get({ identifier: alertId, identifierType: "id" }, {}, told),
    );
    expect(shown.data).toMatchObject({ id: alertId, status: "closed" });
  });

  it("is told what is wrong with an alert", async () => {
    await expect(answered((told) => alertV2.create({ alias: "x" }, told))).rejects.toMatchObject({
      httpStatusCode: 422,
      message: "Message can not be empty.",
    });
  });
});
