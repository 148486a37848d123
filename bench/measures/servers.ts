import { type Cluster, startCluster } from "../../server/test/soak/cluster.ts";
import { installationOf } from "../cluster.ts";
import { startService } from "../processes.ts";
import { askNumber } from "../product.ts";
import { judge, perSecond, type Row, showSpread } from "../row.ts";
import type { BenchSettings } from "../settings.ts";
import { spreadOf, takeRounds } from "../statistics.ts";
import { deliverAll, prepareEvents, warmUp } from "./deliver.ts";

/** The rate at which two servers deliver a backlog ÷ that of one. */
export async function measureServers(settings: BenchSettings): Promise<Row[]> {
  const echo = await startService("echo-server");
  const cluster = await startCluster(["first", "second"], 1);
  try {
    const installation = installationOf(cluster);
    await prepareEvents(installation, echo, Math.max(warmUp, settings.deliveriesPerRound));
    await deliverAll(installation, warmUp);
    const shares: number[] = [];
    const rounds = await takeRounds(
      settings.rounds,
      () => deliverAll(installation, settings.deliveriesPerRound),
      () =>
        withSecond(cluster, async () => {
          await deliverAll(installation, warmUp);
          const rate = await deliverAll(installation, settings.deliveriesPerRound);
          shares.push(await shareOfTheBusier(cluster, settings.deliveriesPerRound));
          return rate;
        }),
    );
    const ratio = spreadOf(rounds.map((round) => round.product / round.yardstick));
    const one = spreadOf(rounds.map((round) => round.yardstick)).median;
    const two = spreadOf(rounds.map((round) => round.product)).median;
    const goal = { atLeast: 0.9, aim: 1, isMoreBetter: true };
    return [
      {
        what: "deliveries of a backlog by two servers on one database ÷ by one",
        measured: `${perSecond(two)} ÷ ${perSecond(one)}; the busier one made ${Math.round(spreadOf(shares).median * 100)} %`,
        result: showSpread(ratio, 2),
        atLeast: goal.atLeast.toFixed(2),
        aim: goal.aim.toFixed(2),
        verdict: judge(ratio.median, goal),
      },
    ];
  } finally {
    await cluster.end();
    await echo.stop();
  }
}

async function withSecond(
  { servers: [, second] }: Cluster<readonly ["first", "second"]>,
  work: () => Promise<number>,
): Promise<number> {
  await second.start();
  const result = await work();
  const problem = await second.stop();
  if (problem !== undefined) throw new Error(problem);
  return result;
}

/** Of the latest attempts: the part that one server made. */
function shareOfTheBusier(
  cluster: Cluster<readonly ["first", "second"]>,
  deliveries: number,
): Promise<number> {
  return askNumber(
    cluster,
    `select max(made)::float8 / ${deliveries} from (select count(*) as made
       from (select worker from attempts order by started_at desc limit ${deliveries}) latest group by worker) by_worker`,
  );
}
