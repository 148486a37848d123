import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { answer, type Receiver, startReceiver } from "../delivery/receiver.ts";
import { eventually } from "../delivery/world.ts";
import { createTestDatabase } from "../support/database.ts";
import { startServerProcess } from "../support/server-process.ts";
import { adminToken, startTestApp, type TestApp } from "../support/test-app.ts";
import { type Collector, type ReceivedSpan, startCollector } from "./collector.ts";

/** Undone after each test, the last first. */
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

const senderTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const senderSpan = "00f067aa0ba902b7";
const traceparent = `00-${senderTrace}-${senderSpan}-01`;

async function newCollector(options?: { hangs: boolean }): Promise<Collector> {
  const collector = await startCollector(options);
  undo.push(() => collector.close());
  return collector;
}

async function newReceiver(statuses: readonly number[] = [200]): Promise<Receiver> {
  let tries = 0;
  const receiver = await startReceiver((request, response) => {
    const status = statuses[Math.min(tries, statuses.length - 1)] ?? 200;
    tries += 1;
    answer(status, "", { "x-answer": "answer-secret" })(request, response);
  });
  undo.push(() => receiver.close());
  return receiver;
}

async function newDatabase(): Promise<string> {
  const database = await createTestDatabase();
  undo.push(() => database.drop());
  return database.url;
}

/** A server in a process of its own, which reads OpenTelemetry's variables as it would anywhere. */
async function startServer(databaseUrl: string, openTelemetry: Record<string, string>) {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-tracing-"));
  const server = await startServerProcess({
    dataDir,
    settings: {
      TOCSIN_DATABASE_URL: databaseUrl,
      TOCSIN_ADMIN_TOKEN: adminToken,
      TOCSIN_SECRET_KEY: "a key for tests only, of no value",
      TOCSIN_ALLOW_PRIVATE_NETWORKS: "127.0.0.0/8",
      ...openTelemetry,
    },
  });
  undo.push(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  });
  return server;
}

interface Server {
  url: string;
}

/** The same in this process: faster, where neither the environment nor the end of a process counts. */
async function startHere(collector: Collector): Promise<TestApp> {
  const app = await startTestApp(inJson(collector));
  const stop = once(() => app.stop());
  undo.push(stop);
  return { ...app, stop };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

const inJson = (collector: Collector) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
});

async function call(server: Server, path: string, body: object): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/api/v2${path}`, {
    method: "POST",
    headers: { authorization: adminToken, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect([response.status, response.ok ? "" : await response.clone().text()]).toEqual([201, ""]);
  return (await response.json()) as Record<string, string>;
}

const makeWebhook = (server: Server, url: string, more: object = {}) =>
  call(server, "/webhooks", { dialect: "standard", name: "Hook", url, delivery: { retry: [1] }, ...more });

async function makeIntegration(server: Server): Promise<{ id: string; path: string }> {
  const { id = "", url = "" } = await call(server, "/integrations", { type: "webhook", name: "Shop" });
  return { id, path: new URL(url).pathname };
}

async function alert(server: Server, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ title: "Disk full", secret: "body-secret" }),
  });
  expect(response.status).toBe(200);
}

/** Resolves with the spans of this name once there are so many. */
async function spansOf(collector: Collector, name: string | RegExp, count: number): Promise<ReceivedSpan[]> {
  const found = () => collector.spans().filter((span) => span.name === name || span.name.match(name));
  await eventually(() => found().length >= count);
  return found();
}

async function metric(server: Server, name: string): Promise<number | undefined> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const [, value] = new RegExp(`^${name} (\\S+)$`, "m").exec(text) ?? [];
  return value === undefined ? undefined : Number(value);
}

const spanIdsReceived = ({ received }: Receiver) =>
  received.map(({ headers }) => String(headers.traceparent).split("-")[2]);

test("one trace leads from the sender over two servers to each try, and the receiver knows the span of its try", async () => {
  const collector = await newCollector();
  const receiver = await newReceiver([500, 200]);
  const databaseUrl = await newDatabase();
  const first = await startServer(databaseUrl, inJson(collector));
  const { id, path } = await makeIntegration(first);
  const webhook = await makeWebhook(first, `${receiver.url}/hook`);
  const release = await holdIntake(databaseUrl, id);
  await alert(first, path, { traceparent });
  // Its span gets out although the server ends at once.
  await first.stop();
  const [received] = await spansOf(collector, "POST /integrations/v1/:type/:token", 1);
  const second = await startServer(databaseUrl, { ...inJson(collector), OTEL_SERVICE_NAME: "pager" });
  await release();
  const tries = await spansOf(collector, "deliver webhook", 2);
  const [handled] = await spansOf(collector, "handle alert", 1);

  expect(received).toMatchObject({
    kind: 2,
    traceId: senderTrace,
    parentSpanId: senderSpan,
    attributes: { "http.request.method": "POST", "http.response.status_code": 200 },
    resource: { "service.name": "tocsin", "service.instance.id": expect.stringContaining(`:${first.pid}`) },
  });
  expect(handled).toMatchObject({
    traceId: senderTrace,
    parentSpanId: received?.spanId,
    attributes: { "tocsin.integration.id": id, "tocsin.alerts": 1 },
    resource: { "service.name": "pager", "service.instance.id": expect.stringContaining(`:${second.pid}`) },
  });
  const { port } = new URL(receiver.url);
  const usual = {
    "http.request.method": "POST",
    "server.address": "127.0.0.1",
    "server.port": Number(port),
    "tocsin.webhook.id": webhook.id,
    "tocsin.message.id": receiver.received[0]?.headers["webhook-id"],
    "tocsin.attempt.cause": "response",
  };
  expect(tries).toMatchObject([
    {
      ...{
        kind: 3,
        traceId: senderTrace,
        parentSpanId: handled?.spanId,
        status: { code: 2, message: "500" },
      },
      attributes: {
        ...{ ...usual, "http.response.status_code": 500, "error.type": "500" },
        ...{ "tocsin.attempt.number": 1, "tocsin.attempt.result": "retry" },
      },
    },
    {
      ...{ kind: 3, traceId: senderTrace, parentSpanId: handled?.spanId, status: { code: 0 } },
      attributes: {
        ...{ ...usual, "http.response.status_code": 200, "http.request.resend_count": 1 },
        ...{ "tocsin.attempt.number": 2, "tocsin.attempt.result": "delivered" },
      },
    },
  ]);
  expect(spanIdsReceived(receiver)).toEqual(tries.map(({ spanId }) => spanId));
});

/** Half of the key of the lock under which a server handles an integration's alerts; the other half is its number. */
const integrationLocks = 0x544f4353n << 32n;

/** Holds up the handling of an integration's alerts, as a server does that is at it. */
async function holdIntake(databaseUrl: string, publicId: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("select pg_advisory_lock($1::bigint + id) from integrations where public_id = $2", [
    integrationLocks.toString(),
    publicId,
  ]);
  return () => client.end();
}

test("an alert without a trace begins one, which the receiver gets as well", async () => {
  const collector = await newCollector();
  const receiver = await newReceiver();
  const server = await startHere(collector);
  const { path } = await makeIntegration(server);
  await makeWebhook(server, receiver.url);
  await alert(server, path);
  const [tried] = await spansOf(collector, "deliver webhook", 1);
  const [received] = await spansOf(collector, /^POST/, 1);
  expect(received?.parentSpanId ?? "").toBe("");
  expect(tried?.traceId).toBe(received?.traceId);
  expect(receiver.received[0]?.headers.traceparent).toBe(`00-${tried?.traceId}-${tried?.spanId}-01`);
  expect(await metric(server, "tocsin_trace_spans_dropped_total")).toBe(0);
});

test("a person's deed begins a trace, which the tries of its message share", async () => {
  const collector = await newCollector();
  const receiver = await newReceiver([503, 200]);
  const server = await startHere(collector);
  const { path } = await makeIntegration(server);
  const sent = await fetch(`${server.url}${path}?wait=true`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { alert_groups: groups } = (await sent.json()) as { alert_groups: { id: string }[] };
  await makeWebhook(server, receiver.url);
  const done = await fetch(`${server.url}/api/v2/alert-groups/${groups[0]?.id}/acknowledge`, {
    method: "POST",
    headers: { authorization: adminToken },
  });
  expect(done.status).toBe(200);
  const tries = await spansOf(collector, "deliver webhook", 2);
  const [announced] = await spansOf(collector, "announce change", 1);
  expect(announced).toMatchObject({ attributes: { "tocsin.event.type": "acknowledge" } });
  const { traceId, spanId } = announced ?? {};
  expect(tries).toMatchObject([
    { traceId, parentSpanId: spanId },
    { traceId, parentSpanId: spanId },
  ]);
  expect(spanIdsReceived(receiver)).toEqual(tries.map((each) => each.spanId));
});

test("a request that cannot be handled says so in its trace, without the words of the error", async () => {
  const collector = await newCollector();
  const app = await startHere(collector);
  const { id } = await makeIntegration(app);
  await sql`update integrations set type = 'unheard_of' where public_id = ${id}`.execute(app.ctx.db);
  await sql`insert into intake (integration_id, content_type, body, tries, request)
    select id, 'application/json', '{}', 3, jsonb_build_object('headers', '{}'::jsonb, 'query', '{}'::jsonb,
      'trace', ${traceparent}::text) from integrations where public_id = ${id}`.execute(app.ctx.db);
  app.ctx.wake.intake();
  const [handled] = await spansOf(collector, "handle alert", 1);
  expect(handled).toMatchObject({
    ...{ traceId: senderTrace, parentSpanId: senderSpan, status: { code: 2, message: "postponed" } },
    attributes: { "tocsin.integration.id": id, "error.type": "postponed" },
  });
});

test("a sender that samples nothing is obeyed, and its trace goes on to the receiver all the same", async () => {
  const collector = await newCollector();
  const receiver = await newReceiver();
  const server = await startHere(collector);
  const { path } = await makeIntegration(server);
  await makeWebhook(server, receiver.url);
  await alert(server, path, { traceparent: `00-${senderTrace}-${senderSpan}-00` });
  await receiver.arrivals(1);
  expect(receiver.received[0]?.headers.traceparent).toMatch(
    new RegExp(`^00-${senderTrace}-[0-9a-f]{16}-00$`),
  );
  await server.stop();
  expect(collector.bodies).toEqual([]);
});

test("no header, body, path, query or password is in a span, and unknown tokens make none", async () => {
  const collector = await newCollector();
  const receiver = await newReceiver();
  const server = await startServer(await newDatabase(), {
    ...inJson(collector),
    OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=collector-secret",
  });
  const { path } = await makeIntegration(server);
  const { host } = new URL(receiver.url);
  await makeWebhook(server, `http://user:userinfo-secret@${host}/path-secret?q=query-secret`, {
    dialect: "oncall",
    trigger: "alert group created",
    headers: '{"X-Own": "header-secret"}',
    authorization_header: "Bearer authorization-secret",
  });
  const unknown = await fetch(`${server.url}/integrations/v1/webhook/token-secret/`, { method: "POST" });
  expect(unknown.status).toBe(403);
  await alert(server, `${path}?sent=sent-query-secret`, { "x-sent": "sent-header-secret" });
  await spansOf(collector, "deliver webhook", 1);
  expect(await spansOf(collector, /^POST/, 1)).toHaveLength(1);
  expect(receiver.received[0]).toMatchObject({ path: "/path-secret?q=query-secret" });
  expect(receiver.received[0]?.headers).toMatchObject({ "x-own": "header-secret" });
  expect(collector.headers[0]).toMatchObject({ "x-api-key": "collector-secret" });
  const exported = Buffer.concat(collector.bodies).toString("utf8");
  expect(exported).toContain(host.split(":")[1]);
  expect(exported).not.toContain("secret");
  expect(exported).not.toContain(path.split("/")[4]);
});

test("spans go out in protobuf unless JSON is asked for, to the address for traces when there is one", async () => {
  const collector = await newCollector();
  const server = await startServer(await newDatabase(), {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/in/here`,
  });
  const { path } = await makeIntegration(server);
  await alert(server, path, { traceparent });
  await eventually(() => collector.bodies.some((body) => body.includes(Buffer.from(senderTrace, "hex"))));
  expect(collector.headers[0]).toMatchObject({ "content-type": "application/x-protobuf" });
  expect(collector.paths[0]).toBe("/in/here");
});

test.each([
  ["hangs", { hangs: true }],
  ["is away", undefined],
])("a collector that %s delays neither alert nor delivery; its spans are counted as dropped, and the server ends", async (_what, options) => {
  const collector = options && (await newCollector(options));
  const receiver = await newReceiver();
  const server = await startServer(await newDatabase(), {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector?.url ?? "http://127.0.0.1:9",
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
  });
  const { path } = await makeIntegration(server);
  await makeWebhook(server, receiver.url);
  await alert(server, path);
  await receiver.arrivals(1);
  await eventually(async () => ((await metric(server, "tocsin_trace_spans_dropped_total")) ?? 0) >= 3);
  await alert(server, path);
  expect(await metric(server, "tocsin_trace_spans_exported_total")).toBe(0);
  expect(server.lastLines().filter((line) => line.includes("spans could not be exported"))).toHaveLength(1);
  expect(await server.stop()).toEqual({ exitCode: 0, signal: null });
});

test("what cannot be followed is said in the log and keeps no server from starting", async () => {
  const receiver = await newReceiver();
  const server = await startServer(await newDatabase(), {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  });
  const { path } = await makeIntegration(server);
  await makeWebhook(server, receiver.url);
  await alert(server, path);
  await receiver.arrivals(1);
  expect(receiver.received[0]?.headers.traceparent).toBeUndefined();
  expect(server.lastLines().join("\n")).toContain("OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf");
  expect(await metric(server, "tocsin_trace_spans_dropped_total")).toBeUndefined();
});
