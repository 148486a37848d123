import type { Instant } from "../../platform/instant.ts";
import type {
  Action,
  Actor,
  Change,
  GroupState,
  GroupStatus,
  Mark,
  Refusal,
  TimelineEntry,
} from "./model.ts";

export type Decision = { kind: "refused"; refusal: Refusal } | ({ kind: "changed" } & Change);

export interface Situation {
  state: GroupState;
  isOpen: boolean;
  isAttached: boolean;
  isWiped: boolean;
}

export interface Request {
  action: Action;
  actor: Actor;
  now: Instant;
  /** End of a silence, computed with the database's clock; null for ever. */
  silenceUntil: Instant | null;
  reason: string;
}

/** May this actor do this to a group in this state, and what becomes of it? State machine of OnCall (8.1, 8.4). */
export function decideAction(situation: Situation, request: Request): Decision {
  const { state, isAttached } = situation;
  const look = {
    ...situation,
    status: state.status,
    isAcknowledged: acknowledgementOf(state) !== null,
  };
  const refusal = refusalOf(look, request.action.kind) ?? (isAttached ? "attached" : undefined);
  if (refusal) return { kind: "refused", refusal };
  return { kind: "changed", ...changeBy(situation, request) };
}

/** What of a group decides which actions it allows. */
export interface Look {
  status: GroupStatus;
  isAcknowledged: boolean;
  isAttached: boolean;
  isWiped: boolean;
}

export const actionKinds = [
  "acknowledge",
  "unacknowledge",
  "resolve",
  "unresolve",
  "silence",
  "unsilence",
] as const;

/** The actions that would not be refused now. An attached group follows its root. */
export function possibleActions(look: Look): Action["kind"][] {
  return look.isAttached ? [] : actionKinds.filter((kind) => refusalOf(look, kind) === undefined);
}

/** In the order in which OnCall checks, so that the same reason is given. */
function refusalOf(look: Omit<Look, "isAttached">, action: Action["kind"]): Refusal | undefined {
  const { status, isAcknowledged, isWiped } = look;
  const isResolved = status === "resolved";
  switch (action) {
    case "acknowledge":
      if (isAcknowledged) return "already_acknowledged";
      return isResolved ? "is_resolved" : undefined;
    case "unacknowledge":
      if (!isAcknowledged) return "not_acknowledged";
      return isResolved ? "is_resolved" : undefined;
    case "resolve":
      return isResolved ? "already_resolved" : undefined;
    case "unresolve":
      if (!isResolved) return "not_resolved";
      return isWiped ? "wiped" : undefined;
    case "silence":
      if (isResolved) return "is_resolved";
      return isAcknowledged ? "is_acknowledged" : undefined;
    case "unsilence":
      return status === "silenced" ? undefined : "not_silenced";
  }
}

/** The change itself, also for groups that follow another one (attached groups) and for signals of the source. */
export function changeBy(situation: Pick<Situation, "state" | "isOpen">, request: Request): Change {
  const { state, isOpen } = situation;
  const { action, actor, now, reason } = request;
  const mark: Mark = { at: now, by: actor };
  const entry = (kind: TimelineEntry["kind"], detail?: Record<string, unknown>): TimelineEntry =>
    detail === undefined ? { kind, actor, reason } : { kind, actor, reason, detail };
  switch (action.kind) {
    case "acknowledge":
      return {
        state: { status: "acknowledged", acknowledged: mark },
        isOpen,
        entries: [entry("acknowledged")],
        events: ["acknowledge"],
      };
    case "unacknowledge":
      return {
        state: { status: "firing" },
        isOpen,
        entries: [entry("unacknowledged")],
        events: ["unacknowledge"],
      };
    case "resolve":
      return {
        state: { status: "resolved", resolved: mark, acknowledged: acknowledgementOf(state) },
        isOpen: false,
        entries: [entry("resolved")],
        events: ["resolve"],
      };
    case "unresolve": {
      const kept = action.keepsAcknowledgement ? acknowledgementOf(state) : null;
      // OnCall leaves it closed, so that the next alert opens a second group; ours takes it up again.
      return {
        state: kept ? { status: "acknowledged", acknowledged: kept } : { status: "firing" },
        isOpen: true,
        entries: [kept ? entry("unresolved", { status: "acknowledged" }) : entry("unresolved")],
        events: ["unresolve"],
      };
    }
    case "silence": {
      const until = request.silenceUntil;
      return {
        state: { status: "silenced", at: now, until },
        isOpen,
        entries: [entry("silenced", { until })],
        events: ["silence"],
      };
    }
    case "unsilence":
      return { state: { status: "firing" }, isOpen, entries: [entry("unsilenced")], events: ["unsilence"] };
  }
}

/** What an alert's own signals do to the group it joined: acknowledge first, then resolve, each only once. */
export function applySignals(
  group: Pick<Situation, "state" | "isOpen">,
  signals: { isAcknowledge: boolean; isResolve: boolean },
  now: Instant,
): Change {
  let change: Change = { state: group.state, isOpen: group.isOpen, entries: [], events: [] };
  const status = () => change.state.status;
  if (signals.isAcknowledge && status() !== "acknowledged" && status() !== "resolved") {
    change = followedBy(
      change,
      sourceRequest("acknowledge", "the source's acknowledge condition is true", now),
    );
  }
  if (signals.isResolve && status() !== "resolved") {
    change = followedBy(change, sourceRequest("resolve", "the source's resolve condition is true", now));
  }
  return change;
}

function sourceRequest(kind: "acknowledge" | "resolve", reason: string, now: Instant): Request {
  return { action: { kind }, actor: { kind: "source" }, now, silenceUntil: null, reason };
}

function followedBy(change: Change, request: Request): Change {
  const next = changeBy(change, request);
  return {
    state: next.state,
    isOpen: next.isOpen,
    entries: [...change.entries, ...next.entries],
    events: [...change.events, ...next.events],
  };
}

function acknowledgementOf(state: GroupState): Mark | null {
  return state.status === "acknowledged" || state.status === "resolved" ? state.acknowledged : null;
}

/** An attached group takes over whether its root is taken or quiet; a resolved or attached root takes nobody in. */
export function decideAttach(
  root: Pick<Situation, "state" | "isAttached">,
  child: Pick<Situation, "state" | "isAttached" | "isOpen">,
):
  | { kind: "refused"; refusal: "root_is_attached" | "root_is_resolved" | "already_attached" }
  | { kind: "attached"; state: GroupState } {
  if (child.isAttached) return { kind: "refused", refusal: "already_attached" };
  if (root.isAttached) return { kind: "refused", refusal: "root_is_attached" };
  if (root.state.status === "resolved") return { kind: "refused", refusal: "root_is_resolved" };
  const follows = child.state.status !== "resolved" && root.state.status !== "firing";
  return { kind: "attached", state: follows ? root.state : child.state };
}
