import { describe, expect, it } from "vitest";
import { runSoak } from "./soak-run.ts";
import { takeOverWithinMs } from "./take-over.ts";

describe("two servers on one database", () => {
  it("lose and double nothing when they are restarted in turn, and one takes over from the other that is killed", async () => {
    let restarts = 2;
    const report = await runSoak({
      seed: 20_261_127,
      ratePerSecond: 100,
      calmMs: 500,
      wantsRestart: () => restarts-- > 0,
      restartEveryMs: 1_000,
      webhookDeadlineMs: 1_000,
      settleWithinMs: 60_000,
    });
    expect(report.violations).toEqual([]);
    expect(report.restarts).toBe(2);
    expect(report.doubledByRestarts).toBe(0);
    expect(report.stateChanges).toBeGreaterThan(0);
    expect(report.takeOver.inFlight.size).toBeGreaterThan(0);
    expect(report.takeOver.largestGapMs).toBeLessThanOrEqual(takeOverWithinMs);
  }, 180_000);
});
