import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { LoadJob, LoadResult } from "./load/job.ts";

export type Program =
  | "load"
  | "parsing-server"
  | "echo-server"
  | "bare-client"
  | "latency"
  | "count-statements";

export function programPath(program: Program): string {
  return fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url));
}

/** A program that serves until it is stopped. */
export interface Service {
  /** With a slash at the end. */
  readonly url: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a program that prints its URL when it serves. */
export async function startService(program: Program): Promise<Service> {
  const child = spawn(process.execPath, [programPath(program)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([
    once(lines, "line"),
    ended.then(() => Promise.reject(new Error(program))),
  ]);
  lines.close();
  return {
    url: String(url),
    child,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs a program to its end. @returns what it printed */
export async function runProgram(program: Program, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [programPath(program), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(`${program} ended with code ${exitCode}`);
  return Buffer.concat(chunks).toString("utf8");
}

const standardJob = {
  connections: 64,
  seconds: 60,
  most: 1_000_000,
  ratePerSecond: null,
  groups: 1_000,
  firstNumber: 0,
};

/** Runs the load generator in a process of its own. */
export async function runLoad(job: Pick<LoadJob, "url"> & Partial<LoadJob>): Promise<LoadResult> {
  return JSON.parse(await runProgram("load", [JSON.stringify({ ...standardJob, ...job })])) as LoadResult;
}

/** Requests per second that a bare keep-alive client gets from a URL. */
export async function runBareClient(url: string, seconds: number): Promise<number> {
  return Number(await runProgram("bare-client", [url, String(seconds)]));
}
