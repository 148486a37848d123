import { constants } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedPostgresError } from "./failure.ts";
import type { Layout } from "./layout.ts";
import type { LogLine } from "./log-line.ts";
import { findProcesses, type RunningProcess, signalProcess } from "./processes.ts";

const CHECK_EVERY_MS = 10;

/** Orderly with time for its checkpoint, at once, by force. */
const POSTMASTER_STEPS = [
  { signal: "SIGINT", patienceMs: 15_000 },
  { signal: "SIGQUIT", patienceMs: 3_000 },
  { signal: "SIGKILL", patienceMs: 3_000 },
] as const;

/** Without their postmaster, backends can do nothing useful any more; recovery covers what they had not finished. */
const ORPHAN_STEPS = [
  { signal: "SIGQUIT", patienceMs: 500 },
  { signal: "SIGKILL", patienceMs: 3_000 },
] as const;

/**
 * Ends whatever still runs on this cluster and clears its marks, so that a server can start. Only the holder of the
 * folder's lock may call this, which makes every process found here a leftover: of a server that was killed, or
 * backends of a postmaster that was.
 *
 * A leftover is ended, never adopted: a server that is not our child could neither be watched nor logged, and may
 * run with the settings, or the programs, of another version. It costs a checkpoint and an ordinary start.
 */
export async function clearPreviousServer(layout: Layout, log: (line: LogLine) => void): Promise<void> {
  // Not just any program that somebody runs with this text, such as a search for it.
  const isPostmaster = ({ commandLine }: RunningProcess) =>
    /(^|\/)(postgres|setpriv) /.test(commandLine) && commandLine.includes(`cluster_name=${layout.tag}`);
  const isBackend = (found: RunningProcess) => found.commandLine.startsWith(`postgres: ${layout.tag}`);
  for (const [isMeant, steps, what] of [
    [isPostmaster, POSTMASTER_STEPS, "a PostgreSQL that an earlier Tocsin left running"],
    [isBackend, ORPHAN_STEPS, "processes that a killed PostgreSQL left behind"],
  ] as const) {
    const find = async () => (await findProcesses(layout.tag)).filter(isMeant);
    if ((await find()).length === 0) continue;
    log({ level: "warn", message: `ending ${what} in ${layout.cluster}` });
    await endAll(find, steps, layout);
  }
  await clearMarks(layout);
}

async function endAll(
  find: () => Promise<RunningProcess[]>,
  steps: typeof POSTMASTER_STEPS | typeof ORPHAN_STEPS,
  layout: Layout,
): Promise<void> {
  for (const { signal, patienceMs } of steps) {
    for (const { pid } of await find()) signalProcess(pid, signal);
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += CHECK_EVERY_MS) {
      if ((await find()).length === 0) return;
      await pause(CHECK_EVERY_MS);
    }
  }
  const left = (await find()).map(({ pid }) => pid).join(", ");
  throw new EmbeddedPostgresError(
    "folder_in_use",
    `Processes ${left} still use the database in ${layout.cluster} and cannot be ended. ` +
      "End them, or restart the machine, then start Tocsin again.",
  );
}

/**
 * PostgreSQL refuses to start while the pid in postmaster.pid is alive, even if that is a zombie or, after a reboot,
 * an unrelated program. It ignores its own parent's pid, though (CreateLockFile in miscinit.c), and then still checks
 * that no process holds the shared memory named there. So that guard is kept, and only the pid is replaced.
 */
async function clearMarks(layout: Layout): Promise<void> {
  const content = await readFile(layout.postmasterPid, "utf8").catch(() => undefined);
  // Empty after a power failure or on a full disk, which PostgreSQL takes for a server that is just starting.
  if (content?.trim() === "") await rm(layout.postmasterPid);
  else if (content !== undefined) await replacePid(layout.postmasterPid, content);
  await rm(layout.run, { recursive: true, force: true });
}

async function replacePid(path: string, content: string): Promise<void> {
  const [, ...rest] = content.split("\n");
  const file = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  try {
    await file.writeFile([process.pid, ...rest].join("\n"));
  } finally {
    await file.close();
  }
}
