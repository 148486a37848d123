import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** How one program is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** What a program that has ended left behind. */
export interface Outcome {
  /** Undefined when it could not be started, or was ended by a signal. */
  readonly exitCode: number | undefined;
  readonly output: string;
}

/**
 * Starts a program with a clean environment, so that PGDATA, PGOPTIONS, LD_PRELOAD or a locale of the caller have no
 * say, in a session of its own, so that Ctrl-C in a terminal reaches only the server, which then stops it in order.
 */
export function startProgram(command: Command): ChildProcess {
  return spawn(command.file, command.args, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" },
    ...(command.uid === undefined ? {} : { uid: command.uid }),
    ...(command.gid === undefined ? {} : { gid: command.gid }),
  });
}

/** Runs a program to its end. Never rejects: not being able to start is an outcome as well. */
export async function runProgram(command: Command, signal?: AbortSignal): Promise<Outcome> {
  let child: ChildProcess;
  try {
    child = startProgram(command);
  } catch (error) {
    return { exitCode: undefined, output: String(error) };
  }
  const ended = new Promise<Omit<Outcome, "output"> & { problem: string }>((resolve) => {
    child.once("error", (error) => resolve({ exitCode: undefined, problem: error.message }));
    child.once("close", (code) => resolve({ exitCode: code ?? undefined, problem: "" }));
  });
  const end = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", end, { once: true });
  const output = await Promise.all([
    child.stdout === null ? "" : text(child.stdout).catch(String),
    child.stderr === null ? "" : text(child.stderr).catch(String),
  ]);
  const { exitCode, problem } = await ended;
  signal?.removeEventListener("abort", end);
  return { exitCode, output: [...output, problem].join("").trim() };
}
