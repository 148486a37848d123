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

/** A living holder touches its file this often. */
const BEAT_MS = 1_000;
/** A holder that cannot be looked at directly counts as dead when its file stays untouched for this long. */
const SILENCE_MS = 6_000;
const ATTEMPTS = 50;

const FILE = /^owner-(\d+)\.lock$/;

/**
 * Takes the data folder, or throws `folder_in_use` that says who holds it and since when.
 *
 * The lock files are numbered and the highest number holds. Exclusive creation lets only one process take the next
 * number; looking again afterwards catches the one that decided by a list that was out of date.
 */
export async function acquireOwnerLock(layout: Layout): Promise<OwnerLock> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const highest = Math.max(0, ...(await lockNumbers(layout)));
    if (highest > 0) await refuseWhileAlive(layout, highest);
    const mine = highest + 1;
    if (!(await createExclusively(layout, mine))) continue;
    const numbers = await lockNumbers(layout);
    if (Math.max(...numbers) !== mine) {
      await rm(lockPath(layout, mine), { force: true });
      continue;
    }
    for (const stale of numbers.filter((number) => number < mine)) {
      await rm(lockPath(layout, stale), { force: true });
    }
    return keepAlive(lockPath(layout, mine));
  }
  throw new EmbeddedPostgresError(
    "folder_in_use",
    `Several servers try to use ${layout.dataDir} at the same time.`,
  );
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
  await writeFile(draft, `${JSON.stringify(self)}\n`, { flag: "wx", mode: 0o644 });
  try {
    await link(draft, lockPath(layout, number));
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function refuseWhileAlive(layout: Layout, number: number): Promise<void> {
  const path = lockPath(layout, number);
  const holder = await readHolder(path);
  if (holder === undefined || !(await isAlive(holder, path))) return;
  throw new EmbeddedPostgresError(
    "folder_in_use",
    `The data folder ${layout.dataDir} is in use by Tocsin with process id ${holder.pid} on ${holder.hostname}, since ` +
      `${holder.since}. Stop it first, or choose another folder with TOCSIN_DATA_DIR.`,
  );
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const content = await readFile(path, "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  try {
    return Holder.parse(JSON.parse(content));
  } catch {
    // Not written by us, or cut off by a power failure: in neither case does anybody stand behind it.
    return undefined;
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  const here = await pidSpace();
  if (holder.hostname === hostname() && holder.namespace === here.namespace) {
    return holder.boot === here.boot && holder.startMark === (await startMark(holder.pid));
  }
  return isTouched(path);
}

/** For a holder in another container or on another machine: its file tells whether it is still at work. */
async function isTouched(path: string): Promise<boolean> {
  const before = await contentAndTime(path);
  for (let waitedMs = 0; waitedMs < SILENCE_MS; waitedMs += BEAT_MS) {
    await pause(BEAT_MS);
    if ((await contentAndTime(path)) !== before) return true;
  }
  return false;
}

async function contentAndTime(path: string): Promise<string> {
  return stat(path).then(
    (found) => String(found.mtimeMs),
    () => "gone",
  );
}

function keepAlive(path: string): OwnerLock {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, BEAT_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await rm(path, { force: true });
    },
  };
}
