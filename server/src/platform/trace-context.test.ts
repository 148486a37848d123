import { expect, test } from "vitest";
import { nextSpan, parseTraceparent, writeTraceparent } from "./trace-context.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

test("a header is read and written as it was", () => {
  const trace = { traceId, spanId, isSampled: true };
  expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual(trace);
  expect(parseTraceparent(` 00-${traceId}-${spanId}-00 `)).toEqual({ ...trace, isSampled: false });
  expect(writeTraceparent(trace)).toBe(`00-${traceId}-${spanId}-01`);
});

test("a later version may say more", () => {
  expect(parseTraceparent(`01-${traceId}-${spanId}-03-more`)).toEqual({ traceId, spanId, isSampled: true });
});

test.each([
  undefined,
  ["a", "b"],
  "",
  `ff-${traceId}-${spanId}-01`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${"0".repeat(32)}-${spanId}-01`,
  `00-${traceId}-${"0".repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}`,
])("%j is no place in a trace", (header) => expect(parseTraceparent(header)).toBeUndefined());

test("the next step has the trace and a span of its own", () => {
  const trace = { traceId, spanId, isSampled: true };
  const next = nextSpan(trace);
  expect(next).toEqual({ ...trace, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(next.spanId).not.toBe(spanId);
});
