import { readdir, readFile } from "node:fs/promises";
import { layoutOf } from "../server/src/platform/postgres/layout.ts";
import { readPostmasterPid } from "../server/src/platform/postgres/postmaster-pid.ts";
import type { Product } from "./product.ts";

/** Processor time used since the start, in milliseconds. Other work on the machine does not lengthen it. */
export interface CpuTime {
  server: number;
  /** All processes of PostgreSQL, those that have ended included. */
  database: number;
}

/** Linux counts in hundredths of a second. */
const msPerTick = 10;

/** Undefined where /proc does not tell. */
export async function readCpuTime({ server, dataDir }: Product): Promise<CpuTime | undefined> {
  const postmaster = await readPostmasterPid(layoutOf(dataDir));
  const own = await readStat(String(server.pid));
  if (own === undefined || postmaster === undefined) return undefined;
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(names.map(readStat));
  const database = stats.filter((stat) => stat?.parent === postmaster.pid || stat?.pid === postmaster.pid);
  return {
    server: own.ownMs,
    database: database.reduce((sum, stat) => sum + (stat?.ownMs ?? 0) + (stat?.endedChildrenMs ?? 0), 0),
  };
}

interface Stat {
  pid: number;
  parent: number;
  ownMs: number;
  endedChildrenMs: number;
}

async function readStat(name: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${name}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The name of the program stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const at = (place: number) => Number(fields[place] ?? 0);
  return {
    pid: Number(name),
    parent: at(1),
    ownMs: (at(11) + at(12)) * msPerTick,
    endedChildrenMs: (at(13) + at(14)) * msPerTick,
  };
}
