import { expect, test } from "vitest";
import { joinDuration, readDuration, splitDuration, writeDuration } from "./duration.ts";

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

test.each([0, 1, 45, 60, 90, 5400, 86_400, 93_600])("%i seconds are read as they were written", (seconds) => {
  expect(readDuration(writeDuration(seconds))).toBe(seconds);
});

test.each([
  ["30", 30],
  ["30s", 30],
  [" 5 m ", 300],
  ["5 minutes", 300],
  ["1.5 h", 5400],
  ["2 Days", 172_800],
])("“%s” is read", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test.each(["", "soon", "5 weeks", "-1 s", "1 h 5 min"])("“%s” is no time", (text) => {
  expect(readDuration(text)).toBeUndefined();
});
