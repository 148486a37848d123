import { expect, test } from "vitest";
import { runReplayCrash } from "./replay-run.ts";

test("a replay of 5,000 deliveries whose server is killed in the middle makes each of them once", async () => {
  const report = await runReplayCrash({ deliveries: 5_000, perSecond: 1_000, kills: 2 });
  expect(report.violations).toEqual([]);
  expect(report.newMessagesMs).toHaveLength(2);
}, 180_000);
