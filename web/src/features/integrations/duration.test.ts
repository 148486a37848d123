import { expect, test } from "vitest";
import { joinDuration, splitDuration } from "./duration.ts";

test.each([
  [0, 0, "seconds"],
  [90, 90, "seconds"],
  [600, 10, "minutes"],
  [7200, 2, "hours"],
  [172_800, 2, "days"],
])("%i seconds are %i %s, and back", (seconds, amount, unit) => {
  expect(splitDuration(seconds)).toEqual({ amount, unit });
  expect(joinDuration(splitDuration(seconds))).toBe(seconds);
});
