import fc from "fast-check";
import { expect, test } from "vitest";
import { mostTokens, nextSlice } from "./replay-pace.ts";

const calm = { perSecond: 100, tokens: 20, mayWait: 8, waiting: 0, isOpen: false };

test("a receiver that takes everything gets twice as much, up to a fifth of a second's worth", () => {
  expect(nextSlice(calm)).toEqual({ count: 16, mayWait: 16, nextInMs: 100 });
  expect(nextSlice({ ...calm, mayWait: 16 })).toMatchObject({ count: 20, mayWait: 20 });
});

test("a receiver that leaves much waiting gets half as much", () => {
  expect(nextSlice({ ...calm, waiting: 5 })).toMatchObject({ count: 0, mayWait: 4 });
  expect(nextSlice({ ...calm, waiting: 3 })).toMatchObject({ count: 5, mayWait: 8 });
});

test("nothing is queued for a receiver that is left in peace", () => {
  expect(nextSlice({ ...calm, isOpen: true })).toEqual({ count: 0, mayWait: 1, nextInMs: 1_000 });
});

test("a slow pace waits for its next token, and is looked at once a second at least", () => {
  expect(nextSlice({ ...calm, perSecond: 2, tokens: 1 })).toMatchObject({ count: 1, nextInMs: 500 });
  expect(nextSlice({ ...calm, perSecond: 0.1, tokens: 0.2 })).toMatchObject({ count: 0, nextInMs: 1_000 });
});

test("never more waits than is allowed, and what is allowed never falls to nothing", () => {
  const pace = fc.record({
    perSecond: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    mayWait: fc.integer({ min: 1, max: 200 }),
    waiting: fc.integer({ min: 0, max: 400 }),
  });
  fc.assert(
    fc.property(pace, ({ share, ...each }) => {
      const tokens = share * mostTokens(each.perSecond);
      const slice = nextSlice({ ...each, tokens, isOpen: false });
      expect(slice.count).toBeLessThanOrEqual(tokens);
      expect(slice.count + each.waiting).toBeLessThanOrEqual(Math.max(slice.mayWait, each.waiting));
      expect(slice.mayWait).toBeGreaterThanOrEqual(1);
      expect(slice.mayWait).toBeLessThanOrEqual(
        Math.max(each.mayWait, Math.ceil(mostTokens(each.perSecond))),
      );
    }),
  );
});
