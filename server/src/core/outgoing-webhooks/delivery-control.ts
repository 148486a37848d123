export const namedSchedules = ["paging", "integration"] as const;

/** How long a delivery is repeated: by a schedule of the product's, or by delays of its owner's. */
export type RetrySchedule =
  | { kind: (typeof namedSchedules)[number] }
  /** Longest delays before tries 2, 3, … */
  | { kind: "own"; delaysSeconds: readonly number[] };

/** How a webhook's messages are paced, ordered and repeated. */
export interface DeliveryControl {
  retry: RetrySchedule;
  /** Null: as long as the schedule goes. */
  expiresAfterSeconds: number | null;
  /** Null: as many as the receiver takes. */
  ratePerSecond: number | null;
  /** A message waits until the earlier ones about the same alert group or incident are over. */
  isOrdered: boolean;
  /** Days without a success after which the webhook is switched off; null: never. */
  disableAfterDays: number | null;
}

export const standardControl: DeliveryControl = {
  retry: { kind: "paging" },
  expiresAfterSeconds: null,
  ratePerSecond: null,
  isOrdered: false,
  disableAfterDays: null,
};

export const controlLimits = {
  delays: 30,
  delaySeconds: 86_400,
  expirySeconds: 14 * 86_400,
  ratePerSecond: 10_000,
  days: 90,
} as const;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** For pages: quick at first, then for two days. */
export const pagingDelaysMs: readonly number[] = [
  ...[2, 5, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 15, 30].map((count) => count * minute),
  ...[1, 3, 6, 12, 24].map((count) => count * hour),
];

/** For machines that need every message but not at once: the example of Standard Webhooks, 10 tries in three days. */
export const integrationDelaysMs: readonly number[] = [
  5 * second,
  ...[5, 30].map((count) => count * minute),
  ...[2, 5, 10, 14, 20, 24].map((count) => count * hour),
];

/** Longest delays before tries 2, 3, …; the first try is made at once. After the last one a delivery is given up. */
export function retryDelaysMs(retry: RetrySchedule): readonly number[] {
  switch (retry.kind) {
    case "paging":
      return pagingDelaysMs;
    case "integration":
      return integrationDelaysMs;
    case "own":
      return retry.delaysSeconds.map((seconds) => seconds * second);
  }
}

export interface ControlColumns {
  is_ordered: boolean;
  rate_per_second: number | null;
  retry_schedule: string;
  retry_delays_s: number[] | null;
  expires_after_s: number | null;
  disable_after_days: number | null;
}

export function controlColumns(control: DeliveryControl): ControlColumns {
  const { retry } = control;
  return {
    is_ordered: control.isOrdered,
    rate_per_second: control.ratePerSecond,
    retry_schedule: retry.kind,
    retry_delays_s: retry.kind === "own" ? [...retry.delaysSeconds] : null,
    expires_after_s: control.expiresAfterSeconds,
    disable_after_days: control.disableAfterDays,
  };
}

export function toRetrySchedule(
  row: Pick<ControlColumns, "retry_schedule" | "retry_delays_s">,
): RetrySchedule {
  if (row.retry_delays_s !== null) return { kind: "own", delaysSeconds: row.retry_delays_s };
  return { kind: row.retry_schedule === "integration" ? "integration" : "paging" };
}

export function toControl(row: ControlColumns): DeliveryControl {
  return {
    retry: toRetrySchedule(row),
    expiresAfterSeconds: row.expires_after_s,
    ratePerSecond: row.rate_per_second,
    isOrdered: row.is_ordered,
    disableAfterDays: row.disable_after_days,
  };
}
