import { alertBody } from "../load/alert-body.ts";
import type { Arrivals } from "../receivers.ts";
import { judge, type Row } from "../row.ts";
import { percentile } from "../statistics.ts";

const alertsInTurn = 20;

let lastGroup = 1_000_000;

/** Milliseconds from sending an alert that opens a group until its webhook is called, in rising order. */
export async function timeFreshAlerts(url: string, arrivals: Arrivals): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < alertsInTurn; number += 1) {
    const arrival = arrivals.next();
    const startedAt = performance.now();
    lastGroup += 1;
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: alertBody(lastGroup, `fresh-${lastGroup}`),
    });
    if (!answer.ok) throw new Error(`an alert was answered with ${answer.status} ${await answer.text()}`);
    await answer.text();
    times.push((await arrival) - startedAt);
  }
  return times.sort((one, other) => one - other);
}

export function toDelayRow(backlog: string, calm: readonly number[], beside: readonly number[]): Row {
  const delayMs = percentile(beside, 0.5) - percentile(calm, 0.5);
  return {
    what: `delay of a fresh alert's webhook by a backlog of ${backlog}`,
    measured: `p50 ${percentile(beside, 0.5).toFixed(0)} ms instead of ${percentile(calm, 0.5).toFixed(0)} ms`,
    result: `${delayMs.toFixed(0)} ms`,
    atLeast: "100 ms",
    aim: "20 ms",
    verdict: judge(delayMs, { atLeast: 100, aim: 20, isMoreBetter: false }),
  };
}
