import type { Disruption } from "./disruptions.ts";
import { abandoned, type Receipt } from "./receiver.ts";
import type { Records } from "./records.ts";
import type { SentAlert } from "./sender.ts";

/** Everything the outside saw, to be held against what the database says. */
export interface Evidence {
  sent: ReadonlyMap<string, SentAlert>;
  acknowledgedByApi: ReadonlySet<string>;
  receipts: readonly Receipt[];
  disruptions: readonly Disruption[];
  records: Records;
}

export interface Audit {
  violations: string[];
  /** Requests that the receiver got although it had answered the same message with 200. */
  duplicates: number;
}

/** Holds the evidence against the promises. */
export function audit(evidence: Evidence): Audit {
  const byMessage = Map.groupBy(evidence.receipts, (receipt) => receipt.messageId);
  return {
    violations: [
      ...judgeAlerts(evidence),
      ...judgeActions(evidence),
      ...judgeAnnouncements(evidence),
      ...judgeRepetitions(evidence, byMessage),
      ...evidence.records.broken,
      ...evidence.disruptions.flatMap(({ problem }) => problem ?? []),
    ],
    duplicates: [...byMessage.values()].reduce((sum, receipts) => sum + countDuplicates(receipts), 0),
  };
}

/** Stored at least as often as acknowledged, at most as often as it may have arrived. */
function judgeAlerts({ sent, records }: Evidence): string[] {
  const lost: string[] = [];
  const multiplied: string[] = [];
  for (const { uid, isAcknowledged, unknown } of sent.values()) {
    const stored = records.alertCounts.get(uid) ?? 0;
    if (isAcknowledged && stored === 0) lost.push(uid);
    if (stored > Number(isAcknowledged) + unknown) multiplied.push(uid);
  }
  const strangers = [...records.alertCounts.keys()].filter((uid) => !sent.has(uid));
  return [
    ...tell("alerts were answered with 2xx and are in no group", lost),
    ...tell("alerts are stored more often than they were sent", multiplied),
    ...tell("alerts are stored that nobody sent", strangers),
  ];
}

function judgeActions({ acknowledgedByApi, records }: Evidence): string[] {
  const lost = [...acknowledgedByApi].filter((group) => !records.takenByUser.has(group));
  return tell("groups were acknowledged through the API and nothing shows it", lost);
}

const eventTypes: Readonly<Record<string, string>> = {
  registered: "alert group created",
  acknowledged: "acknowledge",
  resolved: "resolve",
};

/** The receivers that want a state change of this kind: the webhook of its own trigger, and that of every change. */
function webhooksFor(kind: string): string[] {
  const own = (eventTypes[kind] ?? kind).replaceAll(" ", "-");
  return kind === "registered" ? [own] : [own, "status-change"];
}

/** Every state change was told to every webhook that wants it, and nothing else was told. */
function judgeAnnouncements({ receipts, records }: Evidence): string[] {
  const told = new Map<string, Set<string>>();
  for (const { webhook, groupId, eventType, messageId, status } of receipts) {
    if (status !== 200) continue;
    const name = `${webhook} ${groupId} ${eventType}`;
    told.set(name, (told.get(name) ?? new Set()).add(messageId));
  }
  const untold: string[] = [];
  const expected = new Map<string, number>();
  for (const [change, times] of records.changes) {
    const [group = "", kind = ""] = change.split(" ");
    for (const webhook of webhooksFor(kind)) {
      const name = `${webhook} ${group} ${eventTypes[kind]}`;
      expected.set(name, times);
      if ((told.get(name)?.size ?? 0) < times) untold.push(name);
    }
  }
  const invented = [...told]
    .filter(([name, ids]) => ids.size > (expected.get(name) ?? 0))
    .map(([name]) => name);
  return [
    ...tell("state changes were not told to a webhook", untold),
    ...tell("state changes were told that did not happen", invented),
  ];
}

/** Results are written down in batches, so a request answered this long before a crash may not be recorded yet. */
const unrecordedMs = 2_000;

/** Each request that no attempt records must have been under way when something was killed. */
function judgeRepetitions(
  { disruptions, records }: Evidence,
  byMessage: ReadonlyMap<string, readonly Receipt[]>,
): string[] {
  const nameless = byMessage.get("")?.length ?? 0;
  const unexplained: string[] = [];
  for (const [messageId, receipts] of byMessage) {
    const answered = receipts.filter(({ status }) => status !== abandoned).length;
    const late = records.timeouts.get(messageId) ?? 0;
    const unrecorded = answered - late - (records.attempts.get(messageId) ?? 0);
    const interruptions = disruptions.filter(
      (disruption) =>
        disruption.kind !== "server stopped" &&
        receipts.some((receipt) => isInterrupted(receipt, disruption)),
    ).length;
    if (unrecorded > interruptions) unexplained.push(messageId);
  }
  const imagined = [...records.attempts].filter(
    ([messageId, count]) => count > (byMessage.get(messageId)?.length ?? 0),
  );
  return [
    ...(nameless === 0 ? [] : [`${nameless} requests carried no webhook-id`]),
    ...tell("messages were sent more often than attempts and crashes explain", unexplained),
    ...tell(
      "messages have more recorded attempts than the receiver saw",
      imagined.map(([messageId]) => messageId),
    ),
  ];
}

function isInterrupted(
  { arrivedAtMs, answeredAtMs }: Receipt,
  { beganAtMs, endedAtMs }: Disruption,
): boolean {
  return arrivedAtMs <= endedAtMs && (answeredAtMs ?? Number.POSITIVE_INFINITY) >= beganAtMs - unrecordedMs;
}

function countDuplicates(receipts: readonly Receipt[]): number {
  const firstSuccess = receipts.findIndex(({ status }) => status === 200);
  return firstSuccess === -1 ? 0 : receipts.length - 1 - firstSuccess;
}

const shownExamples = 5;

function tell(what: string, offenders: readonly string[]): string[] {
  if (offenders.length === 0) return [];
  return [`${offenders.length} ${what}: ${offenders.slice(0, shownExamples).join(", ")}`];
}
