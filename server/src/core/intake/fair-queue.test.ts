import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFairQueue, type QueuedItem } from "./fair-queue.ts";

interface Item extends QueuedItem {
  number: number;
}

const items = fc.array(
  fc.record({ owner: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 0, max: 50 }) }),
  { maxLength: 200 },
);
const limits = fc.record({ items: fc.integer({ min: 1, max: 40 }), bytes: fc.integer({ min: 1, max: 300 }) });

describe("the queue of received requests", () => {
  test("gives everything back, each owner's in order, within the limits", () => {
    fc.assert(
      fc.property(items, limits, (given, limit) => {
        const queue = createFairQueue<Item>(1e9);
        given.forEach((item, number) => {
          expect(queue.add({ ...item, number })).toBe(true);
        });
        const back: Item[] = [];
        while (!queue.isEmpty()) {
          const batch = queue.take(limit);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(limit.items);
          const withoutLast = batch.slice(0, -1).reduce((sum, item) => sum + item.bytes, 0);
          expect(withoutLast).toBeLessThan(limit.bytes + 50);
          back.push(...batch);
        }
        expect(back.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual([
          ...given.keys(),
        ]);
        for (let owner = 1; owner <= 5; owner += 1) {
          const numbers = back.filter((item) => item.owner === owner).map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
        }
        expect(queue.take(limit)).toEqual([]);
      }),
    );
  });

  test("has a newcomer in the very next batch, however long the line of another one is", () => {
    const queue = createFairQueue<Item>(1e9);
    for (let number = 0; number < 10_000; number += 1) queue.add({ owner: 1, bytes: 1000, number });
    queue.take({ items: 500, bytes: 1e6 });
    queue.add({ owner: 2, bytes: 1000, number: 10_000 });
    expect(queue.take({ items: 500, bytes: 1e6 }).some(({ owner }) => owner === 2)).toBe(true);
  });

  test("has room for a newcomer, however much others have put into it", () => {
    const queue = createFairQueue<Item>(1000);
    const floods = (owner: number) => {
      let added = 0;
      while (queue.add({ owner, bytes: 10, number: added })) added += 1;
      return added;
    };
    expect(floods(1)).toBe(50);
    expect(floods(2)).toBe(25);
    expect(floods(3)).toBe(13);
    expect(queue.add({ owner: 4, bytes: 10, number: 0 })).toBe(true);
  });

  test("takes an item that is larger than a batch by itself", () => {
    const queue = createFairQueue<Item>(1000);
    queue.add({ owner: 1, bytes: 900, number: 0 });
    expect(queue.take({ items: 10, bytes: 100 })).toHaveLength(1);
  });
});
