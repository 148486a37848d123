import type { Account } from "./account.ts";
import { withRemedies } from "./failure.ts";
import { type Command, runProgram } from "./program.ts";

/** Builds the command that runs a program as PostgreSQL's user. */
export type Launcher = (program: string, args: readonly string[]) => Command;

interface Target {
  readonly account: Account | undefined;
  readonly postgres: string;
  /** Folder PostgreSQL must be able to enter. */
  readonly folder: string;
}

/** The capabilities that let a user pass folders closed to it, the weaker one first (capabilities(7)). */
const PASSING_CAPABILITIES = ["dac_read_search", "dac_override"];

/**
 * Finds a way to run PostgreSQL that reaches both its programs and the data folder, by trying. Throws `not_reachable`
 * with folder, reason and remedies when there is none.
 *
 * A capability, once needed, lets PostgreSQL's superuser read files of others; Tocsin's own role is none.
 *
 * Where setpriv(1) offers it, PostgreSQL asks the kernel for SIGINT (a fast, orderly shutdown) when this process dies,
 * so that `kill -9` of the server leaves no orphan. Where it does not, the next start ends the orphan; see `previous-server.ts`.
 * "This process" is the starting thread, strictly: start PostgreSQL from the main thread only (prctl(2)).
 */
export async function findLauncher(target: Target): Promise<Launcher> {
  const hasSetpriv = await canRun({ file: "setpriv", args: ["--pdeathsig", "INT", "true"] });
  const failures: string[] = [];
  for (const launcher of candidates(target.account, hasSetpriv)) {
    const { exitCode, output } = await runProgram(launcher("/bin/sh", probeArguments(target)));
    if (exitCode === 0 && output.includes("(PostgreSQL)")) return launcher;
    failures.push(output === "" ? `exit code ${exitCode}` : output);
  }
  throw unreachable(target, failures, hasSetpriv);
}

/** Starting the program proves that it and its libraries can be read and fit this machine. */
function probeArguments(target: Target): string[] {
  return ["-c", '"$1" --version && cd "$2"', "sh", target.postgres, target.folder];
}

function candidates(account: Account | undefined, hasSetpriv: boolean): Launcher[] {
  if (account === undefined) return [hasSetpriv ? withSetpriv([]) : direct];
  const { uid, gid } = account;
  if (!hasSetpriv) return [(file, args) => ({ file, args, uid, gid })];
  const become = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  return [
    withSetpriv(become),
    ...PASSING_CAPABILITIES.map((name) => withSetpriv([...become, ...keep(name)])),
  ];
}

function direct(file: string, args: readonly string[]): Command {
  return { file, args };
}

function withSetpriv(options: readonly string[]): Launcher {
  return (program, args) => ({
    file: "setpriv",
    args: [...options, "--pdeathsig", "INT", "--", program, ...args],
  });
}

/**
 * PostgreSQL finds its own files with access(2), which forgets the capabilities of a user other than root unless the
 * secure bit `no_setuid_fixup` is set.
 */
function keep(capability: string): string[] {
  const only = `-all,+${capability}`;
  return [
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
  ];
}

async function canRun(command: Command): Promise<boolean> {
  return (await runProgram(command)).exitCode === 0;
}

function unreachable(target: Target, failures: readonly string[], hasSetpriv: boolean) {
  const lines = failures.flatMap((failure) => failure.split("\n"));
  // The version it answered is no reason.
  const reasons = [...new Set(lines)].filter((line) => !line.includes("(PostgreSQL)")).join("; ");
  if (target.account === undefined) {
    return withRemedies(
      "not_reachable",
      `The embedded PostgreSQL (${target.postgres}) cannot run here: ${reasons}.`,
    );
  }
  const missing = hasSetpriv
    ? ""
    : " Installing setpriv (package util-linux) lets root pass closed folders on Linux.";
  return withRemedies(
    "not_reachable",
    `PostgreSQL refuses to run as root, so it runs as ${target.account.name}, and that user cannot reach the ` +
      `program ${target.postgres} or the data folder ${target.folder}: ${reasons}.${missing}`,
  );
}
