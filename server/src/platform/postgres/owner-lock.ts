import { randomBytes } from "node:crypto";
import { link, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { EmbeddedPostgresError, systemCode } from "./failure.ts";
import type { Layout } from "./layout.ts";
import { pidSpace, startMark } from "./processes.ts";

/** The right to use a data folder. */
export interface OwnerLock {
  release(): Promise<void>;
}

type Holder = z.infer<typeof Holder>;
const Holder = z.object({
  pid: z.number().int().positive(),
  startMark: z.string(),
  boot: z.string(),
  namespace: z.string(),
  hostname: z.string(),
  since: z.string(),
});

/** How a lock is kept and judged. */
export interface LockTiming {
  /** A living holder touches its file this often. */
  readonly beatMs: number;
  /** A holder that cannot be looked at directly counts as dead when its file stays untouched for this long. */
  readonly silenceMs: number;
}

const USUAL_TIMING: LockTiming = { beatMs: 1_000, silenceMs: 6_000 };
const ATTEMPTS = 50;

const FILE = /^owner-(\d+)\.lock$/;

/**
 * Takes the data folder, or throws `folder_in_use` that says who holds it and since when.
 *
 * Lock files are numbered. A stale one is never replaced, because another process may just be replacing it too; the
 * next number is created exclusively instead. Whoever has created a file looks again, and withdraws for any other
 * living one, so of two that overlap at least one sees the other.
 */
export async function acquireOwnerLock(
  layout: Layout,
  timing: LockTiming = USUAL_TIMING,
): Promise<OwnerLock> {
  const dead = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const numbers = await lockNumbers(layout);
    for (const number of numbers) await refuseWhileAlive(lockPath(layout, number), { layout, timing, dead });
    const mine = Math.max(0, ...numbers) + 1;
    if (!(await createExclusively(layout, mine))) continue;
    if (await isUndisputed(mine, { layout, timing, dead })) return keepAlive(lockPath(layout, mine), timing);
  }
  throw new EmbeddedPostgresError(
    "folder_in_use",
    `Several servers try to use ${layout.dataDir} at the same time.`,
  );
}

interface Contest {
  readonly layout: Layout;
  readonly timing: LockTiming;
  /** Contents of the lock files whose holders are known to be dead. */
  readonly dead: Set<string>;
}

/** Looks again now that others see our file; clears away the dead, or our own file when somebody else has a claim. */
async function isUndisputed(mine: number, contest: Contest): Promise<boolean> {
  const { layout } = contest;
  try {
    const others = (await lockNumbers(layout)).filter((number) => number !== mine);
    if (others.some((number) => number > mine)) {
      await rm(lockPath(layout, mine), { force: true });
      return false;
    }
    for (const number of others) await refuseWhileAlive(lockPath(layout, number), contest);
    for (const number of others) await rm(lockPath(layout, number), { force: true });
    return true;
  } catch (error) {
    await rm(lockPath(layout, mine), { force: true });
    throw error;
  }
}

async function lockNumbers(layout: Layout): Promise<number[]> {
  const names = await readdir(layout.home);
  return names.flatMap((name) => {
    const number = FILE.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function lockPath(layout: Layout, number: number): string {
  return join(layout.home, `owner-${number}.lock`);
}

/** Linking a complete file into place: nobody ever reads a lock that is not written yet. */
async function createExclusively(layout: Layout, number: number): Promise<boolean> {
  const draft = join(layout.home, `owner.draft-${randomBytes(6).toString("hex")}`);
  const self: Holder = {
    pid: process.pid,
    startMark: (await startMark(process.pid)) ?? "",
    ...(await pidSpace()),
    hostname: hostname(),
    since: new Date().toISOString(),
  };
  try {
    await writeFile(draft, `${JSON.stringify(self)}\n`, { flag: "wx", mode: 0o644 });
    await link(draft, lockPath(layout, number));
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function refuseWhileAlive(path: string, { layout, timing, dead }: Contest): Promise<void> {
  const content = await readFile(path, "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  });
  const holder = parseHolder(content);
  if (holder === undefined || dead.has(content)) return;
  if (!(await isAlive(holder, path, timing))) {
    dead.add(content);
    return;
  }
  throw new EmbeddedPostgresError(
    "folder_in_use",
    `The data folder ${layout.dataDir} is in use by Tocsin with process id ${holder.pid} on ${holder.hostname}, since ` +
      `${holder.since}. Stop it first, or choose another folder with TOCSIN_DATA_DIR.`,
  );
}

/** Undefined for what we did not write, or what a power failure cut off: nobody stands behind it. */
function parseHolder(content: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder, path: string, timing: LockTiming): Promise<boolean> {
  const here = await pidSpace();
  if (holder.hostname === hostname() && holder.namespace === here.namespace) {
    return holder.boot === here.boot && holder.startMark === (await startMark(holder.pid));
  }
  return isTouched(path, timing);
}

/** For a holder in another container or on another machine: its file tells whether it is still at work. */
async function isTouched(path: string, timing: LockTiming): Promise<boolean> {
  const before = await lastTouch(path);
  for (let waitedMs = 0; waitedMs < timing.silenceMs; waitedMs += timing.beatMs) {
    await pause(timing.beatMs);
    if ((await lastTouch(path)) !== before) return true;
  }
  return false;
}

async function lastTouch(path: string): Promise<string> {
  return stat(path).then(
    (found) => String(found.mtimeMs),
    () => "gone",
  );
}

function keepAlive(path: string, timing: LockTiming): OwnerLock {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, timing.beatMs);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await rm(path, { force: true });
    },
  };
}
