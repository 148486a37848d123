import { describe, expect, test } from "vitest";
import { advance, positionOf, type Reading, readPosition, readUpTo } from "./rules.ts";

function after(reading: Reading, seen: number[], round = 1): Reading {
  const next = advance(reading, seen, round);
  if (!next) throw new Error("too many are missing");
  return next;
}

describe("reading on in a table", () => {
  test("waits for lower ids whose transactions commit later", () => {
    const first = after(readUpTo(10), [11, 14]);
    expect([...first.missing.keys()]).toEqual([12, 13]);
    const second = after(first, [13], 2);
    expect([second.last, [...second.missing.keys()]]).toEqual([14, [12]]);
  });

  test("gives up ids that do not come for half a minute", () => {
    const first = after(readUpTo(0), [2], 1);
    expect(after(first, [], 30).missing.size).toBe(1);
    expect(after(first, [], 31).missing.size).toBe(0);
  });

  test("says so when too many are missing to wait for each of them", () => {
    expect(advance(readUpTo(0), [1_000_000], 1)).toBeUndefined();
  });
});

describe("a position", () => {
  test("lies before everything that may still come", () => {
    const timeline = after(readUpTo(10), [11, 14]);
    const others = { alerts: readUpTo(7), incidents: readUpTo(0), removals: readUpTo(2) };
    const position = positionOf({ timeline, ...others });
    expect(position).toBe("11-7-0-2");
    expect(readPosition(position)).toEqual({
      timeline: readUpTo(11),
      alerts: readUpTo(7),
      incidents: readUpTo(0),
      removals: readUpTo(2),
    });
  });

  test("is not read from anything else", () => {
    for (const text of ["", "1-2-3", "1-2-3-4-5", "1-2-3-x", "1--2-3", "1-2-3-9999999999999999"]) {
      expect(readPosition(text), text).toBeUndefined();
    }
  });
});
