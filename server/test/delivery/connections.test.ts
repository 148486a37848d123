import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectionInput, updateWebhook } from "../../src/core/outgoing-webhooks/index.ts";
import { systemCaller } from "../../src/core/people/index.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { createWorld, eventOf, type World } from "./world.ts";

const ca = pem("ca.cert");
const clientSecret = "s3cret&of the client";

interface TokenRequest {
  authorization: string | undefined;
  form: Record<string, string>;
}

let world: World;
let receiver: Receiver;
let tokenUrl: string;
let tokenRequests: TokenRequest[];
/** What the token server does with the nth request, from 1. */
let answerToken: (nth: number, request: TokenRequest) => { status: number; body: object };
const closings: (() => void)[] = [];

beforeAll(async () => {
  world = await createWorld();
  world.startWorker();
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await read(request)));
    const asked = { authorization: request.headers.authorization, form };
    tokenRequests.push(asked);
    const { status, body } = answerToken(tokenRequests.length, asked);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  closings.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
});
afterAll(async () => {
  await world.close();
  for (const close of closings) close();
});
beforeEach(async () => {
  receiver = await startReceiver();
  tokenRequests = [];
  answerToken = (nth) => ({ status: 200, body: { access_token: `token-${nth}`, expires_in: 3600 } });
});
afterEach(async () => {
  await sql`delete from webhooks`.execute(world.handle.db);
  await receiver.close();
});

let clients = 0;

/** A client of its own for each: tokens are kept by client. */
function oauth2(more: object = {}) {
  clients += 1;
  const own = { token_url: tokenUrl, client_id: `id:${clients}`, client_secret: clientSecret, ...more };
  return connectionInput.parse({ oauth2: own });
}

async function tell(): Promise<void> {
  await world.announce([eventOf(await world.makeGroup(), "acknowledge")]);
}

interface Logged {
  result: string;
  cause: string;
  error: string | null;
  headers: Record<string, string>;
}

async function attempts(count: number): Promise<Logged[]> {
  for (;;) {
    const { rows } = await sql<Logged>`
      select result, cause, error, request_headers as headers from attempts
      where webhook_id in (select id from webhooks) order by id`.execute(world.handle.db);
    if (rows.length >= count) return rows;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("a token is fetched once with the client's credentials, used for every message, and never logged", async () => {
  const connection = oauth2({ scopes: ["a", "b"], endpoint_params: { audience: "ops" } });
  await world.makeWebhook({ url: receiver.url, authorizationHeader: "Token other", connection });
  await tell();
  await receiver.arrivals(1);
  await tell();
  await receiver.arrivals(2);
  expect(receiver.received.map(({ headers }) => headers.authorization)).toEqual([
    ...["Bearer token-1", "Bearer token-1"],
  ]);
  const escaped = Buffer.from("id%3A1:s3cret%26of+the+client").toString("base64");
  expect(tokenRequests).toEqual([
    {
      authorization: `Basic ${escaped}`,
      form: { grant_type: "client_credentials", scope: "a b", audience: "ops" },
    },
  ]);
  expect(JSON.stringify(await attempts(2))).not.toMatch(/token-1|s3cret/);
});

test("a token server that reads credentials in the form only is served as well", async () => {
  answerToken = (_nth, { form }) =>
    form.client_secret === clientSecret
      ? { status: 200, body: { access_token: "from-form", token_type: "bearer" } }
      : { status: 401, body: { error: "invalid_client" } };
  await world.makeWebhook({ url: receiver.url, connection: oauth2() });
  await tell();
  await receiver.arrivals(1);
  expect(receiver.received[0]?.headers.authorization).toBe("Bearer from-form");
});

test("a kept token that the receiver refuses is replaced once, within the same try", async () => {
  await receiver.close();
  receiver = await startReceiver((request, response) => {
    const isRefused = receiver.received.length === 2 && request.headers.authorization === "Bearer token-1";
    response.writeHead(isRefused ? 401 : 200).end();
  });
  await world.makeWebhook({ url: receiver.url, connection: oauth2() });
  await tell();
  await receiver.arrivals(1);
  await tell();
  await receiver.arrivals(3);
  expect((await attempts(2)).map(({ result }) => result)).toEqual(["delivered", "delivered"]);
  expect(tokenRequests).toHaveLength(2);
});

test("a token that cannot be had is a visible try with its cause, and is asked for again", async () => {
  answerToken = (nth) =>
    nth <= 2
      ? { status: 401, body: { error: "invalid_client", echo: clientSecret } }
      : { status: 200, body: { access_token: "late" } };
  await world.makeWebhook({ url: receiver.url, connection: oauth2() });
  await tell();
  await receiver.arrivals(1);
  const [first, second] = await attempts(2);
  expect(first).toMatchObject({
    result: "retry",
    cause: "authorization",
    error: "No access token from the token_url: it answered with status 401.",
  });
  expect(second).toMatchObject({ result: "delivered" });
});

test("the request for a token goes through the guard", async () => {
  const connection = oauth2({ token_url: "http://169.254.169.254/latest/api/token" });
  await world.makeWebhook({ url: receiver.url, connection });
  await tell();
  const [first] = await attempts(1);
  expect(first).toMatchObject({ cause: "authorization", error: expect.stringContaining("never reachable") });
  expect(receiver.received).toHaveLength(0);
});

test("a receiver with its own authority is reached with a client certificate, and not without", async () => {
  const seen: string[] = [];
  const server = createTlsServer(
    { cert: pem("receiver.cert"), key: pem("receiver.key"), ca, requestCert: true },
    (request, response) => {
      seen.push(String((request.socket as import("node:tls").TLSSocket).getPeerCertificate().subject?.CN));
      response.end("ok");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const tls = { ca, client_certificate: pem("client.cert"), client_key: pem("client.key") };
  const webhook = await world.makeWebhook({ url, connection: connectionInput.parse({ tls }) });
  await tell();
  expect((await attempts(1))[0]).toMatchObject({ result: "delivered" });
  const kept = connectionInput.parse({ tls: { server_name: "receiver.example.com" } });
  const result = await updateWebhook(world.ctx, systemCaller, webhook, { connection: kept });
  expect(result).toMatchObject({
    webhook: {
      connection: { tls: { has_ca: true, has_client_key: true, server_name: "receiver.example.com" } },
    },
  });
  await tell();
  expect((await attempts(2))[1]).toMatchObject({ result: "delivered" });
  const [, name] = seen;
  expect(seen).toEqual([name, name]);
  expect(name).not.toBe("undefined");
  await updateWebhook(world.ctx, systemCaller, webhook, { connection: null });
  await tell();
  expect((await attempts(3))[2]).toMatchObject({ result: "retry", cause: "tls" });
});

test("TLS material that cannot be used is refused when it is saved, with its field", async () => {
  const make = (tls: object) =>
    world.makeWebhook({ url: receiver.url, connection: connectionInput.parse({ tls }) });
  const cert = pem("client.cert");
  await expect(make({ ca: "no PEM" })).rejects.toMatchObject({ field: "connection.tls.ca" });
  await expect(make({ client_certificate: cert })).rejects.toMatchObject({
    field: "connection.tls.client_key",
  });
  await expect(make({ client_certificate: cert, client_key: pem("other.key") })).rejects.toMatchObject({
    field: "connection.tls.client_key",
  });
  const missing = connectionInput.parse({ oauth2: { token_url: tokenUrl, client_id: "a" } });
  await expect(world.makeWebhook({ url: receiver.url, connection: missing })).rejects.toMatchObject({
    field: "connection.oauth2.client_secret",
  });
});

function pem(name: string): string {
  return readFileSync(new URL(`../http-client/certificates/${name}.pem`, import.meta.url), "utf8");
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
