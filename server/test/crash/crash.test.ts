import { describe, expect, it } from "vitest";
import { runCrashTest } from "./crash-run.ts";
import type { DisruptionKind } from "./disruptions.ts";

const shortForm: DisruptionKind[] = [
  "server killed",
  "database killed",
  "both killed",
  "server stopped",
  "killed again while starting",
];

describe("a server that is killed again and again under load", () => {
  it("loses no alert it has answered with 2xx, tells every state change, and repeats only what a crash interrupted", async () => {
    const disruptions = [...shortForm];
    const report = await runCrashTest({
      seed: 20_260_105,
      ratePerSecond: 150,
      nextDisruption: () => disruptions.shift() ?? null,
      longestCalmMs: 1_500,
      webhookDeadlineMs: 2_000,
      settleWithinMs: 60_000,
    });
    expect(report.violations).toEqual([]);
    expect(report.disruptions.map(({ kind }) => kind)).toEqual(shortForm);
    expect(report.alerts).toBeGreaterThan(0);
    expect(report.stateChanges).toBeGreaterThan(0);
  }, 180_000);
});
