import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { connectToRunning } from "../../server/src/platform/postgres/index.ts";
import { startSender } from "../../server/test/crash/sender.ts";
import { alertBody } from "../load/alert-body.ts";
import { askNumber, type Product, untilZero, waitingRequests } from "../product.ts";
import type { Row } from "../row.ts";

const ratePerSecond = 100;
const calmMs = 1_000;
const settleWithinMs = 60_000;
const answerWithinMs = 2_000;

/** Alerts while nothing can be stored: another connection holds the table that they go to. */
export async function measureFrozenStore(product: Product, url: string, freezeSeconds: number): Promise<Row> {
  const before = await countStored(product);
  const { origin, pathname } = new URL(url);
  let made = 0;
  const sender = startSender({
    next: () => {
      made += 1;
      return { uid: `frozen-${made}`, path: pathname, body: alertBody(made % 100, `frozen-${made}`) };
    },
    origin: () => origin,
    ratePerSecond,
  });
  await pause(calmMs);
  await freeze(product, freezeSeconds * 1_000);
  await pause(calmMs);
  const open = await sender.finish(settleWithinMs);
  await untilZero(product, waitingRequests);
  const stored = (await countStored(product)) - before;
  const { repeats, statuses, longestAnswerMs, vague, unanswered } = sender.statistics();
  const lost = Math.max(open, sender.ledger.size - stored);
  const refused = statuses.get(503) ?? 0;
  const isStrange = [...statuses.keys()].some((status) => status >= 300 && status !== 503);
  const isKept =
    lost === 0 &&
    refused > 0 &&
    !isStrange &&
    vague === 0 &&
    unanswered === 0 &&
    longestAnswerMs <= answerWithinMs;
  const shown = [...statuses].map(([status, count]) => `${status}: ${count}`).join(", ");
  return {
    what: `alerts at ${ratePerSecond}/s while nothing can be stored for ${freezeSeconds} s`,
    measured: `${sender.ledger.size} alerts, ${repeats} repetitions, answers ${shown}; ${unanswered} hung, ${vague} without Retry-After`,
    result: `${lost} lost, longest answer ${Math.round(longestAnswerMs)} ms`,
    atLeast: `0 lost, 503 within ${answerWithinMs} ms`,
    aim: "the same",
    verdict: isKept ? "aim reached" : "MISSED",
  };
}

/** Distinct ones: what was refused may have been stored all the same, and was sent again. */
function countStored(product: Product): Promise<number> {
  return askNumber(
    product,
    "select count(distinct payload::jsonb->>'uid') from alerts where payload like '%\"frozen-%'",
  );
}

async function freeze({ dataDir }: Product, ms: number): Promise<void> {
  const running = await connectToRunning(dataDir);
  if (!running) throw new Error("the database of the server does not answer");
  const holder = new pg.Client(running.connection);
  await holder.connect();
  try {
    await holder.query("begin; lock table intake in exclusive mode");
    await pause(ms);
    await holder.query("rollback");
  } finally {
    await holder.end();
  }
}
