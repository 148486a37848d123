import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "../../core/context.ts";
import { LiveFeed } from "../../core/live/index.ts";
import { type Loop, startLoop } from "../../platform/background/loop.ts";
import { AppError, describeError } from "../../platform/errors.ts";
import type { Authenticate } from "../authentication.ts";
import { type Api, admit, callerOf } from "./access.ts";
import { LiveStream } from "./live-stream.ts";
import { failures } from "./schemas.ts";

const maxStreams = 200;
const maxStreamsOfOne = 20;
const retryAfterSeconds = 60;
const checkMs = 5000;
/** A sign of life is sent at every third check. */
const checksPerBeat = 3;

const description = `Server-sent events. Each has data \`{"kind": "alert group" | "incident", "id": "…"}\`: this one is
new, was changed or is gone; read it again. \`{"kind": "resync"}\` means that changes may have been missed: read everything again that
is shown. Changes are told within about a second, several of one object once. A comment comes every 15 seconds. After an
interruption a browser sends \`Last-Event-ID\` and is told what it missed, by any server. A stream ends with the session or
token it was opened with, and when the server stops. One server keeps at most ${maxStreams} streams, ${maxStreamsOfOne} of one caller.`;

/** An open stream, and the request that it answers. */
interface Reader {
  stream: LiveStream;
  request: FastifyRequest;
}

/** Tells readers what changes, for as long as they may know. */
export function registerLive(api: Api, ctx: Context, authenticate: Authenticate): void {
  const feed = new LiveFeed(ctx);
  const readers = new Set<Reader>();
  let checks: Loop | undefined;
  ctx.metrics.addGauge("tocsin_live_streams", "Open streams of live changes.", () => readers.size);
  api.addHook("preClose", async () => {
    for (const { stream } of readers) stream.end();
    await Promise.all([checks?.stop(), feed.stop()]);
  });
  api.get(
    "/live",
    {
      config: { role: "viewer", isEndless: true },
      exposeHeadRoute: false,
      schema: {
        tags: ["Live"],
        summary: "Hear of changes as they happen",
        description,
        headers: z.object({
          "last-event-id": z
            .string()
            .max(100)
            .optional()
            .describe("`id` of the last event that was received."),
        }),
        response: {
          200: {
            description: "Events until the stream ends.",
            content: { "text/event-stream": { schema: z.string() } },
          },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      refuseTooMany(readers, request);
      checks ??= startChecks({ ctx, authenticate, readers });
      const reader = { stream: new LiveStream(), request };
      const { stream } = reader;
      readers.add(reader);
      stream.readable.once("close", () => readers.delete(reader));
      await follow(feed, stream, request.headers["last-event-id"]);
      reply.header("content-type", "text/event-stream").header("cache-control", "no-store, no-transform");
      // Nginx would gather the events; and a connection that is kept alive would hold up the end of the server.
      reply.header("x-accel-buffering", "no").header("connection", "close");
      return reply.send(asText(stream));
    },
  );
}

/** @throws AppError `too_many_requests` */
function refuseTooMany(readers: ReadonlySet<Reader>, request: FastifyRequest): void {
  const { label } = callerOf(request);
  const own = [...readers].filter((reader) => callerOf(reader.request).label === label);
  const refuse = (who: string, count: number) => {
    const message = `${who} ${count} live streams already; close some, or ask now and then instead.`;
    throw new AppError("too_many_requests", message, { retryAfterSeconds });
  };
  if (own.length >= maxStreamsOfOne) refuse("You have", maxStreamsOfOne);
  if (readers.size >= maxStreams) refuse("This server has", maxStreams);
}

async function follow(feed: LiveFeed, stream: LiveStream, since: string | undefined): Promise<void> {
  try {
    const { missed, end } = await feed.listen((news) => stream.tell(news), since);
    stream.readable.once("close", end);
    if (stream.readable.destroyed) end();
    stream.greet(missed);
  } catch (error) {
    stream.readable.destroy();
    throw error;
  }
}

/** Ends streams whose session or token is no longer valid; one question at a time, so that others get their turn. */
function startChecks(door: { ctx: Context; authenticate: Authenticate; readers: ReadonlySet<Reader> }): Loop {
  const { ctx, authenticate, readers } = door;
  let count = 0;
  return startLoop({
    async run() {
      count += 1;
      for (const { stream, request } of readers) {
        if (!(await isStillAdmitted(ctx, authenticate, request))) stream.end();
        else if (count % checksPerBeat === 0) stream.beat();
      }
      return null;
    },
    maxIdleMs: checkMs,
    onError: (error) => ctx.log.debug({ error: describeError(error) }, "live streams not checked yet"),
  });
}

async function isStillAdmitted(
  ctx: Context,
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<boolean> {
  try {
    await admit(ctx, authenticate, request);
    return true;
  } catch (error) {
    if (error instanceof AppError && ["not_authenticated", "forbidden"].includes(error.code)) return false;
    throw error;
  }
}

/** Fastify sends a stream whatever the schema of the answer says; its types do not know. */
function asText({ readable }: LiveStream): string {
  return readable as unknown as string;
}
