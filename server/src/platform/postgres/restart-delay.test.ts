import { expect, it } from "vitest";
import { failuresInRow, restartDelayMs } from "./restart-delay.ts";

it("restarts at once the first times, then ever later, but never later than 10 s", () => {
  const delays = Array.from({ length: 14 }, (_, index) => restartDelayMs(index + 1));
  expect(delays.slice(0, 6)).toEqual([0, 0, 0, 100, 200, 400]);
  expect(delays.at(-1)).toBe(10_000);
  expect(delays).toEqual(delays.toSorted((one, other) => one - other));
});

it("forgets earlier failures once the server has lived for half a minute", () => {
  expect(failuresInRow(7, 29_999)).toBe(8);
  expect(failuresInRow(7, 30_000)).toBe(1);
});
