import { expect, test } from "vitest";
import { draftOfDelivery, newDelivery, readDelays, toDelivery } from "./delivery-draft.ts";
import type { WebhookDetail } from "./model.ts";

const usual = {
  ...{ retry: "paging", expires_after_seconds: null, per_second: null, ordered: false },
  disable_after_days: null,
} as const satisfies WebhookDetail["delivery"];

test("a new webhook is delivered as one that nothing was said about", () => {
  expect(toDelivery(newDelivery)).toEqual({ delivery: usual, deadline_ms: 10_000 });
});

test.each<[string, Partial<WebhookDetail["delivery"]>, number]>([
  ["nothing special", {}, 10_000],
  ["everything", { retry: "integration", per_second: 5, ordered: true, disable_after_days: 3 }, 1_500],
  ["delays of its own", { retry: [0, 90, 5400, 86_400], expires_after_seconds: 7200 }, 30_000],
])("%s goes back as it came when it was not touched", (_name, chosen, deadline_ms) => {
  const saved = { delivery: { ...usual, ...chosen }, deadline_ms };
  expect(toDelivery(draftOfDelivery(saved))).toEqual(saved);
});

test("delays are read as people write them, and one that is none is named", () => {
  expect(readDelays("5, 30 s; 5min,\n1 h,")).toEqual([5, 30, 300, 3600]);
  expect(() => readDelays("5 s, soon")).toThrow("“soon” is no delay");
  expect(() => readDelays(" ")).toThrow("at least one");
});
