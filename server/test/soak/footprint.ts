import type pg from "pg";
import type { ServerUnderTest } from "../crash/server-under-test.ts";
import { residentMegabytes } from "../support/resident-memory.ts";

/** What a time under load did to memory and tables. */
export interface Footprint {
  hours: number;
  /** Of each server, in order. */
  memory: readonly MemoryTrend[];
  tables: readonly TableGrowth[];
}

export interface MemoryTrend {
  startMegabytes: number;
  endMegabytes: number;
  /** By least squares over all samples. */
  megabytesPerHour: number;
}

export interface TableGrowth {
  name: string;
  startKilobytes: number;
  endKilobytes: number;
}

interface Sample {
  hours: number;
  megabytes: number;
}

const sampleEveryMs = 2_000;
const msPerHour = 3_600_000;
/** Rows come and go in these. */
const queues = ["deliveries", "intake"];

/** Samples until it is asked for the result; servers must not be restarted meanwhile. */
export async function watchFootprint(servers: readonly ServerUnderTest[], database: pg.Client) {
  const startedAt = performance.now();
  const samples = servers.map((): Sample[] => []);
  const sizesBefore = await readSizes(database);
  async function sample(): Promise<void> {
    for (const [at, server] of servers.entries()) {
      const megabytes = server.pid === undefined ? undefined : await residentMegabytes(server.pid);
      const hours = (performance.now() - startedAt) / msPerHour;
      if (megabytes !== undefined) samples[at]?.push({ hours, megabytes });
    }
  }
  await sample();
  const timer = setInterval(() => void sample(), sampleEveryMs);
  return {
    async finish(): Promise<Footprint> {
      clearInterval(timer);
      await sample();
      const sizes = await readSizes(database);
      return {
        hours: (performance.now() - startedAt) / msPerHour,
        memory: samples.map(toTrend),
        tables: queues.map((name) => ({
          name,
          startKilobytes: sizesBefore.get(name) ?? Number.NaN,
          endKilobytes: sizes.get(name) ?? Number.NaN,
        })),
      };
    },
  };
}

async function readSizes(database: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query<{ name: string; kilobytes: number }>(
    "select name, pg_relation_size(name::regclass)::float8 / 1024 as kilobytes from unnest($1::text[]) as name",
    [queues],
  );
  return new Map(rows.map(({ name, kilobytes }) => [name, kilobytes]));
}

function toTrend(samples: readonly Sample[]): MemoryTrend {
  return {
    startMegabytes: samples[0]?.megabytes ?? Number.NaN,
    endMegabytes: samples.at(-1)?.megabytes ?? Number.NaN,
    megabytesPerHour: slopeOf(samples),
  };
}

function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const hours = mean((sample) => sample.hours);
  const megabytes = mean((sample) => sample.megabytes);
  const spread = mean((sample) => (sample.hours - hours) ** 2);
  return mean((sample) => (sample.hours - hours) * (sample.megabytes - megabytes)) / spread;
}

const mostPerHour = 1;
const mostBloat = 2;
/** A slope over less is noise: the heap grows and is swept. */
const judgedFromHours = 0.5;

/** One line for each server and each table, with what is promised. */
export function describeFootprint({ hours, memory, tables }: Footprint, names: readonly string[]): string[] {
  const judge = (isKept: boolean) =>
    hours < judgedFromHours ? "too short to judge" : isKept ? "kept" : "MISSED";
  const minutes = (hours * 60).toFixed(1);
  return [
    ...memory.map(
      ({ startMegabytes, endMegabytes, megabytesPerHour }, at) =>
        `memory of server ${names[at]}: ${startMegabytes.toFixed(0)} MB, after ${minutes} minutes ${endMegabytes.toFixed(0)} MB, ` +
        `${megabytesPerHour.toFixed(1)} MB an hour (at most ${mostPerHour} over a day): ${judge(megabytesPerHour <= mostPerHour)}`,
    ),
    ...tables.map(
      ({ name, startKilobytes, endKilobytes }) =>
        `table ${name}: ${startKilobytes.toFixed(0)} KB, after ${minutes} minutes ${endKilobytes.toFixed(0)} KB, ` +
        `${(endKilobytes / startKilobytes).toFixed(2)} times (at most ${mostBloat}): ${judge(endKilobytes <= mostBloat * startKilobytes)}`,
    ),
  ];
}
