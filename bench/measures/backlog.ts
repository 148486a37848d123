import type { LoadResult } from "../load/job.ts";
import { runLoad } from "../processes.ts";
import {
  askNumber,
  createAlertmanager,
  createWebhook,
  startProduct,
  untilZero,
  waitingRequests,
} from "../product.ts";
import { startArrivals, startHanging } from "../receivers.ts";
import { judge, type Row, worse } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { makeWebhooks, queueTo } from "../webhooks.ts";
import { measureCapacity } from "./intake.ts";
import { timeAnswers } from "./latency.ts";

const hangingWebhooks = 10;
const groups = 1_000;
const open = "select count(*) from deliveries where claimed_until > now()";

/** How long a sender waits at half load while deliveries pile up for receivers that all hang ÷ without those. */
export async function measureBacklog(settings: BenchSettings): Promise<Row[]> {
  const receiver = await startArrivals();
  const hanging = await startHanging();
  const product = await startProduct();
  try {
    const url = await createAlertmanager(product, "Backlog");
    await createWebhook(product, receiver.url);
    await runLoad({ url, groups, most: groups });
    await untilZero(product, waitingRequests);
    await untilZero(product, "select count(*) from deliveries");
    await makeWebhooks(product, { name: "Hanging", count: hangingWebhooks, url: hanging.url });
    const half = Math.round((await measureCapacity(product, url, settings.seconds)) / 2);
    const measure = async () => {
      const answers = await timeAnswers(url, half, settings.latencySeconds);
      if (answers.failed > 0) throw new Error(`${answers.failed} alerts were refused`);
      await untilZero(product, waitingRequests);
      return answers;
    };
    const before = await measure();
    await queueTo(product, "Hanging", settings.backlog / hangingWebhooks);
    await untilZero(product, `select (count = 0)::integer from (${open}) as hanging`);
    const hangingFirst = await askNumber(product, open);
    const beside = await measure();
    const hangingLast = await askNumber(product, open);
    await product.database.query("delete from deliveries");
    const after = await measure();
    const alone = { p50Ms: (before.p50Ms + after.p50Ms) / 2, p99Ms: (before.p99Ms + after.p99Ms) / 2 };
    return [toRow({ ...settings, half, hangingFirst, hangingLast }, beside, alone)];
  } finally {
    await product.stop();
    hanging.close();
    receiver.close();
  }
}

interface Circumstances {
  backlog: number;
  /** Alerts per second. */
  half: number;
  /** Requests that hung when the window began and when it ended. */
  hangingFirst: number;
  hangingLast: number;
}

type Answers = Pick<LoadResult, "p50Ms" | "p99Ms">;

function toRow(
  { backlog, half, hangingFirst, hangingLast }: Circumstances,
  beside: Answers,
  alone: Answers,
): Row {
  const show = ({ p50Ms, p99Ms }: Answers) => `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`;
  const ratios = [beside.p50Ms / alone.p50Ms, beside.p99Ms / alone.p99Ms] as const;
  const judgeRatio = (ratio: number) => judge(ratio, { atLeast: 1.2, aim: 1.05, isMoreBetter: false });
  return {
    what: `answer to an alert under half load beside ${backlog.toLocaleString("en-US")} deliveries to receivers that hang ÷ without, p50 / p99`,
    measured: `${half}/s; ${hangingFirst} to ${hangingLast} requests hung; ${show(beside)} of ${show(alone)}`,
    result: ratios.map((ratio) => ratio.toFixed(2)).join(" / "),
    atLeast: "1.20 / 1.20",
    aim: "1.05 / 1.05",
    verdict: worse(judgeRatio(ratios[0]), judgeRatio(ratios[1])),
  };
}
