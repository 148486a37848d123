import { readDuration, writeDuration } from "../../lib/duration.ts";
import type { WebhookChanges, WebhookDetail } from "./model.ts";

type Delivery = WebhookDetail["delivery"];
export type ScheduleName = Extract<Delivery["retry"], string>;

/** How messages are repeated, paced and ordered, as it is typed; an empty number is none. */
export interface DeliveryDraft {
  schedule: ScheduleName | "own";
  /** Delays of one's own, like "30 s, 5 min". */
  delays: string;
  expiresAfterSeconds: number | null;
  perSecond: number | string;
  isOrdered: boolean;
  disableAfterDays: number | string;
  deadlineSeconds: number | string;
}

export const newDelivery: DeliveryDraft = {
  ...{ schedule: "paging", delays: "", expiresAfterSeconds: null, perSecond: "", isOrdered: false },
  ...{ disableAfterDays: "", deadlineSeconds: 10 },
};

export function draftOfDelivery({
  delivery,
  deadline_ms,
}: Pick<WebhookDetail, "delivery" | "deadline_ms">): DeliveryDraft {
  const { retry } = delivery;
  return {
    schedule: typeof retry === "string" ? retry : "own",
    delays: typeof retry === "string" ? "" : writeDelays(retry),
    expiresAfterSeconds: delivery.expires_after_seconds,
    perSecond: delivery.per_second ?? "",
    isOrdered: delivery.ordered,
    disableAfterDays: delivery.disable_after_days ?? "",
    deadlineSeconds: deadline_ms / 1_000,
  };
}

/** The draft in the API's words. @throws SyntaxError when a delay is no time */
export function toDelivery(draft: DeliveryDraft): Required<Pick<WebhookChanges, "delivery" | "deadline_ms">> {
  return {
    delivery: {
      retry: draft.schedule === "own" ? readDelays(draft.delays) : draft.schedule,
      expires_after_seconds: draft.expiresAfterSeconds,
      per_second: toNumber(draft.perSecond),
      ordered: draft.isOrdered,
      disable_after_days: toNumber(draft.disableAfterDays),
    },
    deadline_ms: Math.round(Number(draft.deadlineSeconds) * 1_000),
  };
}

export function writeDelays(delays: readonly number[]): string {
  return delays.map(writeDuration).join(", ");
}

/** Seconds of each delay. @throws SyntaxError that names the first one that is no time */
export function readDelays(text: string): number[] {
  const words = text.split(/[,;\n]/).filter((word) => word.trim() !== "");
  if (words.length === 0) throw new SyntaxError("Write at least one delay, like 30 s, 5 min, 1 h.");
  return words.map((word) => {
    const seconds = readDuration(word);
    if (seconds !== undefined) return seconds;
    throw new SyntaxError(`“${word.trim()}” is no delay. Write them like 30 s, 5 min, 1 h, 1 d.`);
  });
}

function toNumber(typed: number | string): number | null {
  return typed === "" ? null : Number(typed);
}
