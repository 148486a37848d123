import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../platform/instant.ts";
import type { Action, Actor, GroupState, Mark } from "./model.ts";
import { applySignals, changeBy, decideAction, decideAttach, type Request, type Situation } from "./rules.ts";

const now = "2026-01-05T10:00:00Z" as Instant;
const later = "2026-01-05T11:00:00Z" as Instant;
const alice: Actor = { kind: "user", userId: null };
const mark: Mark = { at: "2026-01-05T09:00:00Z" as Instant, by: alice };

const firing: GroupState = { status: "firing" };
const acknowledged: GroupState = { status: "acknowledged", acknowledged: mark };
const silenced: GroupState = { status: "silenced", at: mark.at, until: null };
const resolved: GroupState = { status: "resolved", resolved: mark, acknowledged: null };
const resolvedAfterAcknowledge: GroupState = { status: "resolved", resolved: mark, acknowledged: mark };

function situation(state: GroupState, more: Partial<Situation> = {}): Situation {
  return { state, isOpen: state.status !== "resolved", isAttached: false, isWiped: false, ...more };
}

function request(action: Action): Request {
  return {
    action,
    actor: alice,
    now,
    silenceUntil: action.kind === "silence" ? later : null,
    reason: "test",
  };
}

function outcome(state: GroupState, kind: Action["kind"], more: Partial<Situation> = {}): string {
  const action: Action = kind === "silence" ? { kind, seconds: 3600 } : { kind };
  const decision = decideAction(situation(state, more), request(action));
  return decision.kind === "refused" ? decision.refusal : decision.state.status;
}

describe("actions on a group", () => {
  it.each<[Action["kind"], string, string, string, string, string]>([
    // action,        firing,             acknowledged,           silenced,            resolved,            resolved after acknowledge
    [
      "acknowledge",
      "acknowledged",
      "already_acknowledged",
      "acknowledged",
      "is_resolved",
      "already_acknowledged",
    ],
    ["unacknowledge", "not_acknowledged", "firing", "not_acknowledged", "not_acknowledged", "is_resolved"],
    ["resolve", "resolved", "resolved", "resolved", "already_resolved", "already_resolved"],
    ["unresolve", "not_resolved", "not_resolved", "not_resolved", "firing", "firing"],
    ["silence", "silenced", "is_acknowledged", "silenced", "is_resolved", "is_resolved"],
    ["unsilence", "not_silenced", "not_silenced", "firing", "not_silenced", "not_silenced"],
  ])("%s in every state does what OnCall does", (kind, ...expected) => {
    const states = [firing, acknowledged, silenced, resolved, resolvedAfterAcknowledge];
    expect(states.map((state) => outcome(state, kind))).toEqual(expected);
  });

  it("refuses every allowed action on an attached group", () => {
    expect(outcome(firing, "acknowledge", { isAttached: true })).toBe("attached");
    expect(outcome(acknowledged, "resolve", { isAttached: true })).toBe("attached");
    expect(outcome(silenced, "unsilence", { isAttached: true })).toBe("attached");
  });

  it("never takes up a wiped group again", () => {
    expect(outcome(resolved, "unresolve", { isWiped: true })).toBe("wiped");
  });

  it("keeps who acknowledged a group when it is resolved", () => {
    const change = changeBy(situation(acknowledged), request({ kind: "resolve" }));
    expect(change.state).toEqual({
      status: "resolved",
      resolved: { at: now, by: alice },
      acknowledged: mark,
    });
    expect(change.isOpen).toBe(false);
  });

  it("silences until the given time, and for ever without one", () => {
    const timed = changeBy(situation(firing), request({ kind: "silence", seconds: 3600 }));
    expect(timed.state).toEqual({ status: "silenced", at: now, until: later });
    expect(timed.entries[0]?.detail).toEqual({ until: later });
    const ever = changeBy(situation(firing), {
      ...request({ kind: "silence", seconds: null }),
      silenceUntil: null,
    });
    expect(ever.state).toEqual({ status: "silenced", at: now, until: null });
  });

  it("opens an unresolved group for new alerts again", () => {
    expect(changeBy(situation(resolved), request({ kind: "unresolve" })).isOpen).toBe(true);
  });

  it("brings back an acknowledgement where that is asked for, and only one there was", () => {
    const back = (state: GroupState, keepsAcknowledgement: boolean) =>
      changeBy(situation(state), request({ kind: "unresolve", keepsAcknowledgement })).state;
    expect(back(resolvedAfterAcknowledge, true)).toEqual({ status: "acknowledged", acknowledged: mark });
    expect(back(resolvedAfterAcknowledge, false)).toEqual({ status: "firing" });
    expect(back(resolved, true)).toEqual({ status: "firing" });
  });

  it("brings back an acknowledgement where that is asked for, and only one there was", () => {
    const back = (state: GroupState, keepsAcknowledgement: boolean) =>
      changeBy(situation(state), request({ kind: "unresolve", keepsAcknowledgement })).state;
    expect(back(resolvedAfterAcknowledge, true)).toEqual({ status: "acknowledged", acknowledged: mark });
    expect(back(resolvedAfterAcknowledge, false)).toEqual({ status: "firing" });
    expect(back(resolved, true)).toEqual({ status: "firing" });
  });
});

describe("signals of an alert", () => {
  const signals = (isAcknowledge: boolean, isResolve: boolean) => ({ isAcknowledge, isResolve });

  it("acknowledge first, then resolve, when both are true", () => {
    const change = applySignals(situation(firing), signals(true, true), now);
    expect(change.events).toEqual(["acknowledge", "resolve"]);
    expect(change.state.status).toBe("resolved");
  });

  it("do nothing to a group that is resolved already", () => {
    const change = applySignals(situation(resolved), signals(true, true), now);
    expect(change).toEqual({ state: resolved, isOpen: false, entries: [], events: [] });
  });

  it("do nothing a second time", () => {
    expect(applySignals(situation(acknowledged), signals(true, false), now).events).toEqual([]);
  });

  it("end a silence by resolving", () => {
    expect(applySignals(situation(silenced), signals(false, true), now).state.status).toBe("resolved");
  });
});

describe("attaching", () => {
  const member = (state: GroupState, isAttached = false) => ({ state, isAttached, isOpen: true });

  it("lets the attached group follow a root that is taken or quiet", () => {
    expect(decideAttach(member(acknowledged), member(firing))).toEqual({
      kind: "attached",
      state: acknowledged,
    });
    expect(decideAttach(member(silenced), member(firing))).toEqual({ kind: "attached", state: silenced });
    expect(decideAttach(member(firing), member(acknowledged))).toEqual({
      kind: "attached",
      state: acknowledged,
    });
  });

  it("refuses a root that is resolved or itself attached, and a group that is attached already", () => {
    expect(decideAttach(member(resolved), member(firing))).toMatchObject({ refusal: "root_is_resolved" });
    expect(decideAttach(member(firing, true), member(firing))).toMatchObject({ refusal: "root_is_attached" });
    expect(decideAttach(member(firing), member(firing, true))).toMatchObject({ refusal: "already_attached" });
  });
});

describe("any sequence of actions", () => {
  const kinds = ["acknowledge", "unacknowledge", "resolve", "unresolve", "silence", "unsilence"] as const;

  it("changes the state by exactly one event and one timeline entry, or not at all", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 30 }), (sequence) => {
        let current = situation(firing);
        for (const kind of sequence) {
          const action: Action = kind === "silence" ? { kind, seconds: null } : { kind };
          const decision = decideAction(current, request(action));
          if (decision.kind === "refused") continue;
          expect(decision.events).toEqual([kind]);
          expect(decision.entries).toHaveLength(1);
          expect(decision.isOpen).toBe(decision.state.status !== "resolved");
          current = { ...current, state: decision.state, isOpen: decision.isOpen };
        }
      }),
    );
  });
});
