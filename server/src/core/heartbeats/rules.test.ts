import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Instant, instantFromDate, instantToMs } from "../../platform/instant.ts";
import type { HeartbeatState } from "./model.ts";
import { afterOutage, changeRhythm, onDue, onPing, pause, startWatching } from "./rules.ts";

const start = Date.UTC(2026, 0, 1);
const at = (seconds: number): Instant => instantFromDate(new Date(start + seconds * 1000));
const rhythm = { intervalSeconds: 100, graceSeconds: 20 };

function watched(): HeartbeatState {
  return startWatching(rhythm, null, at(0));
}

function dueSeconds(state: HeartbeatState): number | null {
  return state.dueAt === null ? null : (instantToMs(state.dueAt) - start) / 1000;
}

describe("a heartbeat that is watched", () => {
  test("must be pinged within interval and grace, the first time too", () => {
    expect(watched()).toMatchObject({ status: "waiting", dueAt: at(120) });
    expect(onDue(watched(), at(119)).notice).toBeNull();
    expect(onDue(watched(), at(120))).toMatchObject({
      state: { status: "missed", dueAt: null, missedAt: at(120) },
      notice: "missed",
    });
  });

  test("tells once that it was missed, and once that it is back", () => {
    const missed = onDue(watched(), at(120)).state;
    expect(onDue(missed, at(500)).notice).toBeNull();
    const back = onPing({ ...rhythm, state: missed }, at(600));
    expect(back).toMatchObject({
      state: { status: "alive", dueAt: at(720), missedAt: null },
      notice: "restored",
    });
    expect(onPing({ ...rhythm, state: back.state }, at(610)).notice).toBeNull();
  });

  test("that is paused gives no alarm, takes one back, and stays paused when pinged", () => {
    const missed = onDue(watched(), at(120)).state;
    expect(pause(missed)).toMatchObject({ state: { status: "paused", dueAt: null }, notice: "restored" });
    const paused = pause(watched()).state;
    expect(onDue(paused, at(9999)).notice).toBeNull();
    expect(onPing({ ...rhythm, state: paused }, at(5)).state).toMatchObject({
      status: "paused",
      lastPingAt: at(5),
    });
  });

  test("that gets another rhythm has it from now on; a missed one stays missed", () => {
    const faster = { intervalSeconds: 10, graceSeconds: 0 };
    expect(changeRhythm(watched(), faster, at(50)).dueAt).toEqual(at(60));
    const missed = onDue(watched(), at(120)).state;
    expect(changeRhythm(missed, faster, at(130))).toEqual(missed);
  });
});

describe("an outage of ours", () => {
  const after = (state: HeartbeatState, from: number, until: number) =>
    afterOutage({ ...rhythm, state }, { from: at(from), until: at(until) });

  test("begins the interval anew, once: a ping may have been lost at any moment of it", () => {
    expect(dueSeconds(after(watched(), 2, 34))).toBe(154);
    const once = after(watched(), 90, 200);
    expect(dueSeconds(once)).toBe(320);
    expect(dueSeconds(after(once, 300, 310))).toBe(330);
  });

  test("does not excuse what was due before it", () => {
    const state = watched();
    expect(after(state, 120, 500)).toEqual(state);
  });

  test("says nothing about heartbeats that are not waited for", () => {
    const missed = onDue(watched(), at(120)).state;
    expect(after(missed, 130, 500)).toEqual(missed);
  });
});

/** What happens in a world of pings and outages: the moments at which alarms would be given. */
function alarms(
  pings: readonly number[],
  outages: readonly { from: number; until: number }[],
  end: number,
): number[] {
  const isDown = (moment: number) => outages.some(({ from, until }) => moment >= from && moment < until);
  const pinged = new Set(pings);
  let state = watched();
  const given: number[] = [];
  for (let moment = 0; moment <= end; moment += 1) {
    const ended = outages.find(({ until }) => until === moment);
    if (ended) state = afterOutage({ ...rhythm, state }, { from: at(ended.from), until: at(ended.until) });
    if (isDown(moment)) continue;
    if (pinged.has(moment)) state = onPing({ ...rhythm, state }, at(moment)).state;
    const change = onDue(state, at(moment));
    state = change.state;
    if (change.notice === "missed") given.push(moment);
  }
  return given;
}

describe("whatever the period and the phase of the sender", () => {
  test("one outage of any length never makes a false alarm", () => {
    const world = fc.record({
      period: fc.integer({ min: 1, max: rhythm.intervalSeconds }),
      phase: fc.integer({ min: 0, max: rhythm.intervalSeconds }),
      from: fc.integer({ min: 0, max: 400 }),
      length: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(world, ({ period, phase, from, length }) => {
        const end = from + length + 500;
        const pings = Array.from(
          { length: Math.ceil(end / period) + 1 },
          (_, at) => (phase % period) + at * period,
        );
        expect(alarms(pings, [{ from, until: from + length }], end)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("a sender that is dead is noticed, however often the server restarts", () => {
    const world = fc.record({
      lastPing: fc.integer({ min: 0, max: 100 }),
      outages: fc.array(
        fc.record({ pause: fc.integer({ min: 5, max: 90 }), length: fc.integer({ min: 1, max: 60 }) }),
        {
          maxLength: 12,
        },
      ),
    });
    fc.assert(
      fc.property(world, ({ lastPing, outages: plan }) => {
        let clock = lastPing;
        const outages = plan.map(({ pause: gap, length }) => {
          const from = clock + gap;
          clock = from + length;
          return { from, until: clock };
        });
        const away = plan.reduce((sum, { length }) => sum + length, 0);
        const latest = lastPing + 2 * (rhythm.intervalSeconds + rhythm.graceSeconds) + away;
        const given = alarms([lastPing], outages, latest + 61);
        expect(given).toHaveLength(1);
        expect(given[0]).toBeLessThanOrEqual(latest);
      }),
      { numRuns: 300 },
    );
  });
});
