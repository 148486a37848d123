import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { request } from "undici";
import type { Disruption } from "../crash/disruptions.ts";
import type { Receiver } from "../crash/receiver.ts";
import type { Pair } from "./cluster.ts";

/** What became of the work of a server that was killed. */
export interface TakeOver {
  disruption: Disruption;
  /** Messages that somebody worked on at the kill: at most these may arrive twice. */
  inFlight: ReadonlySet<string>;
  /** From the kill until the last of them had been claimed by the other server or was over. */
  largestGapMs: number;
}

/** The promise: so long after the kill nothing waits for the dead server any more. */
export const takeOverWithinMs = 15_000;

const patienceMs = 60_000;
const checkEveryMs = 25;

/** Kills the second server with SIGKILL while its requests are under way, and waits for the first to take them over. */
export async function killOneOfTwo({ servers, database }: Pair, receiver: Receiver): Promise<TakeOver> {
  const [, victim] = servers;
  const letAnswersGo = receiver.holdAnswers();
  try {
    await until(
      async () => (await openRequests(victim.origin())) > 0,
      "the server to be killed sends nothing",
    );
    const beganAtMs = performance.now();
    await victim.kill();
    const disruption = {
      kind: "server killed",
      beganAtMs,
      endedAtMs: performance.now(),
      problem: undefined,
    } as const;
    const claims = await findClaims(database);
    letAnswersGo();
    await until(async () => (await countHeld(database, claims)) === 0, "the claims of a dead server stay");
    return {
      disruption,
      inFlight: new Set(claims.map(({ public_id }) => public_id)),
      largestGapMs: performance.now() - beganAtMs,
    };
  } finally {
    letAnswersGo();
  }
}

async function until(isSo: () => Promise<boolean>, complaint: string): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(complaint);
    await pause(checkEveryMs);
  }
}

/** Requests to outgoing webhooks that this server has open, by its metrics. */
async function openRequests(origin: string): Promise<number> {
  const answer = await request(`${origin}/metrics`);
  const [, value] = /^tocsin_delivery_requests_open (\d+)$/m.exec(await answer.body.text()) ?? [];
  return Number(value ?? 0);
}

interface Claim {
  id: string;
  public_id: string;
  claim_token: string;
}

/** What anybody works on, or a dead server has worked on. */
export async function findClaims(database: pg.Client): Promise<Claim[]> {
  const { rows } = await database.query<Claim>(
    "select id, public_id, claim_token from deliveries where claimed_until > now()",
  );
  return rows;
}

/** How many of the deliveries are still held by the same claim. */
async function countHeld(database: pg.Client, claims: readonly Claim[]): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from deliveries d
     join unnest($1::bigint[], $2::bigint[]) as c (id, claim_token) on c.id = d.id and c.claim_token = d.claim_token`,
    [claims.map(({ id }) => id), claims.map(({ claim_token }) => claim_token)],
  );
  return rows[0]?.count ?? 0;
}
