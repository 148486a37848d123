import { type Source, sources } from "./model.ts";

/** How far an append-only table has been read. */
export interface Reading {
  /** The highest id seen. */
  last: number;
  /** Lower ids that were not there, and the round that noticed. Their transactions may commit later than higher ids. */
  missing: ReadonlyMap<number, number>;
}

export type Readings = Readonly<Record<Source, Reading>>;

/** A transaction that takes longer than this many rounds is not waited for; ids that were rolled back never come. */
const patienceRounds = 30;
const maxMissing = 2000;

/** Where a table stands after these ids were seen; undefined when too many between them are missing. */
export function advance(reading: Reading, seen: readonly number[], round: number): Reading | undefined {
  const isSeen = new Set(seen);
  const last = seen.reduce((highest, id) => Math.max(highest, id), reading.last);
  const missing = new Map(
    [...reading.missing].filter(([id, since]) => !isSeen.has(id) && round - since < patienceRounds),
  );
  if (last - reading.last - seen.length > maxMissing) return undefined;
  for (let id = reading.last + 1; id < last; id += 1) if (!isSeen.has(id)) missing.set(id, round);
  return missing.size > maxMissing ? undefined : { last, missing };
}

/** A text from which any server can go on reading without leaving anything out. */
export function positionOf(readings: Readings): string {
  return sources.map((source) => firstUnknown(readings[source]) - 1).join("-");
}

function firstUnknown({ last, missing }: Reading): number {
  return [...missing.keys()].reduce((lowest, id) => Math.min(lowest, id), last + 1);
}

/** The readings at a position; undefined when the text is none. */
export function readPosition(position: string): Readings | undefined {
  const ids = position.split("-").map(idOf);
  if (ids.length !== sources.length) return undefined;
  return forEachSource((_source, index) => {
    const id = ids[index];
    return id === undefined ? undefined : readUpTo(id);
  });
}

/** One value for each source; undefined when there is none for some source. */
export function forEachSource<Value>(
  valueFor: (source: Source, index: number) => Value | undefined,
): Record<Source, Value> | undefined {
  const [timeline, alerts, incidents, removals] = sources.map(valueFor);
  if (timeline === undefined || alerts === undefined) return undefined;
  if (incidents === undefined || removals === undefined) return undefined;
  return { timeline, alerts, incidents, removals };
}

function idOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function readUpTo(last: number): Reading {
  return { last, missing: new Map() };
}
