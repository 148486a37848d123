import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readlink } from "node:fs/promises";
import { runProgram } from "./program.ts";

/** A running process of this machine (of this container, inside one). */
export interface RunningProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Processes whose command line contains `text`. Zombies have none and are left out. */
export async function findProcesses(text: string): Promise<RunningProcess[]> {
  const all = existsSync("/proc/self/cmdline") ? fromProc() : await fromPs();
  return all.filter((found) => found.pid !== process.pid && found.commandLine.includes(text));
}

/**
 * What tells this process from a later one with the same pid: when it started, and in which boot. Undefined when no
 * such process runs.
 */
export async function startMark(pid: number): Promise<string | undefined> {
  if (!existsSync("/proc/self/stat")) {
    const { exitCode, output } = await runProgram({ file: "ps", args: ["-o", "lstart=", "-p", String(pid)] });
    return exitCode === 0 && output !== "" ? output : undefined;
  }
  const status = readProc(pid, "stat");
  // Field 2 is the program's name in brackets and may hold anything; field 22 is the start time (proc_pid_stat(5)).
  const fields = status?.slice(status.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields?.[0], fields?.[19]];
  return state === undefined || state === "Z" || startTicks === undefined ? undefined : startTicks;
}

/** Which kernel run and pid name space a pid belongs to: elsewhere the same number means another process. */
export async function pidSpace(): Promise<{ boot: string; namespace: string }> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  try {
    return { boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(), namespace };
  } catch {
    // Without Linux's boot id the start time of the process must tell boots apart; `ps` gives it as a date.
    return { boot: "", namespace };
  }
}

/** Sends a signal; false when the process is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function fromProc(): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      commandLine: (readProc(Number(name), "cmdline") ?? "").replaceAll("\0", " "),
    }));
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}

async function fromPs(): Promise<RunningProcess[]> {
  const { output } = await runProgram({ file: "ps", args: ["-axww", "-o", "pid=,command="] });
  return output.split("\n").flatMap((line) => {
    const [, pid, commandLine] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || commandLine === undefined ? [] : [{ pid: Number(pid), commandLine }];
  });
}
