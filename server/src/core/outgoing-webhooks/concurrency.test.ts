import fc from "fast-check";
import { expect, test } from "vitest";
import { nextConcurrency, startable } from "./concurrency.ts";

const range = { first: 8, most: 64 };

test("whatever happens, a receiver may have between one and the most open requests", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (answers) => {
      let current = range.first;
      for (const isAnswered of answers) current = nextConcurrency(current, isAnswered, range);
      return current >= 1 && current <= range.most;
    }),
  );
});

test("a receiver that hangs is down to one open request after a few tries, and recovers by answering", () => {
  let current = range.most;
  for (let index = 0; index < 6; index++) current = nextConcurrency(current, false, range);
  expect(current).toBe(1);
  for (let index = 0; index < 63; index++) current = nextConcurrency(current, true, range);
  expect(current).toBe(range.most);
});

test("however many receivers take all they may, the next one still finds a place while any is free", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2_000 }), fc.integer({ min: 1, max: 200 }), (places, receivers) => {
      let free = places;
      for (let index = 0; index < receivers; index++) free -= free > 1 ? startable(range.most, 0, free) : 0;
      return free >= 1;
    }),
  );
});
