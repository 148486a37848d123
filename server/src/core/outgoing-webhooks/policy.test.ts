import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Instant } from "../../platform/instant.ts";
import { pagingDelaysMs } from "./delivery-control.ts";
import type { Exchange } from "./outcome.ts";
import { decide, readRetryAfter, type TryOutcome } from "./policy.ts";

const now = "2026-01-05T10:00:00Z" as Instant;

const paging = { delaysMs: pagingDelaysMs, expiresInMs: null };

function answered(status: number, retryAfter: string | null = null): Exchange {
  return { kind: "answered", response: { status, headers: {}, body: "" }, retryAfter, timings: {} };
}

function failed(cause: "dns" | "connect" | "tls" | "timeout" | "protocol" | "internal" | "policy"): Exchange {
  return { kind: "failed", cause, message: "…", timings: {} };
}

function kindAfter(outcome: TryOutcome): string {
  return decide({ ...paging, number: 1, outcome, now, random: 0.5 }).kind;
}

describe("what follows from an answer", () => {
  const expected = (status: number): string => {
    if (status >= 200 && status <= 299) return "delivered";
    if (status >= 500 || status < 200 || [408, 425, 429].includes(status)) return "retry";
    return "failed";
  };

  test("every status from 100 to 599 and garbage has the documented outcome", () => {
    const statuses = [...Array.from({ length: 500 }, (_, index) => index + 100), 0, 600, 999];
    const wrong = statuses.filter((status) => kindAfter(answered(status)) !== expected(status));
    expect(wrong).toEqual([]);
  });

  test("a redirect to a login page is a failure, not a delivery", () => {
    expect(kindAfter(answered(302))).toBe("failed");
  });

  test("410 switches the webhook off; no other status does", () => {
    const reasonAfter = (status: number) => {
      const verdict = decide({ ...paging, number: 1, outcome: answered(status), now, random: 0 });
      return verdict.kind === "failed" ? verdict.disableReason : null;
    };
    expect(reasonAfter(410)).toBe("The receiver answered 410 Gone.");
    expect([400, 401, 403, 404, 409, 411, 301].map(reasonAfter)).toEqual(Array(7).fill(null));
  });
});

describe("what follows without an answer", () => {
  test.each([
    "dns",
    "connect",
    "tls",
    "timeout",
    "protocol",
    "internal",
  ] as const)("%s is tried again", (cause) => {
    expect(kindAfter(failed(cause))).toBe("retry");
  });

  test("a refusal of the guard, a broken template and a webhook that is off are final", () => {
    expect(kindAfter(failed("policy"))).toBe("failed");
    expect(kindAfter({ kind: "unmade", cause: "template", part: "url", message: "…" })).toBe("failed");
    expect(kindAfter({ kind: "webhook disabled" })).toBe("failed");
  });
});

describe("delays", () => {
  const anyFailure = fc.constantFrom<TryOutcome>(
    failed("dns"),
    failed("connect"),
    failed("tls"),
    failed("timeout"),
    failed("protocol"),
    answered(500),
    answered(503),
    answered(429),
    answered(999),
  );
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test("each delay lies within the band of its try, and after the last try nothing follows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), anyFailure, anyRandom, (number, outcome, random) => {
        const verdict = decide({ ...paging, number, outcome, now, random });
        const longest = pagingDelaysMs[number - 1];
        if (longest === undefined) return verdict.kind === "failed";
        return verdict.kind === "retry" && verdict.delayMs >= 0 && verdict.delayMs <= longest;
      }),
    );
  });

  test("the bands only grow, and there are fifteen tries in about two days", () => {
    expect(pagingDelaysMs).toEqual([...pagingDelaysMs].sort((one, other) => one - other));
    expect(pagingDelaysMs).toHaveLength(14);
    const hours = pagingDelaysMs.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(46);
    expect(hours).toBeLessThan(48);
  });

  test("a receiver that asks for time gets it: between the delay of the schedule and one hour", () => {
    const asked = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), asked, anyRandom, (number, seconds, random) => {
        const without = decide({ ...paging, number, outcome: answered(503), now, random });
        const verdict = decide({ ...paging, number, outcome: answered(503, String(seconds)), now, random });
        if (verdict.kind !== "retry" || without.kind !== "retry") return false;
        return verdict.delayMs === Math.max(without.delayMs, Math.min(seconds * 1000, 3_600_000));
      }),
    );
  });

  test("ten thousand failures at one moment are spread: no second gets more than three times its share", () => {
    // A fixed sequence (a linear congruential generator), so that the test is the same every time.
    let state = 1;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    const buckets = new Map<number, number>();
    for (let index = 0; index < 10_000; index++) {
      const verdict = decide({ ...paging, number: 4, outcome: failed("connect"), now, random: random() });
      if (verdict.kind !== "retry") throw new Error("expected a retry");
      const second = Math.floor(verdict.delayMs / 1000);
      buckets.set(second, (buckets.get(second) ?? 0) + 1);
    }
    expect(Math.max(...buckets.values())).toBeLessThanOrEqual((3 * 10_000) / 30);
  });
});

describe("Retry-After", () => {
  test.each([
    ["0", 0],
    ["120", 120_000],
    [" 5 ", 5_000],
    ["1000000000000", 1e15],
    ["Mon, 05 Jan 2026 10:00:30 GMT", 30_000],
    ["Mon, 05 Jan 2026 09:00:00 GMT", 0],
    ["-1", null],
    ["1.5", null],
    ["", null],
    ["soon", null],
    ["2026-01-05T10:00:30Z", null],
    ["Mon, 99 Jan 2026 10:00:30", null],
  ])("%j asks for %j milliseconds", (text, expected) => {
    expect(readRetryAfter(text, now)).toBe(expected);
  });
});
