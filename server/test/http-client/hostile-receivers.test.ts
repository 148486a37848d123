import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { afterRequest, drip, flood, httpReceiver, loopbackClient, post, tcpReceiver } from "./receivers.ts";

const deadlineMs = 300;

describe("a receiver that takes its time ends with the one deadline", () => {
  test("accepts and never answers", async () => {
    const origin = await tcpReceiver(() => undefined);
    const outcome = await loopbackClient().request(post(origin, { deadlineMs }));
    expect(outcome).toMatchObject({ kind: "timed-out", phase: "first-byte", status: undefined });
    expect(outcome.trace).toMatchObject({ connection: "new", dialledAddress: "127.0.0.1", resends: 0 });
  });

  test("never completes TLS", async () => {
    const origin = await tcpReceiver(() => undefined);
    const outcome = await loopbackClient().request(post(origin.replace("http:", "https:"), { deadlineMs }));
    expect(outcome).toMatchObject({ kind: "timed-out", phase: "tls" });
  });

  test("sends its headers byte by byte", async () => {
    const origin = await afterRequest((socket) =>
      drip(socket, "HTTP/1.1 200 OK\r\nx-a: b\r\n".padEnd(10_000, "x"), 5),
    );
    expect(await loopbackClient().request(post(origin, { deadlineMs }))).toMatchObject({
      kind: "timed-out",
      phase: "headers",
    });
  });

  test("sends its body byte by byte", async () => {
    const origin = await afterRequest((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
      drip(socket, "x", 5);
    });
    expect(await loopbackClient().request(post(origin, { deadlineMs }))).toMatchObject({
      kind: "timed-out",
      phase: "body",
      status: 200,
    });
  });

  test("sends informational answers without end", async () => {
    const origin = await afterRequest((socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), 5);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await loopbackClient().request(post(origin, { deadlineMs }))).toMatchObject({
      kind: "timed-out",
      status: undefined,
    });
  });

  test("announces 10 GB and sends little", async () => {
    const origin = await afterRequest((socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\nabc"),
    );
    expect(await loopbackClient().request(post(origin, { deadlineMs }))).toMatchObject({
      kind: "timed-out",
      phase: "body",
    });
  });

  test("answers only when the time is over, and that answer reaches nobody", async () => {
    const open: (() => void)[] = [];
    const { origin } = await httpReceiver((_, response) => {
      if (open.length === 0) open.push(() => response.end("late"));
      else response.end("second");
    });
    const client = loopbackClient();
    expect(await client.request(post(origin, { deadlineMs }))).toMatchObject({ kind: "timed-out" });
    open[0]?.();
    const second = await client.request(post(origin));
    expect(second.kind === "response" && second.body.toString()).toBe("second");
    expect(second.trace.connection).toBe("new");
  });
});

describe("a receiver that sends too much is cut off", () => {
  test.each([
    ["chunked", "transfer-encoding: chunked\r\n\r\n", Buffer.from(`10000\r\n${"x".repeat(65_536)}\r\n`)],
    ["until the connection closes", "\r\n", Buffer.alloc(65_536, "x")],
    ["with 10 GB announced", "content-length: 10737418240\r\n\r\n", Buffer.alloc(65_536, "x")],
  ])("an endless body at line rate, %s", async (_, head, chunk) => {
    let isClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const origin = await afterRequest((socket) => {
      socket.on("close", () => isClosed());
      socket.write(`HTTP/1.1 200 OK\r\n${head}`);
      flood(socket, chunk);
    });
    const client = loopbackClient();
    const outcome = await client.request(post(origin));
    expect(outcome).toMatchObject({ kind: "response", status: 200, isTruncated: true });
    expect(outcome.kind === "response" && outcome.body.length).toBe(16 * 1024);
    await closed;
    expect(client.counts().openConnections).toBe(0);
  });

  test("header lines without end", async () => {
    const origin = await afterRequest((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      flood(socket, Buffer.from("x-filler: 0123456789\r\n".repeat(100)));
    });
    expect(await loopbackClient().request(post(origin))).toMatchObject({
      kind: "broken",
      cause: "headers-too-large",
    });
  });

  test("one header of 64 KB", async () => {
    const origin = await afterRequest((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nx-big: ${"a".repeat(65_536)}\r\ncontent-length: 0\r\n\r\n`);
    });
    expect(await loopbackClient().request(post(origin))).toMatchObject({
      kind: "broken",
      cause: "headers-too-large",
    });
  });

  test("informational answers with header lines at line rate", async () => {
    const origin = await afterRequest((socket) =>
      flood(socket, Buffer.from("HTTP/1.1 102 Processing\r\n\r\n".repeat(50))),
    );
    expect(await loopbackClient().request(post(origin, { deadlineMs }))).toMatchObject({ kind: "timed-out" });
  });

  test("64 endless bodies at once cost bounded memory", async () => {
    const chunk = Buffer.alloc(65_536, "x");
    const origin = await afterRequest((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      flood(socket, chunk);
    });
    const client = loopbackClient();
    const before = process.memoryUsage().rss;
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, () => client.request(post(origin, { deadlineMs: 10_000 }))),
    );
    expect(outcomes.every((outcome) => outcome.kind === "response" && outcome.isTruncated)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe("encoded bodies are not decoded", () => {
  const bomb = Buffer.alloc(20 * 1024 * 1024);
  test.each([
    ["gzip", gzipSync(bomb)],
    ["br", brotliCompressSync(bomb)],
    ["deflate, gzip, gzip, br", gzipSync(gzipSync(bomb))],
  ])("%s", async (encoding, body) => {
    const { origin } = await httpReceiver((request, response) => {
      expect(request.headers["accept-encoding"]).toBe("identity");
      response.setHeader("content-encoding", encoding);
      response.end(body);
    });
    const outcome = await loopbackClient().request(post(origin, { headers: { "Accept-Encoding": "gzip" } }));
    expect(outcome.kind === "response" && outcome.body).toEqual(body.subarray(0, 16 * 1024));
  });
});

describe("redirects are never followed (R13)", () => {
  test.each([
    "/loop",
    "http://169.254.169.254/latest/meta-data/",
    "//127.0.0.1:1/",
    "file:///etc/passwd",
  ])("to %s", async (location) => {
    let requests = 0;
    const { origin } = await httpReceiver((_, response) => {
      requests += 1;
      response.writeHead(302, { location }).end();
    });
    const outcome = await loopbackClient().request(post(origin));
    expect(outcome).toMatchObject({ kind: "response", status: 302, headers: { location } });
    expect(requests).toBe(1);
  });
});

describe("broken answers", () => {
  test("a reset after the request", async () => {
    const origin = await afterRequest((socket) => socket.resetAndDestroy());
    const outcome = await loopbackClient().request(post(origin));
    expect(outcome).toMatchObject({ kind: "broken", cause: "reset" });
    expect(outcome.trace.resends).toBe(0);
  });

  test("a close without an answer", async () => {
    const origin = await afterRequest((socket) => socket.end());
    expect(await loopbackClient().request(post(origin))).toMatchObject({ kind: "broken", cause: "closed" });
  });

  test("a close in the middle of the body", async () => {
    const origin = await afterRequest((socket) =>
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"),
    );
    expect(await loopbackClient().request(post(origin))).toMatchObject({
      kind: "broken",
      cause: "closed",
      status: 200,
    });
  });

  test.each([
    "hello\r\n\r\n",
    "<html>0.9</html>\n",
    "SSH-2.0-OpenSSH_9.9\r\n",
    "220 mail ready\r\n",
    "HTTP/9.9 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    "HTTP/1.1 2x0 OK\r\n\r\n",
  ])("garbage: %j", async (text) => {
    const origin = await afterRequest((socket) => socket.write(text));
    expect(await loopbackClient().request(post(origin))).toMatchObject({
      kind: "broken",
      cause: "malformed",
    });
  });

  test("an answer nobody asked for is never taken for the next one", async () => {
    const origin = await afterRequest((socket, count) => {
      const answer = (text: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
      socket.write(count === 1 ? answer("first") + answer("smuggled") : answer("second"));
    });
    const client = loopbackClient();
    const first = await client.request(post(origin));
    const second = await client.request(post(origin));
    expect(first.kind === "response" && first.body.toString()).toBe("first");
    expect(second.kind === "response" && second.body.toString()).not.toBe("smuggled");
  });

  test("a 204 with a body is a 204 and its body is not taken for the next answer", async () => {
    const origin = await afterRequest((socket) =>
      socket.write("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nabcde"),
    );
    const client = loopbackClient();
    for (let round = 0; round < 3; round += 1) {
      expect(await client.request(post(origin))).toMatchObject({
        kind: "response",
        status: 204,
        body: Buffer.alloc(0),
      });
    }
  });
});

describe("odd but complete answers", () => {
  test("informational answers before the real one are passed over", async () => {
    const hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    const origin = await afterRequest((socket) =>
      socket.write(`${hints}${hints}HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\nok`),
    );
    const outcome = await loopbackClient().request(post(origin));
    expect(outcome).toMatchObject({ kind: "response", status: 201, headers: { "content-length": "2" } });
    expect(outcome.kind === "response" && outcome.headers.link).toBeUndefined();
  });

  test.each([299, 599, 999])("status %i is handed on", async (status) => {
    const origin = await afterRequest((socket) =>
      socket.write(`HTTP/1.1 ${status} Odd\r\ncontent-length: 2\r\n\r\nok`),
    );
    expect(await loopbackClient().request(post(origin))).toMatchObject({ kind: "response", status });
  });

  test.each([
    "315360000",
    "-5",
    "Wed, 21 Oct 2015 07:28:00 GMT",
  ])("Retry-After: %s is handed on as it came", async (value) => {
    const { origin } = await httpReceiver((_, response) =>
      response.writeHead(503, { "retry-after": value }).end(),
    );
    expect(await loopbackClient().request(post(origin))).toMatchObject({
      status: 503,
      headers: { "retry-after": value },
    });
  });

  test("an answer before the request was read", async () => {
    const origin = await tcpReceiver((socket) => {
      socket.end("HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 3\r\n\r\nbig");
      socket.resume();
    });
    const outcome = await loopbackClient().request(post(origin, { body: Buffer.alloc(1024, "x") }));
    expect(outcome).toMatchObject({ kind: "response", status: 413 });
  });

  test("a receiver that closes after each answer gets a new connection for each request", async () => {
    const { origin } = await httpReceiver((_, response) =>
      response.writeHead(200, { connection: "close" }).end("ok"),
    );
    const client = loopbackClient();
    for (let round = 0; round < 5; round += 1) {
      const outcome = await client.request(post(origin));
      expect(outcome).toMatchObject({ kind: "response", trace: { connection: "new", resends: 0 } });
    }
    expect(client.counts()).toMatchObject({ opened: 5, reused: 0, openConnections: 0 });
  });
});
