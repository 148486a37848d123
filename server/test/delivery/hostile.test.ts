import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { afterRequest, drip, flood, httpReceiver, listen, tcpReceiver } from "../http-client/receivers.ts";
import { startReceiver } from "./receiver.ts";
import { createWorld, eventOf, eventually, type World } from "./world.ts";

/** What a receiver does to the whole way of a message, and what the log must say of the first try. */
interface Case {
  open: () => Promise<string>;
  result: "delivered" | "retry" | "failed";
  cause: string;
  status: number | null;
}

const deadlineMs = 1_000;
const filler = Buffer.alloc(65_536, "x");
const timedOut = { result: "retry", cause: "timeout", status: null } as const;
const malformed = { result: "retry", cause: "protocol", status: null } as const;
const delivered = { result: "delivered", cause: "response", status: 200 } as const;

function answers(text: string): () => Promise<string> {
  return () => afterRequest((socket) => socket.write(text));
}

function answersWith(status: number, headers: Record<string, string>, body: string | Buffer = "") {
  return async () => {
    const { origin } = await httpReceiver((_, response) => response.writeHead(status, headers).end(body));
    return origin;
  };
}

function secure(name: string): () => Promise<string> {
  const pem = (kind: string) =>
    readFileSync(new URL(`../http-client/certificates/${name}.${kind}.pem`, import.meta.url), "utf8");
  return async () => {
    const server = createServer({ cert: pem("cert"), key: pem("key") }, (_, response) => response.end("ok"));
    const origin = await listen(server);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return origin.replace("http:", "https:");
  };
}

const ok = "HTTP/1.1 200 OK\r\n";

const cases: Record<string, Case> = {
  "accepts and never answers": { open: () => tcpReceiver(() => undefined), ...timedOut },
  "never completes TLS": {
    open: async () => (await tcpReceiver(() => undefined)).replace("http:", "https:"),
    ...timedOut,
  },
  "headers byte by byte": {
    open: () => afterRequest((socket) => drip(socket, `${ok}x-a: b\r\n`.padEnd(10_000, "x"), 20)),
    ...timedOut,
  },
  "body byte by byte": {
    open: () =>
      afterRequest((socket) => {
        socket.write(`${ok}content-length: 1000000\r\n\r\n`);
        drip(socket, "x", 20);
      }),
    ...timedOut,
  },
  "10 GB announced, little sent": {
    open: answers(`${ok}content-length: 10737418240\r\n\r\nabc`),
    ...timedOut,
  },
  "informational answers without end": {
    open: () => afterRequest((socket) => drip(socket, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", 1)),
    ...timedOut,
  },
  "200 when the time is over": {
    open: async () => {
      const { origin } = await httpReceiver((_, response) => {
        setTimeout(() => response.end("late"), deadlineMs * 3).unref();
      });
      return origin;
    },
    ...timedOut,
  },
  "an endless body at line rate": {
    open: () =>
      afterRequest((socket) => {
        socket.write(`${ok}\r\n`);
        flood(socket, filler);
      }),
    ...delivered,
  },
  "header lines without end": {
    open: () =>
      afterRequest((socket) => {
        socket.write(ok);
        flood(socket, Buffer.from("x-filler: 0123456789\r\n".repeat(100)));
      }),
    ...malformed,
  },
  "a header of 64 KB": {
    open: answers(`${ok}x-big: ${"a".repeat(65_536)}\r\ncontent-length: 0\r\n\r\n`),
    ...malformed,
  },
  "a gzip bomb": {
    open: answersWith(200, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(20 * 1024 * 1024))),
    ...delivered,
  },
  "nested encodings": {
    open: answersWith(
      200,
      { "content-encoding": "deflate, gzip, gzip, br" },
      gzipSync(gzipSync(Buffer.alloc(1024 * 1024))),
    ),
    ...delivered,
  },
  "a redirect to itself": {
    open: answersWith(302, { location: "/loop" }),
    result: "failed",
    cause: "response",
    status: 302,
  },
  "a redirect to metadata": {
    open: answersWith(302, { location: "http://169.254.169.254/latest/meta-data/" }),
    result: "failed",
    cause: "response",
    status: 302,
  },
  "a reset after the request": {
    open: () => afterRequest((socket) => socket.resetAndDestroy()),
    ...malformed,
  },
  "a close without an answer": { open: () => afterRequest((socket) => socket.end()), ...malformed },
  "HTTP/0.9": { open: answers("<html>0.9</html>\n"), ...malformed },
  "another protocol": { open: answers("SSH-2.0-OpenSSH_9.9\r\n"), ...malformed },
  "two answers to one request": {
    open: answers(`${ok}content-length: 2\r\n\r\nok${ok}content-length: 8\r\n\r\nsmuggled`),
    ...delivered,
  },
  "a wrong name in its certificate": {
    open: secure("other"),
    result: "retry",
    cause: "tls",
    status: null,
  },
  "an expired certificate": { open: secure("expired"), result: "retry", cause: "tls", status: null },
  "a close after each answer": { open: answersWith(200, { connection: "close" }, "ok"), ...delivered },
  "an answer before the request was read": {
    open: () =>
      tcpReceiver((socket) => {
        socket.end("HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 3\r\n\r\nbig");
        socket.resume();
      }),
    result: "failed",
    cause: "response",
    status: 413,
  },
  "204 with a body": {
    open: answers("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nabcde"),
    ...delivered,
    status: 204,
  },
  "Retry-After of ten years": {
    open: answersWith(503, { "retry-after": "315360000" }),
    result: "retry",
    cause: "response",
    status: 503,
  },
  "a negative Retry-After": {
    open: answersWith(503, { "retry-after": "-5" }),
    result: "retry",
    cause: "response",
    status: 503,
  },
  "a Retry-After in the past": {
    open: answersWith(503, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }),
    result: "retry",
    cause: "response",
    status: 503,
  },
  "status 999": {
    open: answers("HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\nok"),
    result: "retry",
    cause: "response",
    status: 999,
  },
};

interface FirstTry {
  name: string;
  result: string;
  cause: string;
  status: number | null;
  total_ms: number;
  waits_ms: number | null;
  kept: number | null;
}

async function readFirstTries({ handle }: World): Promise<FirstTry[]> {
  const { rows } = await sql<FirstTry>`
    select w.name, a.result, a.cause, a.response_status as status, (a.timings->>'total')::float8 as total_ms,
      extract(epoch from a.next_try_at - a.started_at)::float8 * 1000 as waits_ms, length(a.response_body) as kept
    from attempts a join webhooks w on w.id = a.webhook_id where a.number = 1`.execute(handle.db);
  return rows;
}

/** Much later than a busy machine is; without the deadline these receivers would hold a request for minutes. */
const latestMs = deadlineMs + 6_000;

test("every hostile receiver is told apart in the log within the deadline, and holds up no good one", async () => {
  const world = await createWorld();
  onTestFinished(() => world.close());
  for (const [name, { open }] of Object.entries(cases)) {
    await world.makeWebhook({ name, url: `${await open()}/`, triggerType: "resolve", deadlineMs });
  }
  const good = await startReceiver();
  onTestFinished(() => good.close());
  await world.makeWebhook({ name: "good", url: good.url, triggerType: "resolve" });
  world.startWorker();
  await world.announce([eventOf(await world.makeGroup(), "resolve")]);
  await good.arrivals(1);
  const names = [...Object.keys(cases), "good"].sort();
  await eventually(async () => (await readFirstTries(world)).length === names.length);
  const tries = await readFirstTries(world);
  const found = Object.fromEntries(
    tries.map(({ name, result, cause, status }) => [name, { result, cause, status }]),
  );
  const expected = Object.entries(cases).map(([name, { result, cause, status }]) => [
    name,
    { result, cause, status },
  ]);
  expect(found).toEqual({ ...Object.fromEntries(expected), good: delivered });
  expect(tries.filter(({ total_ms }) => total_ms > latestMs)).toEqual([]);
  expect(tries.filter(({ kept }) => (kept ?? 0) > 16 * 1024)).toEqual([]);
  expect(tries.filter(({ waits_ms }) => (waits_ms ?? 0) > 3_700_000)).toEqual([]);
});
