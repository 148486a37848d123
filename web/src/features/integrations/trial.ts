/** One of the last requests in a trial, as the API answers. */
export type TriedRequest<Alert> =
  | {
      id: string | null;
      name: string;
      received_at: string | null;
      result: "interpreted";
      alerts: Alert[];
      more_alerts: number;
      note: string | null;
    }
  | {
      id: string | null;
      name: string;
      received_at: string | null;
      result: "unreadable" | "not_tried";
      reason: string;
    };

/** One alert in a trial, with a key that stays the same while a draft changes. */
export interface TriedAlert<Alert> {
  key: string;
  receivedAt: string | null;
  /** Of an example. */
  name: string;
  alert: Alert;
}

/** The alerts in the requests of a trial, newest first. */
export function alertsIn<Alert>(requests: readonly TriedRequest<Alert>[]): TriedAlert<Alert>[] {
  return requests.flatMap((request, at) => {
    if (request.result !== "interpreted") return [];
    const { id, name, received_at: receivedAt } = request;
    return request.alerts.map((alert, index) => ({ key: `${id ?? at}.${index}`, receivedAt, name, alert }));
  });
}

/** What of a trial was left out, and why, in one sentence; undefined when nothing was. */
export function leftOutOf(requests: readonly TriedRequest<unknown>[]): string | undefined {
  const reasons = new Map<string, number>();
  for (const request of requests) {
    const reason = request.result === "interpreted" ? request.note : request.reason;
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const more = requests.reduce(
    (sum, request) => sum + (request.result === "interpreted" ? request.more_alerts : 0),
    0,
  );
  const parts = [...reasons].map(
    ([reason, count]) => `${count === 1 ? "1 request" : `${count} requests`}: ${reason}`,
  );
  if (more > 0) parts.push(`${more} further ${more === 1 ? "alert" : "alerts"} in long requests.`);
  return parts.length === 0 ? undefined : `Left out: ${parts.join(" ")}`;
}
