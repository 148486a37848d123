import type { AttemptCause, AttemptResult } from "./model.ts";
import { isPassingStatus } from "./policy.ts";

/**
 * When a receiver that fails is left in peace: after so many tries in a row. Then one probe at a time is made, the first
 * soon, later ones at most ten seconds apart unless it asks for more, while its deliveries wait without using up their
 * tries. The first that succeeds ends that at once.
 */
export const breakerLimits = { failures: 10, firstProbeMs: 2_000, longestProbeMs: 10_000 } as const;

/** What counts of a try that was made. */
interface Tried {
  delivery: { webhook: { id: number } };
  record: {
    result: AttemptResult;
    cause: AttemptCause;
    error: string | null;
    response: { status: number } | null;
  } | null;
  /** How long the receiver asked to be left alone, by `Retry-After`. */
  askedMs: number;
}

/** What a batch of tries says about one receiver. */
export interface Tally {
  webhookId: number;
  hasDelivered: boolean;
  /** It took a message or refused one in good order. */
  isAlive: boolean;
  /** Tries that found it unable, since it last was alive. */
  downs: number;
  /** A message did not arrive, whoever is to blame on their side. */
  isFailing: boolean;
  reason: string | null;
  /** The longest time that it asked to be left alone since it last was alive. */
  askedMs: number;
}

type Signal = "delivered" | "refused" | "down" | "unmade" | "nothing";

/** Sums up by webhook, in ascending order: every server takes locks in the same one. */
export function tallyByWebhook(finished: readonly Tried[]): Tally[] {
  const tallies = new Map<number, Tally>();
  for (const each of finished) {
    const signal = signalOf(each);
    if (signal === "nothing") continue;
    const { id } = each.delivery.webhook;
    const before = tallies.get(id) ?? startOf(id);
    tallies.set(id, addSignal(before, signal, each));
  }
  return [...tallies.values()].sort((one, other) => one.webhookId - other.webhookId);
}

function startOf(webhookId: number): Tally {
  return {
    webhookId,
    hasDelivered: false,
    isAlive: false,
    downs: 0,
    isFailing: false,
    reason: null,
    askedMs: 0,
  };
}

function addSignal(before: Tally, signal: Exclude<Signal, "nothing">, { record, askedMs }: Tried): Tally {
  if (signal === "delivered") return { ...before, hasDelivered: true, isAlive: true, downs: 0, askedMs: 0 };
  const failing = { ...before, isFailing: true };
  if (signal === "unmade") return failing;
  if (signal === "refused") return { ...failing, isAlive: true, downs: 0, askedMs: 0 };
  const status = record?.response?.status;
  const reason = status === undefined ? `${record?.cause}: ${record?.error}` : `It answered ${status}.`;
  return {
    ...failing,
    downs: before.downs + 1,
    reason: reason.slice(0, 500),
    askedMs: Math.max(before.askedMs, askedMs),
  };
}

function signalOf({ record }: Tried): Signal {
  if (record === null) return "nothing";
  switch (record.cause) {
    case "response": {
      if (record.result === "delivered") return "delivered";
      return isPassingStatus(record.response?.status ?? 0) ? "down" : "refused";
    }
    case "policy":
    case "template":
      return "unmade";
    case "internal":
    case "disabled":
    case "expired":
      return "nothing";
    default:
      return "down";
  }
}
