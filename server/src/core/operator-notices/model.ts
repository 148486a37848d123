import type { Instant } from "../../platform/instant.ts";

/** What those who operate the server are told. */
export type Notice =
  /** It delivers nothing for long. */
  | { type: "webhook failing"; snapshot: WebhookTrouble }
  /** The server switched it off by itself. */
  | { type: "webhook disabled"; snapshot: WebhookTrouble }
  /** Deliveries fail, or were given up, because of the server itself. */
  | { type: "server failures"; snapshot: ServerFailures };

export type NoticeType = Notice["type"];

/** A webhook at the moment of a notice. Nothing here may hold a secret or a resolved address: it leaves the server. */
export interface WebhookTrouble {
  webhook: { id: string; name: string };
  /** How much of the time is over after which it may be switched off; null when the receiver asked for an end. */
  percent: number | null;
  /** Nothing was delivered since then; null when the last message was. */
  failingSince: Instant | null;
  /** Tries since then, the newest `mostCounted` at most, and those of them after which a message was given up. */
  failedTries: number;
  givenUp: number;
  lastFailure: { at: Instant; cause: string; status: number | null } | null;
  /** Null: it is never switched off for failing. */
  disableAfterDays: number | null;
  /** Why it was switched off; null while it is on. */
  reason: string | null;
}

/** Days of failing that are 100 percent where switching off was not chosen. */
export const standardDays = 5;

/** Days of failing that are 100 percent; a webhook that is never switched off is told of by the same measure. */
export function disablingDays(disableAfterDays: number | null): number {
  return disableAfterDays ?? standardDays;
}

export interface ServerFailures {
  /** Deliveries that wait for a person. */
  count: number;
  /** Those of them that were not told of before. */
  newCount: number;
  /** Further ones that failed so for the first time and are tried again. */
  retrying: number;
  /** Null when none waits for a person. */
  oldestAt: Instant | null;
  /** Those with the most of them, ten at most. */
  webhooks: { id: string; name: string; count: number; retrying: number }[];
}

const types: Readonly<Record<NoticeType, true>> = {
  "webhook failing": true,
  "webhook disabled": true,
  "server failures": true,
};

export function isNoticeType(type: string): type is NoticeType {
  return Object.hasOwn(types, type);
}
