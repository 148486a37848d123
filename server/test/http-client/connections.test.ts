import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { isPeer } from "../../src/platform/http-client/connection.ts";
import { afterRequest, httpReceiver, listen, loopbackClient, post } from "./receivers.ts";

const answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

test("at steady load at least 95 % of the requests use a connection again", async () => {
  const { origin } = await httpReceiver((_, response) => response.end("ok"));
  const client = loopbackClient();
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => client.request(post(origin))));
  }
  const { requests, reused } = client.counts();
  expect(reused / requests).toBeGreaterThanOrEqual(0.95);
});

test("no origin gets more connections than its cap, and those who wait are served in turn", async () => {
  let open = 0;
  let most = 0;
  const { origin } = await httpReceiver((_, response) => {
    open += 1;
    most = Math.max(most, open);
    setImmediate(() => {
      open -= 1;
      response.end("ok");
    });
  });
  const client = loopbackClient({ pool: { maxPerOrigin: 4 } });
  const order: number[] = [];
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const outcome = await client.request(post(origin));
      order.push(index);
      return outcome;
    }),
  );
  expect(outcomes.every((outcome) => outcome.kind === "response")).toBe(true);
  expect(most).toBeLessThanOrEqual(4);
  expect(client.counts()).toMatchObject({ opened: 4, openConnections: 4, idleConnections: 4 });
  expect(order[39]).toBeGreaterThanOrEqual(36);
});

test("waiting for a connection counts towards the deadline, and one origin does not make another wait", async () => {
  const stuck = await afterRequest(() => undefined);
  const { origin } = await httpReceiver((_, response) => response.end("ok"));
  const client = loopbackClient({ pool: { maxPerOrigin: 1 } });
  const first = client.request(post(stuck, { deadlineMs: 600 }));
  const second = client.request(post(stuck, { deadlineMs: 200 }));
  expect(await client.request(post(origin))).toMatchObject({ kind: "response" });
  expect(await second).toMatchObject({ kind: "timed-out", phase: "queue" });
  expect(await first).toMatchObject({ kind: "timed-out", phase: "first-byte" });
  expect(client.counts().openConnections).toBe(1);
});

test("a waiting connection that turns out to be dead costs one second send, counted apart", async () => {
  const bodies: string[] = [];
  const origin = await afterRequest((socket, count) => {
    bodies.push(`request ${count}`);
    if (count === 1) socket.write(answer);
    else socket.resetAndDestroy();
  });
  const client = loopbackClient();
  await client.request(post(origin));
  const outcome = await client.request(post(origin));
  expect(outcome).toMatchObject({ kind: "response", trace: { resends: 1, connection: "new" } });
  expect(client.counts()).toMatchObject({ requests: 2, resends: 1, opened: 2 });
  expect(bodies).toEqual(["request 1", "request 2", "request 1"]);
});

test("after a single byte of an answer the request is not sent again", async () => {
  let requests = 0;
  const origin = await afterRequest((socket, count) => {
    requests += 1;
    if (count === 1) socket.write(answer);
    else socket.end("H");
  });
  const client = loopbackClient();
  await client.request(post(origin));
  expect(await client.request(post(origin))).toMatchObject({ kind: "broken", trace: { resends: 0 } });
  expect(requests).toBe(2);
});

test("a second dead connection is reported and not sent a third time", async () => {
  let requests = 0;
  const origin = await afterRequest((socket) => {
    requests += 1;
    if (requests === 1) socket.write(answer);
    else socket.resetAndDestroy();
  });
  const client = loopbackClient();
  await client.request(post(origin));
  expect(await client.request(post(origin))).toMatchObject({ kind: "broken", trace: { resends: 1 } });
  expect(requests).toBe(3);
});

test("a connection the receiver closes while it waits is forgotten", async () => {
  const sockets: Socket[] = [];
  const origin = await afterRequest((socket) => {
    sockets.push(socket);
    socket.write(answer);
  });
  const client = loopbackClient();
  await client.request(post(origin));
  expect(client.counts().idleConnections).toBe(1);
  sockets[0]?.end();
  await vi.waitFor(() => expect(client.counts()).toMatchObject({ idleConnections: 0, openConnections: 0 }));
});

test("beyond the cap over all origins the connection that waits longest is closed", async () => {
  const receivers = await Promise.all(
    Array.from({ length: 3 }, () => httpReceiver((_, response) => response.end())),
  );
  const client = loopbackClient({ pool: { maxIdle: 2 } });
  for (const { origin } of receivers) await client.request(post(origin));
  expect(client.counts()).toMatchObject({ idleConnections: 2, openConnections: 2 });
  expect(await client.request(post(receivers[2]?.origin ?? ""))).toMatchObject({
    trace: { connection: "reused" },
  });
  expect(await client.request(post(receivers[0]?.origin ?? ""))).toMatchObject({
    trace: { connection: "new" },
  });
});

test("an old connection is not used again, so that changes of DNS are followed", async () => {
  let now = 0;
  const { origin } = await httpReceiver((_, response) => response.end());
  const client = loopbackClient({ now: () => now, pool: { maxAgeMs: 1000 } });
  await client.request(post(origin));
  now = 1001;
  expect(await client.request(post(origin))).toMatchObject({ trace: { connection: "reused" } });
  expect(await client.request(post(origin))).toMatchObject({ trace: { connection: "new" } });
});

test("a socket counts as the judged address only when its other end is that address (R12)", async () => {
  const server = createTcpServer();
  const origin = await listen(server);
  onTestFinished(() => {
    server.close();
  });
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  expect(isPeer(socket, "127.0.0.1")).toBe(true);
  expect(isPeer(socket, "127.0.0.2")).toBe(false);
  expect(isPeer(socket, "::1")).toBe(false);
  socket.destroy();
  expect(isPeer(socket, "10.0.0.1")).toBe(false);
});

test("a request that is cancelled ends at once and leaves no connection behind", async () => {
  const origin = await afterRequest(() => undefined);
  const client = loopbackClient();
  const controller = new AbortController();
  const pending = client.request(post(origin, { signal: controller.signal }));
  setImmediate(() => controller.abort());
  expect(await pending).toMatchObject({ kind: "aborted" });
  expect(await client.request(post(origin, { signal: controller.signal }))).toMatchObject({
    kind: "aborted",
  });
  expect(client.counts().openConnections).toBe(0);
});

test("nothing listens: the failure names no address", async () => {
  const client = loopbackClient();
  const outcome = await client.request(post("http://127.0.0.1:1/"));
  expect(outcome).toMatchObject({ kind: "connect-failed", cause: "refused" });
  expect("message" in outcome && outcome.message).not.toContain("127.0.0.1");
});

test("proxy settings of the environment do not move a request", async () => {
  const proxied: string[] = [];
  const proxy = await httpReceiver((request, response) => {
    proxied.push(request.url ?? "");
    response.end("proxy");
  });
  const { origin } = await httpReceiver((_, response) => response.end("direct"));
  for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"]) vi.stubEnv(name, proxy.origin);
  vi.stubEnv("NODE_USE_ENV_PROXY", "1");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const outcome = await loopbackClient().request(post(origin));
  expect(outcome.kind === "response" && outcome.body.toString()).toBe("direct");
  expect(proxied).toEqual([]);
});

test("what is sent is what was given, with text beyond ASCII as UTF-8", async () => {
  const seen: unknown[] = [];
  const { origin } = await httpReceiver(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const title = Buffer.from(String(request.headers["x-title"]), "latin1").toString("utf8");
    seen.push(
      request.method,
      request.url,
      title,
      request.headers["content-length"],
      Buffer.concat(chunks).toString(),
    );
    response.end();
  });
  const headers = { "X-Title": "R\u00fcst \u{1f6a8}" };
  await loopbackClient().request(post(`${origin}/a%20b?c=d#e`, { method: "PUT", headers, body: "h\u00e9" }));
  expect(seen).toEqual(["PUT", "/a%20b?c=d", "R\u00fcst \u{1f6a8}", "3", "h\u00e9"]);
});

test("the caller chooses how much of a body is kept, and a body just as long is not cut", async () => {
  const { origin } = await httpReceiver((_, response) => response.end("0123456789"));
  const client = loopbackClient();
  const body = async (keepBytes: number) => {
    const outcome = await client.request(post(origin, { responseLimits: { keepBytes, readBytes: 100 } }));
    return outcome.kind === "response" ? [outcome.body.toString(), outcome.isTruncated] : outcome;
  };
  expect(await body(10)).toEqual(["0123456789", false]);
  expect(await body(4)).toEqual(["0123", true]);
  expect(await body(0)).toEqual(["", true]);
  expect(client.counts()).toMatchObject({ opened: 1, reused: 2 });
});
