import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { AlertGroupId, IncidentId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { AttemptCause, AttemptResult, EventSubject, EventType } from "./model.ts";

/** A delivery that is still to be made. */
export interface PendingDelivery {
  messageId: string;
  webhookPublicId: string;
  webhookName: string;
  eventType: EventType;
  attempts: number;
  createdAt: Instant;
  dueAt: Instant;
  /** A worker has it right now. */
  isClaimed: boolean;
}

/** One try as logs show it; the answer's body is left to those who may point webhooks somewhere. */
export interface LoggedAttempt {
  id: number;
  messageId: string;
  eventType: EventType;
  webhookPublicId: string;
  webhookName: string;
  groupPublicId: string | null;
  incidentPublicId: string | null;
  number: number;
  startedAt: Instant;
  result: AttemptResult;
  cause: AttemptCause;
  errorPart: string | null;
  error: string | null;
  requestMethod: string;
  requestUrl: string;
  requestHeaders: Record<string, string>;
  /** The first 64 K characters. */
  requestBody: string | null;
  requestTrigger: string | null;
  responseStatus: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  timings: Record<string, number>;
  nextTryAt: Instant | null;
}

export interface AttemptFilter {
  groupId?: AlertGroupId | undefined;
  incidentId?: IncidentId | undefined;
  webhookId?: WebhookId | undefined;
  result?: AttemptResult | undefined;
  cause?: AttemptCause | undefined;
  /** Inclusive. */
  since?: string | undefined;
  /** Exclusive. */
  until?: string | undefined;
}

export async function listPendingDeliveries(
  db: Connection,
  subject: Exclude<EventSubject, { kind: "server" }>,
  limit: number,
): Promise<PendingDelivery[]> {
  const column = subject.kind === "incident" ? sql.ref("d.incident_id") : sql.ref("d.group_id");
  const chosen = sql`select * from deliveries d where ${column} = ${subject.id} order by d.id desc limit ${limit}`;
  return describePending(db, chosen, sql`d.id desc`);
}

/** What a webhook is still to be sent, first what is due first. */
export async function listWaitingDeliveries(
  db: Connection,
  webhookId: WebhookId,
  limit: number,
): Promise<PendingDelivery[]> {
  const chosen = sql`select * from deliveries d where d.webhook_id = ${webhookId}
    order by d.due_at, d.id limit ${limit}`;
  return describePending(db, chosen, sql`d.due_at, d.id`);
}

type Fragment = ReturnType<typeof sql>;

async function describePending(
  db: Connection,
  chosen: Fragment,
  order: Fragment,
): Promise<PendingDelivery[]> {
  const result = await sql<PendingDelivery>`
    select d.public_id as "messageId", w.public_id as "webhookPublicId", w.name as "webhookName", e.type as "eventType",
      d.attempts, d.created_at as "createdAt", d.due_at as "dueAt",
      coalesce(d.claimed_until > now(), false) as "isClaimed"
    from (${chosen}) d join webhooks w on w.id = d.webhook_id join events e on e.id = d.event_id
    order by ${order}`.execute(db);
  return result.rows;
}

const shownBodyLength = 65_536;

/** Tries before `before`, newest first, also those of deleted webhooks. */
export async function searchAttempts(
  db: Connection,
  filter: AttemptFilter,
  slice: { before: { at: Instant; id: number } | undefined; limit: number },
): Promise<LoggedAttempt[]> {
  const conditions = [sql`true`];
  if (filter.groupId !== undefined) conditions.push(sql`a.group_id = ${filter.groupId}`);
  if (filter.incidentId !== undefined) conditions.push(sql`a.incident_id = ${filter.incidentId}`);
  if (filter.webhookId !== undefined) conditions.push(sql`a.webhook_id = ${filter.webhookId}`);
  if (filter.result !== undefined) conditions.push(sql`a.result = ${filter.result}`);
  if (filter.cause !== undefined) conditions.push(sql`a.cause = ${filter.cause}`);
  // Whatever was delivered was answered; saying so lets the small index of the rest be read.
  if (filter.cause !== undefined && filter.cause !== "response")
    conditions.push(sql`a.result <> 'delivered'`);
  if (filter.since !== undefined) conditions.push(sql`a.started_at >= ${filter.since}::timestamptz`);
  if (filter.until !== undefined) conditions.push(sql`a.started_at < ${filter.until}::timestamptz`);
  const { before } = slice;
  if (before) conditions.push(sql`(a.started_at, a.id) < (${before.at}::timestamptz, ${before.id})`);
  const result = await sql<LoggedAttempt>`
    select a.id, a.delivery_public_id as "messageId", a.event_type as "eventType", w.public_id as "webhookPublicId",
      w.name as "webhookName", g.public_id as "groupPublicId",
      i.public_id as "incidentPublicId", a.number, a.started_at as "startedAt", a.result, a.cause,
      a.error_part as "errorPart", a.error, a.request_method as "requestMethod", a.request_url as "requestUrl",
      a.request_headers as "requestHeaders", left(a.request_body, ${shownBodyLength}) as "requestBody",
      a.request_trigger as "requestTrigger",
      a.response_status as "responseStatus", a.response_headers as "responseHeaders",
      a.response_body as "responseBody", a.timings, a.next_try_at as "nextTryAt"
    from (select * from attempts a where ${sql.join(conditions, sql` and `)}
      order by a.started_at desc, a.id desc limit ${slice.limit}) a
    join webhooks w on w.id = a.webhook_id left join alert_groups g on g.id = a.group_id
    left join incidents i on i.id = a.incident_id
    order by a.started_at desc, a.id desc`.execute(db);
  return result.rows;
}

/** Row id of a webhook, deleted ones included: their log stays readable. */
export async function findWebhookRowId(db: Connection, publicId: string): Promise<WebhookId | undefined> {
  const result = await sql<{ id: WebhookId }>`select id from webhooks where public_id = ${publicId}`.execute(
    db,
  );
  return result.rows[0]?.id;
}
