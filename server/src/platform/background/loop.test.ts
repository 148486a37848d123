import { describe, expect, it } from "vitest";
import { startLoop } from "./loop.ts";

describe("a background loop", () => {
  it("runs again at once when woken during a round", async () => {
    let rounds = 0;
    const second = Promise.withResolvers<void>();
    const loop = startLoop({
      async run() {
        rounds += 1;
        if (rounds === 1) loop.wake();
        else second.resolve();
        return null;
      },
      maxIdleMs: 60_000,
      onError: () => {},
    });
    await second.promise;
    await loop.stop();
    expect(rounds).toBe(2);
  });

  it("goes on after a round that failed", async () => {
    const errors: unknown[] = [];
    const recovered = Promise.withResolvers<void>();
    const loop = startLoop({
      async run() {
        if (errors.length === 0) throw new Error("first round");
        recovered.resolve();
        return null;
      },
      maxIdleMs: 60_000,
      onError: (error) => errors.push(error),
    });
    await recovered.promise;
    await loop.stop();
    expect(errors).toHaveLength(1);
  });

  it("tells a round whether it was woken or only time has passed", async () => {
    const seen: boolean[] = [];
    const third = Promise.withResolvers<void>();
    const loop = startLoop({
      async run(woken) {
        seen.push(woken);
        if (seen.length === 3) third.resolve();
        return seen.length === 1 ? 1 : 0;
      },
      maxIdleMs: 60_000,
      onError: () => {},
    });
    await third.promise;
    await loop.stop();
    expect(seen.slice(0, 3)).toEqual([true, false, true]);
  });

  it("lets the round under way finish when stopped, and starts no other", async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let rounds = 0;
    const loop = startLoop({
      async run() {
        rounds += 1;
        started.resolve();
        await finish.promise;
        return 0;
      },
      maxIdleMs: 60_000,
      onError: () => {},
    });
    await started.promise;
    const stopped = loop.stop();
    finish.resolve();
    await stopped;
    expect(rounds).toBe(1);
  });
});
