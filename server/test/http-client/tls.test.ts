import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { connect, type Socket } from "node:net";
import type { TlsOptions as ServerTls } from "node:tls";
import { expect, onTestFinished, test, vi } from "vitest";
import { listen, loopbackClient, post, tcpReceiver } from "./receivers.ts";

const ca = pem("ca.cert");

interface Receiver {
  origin: string;
  seen: { clientName: string | undefined; sessions: number };
}

async function tlsReceiver(name: string, options: ServerTls = {}): Promise<Receiver> {
  const seen: Receiver["seen"] = { clientName: undefined, sessions: 0 };
  const server = createServer(
    { cert: pem(`${name}.cert`), key: pem(`${name}.key`), ...options },
    (_, response) => {
      response.end("ok");
    },
  );
  server.on("secureConnection", (socket) => {
    seen.sessions += 1;
    const subject = socket.getPeerCertificate().subject;
    seen.clientName = typeof subject?.CN === "string" ? subject.CN : undefined;
  });
  const origin = (await listen(server)).replace("http:", "https:");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin, seen };
}

test("a certificate of a trusted authority for the address is accepted, and the connection is used again", async () => {
  const { origin, seen } = await tlsReceiver("receiver");
  const client = loopbackClient();
  for (const connection of ["new", "reused", "reused"]) {
    expect(await client.request(post(origin, { tls: { ca } }))).toMatchObject({
      kind: "response",
      status: 200,
      trace: { connection },
    });
  }
  expect(seen.sessions).toBe(1);
});

test("the name of the URL is what the certificate is checked against", async () => {
  const { origin } = await tlsReceiver("receiver");
  const { port } = new URL(origin);
  const client = loopbackClient({ resolve: async () => ["127.0.0.1"] });
  const to = (name: string) => client.request(post(`https://${name}:${port}/`, { tls: { ca } }));
  expect(await to("receiver.example.com")).toMatchObject({ kind: "response" });
  expect(await to("receiver.example.com.")).toMatchObject({ kind: "response" });
  expect(await to("wrong.example.com")).toMatchObject({ kind: "tls-failed", cause: "wrong-name" });
});

test.each([
  ["other", { ca }, "wrong-name"],
  ["expired", { ca }, "expired"],
  ["receiver", undefined, "untrusted"],
  ["receiver", { ca: "no certificate" }, "bad-credentials"],
  ["receiver", { ca, cert: pem("client.cert"), key: pem("other.key") }, "bad-credentials"],
])("the receiver with the certificate %s under %o is refused", async (name, tls, cause) => {
  const { origin } = await tlsReceiver(name);
  const client = loopbackClient();
  expect(await client.request(post(origin, { tls }))).toMatchObject({ kind: "tls-failed", cause });
  expect(client.counts().openConnections).toBe(0);
});

test("verification is off only for the request that says so, never by the environment", async () => {
  const { origin } = await tlsReceiver("expired");
  const client = loopbackClient();
  expect(await client.request(post(origin, { tls: { rejectUnauthorized: false } }))).toMatchObject({
    kind: "response",
  });
  expect(await client.request(post(origin))).toMatchObject({ kind: "tls-failed" });
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(await client.request(post(origin))).toMatchObject({ kind: "tls-failed" });
});

test("a connection opened with a client certificate is not shared with requests that have none", async () => {
  const { origin, seen } = await tlsReceiver("receiver", {
    ca,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const client = loopbackClient();
  const identity = { ca, cert: pem("client.cert"), key: pem("client.key") };
  await client.request(post(origin, { tls: identity }));
  expect(seen.clientName).toBe("client");
  expect(await client.request(post(origin, { tls: { ca } }))).toMatchObject({ trace: { connection: "new" } });
  expect(seen.clientName).toBeUndefined();
});

test("a receiver that speaks plain HTTP on the port of an https URL is a TLS failure", async () => {
  const { origin } = await tlsReceiver("receiver");
  const plain = await loopbackClient().request(post(origin.replace("https:", "http:")));
  expect(plain.kind).toBe("broken");
});

test("a waiting TLS connection that turns out to be dead costs one second send and no failure", async () => {
  const { origin } = await tlsReceiver("receiver");
  const through = await cuttingProxy(Number(new URL(origin).port));
  const client = loopbackClient();
  await client.request(post(through.origin, { tls: { ca } }));
  through.cutOnNextData();
  expect(await client.request(post(through.origin, { tls: { ca } }))).toMatchObject({
    kind: "response",
    trace: { resends: 1, connection: "new" },
  });
});

/** Passes bytes on to a port until it is told to reset its connections as soon as the client sends something. */
async function cuttingProxy(port: number): Promise<{ origin: string; cutOnNextData: () => void }> {
  const clients: Socket[] = [];
  const origin = await tcpReceiver((socket) => {
    clients.push(socket);
    const upstream = connect(port, "127.0.0.1");
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  const cutOnNextData = () => {
    for (const socket of clients) {
      socket.unpipe();
      socket.once("data", () => socket.resetAndDestroy());
      socket.resume();
    }
  };
  return { origin: origin.replace("http:", "https:"), cutOnNextData };
}

function pem(name: string): string {
  return readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), "utf8");
}
