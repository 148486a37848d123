import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EmbeddedPostgresError, programFailure } from "./failure.ts";
import { type LogLine, severityOf } from "./log-line.ts";
import { type Command, startProgram } from "./program.ts";

/** How a server process is ended: orderly, at once (the write-ahead log repairs it at the next start), by force. */
const SHUTDOWN_STEPS = [
  { signal: "SIGINT", patienceMs: 15_000 },
  { signal: "SIGQUIT", patienceMs: 5_000 },
  { signal: "SIGKILL", patienceMs: 5_000 },
] as const;

const LAST_WORDS_MS = 500;

/** A PostgreSQL server that has answered that it is ready. */
export interface ServerProcess {
  readonly pid: number;
  /** Says how it ended. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it within 25 s; resolves when it is gone. */
  stop(): Promise<void>;
  /** For the exit of this process, when nothing can be awaited any more. */
  signalNow(): void;
}

/**
 * Starts the server and waits until it accepts connections, however long its recovery takes.
 * Throws when it ends before that, or when `signal` aborts; no process is left behind then.
 */
export async function startServer(
  command: Command,
  folder: string,
  options: { readonly log: (line: LogLine) => void; readonly signal: AbortSignal },
): Promise<ServerProcess> {
  options.signal.throwIfAborted();
  const child = startProgram(command);
  const lastLines: string[] = [];
  const ready = Promise.withResolvers<"ready">();
  const logClosed = [child.stdout, child.stderr].map((stream) =>
    readLines(stream, (text) => {
      lastLines.push(text);
      if (lastLines.length > 40) lastLines.shift();
      options.log({ level: severityOf(text), message: `postgres: ${text}` });
      if (text.includes("database system is ready to accept connections")) ready.resolve("ready");
    }),
  );
  const ended = endOf(child);
  const abort = () => child.kill("SIGINT");
  options.signal.addEventListener("abort", abort, { once: true });
  const first = await Promise.race([ready.promise, ended]);
  options.signal.removeEventListener("abort", abort);
  if (child.pid === undefined || first !== "ready" || options.signal.aborted) {
    await endInOrder(child, ended);
    if (options.signal.aborted)
      throw new EmbeddedPostgresError("stopped", "The start of PostgreSQL was cancelled.");
    // The reason may still be in the pipe; a process that lingers may keep the pipe open.
    await isSettledWithin(Promise.all(logClosed), LAST_WORDS_MS);
    throw programFailure("postgres", folder, [...lastLines, `PostgreSQL ${first}.`].join("\n"));
  }
  return {
    pid: child.pid,
    ended,
    stop: () => endInOrder(child, ended),
    signalNow: () => void child.kill("SIGINT"),
  };
}

/** Resolves when nothing more can come. */
async function readLines(stream: Readable | null, use: (text: string) => void): Promise<void> {
  if (stream === null) return;
  await once(createInterface({ input: stream }).on("line", use), "close");
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be started (${error.message})`));
    child.once("exit", (code, signal) =>
      resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
    );
  });
}

async function endInOrder(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const { signal, patienceMs } of SHUTDOWN_STEPS) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    if (await isSettledWithin(ended, patienceMs)) return;
  }
}

async function isSettledWithin(promise: Promise<unknown>, patienceMs: number): Promise<boolean> {
  const timeout = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => timeout.resolve(false), patienceMs);
  try {
    return await Promise.race([promise.then(() => true), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
