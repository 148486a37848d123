import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { AlertGroupId, IncidentId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { AttemptCause } from "./model.ts";

export const replayOutcomes = ["failed", "delivered", "any"] as const;
/** How a delivery must have ended: given up and never arrived, arrived, or either. */
export type ReplayOutcome = (typeof replayOutcomes)[number];

/** Which past deliveries of a webhook are made once more. */
export type ReplayChoice =
  /** Those that are named, however they ended. */
  | { kind: "named"; messageIds: readonly string[]; since?: string | undefined; until?: string | undefined }
  | {
      kind: "filter";
      outcome: ReplayOutcome;
      since?: string | undefined;
      until?: string | undefined;
      groupId?: AlertGroupId | undefined;
      incidentId?: IncidentId | undefined;
      cause?: AttemptCause | undefined;
    };

/** The last tries of named deliveries; a place in the log is found again at once, an id is not. */
export interface NamedAttempts {
  ats: readonly string[];
  ids: readonly number[];
}

/** A choice as it is kept, without people's words. */
export interface KeptChoice {
  outcome: ReplayOutcome;
  cause: string | null;
  since: string | null;
  until: string | null;
  groupId: number | null;
  incidentId: number | null;
  named: NamedAttempts | null;
}

/** A place in the log of attempts. */
export interface LogPlace {
  at: Instant;
  id: number;
}

const columns =
  sql.raw(`a.id, a.started_at, a.delivery_public_id, a.event_id, a.group_id, a.incident_id, a.webhook_id,
  a.result, a.cause, a.request_headers ? 'webhook-test' as is_test`);

/** Attempts that a choice is about, in the order of the log, from behind `after` on; `limit` of them are looked at. */
export function scanned(
  webhookId: WebhookId,
  choice: KeptChoice,
  { after, limit }: { after: LogPlace | null; limit: number | null },
) {
  const conditions = [sql`a.webhook_id = ${webhookId}`];
  if (choice.since !== null) conditions.push(sql`a.started_at >= ${choice.since}::timestamptz`);
  if (choice.until !== null) conditions.push(sql`a.started_at < ${choice.until}::timestamptz`);
  // Written out, so that the index of what was not delivered leads past all that was.
  if (choice.named === null && choice.outcome === "failed") conditions.push(sql`a.result = 'failed'`);
  if (choice.groupId !== null) conditions.push(sql`a.group_id = ${choice.groupId}`);
  if (choice.incidentId !== null) conditions.push(sql`a.incident_id = ${choice.incidentId}`);
  if (after !== null) {
    conditions.push(sql`a.started_at >= ${after.at}::timestamptz`);
    conditions.push(sql`(a.started_at, a.id) > (${after.at}::timestamptz, ${after.id}::bigint)`);
  }
  const { named } = choice;
  const source =
    named === null
      ? sql`attempts a`
      : sql`unnest(${named.ats}::timestamptz[], ${named.ids}::bigint[]) as n (at, id)
          join attempts a on a.started_at = n.at and a.id = n.id`;
  return sql`
    select ${columns} from ${source} where ${sql.join(conditions, sql` and `)}
    order by a.started_at, a.id ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

/** Another try of the same delivery as `a`; the group or incident leads to it, when it is about one. */
const sameDelivery = (subject: "group_id" | "incident_id") =>
  sql.raw(`from attempts b where b.${subject} = a.${subject} and b.webhook_id = a.webhook_id
    and b.delivery_public_id = a.delivery_public_id`);

const neverAny = (condition: ReturnType<typeof sql>) => sql`
  (a.group_id is null or not exists (select ${sameDelivery("group_id")} and ${condition}))
  and (a.incident_id is null or not exists (select ${sameDelivery("incident_id")} and ${condition}))
  and (num_nonnulls(a.group_id, a.incident_id) > 0 or not exists (select from attempts b
    where b.delivery_public_id = a.delivery_public_id and b.webhook_id = a.webhook_id
      and b.group_id is null and b.incident_id is null and ${condition}))`;

/**
 * Whether the attempt `a` with its event `e` stands for a delivery of the choice: the last one that ended it within the
 * range, so that each delivery is met once. Tests, what waits already and, of those that failed, what has arrived
 * nevertheless are left out; tests are taken when they are named.
 */
export function isChosen(choice: KeptChoice) {
  const results = { failed: ["failed"], delivered: ["delivered"], any: ["failed", "delivered"] }[
    choice.outcome
  ];
  const hasEnded = (alias: "a" | "b") =>
    sql`${sql.ref(`${alias}.result`)} = any (${results}::text[])
      and (${choice.cause}::text is null or ${sql.ref(`${alias}.cause`)} = ${choice.cause})`;
  const conditions = [
    sql`not exists (select from deliveries d where d.event_id = a.event_id and d.webhook_id = a.webhook_id)`,
  ];
  if (choice.named === null) {
    conditions.push(hasEnded("a"), sql`not a.is_test`);
    conditions.push(
      neverAny(sql`b.started_at >= a.started_at and (b.started_at, b.id) > (a.started_at, a.id)
        and (${choice.until}::timestamptz is null or b.started_at < ${choice.until}::timestamptz) and ${hasEnded("b")}`),
    );
    if (choice.outcome === "failed")
      conditions.push(neverAny(sql`b.started_at >= e.at - interval '1 hour' and b.result = 'delivered'`));
  }
  return sql.join(conditions, sql` and `);
}

/** How many deliveries a replay would queue now. */
export async function countChosen(db: Connection, webhookId: WebhookId, choice: KeptChoice): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from (${scanned(webhookId, choice, { after: null, limit: null })}) a
    join events e on e.id = a.event_id where ${isChosen(choice)}`.execute(db);
  return result.rows[0]?.count ?? 0;
}

/** Where the log has the last tries of these deliveries; ids that it does not know are left out. */
export async function findNamed(
  db: Connection,
  webhookId: WebhookId,
  { messageIds, since, until }: ReplayChoice & { kind: "named" },
): Promise<NamedAttempts & { messageIds: readonly string[] }> {
  const result = await sql<{ at: Instant; id: number; messageId: string }>`
    select distinct on (a.delivery_public_id) a.started_at as at, a.id, a.delivery_public_id as "messageId"
    from attempts a
    where a.webhook_id = ${webhookId} and a.delivery_public_id = any (${messageIds}::text[])
      and a.started_at >= ${since ?? "-infinity"}::timestamptz and a.started_at < ${until ?? "infinity"}::timestamptz
    order by a.delivery_public_id, a.started_at desc, a.id desc`.execute(db);
  const { rows } = result;
  return {
    ats: rows.map(({ at }) => at),
    ids: rows.map(({ id }) => id),
    messageIds: rows.map(({ messageId }) => messageId),
  };
}
