import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, onTestFinished } from "vitest";
import {
  type EmbeddedPostgres,
  type LogLine,
  startEmbeddedPostgres,
} from "../../src/platform/postgres/index.ts";
import { startMark } from "../../src/platform/postgres/processes.ts";

/** An empty folder, removed when the test is over. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-pg-"));
  await chmod(folder, mode);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  return folder;
}

let original: Promise<string> | undefined;

/** A data folder with a database that is not running: a copy, because making one takes most of a test's time. */
export async function folderWithDatabase(): Promise<string> {
  original ??= makeOriginal();
  const folder = await temporaryFolder();
  const { status } = spawnSync("cp", ["-a", `${await original}/.`, folder]);
  if (status !== 0) throw new Error("the database for the test cannot be copied");
  return folder;
}

afterAll(async () => {
  if (original !== undefined) await rm(await original, { recursive: true, force: true });
});

async function makeOriginal(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-pg-original-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, log: () => {}, durability: "none" });
  await server.stop();
  return folder;
}

/** Starts in this process; stopped when the test is over. */
export async function start(
  dataDir: string,
  options: { durability?: "full" | "none"; log?: (line: LogLine) => void } = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => {}, durability: "none", ...options });
  onTestFinished(() => server.stop());
  return server;
}

/** The first column of the first row. */
export async function ask(target: string | pg.ClientConfig, query: string): Promise<unknown> {
  const client = new pg.Client(target);
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** What the process of `serve.ts` has said. */
export interface Served {
  readonly child: ChildProcess;
  readonly answer: { url?: string; pid?: number; failure?: string; message?: string };
  /** Ends the process of the server alone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Runs the server in a process of its own, `prefix` being for example `["setpriv", "--reuid=1000"]`. */
export async function serve(dataDir: string, prefix: readonly string[] = []): Promise<Served> {
  const child = serveInBackground(dataDir, prefix);
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit")]);
  const answer: Served["answer"] = typeof line === "string" ? JSON.parse(line) : { failure: `exit ${line}` };
  return {
    child,
    answer,
    kill: async (signal) => {
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

/** The same, without waiting for its answer. */
export function serveInBackground(dataDir: string, prefix: readonly string[] = []) {
  const program = fileURLToPath(new URL("serve.ts", import.meta.url));
  const [file = process.execPath, ...args] = [...prefix, process.execPath, program, dataDir];
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.stdin.end());
  return child;
}

export const isRoot = process.getuid?.() === 0;

/** Whether root of this machine can start a process as another user, who can read these sources. */
export const canBecomeNobody =
  isRoot &&
  spawnSync("setpriv", [
    ...becomeNobody(),
    process.execPath,
    "--eval",
    `require("node:fs").readFileSync(${JSON.stringify(fileURLToPath(import.meta.url))})`,
  ]).status === 0;

/** The user every Unix has. */
export function becomeNobody(): string[] {
  return ["--reuid=65534", "--regid=65534", "--clear-groups"];
}

/** Whether the process exists and is no zombie. */
export async function isRunning(pid: number): Promise<boolean> {
  return (await startMark(pid)) !== undefined;
}
