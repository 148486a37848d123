import type { AlertState } from "../../components/state-badge.tsx";

/** What the list is narrowed to, as its address has it. */
export interface GroupSearch {
  /** States, with commas; open ones when absent. */
  status?: string;
  q?: string;
  integration?: string;
  /** `key=value` pairs, one a line. */
  labels?: string;
}

export interface GroupFilter {
  statuses: AlertState[];
  q: string | undefined;
  integration: string | undefined;
  labels: string[];
}

export const allStates: readonly AlertState[] = ["firing", "acknowledged", "silenced", "resolved"];
const openStates: readonly AlertState[] = ["firing", "acknowledged", "silenced"];

/** Reads the address; what it does not understand is as if it were not there. */
export function readSearch(search: Record<string, unknown>): GroupSearch {
  const status = joinStates(splitStates(textOf(search.status)));
  const entries = {
    status,
    q: textOf(search.q),
    integration: textOf(search.integration),
    labels: textOf(search.labels),
  };
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined && value !== ""),
  );
}

export function toFilter({ status, q, integration, labels }: GroupSearch): GroupFilter {
  const statuses = splitStates(status);
  return {
    statuses: statuses.length === 0 ? [...openStates] : statuses,
    q,
    integration,
    labels: (labels ?? "").split("\n").filter((pair) => /^[^=]+=/.test(pair)),
  };
}

/** Adds a state to the filter or takes it out; the open ones again when none is left. */
export function toggleState(filter: GroupFilter, state: AlertState): string | undefined {
  const next = allStates.filter((known) => filter.statuses.includes(known) !== (known === state));
  return joinStates(next);
}

/** Undefined, the default, for the open states. */
export function joinStates(states: readonly AlertState[]): string | undefined {
  const isDefault =
    states.length === openStates.length && openStates.every((state) => states.includes(state));
  return states.length === 0 || isDefault ? undefined : states.join(",");
}

function splitStates(text: string | undefined): AlertState[] {
  const given = (text ?? "").split(",");
  return allStates.filter((state) => given.includes(state));
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
