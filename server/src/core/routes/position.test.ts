import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextPosition, type Placed, type PositionRequest, reposition } from "./position.ts";

function positions(...numbers: number[]): Placed[] {
  return numbers.map((position, index) => ({ id: index + 1, position }));
}

function outcome(all: readonly Placed[], moved: Placed, request: PositionRequest): number[] {
  const changes = reposition(all, moved, request);
  return all.map(({ id, position }) => changes.get(id) ?? position);
}

type Case = [name: string, before: number[], moved: number, request: PositionRequest, after: number[]];

const cases: Case[] = [
  ["moving down shifts those between up by one", [0, 1, 2], 0, { kind: "move", to: 2 }, [2, 0, 1]],
  ["moving up shifts those between down by one", [0, 1, 2], 2, { kind: "move", to: 0 }, [1, 2, 0]],
  ["moving to its own place changes nothing", [0, 1, 2], 1, { kind: "move", to: 1 }, [0, 1, 2]],
  ["moving to a free number takes it", [0, 1, 2], 0, { kind: "move", to: 7 }, [7, 1, 2]],
  ["moving into a gap leaves the others alone", [0, 5, 10], 2, { kind: "move", to: 3 }, [0, 5, 3]],
  ["moving over a gap keeps distances", [0, 5, 10], 0, { kind: "move", to: 10 }, [10, 4, 9]],
  ["swapping trades two places", [0, 1, 2], 0, { kind: "swap", to: 2 }, [2, 1, 0]],
  ["swapping with nobody takes the number", [0, 1, 2], 0, { kind: "swap", to: 9 }, [9, 1, 2]],
  ["a rank counts those before it, over gaps", [0, 5, 10], 0, { kind: "rank", to: 1 }, [5, 4, 10]],
  ["a rank beyond the last is the end", [0, 5, 10], 0, { kind: "rank", to: 9 }, [10, 4, 9]],
  ["the end is the last place in use", [0, 1, 10], 0, { kind: "end" }, [10, 0, 9]],
];

describe("reposition", () => {
  test.each(cases)("%s", (...[, before, index, request, after]) => {
    const all = positions(...before);
    const moved = all[index] ?? { id: 0, position: 0 };
    expect(outcome(all, moved, request)).toEqual(after);
  });

  const scene = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 12 }).chain((numbers) =>
    fc.record({
      all: fc.constant(positions(...numbers)),
      index: fc.nat(numbers.length - 1),
      request: fc.oneof(
        fc.constant<PositionRequest>({ kind: "end" }),
        fc.record({ kind: fc.constantFrom("move" as const, "swap" as const), to: fc.nat(40) }),
      ),
    }),
  );

  test("positions stay distinct and not negative, and the moved object gets what it asked for", () => {
    fc.assert(
      fc.property(scene, ({ all, index, request }) => {
        const moved = all[index] ?? { id: 0, position: 0 };
        const after = outcome(all, moved, request);
        expect(new Set(after).size).toBe(all.length);
        expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
        const last = Math.max(...all.map(({ position }) => position));
        expect(after[index]).toBe(request.kind === "end" ? last : request.to);
      }),
    );
  });

  test("a move keeps the order of all others, a swap touches at most two", () => {
    fc.assert(
      fc.property(scene, ({ all, index, request }) => {
        const moved = all[index] ?? { id: 0, position: 0 };
        const changes = reposition(all, moved, request);
        if (request.kind === "swap") expect(changes.size).toBeLessThanOrEqual(2);
        else {
          const others = all.filter(({ id }) => id !== moved.id);
          const order = (place: (placed: Placed) => number) =>
            others.toSorted((one, other) => place(one) - place(other)).map(({ id }) => id);
          expect(order(({ id, position }) => changes.get(id) ?? position)).toEqual(
            order((one) => one.position),
          );
        }
      }),
    );
  });
});

test("a new object goes behind the last one; gaps stay", () => {
  expect(nextPosition([])).toBe(0);
  expect(nextPosition(positions(0, 1, 10))).toBe(11);
});
