import type pg from "pg";
import type { SenderStatistics } from "../crash/sender.ts";
import type { Footprint } from "./footprint.ts";

export interface OutageReport {
  alerts: number;
  sender: SenderStatistics;
  /** Statements per second: with nothing waiting, and with all that is parked. */
  idle: number;
  parkedIdle: number;
  /** Those that claim or end deliveries, under load: while all is well, and while one receiver is down. */
  loaded: number;
  parkedLoaded: number;
  /** Messages that waited when the receiver came back. */
  parked: number;
  /** Requests at the receiver that is down: until the breaker opened, and probes. */
  refused: number;
  probes: number;
  /** From the return of the receiver: to the first message, and to the last. */
  firstAfterMs: number;
  allAfterMs: number;
  /** Messages per second once they came, in the middle of the seconds that were full. */
  rateAfter: number;
  lost: number;
  doubled: number;
  /** Before the restart in the middle, and after it. */
  footprints: readonly Footprint[];
  violations: readonly string[];
}

/** What the database keeps of a receiver that is left in peace. */
export interface Breaker {
  openedAtMs: number | null;
  failures: number;
}

export async function readBreaker(database: pg.Client, path: string): Promise<Breaker> {
  const { rows } = await database.query<Breaker>(
    `select extract(epoch from h.opened_at)::float8 * 1000 as "openedAtMs", h.failures
     from webhook_health h join webhooks w on w.id = h.webhook_id where w.url like '%' || $1`,
    [path],
  );
  return rows[0] ?? { openedAtMs: null, failures: 0 };
}

export interface OutageEvidence {
  /** Before the restart and right after it. */
  breakers: readonly [Breaker, Breaker];
  refusedAtMs: readonly number[];
  problems: readonly string[];
}

/** Probes are made after 2, 4 and 8 seconds, then every ten. */
const probeGapsMs = [2_000, 4_000, 8_000];
const longestGapMs = 10_000;
/** A probe's moment is the database's, its arrival the receiver's. */
const toleranceMs = 250;
/** What was under way when the breaker opened still arrives. */
const settledMs = 1_000;

const mostExtraStatements = 1;
export const mostSecondsToCatchUp = 60;

type Measured = Omit<OutageReport, "violations" | "refused" | "probes">;

/** Holds what was measured against the promises. */
export function judgeOutage(
  measured: Measured,
  { breakers, refusedAtMs, problems }: OutageEvidence,
): OutageReport {
  const [before, after] = breakers;
  const openedAtMs = before.openedAtMs ?? Number.POSITIVE_INFINITY;
  const probes = refusedAtMs.filter((at) => at > openedAtMs + settledMs);
  const hurried = probes.filter((at, place) => {
    const wanted = probeGapsMs[place] ?? longestGapMs;
    return at - (probes[place - 1] ?? openedAtMs) < wanted - toleranceMs;
  });
  const extra = measured.parkedIdle - measured.idle;
  return {
    ...measured,
    refused: refusedAtMs.length,
    probes: probes.length,
    violations: [
      ...problems,
      ...when(before.openedAtMs === null, "the breaker did not open"),
      ...when(
        before.openedAtMs !== after.openedAtMs || after.failures < before.failures,
        "the restart lost the state of the breaker",
      ),
      ...when(hurried.length > 0, `${hurried.length} probes came before their time`),
      ...when(
        extra > mostExtraStatements,
        `what is parked costs ${extra.toFixed(1)} statements a second, more than ${mostExtraStatements}`,
      ),
      ...when(measured.lost > 0, `${measured.lost} messages are missing at a receiver`),
      ...when(measured.doubled > 0, `${measured.doubled} messages arrived more than once`),
      ...judgeReturn(measured),
    ],
  };
}

/** More than the rate allows in that time may take as long as the rate needs, and a fifth more. */
function judgeReturn({ firstAfterMs, allAfterMs, parked, rateAfter }: Measured): string[] {
  const needsMs = (parked / rateAfter) * 1.2 * 1_000 + longestGapMs;
  const allowedMs = Math.max(mostSecondsToCatchUp * 1_000, needsMs);
  return [
    ...when(
      !(firstAfterMs <= longestGapMs + settledMs + toleranceMs),
      `the first message came ${Math.round(firstAfterMs)} ms after the receiver was back`,
    ),
    ...when(
      !(allAfterMs <= allowedMs),
      `all that was parked took ${Math.round(allAfterMs / 1_000)} s at ${rateAfter} a second`,
    ),
  ];
}

function when(isSo: boolean, violation: string): string[] {
  return isSo ? [violation] : [];
}
