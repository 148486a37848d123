import { setTimeout as pause } from "node:timers/promises";
import { residentMegabytes } from "../../server/test/support/resident-memory.ts";
import { startServerProcess } from "../../server/test/support/server-process.ts";
import { makeDataDir, productSettings, removeDataDir } from "../product.ts";
import { judge, type Row, showSpread } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { type Spread, spreadOf } from "../statistics.ts";

/** Memory is read when the start is over and its garbage may have been collected. */
const idleMs = 5_000;

/** From the start of the process to the line that says it is ready, and what the idle process holds. */
export async function measureStart({ starts }: BenchSettings): Promise<Row[]> {
  const empty: number[] = [];
  const existing: number[] = [];
  const memory: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const dataDir = await makeDataDir();
    const first = await startServerProcess({ dataDir, settings: productSettings });
    empty.push(first.startedInMs / 1000);
    await first.stop();
    const second = await startServerProcess({ dataDir, settings: productSettings });
    existing.push(second.startedInMs / 1000);
    await pause(idleMs);
    memory.push((await residentMegabytes(second.pid)) ?? Number.NaN);
    await second.stop();
    await removeDataDir(dataDir);
  }
  return [
    toRow("start to ready, empty data folder", spreadOf(empty), { unit: "s", digits: 2, atLeast: 3, aim: 2 }),
    toRow("start to ready, existing data folder", spreadOf(existing), {
      unit: "s",
      digits: 2,
      atLeast: 2,
      aim: 1.2,
    }),
    toRow("idle memory of the server process", spreadOf(memory), {
      unit: "MB",
      digits: 0,
      atLeast: 150,
      aim: 120,
    }),
  ];
}

interface Goal {
  unit: string;
  digits: number;
  atLeast: number;
  aim: number;
}

function toRow(what: string, spread: Spread, { unit, digits, atLeast, aim }: Goal): Row {
  return {
    what,
    measured: "",
    result: `${showSpread(spread, digits)} ${unit}`,
    atLeast: `${atLeast} ${unit}`,
    aim: `${aim} ${unit}`,
    verdict: judge(spread.median, { atLeast, aim, isMoreBetter: false }),
  };
}
