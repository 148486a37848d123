import { createHmac, createPublicKey, verify as verifySignature } from "node:crypto";
import { sql } from "kysely";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type DeliveryWorker,
  everyChange,
  findSigningSecretStatus,
  type NewWebhookInput,
  rotateSigningSecret,
  type Webhook,
} from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { createMessageMakers } from "../../src/payloads/index.ts";
import { type Received, type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, type TestGroup, type World } from "./world.ts";

const makers = createMessageMakers("https://oncall.example.com");
let world: World;
let worker: DeliveryWorker;
let receiver: Receiver;

beforeAll(async () => {
  world = await createWorld();
  worker = world.startWorker();
  receiver = await startReceiver();
});
afterAll(async () => {
  await world.close();
  await receiver.close();
});
afterEach(async () => {
  receiver.received.length = 0;
  await sql`delete from webhooks`.execute(world.handle.db);
});

type Form = Partial<NewWebhookInput> & { dialect: "grafana" | "opsknight" | "standard" };

function make(form: Form): Promise<Webhook> {
  const verdict = makers[form.dialect].readSettings(form.dialectSettings ?? {});
  if (verdict.kind === "refused") throw new Error(verdict.message);
  return world.makeWebhook({
    triggerType: everyChange,
    url: receiver.url,
    forwardAll: false,
    ...form,
    dialectSettings: verdict.settings,
  });
}

async function sign(webhook: Webhook, secret?: string, overlapSeconds = 3600): Promise<string> {
  const made = await rotateSigningSecret(world.ctx, systemCaller, webhook, {
    secret,
    overlapSeconds,
    makers,
  });
  return secret ?? made ?? "";
}

/** What the receiver was told of these changes, in the order of their arrival. */
async function tell(group: TestGroup, ...types: Parameters<typeof eventOf>[1][]): Promise<Received[]> {
  const before = receiver.received.length;
  await world.announce(types.map((type) => eventOf(group, type)));
  await receiver.arrivals(before + types.length);
  return receiver.received.slice(before);
}

function header(request: Received | undefined, name: string): string {
  return String(request?.headers[name]);
}

function verify(secret: string, request: Received | undefined): unknown {
  const headers = {
    "webhook-id": header(request, "webhook-id"),
    "webhook-timestamp": header(request, "webhook-timestamp"),
    "webhook-signature": header(request, "webhook-signature"),
  };
  return new Verifier(secret).verify(request?.body ?? "", headers);
}

test("a Standard Webhooks library accepts what is sent, and nothing that was changed", async () => {
  const webhook = await make({ dialect: "standard" });
  const secret = await sign(webhook);
  const group = await world.makeGroup();
  const [request] = await tell(group, "alert group created");
  expect(verify(secret, request)).toMatchObject({
    type: "alert_group.created",
    data: { alert_group: { id: group.publicId, title: "Disk full" }, sequence: 1, user: null },
  });
  expect(() =>
    verify(secret, request && { ...request, body: request.body.replace("Disk", "Dusk") }),
  ).toThrow();
});

test("while a secret replaces another, receivers may verify with either", async () => {
  const webhook = await make({ dialect: "standard" });
  const old = await sign(webhook);
  const present = await sign(webhook);
  const [request] = await tell(await world.makeGroup(), "acknowledge");
  expect(verify(old, request)).toEqual(verify(present, request));
  expect((await findSigningSecretStatus(world.ctx.db, webhook.id)).previousUntil).not.toBeNull();
});

test("a message signed with a private key is verified with the public one that the API shows", async () => {
  const webhook = await make({ dialect: "standard", dialectSettings: { signature: "v1a" } });
  expect(await sign(webhook)).toBe("");
  const { publicKey } = await findSigningSecretStatus(world.ctx.db, webhook.id);
  const [request] = await tell(await world.makeGroup(), "acknowledge");
  const x = Buffer.from(publicKey?.slice("whpk_".length) ?? "", "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const [version, signature = ""] = header(request, "webhook-signature").split(",");
  const content = `${header(request, "webhook-id")}.${header(request, "webhook-timestamp")}.${request?.body}`;
  expect(version).toBe("v1a");
  expect(verifySignature(null, Buffer.from(content), key, Buffer.from(signature, "base64"))).toBe(true);
  expect(verifySignature(null, Buffer.from(`${content} `), key, Buffer.from(signature, "base64"))).toBe(
    false,
  );
});

test("without an overlap the secret before is forgotten at once", async () => {
  const webhook = await make({ dialect: "standard" });
  const old = await sign(webhook);
  const present = await sign(webhook, undefined, 0);
  const [request] = await tell(await world.makeGroup(), "resolve");
  expect(() => verify(old, request)).toThrow();
  expect(verify(present, request)).toMatchObject({ type: "alert_group.resolved" });
});

test("only chosen events are sent, and nothing is written down about the others", async () => {
  await make({ dialect: "standard", dialectSettings: { events: ["alert_group.resolved"] } });
  const group = await world.makeGroup();
  await world.announce([eventOf(group, "alert group created"), eventOf(group, "acknowledge")]);
  await world.announce([eventOf(group, "resolve")]);
  await receiver.arrivals(1);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["alert_group.resolved"]);
});

test("OpsKnight's receivers get its payload, headers and signature", async () => {
  const webhook = await make({ dialect: "opsknight" });
  await sign(webhook, "a secret of theirs");
  const group = await world.makeGroup('{"message": "96 % of /var is in use"}');
  const [request] = await tell(group, "alert group created");
  const { timestamp, data, ...rest } = JSON.parse(request?.body ?? "");
  expect(rest).toEqual({ event: "incident.created" });
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(Object.keys(data)).toEqual([
    ...["id", "title", "description", "status", "urgency", "priority", "service", "assignee", "createdAt"],
  ]);
  expect(data).toMatchObject({
    id: group.publicId,
    title: "Disk full",
    description: "96 % of /var is in use",
    status: "OPEN",
    urgency: "HIGH",
    priority: null,
    assignee: null,
    service: { id: world.integrationPublicId },
  });
  const mac = createHmac("sha256", "a secret of theirs")
    .update(request?.body ?? "")
    .digest("hex");
  expect(request?.headers).toMatchObject({
    "content-type": "application/json",
    "x-webhook-event": "incident.created",
    "x-webhook-signature": `sha256=${mac}`,
    "user-agent": "OpsKnight-StatusPage/1.0",
  });
});

test("a silence is a snooze with an end and a suppression without one in OpsKnight's words", async () => {
  await make({ dialect: "opsknight" });
  const group = await world.makeGroup();
  await world.announce([
    { ...eventOf(group, "silence"), until: null },
    { ...eventOf(group, "silence"), until: "2099-01-01T00:00:00Z" as never },
    eventOf(group, "unsilence"),
  ]);
  await receiver.arrivals(3);
  expect(receiver.received.map(({ body }) => JSON.parse(body).event).sort()).toEqual([
    "incident.snoozed",
    "incident.suppressed",
    "incident.updated",
  ]);
});

test("Grafana's receivers get its body, signed with the time of the try, and the headers of the contact point", async () => {
  const webhook = await make({
    dialect: "grafana",
    authorizationHeader: "Token abc123",
    dialectSettings: {
      receiver: "ops.team",
      title: "{{ .Status }} {{ .CommonLabels.alertname }}",
      message: "{{ len .Alerts }}",
      headers: { "X-Room": "ops", "Content-Type": "application/vnd.ops+json" },
      hmac: { timestamp_header: "X-Time" },
    },
  });
  await sign(webhook, "s3cret-tide");
  const payload = {
    status: "firing",
    alerts: [
      {
        status: "firing",
        labels: { alertname: "TideHigh", __alert_rule_uid__: "rule9" },
        annotations: { summary: "level > 4 m" },
        startsAt: "2026-03-01T11:30:00.250Z",
        endsAt: "0001-01-01T00:00:00Z",
        generatorURL: "https://graf.example.net/rule9",
      },
    ],
  };
  const [request] = await tell(await world.makeGroup(JSON.stringify(payload)), "alert group created");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({
    receiver: "ops\\.team",
    status: "firing",
    alerts: [{ labels: { alertname: "TideHigh" }, startsAt: "2026-03-01T11:30:00.25Z", ruleUID: "rule9" }],
    version: "1",
    title: "firing TideHigh",
    state: "alerting",
    message: "1",
  });
  expect(request?.body).toContain("level \\u003e 4 m");
  const time = header(request, "x-time");
  const mac = createHmac("sha256", "s3cret-tide").update(`${time}:${request?.body}`).digest("hex");
  expect(request?.headers).toMatchObject({
    "x-grafana-alerting-signature": mac,
    "x-room": "ops",
    "content-type": "application/vnd.ops+json",
    authorization: "Token abc123",
    "user-agent": "Grafana",
  });
});

test("a custom payload of Grafana's form is the whole body, and resolved messages can be left out", async () => {
  await make({
    dialect: "grafana",
    dialectSettings: {
      send_resolved: false,
      payload: { template: '{{ .Vars.room }}: {{ template "default.title" . }}', vars: { room: "ops" } },
    },
  });
  const group = await world.makeGroup();
  const [request] = await tell(group, "alert group created");
  expect(request?.body).toBe("ops: [FIRING:1] Disk full ");
  await sql`update alert_groups set status = 'resolved', resolved_at = now(), is_open = false
    where id = ${group.id}`.execute(world.handle.db);
  await world.announce([eventOf(group, "resolve")]);
  const left = () =>
    sql<{ count: number }>`select count(*) as count from deliveries`.execute(world.handle.db);
  while ((await left()).rows[0]?.count !== 0) await new Promise((resolve) => setImmediate(resolve));
  expect(receiver.received).toHaveLength(1);
});

test("a payload template that fails is a visible, final attempt", async () => {
  await make({ dialect: "grafana", dialectSettings: { payload: { template: "{{ index .Alerts 5 }}" } } });
  await world.announce([eventOf(await world.makeGroup(), "alert group created")]);
  const failures = () =>
    sql<{ result: string; cause: string; error_part: string }>`
      select result, cause, error_part from attempts where cause = 'template'`.execute(world.handle.db);
  while ((await failures()).rows.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect((await failures()).rows).toEqual([{ result: "failed", cause: "template", error_part: "data" }]);
  expect(worker.counts().failed).toBeGreaterThan(0);
});

test("no secret reaches the log of attempts", async () => {
  const webhook = await make({ dialect: "opsknight" });
  const secret = await sign(webhook);
  await tell(await world.makeGroup(), "acknowledge");
  const logged = () =>
    sql<{ text: string }>`select request_headers::text as text from attempts
      where webhook_id = ${webhook.id}`.execute(world.handle.db);
  while ((await logged()).rows.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const text = JSON.stringify((await logged()).rows);
  expect(text).not.toContain(secret);
  expect(text).not.toContain("sha256=");
});
