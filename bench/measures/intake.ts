import { runLoad, startService } from "../processes.ts";
import {
  createAlertmanager,
  type Installation,
  type Product,
  profileOptions,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { judge, perSecond, type Row, showSpread } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { type Round, spreadOf, takeRounds } from "../statistics.ts";

export interface IntakeResult {
  rows: Row[];
  /** Alerts per second that were received and made durable. */
  received: number;
}

/**
 * Alerts received, and alerts in their groups, per second. Both are taken from the same window: received counts the
 * answers inside it, while the server is grouping already; grouped ends when the last alert is in its group.
 */
export async function measureIntake(settings: BenchSettings): Promise<IntakeResult> {
  const yardstick = await startService("parsing-server");
  const product = await startProduct({ nodeOptions: profileOptions(settings.profileDir, "intake") });
  try {
    const url = await createAlertmanager(product, "Intake");
    await post(product, url, 1);
    const grouped: Round[] = [];
    const received = await takeRounds(
      settings.rounds,
      async () => perSecondOf(await runLoad({ url: yardstick.url, seconds: settings.seconds })),
      async () => {
        const window = await post(product, url, settings.seconds);
        grouped.push({ product: window.grouped, yardstick: 0 });
        return window.received;
      },
    );
    const withYardstick = grouped.map((round, at) => ({ ...round, yardstick: received[at]?.yardstick ?? 0 }));
    return {
      rows: [
        toRow("alerts received, durable ÷ bare node:http", received, { atLeast: 0.2, aim: 0.3 }),
        toRow("alerts fully grouped ÷ the same (1,000 groups)", withYardstick, { atLeast: 0.08, aim: 0.15 }),
      ],
      received: spreadOf(received.map((round) => round.product)).median,
    };
  } finally {
    await yardstick.stop();
    await product.stop();
  }
}

async function post(
  product: Product,
  url: string,
  seconds: number,
): Promise<{ received: number; grouped: number }> {
  const load = await runLoad({ url, seconds });
  if (load.failed > 0) console.error(`${load.failed} of ${load.accepted + load.failed} alerts were refused`);
  await untilZero(product, waitingRequests);
  const groupedMs = performance.timeOrigin + performance.now() - load.startedAtEpochMs;
  return { received: perSecondOf(load), grouped: load.accepted / (groupedMs / 1000) };
}

/** Alerts per second that are received as fast as they are sent; returns when they are grouped. */
export async function measureCapacity(product: Installation, url: string, seconds: number): Promise<number> {
  const load = await runLoad({ url, seconds });
  await untilZero(product, waitingRequests);
  return perSecondOf(load);
}

function perSecondOf({ accepted, seconds }: { accepted: number; seconds: number }): number {
  return accepted / seconds;
}

function toRow(what: string, rounds: readonly Round[], goal: { atLeast: number; aim: number }): Row {
  const ratio = spreadOf(rounds.map(({ product, yardstick }) => product / yardstick));
  const product = spreadOf(rounds.map((round) => round.product)).median;
  const yardstick = spreadOf(rounds.map((round) => round.yardstick)).median;
  return {
    what,
    measured: `${perSecond(product)} of ${perSecond(yardstick)}`,
    result: showSpread(ratio, 3),
    atLeast: goal.atLeast.toFixed(2),
    aim: goal.aim.toFixed(2),
    verdict: judge(ratio.median, { ...goal, isMoreBetter: true }),
  };
}
