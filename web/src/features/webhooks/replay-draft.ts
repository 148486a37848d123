import type { ReplayChoice } from "./api/replays.ts";
import { fromLocal, toLocal } from "./moments.ts";

type Outcome = NonNullable<ReplayChoice["outcome"]>;

/** What is chosen, as it is typed. */
export interface ReplayDraft {
  outcome: Outcome;
  group: string;
  since: string;
  until: string;
  perSecond: number | string;
}

const standardPace = 100;

export function newReplayDraft({ since, until }: { since?: string; until?: string }): ReplayDraft {
  return {
    ...{ outcome: "failed", group: "", since: toLocal(since), until: toLocal(until) },
    perSecond: standardPace,
  };
}

export const outcomes: { value: Outcome; label: string }[] = [
  { value: "failed", label: "were given up and never arrived" },
  { value: "delivered", label: "arrived" },
  { value: "any", label: "ended, either way" },
];

export function toChoice({ outcome, group, since, until, perSecond }: ReplayDraft): ReplayChoice {
  const [from, to] = [fromLocal(since), fromLocal(until)];
  return {
    outcome,
    ...(group.trim() ? { alert_group: group.trim() } : {}),
    ...(from ? { since: from } : {}),
    ...(to ? { until: to } : {}),
    per_second: Number(perSecond) || standardPace,
  };
}
