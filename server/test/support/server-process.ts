import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ServerOptions {
  /** Below it lie the embedded PostgreSQL and the secret key; it outlives the process. */
  dataDir: string;
  /** More settings (`TOCSIN_…`); those of this process are not handed on. */
  settings?: Readonly<Record<string, string>>;
  /** Options of Node itself, for example `--cpu-prof`. */
  nodeOptions?: readonly string[];
  /** Milliseconds until the start counts as failed. */
  readyWithinMs?: number;
  /** Hears each line that the server writes to either output. */
  onLine?: (line: string) => void;
  /** Kills the process with SIGKILL, whether it is ready or not. */
  killedBy?: AbortSignal;
}

/** A real server in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** From the start of the process to the line that says it is ready. */
  readonly startedInMs: number;
  readonly child: ChildProcess;
  /** How it ended; never rejects. */
  readonly ended: Promise<ServerEnd>;
  /** The last lines of its output. */
  lastLines(): readonly string[];
  /** Ends it as a power failure would. */
  kill(): Promise<void>;
  /** Asks it to end, and waits however long that takes. */
  stop(): Promise<ServerEnd>;
}

export interface ServerEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
}

const program = fileURLToPath(new URL("../../bin/tocsin.mjs", import.meta.url));
const rememberedLines = 60;
const standardReadyWithinMs = 60_000;

/**
 * Starts a server on a free port and resolves when it is ready.
 * @throws Error with the last lines of its output when it ends before, or is not ready in time; no process is left then
 */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), program, "serve"], {
    env: environment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = endOf(child);
  // No server outlives a test run that ends in the middle.
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  void ended.then(() => process.removeListener("exit", killChild));
  options.killedBy?.addEventListener("abort", killChild, { once: true });
  const lines: string[] = [];
  const url = await waitForUrl(child, ended, { ...options, lines }).catch(async (error: unknown) => {
    child.kill("SIGKILL");
    await ended;
    throw new Error(`The server did not start.\n${lines.join("\n")}`, { cause: error });
  });
  return {
    pid: child.pid ?? 0,
    url,
    startedInMs: performance.now() - startedAt,
    child,
    ended,
    lastLines: () => lines,
    kill: () => end("SIGKILL").then(() => {}),
    stop: () => end("SIGTERM"),
  };

  function end(signal: NodeJS.Signals): Promise<ServerEnd> {
    child.kill(signal);
    return ended;
  }
}

function environment({ dataDir, settings }: ServerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TOCSIN_"));
  return {
    ...Object.fromEntries(inherited),
    TOCSIN_PORT: "0",
    TOCSIN_LOG_LEVEL: "warn",
    ...settings,
    TOCSIN_DATA_DIR: dataDir,
  };
}

function endOf(child: ChildProcess): Promise<ServerEnd> {
  return new Promise((resolve) => {
    child.once("error", () => resolve({ exitCode: null, signal: null }));
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

async function waitForUrl(
  child: ChildProcess,
  ended: Promise<ServerEnd>,
  { lines, onLine, readyWithinMs = standardReadyWithinMs }: ServerOptions & { lines: string[] },
): Promise<string> {
  const found = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) throw new Error("The server has no output to read.");
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > rememberedLines) lines.shift();
      onLine?.(line);
      const [, url] = /Tocsin is ready at (\S+)/.exec(line) ?? [];
      if (url !== undefined) found.resolve(url);
    });
  }
  const timer = setTimeout(() => found.reject(new Error("not ready in time")), readyWithinMs);
  try {
    return await Promise.race([
      found.promise,
      ended.then(({ exitCode, signal }) => {
        throw new Error(`ended with ${signal ?? `code ${exitCode}`}`);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
