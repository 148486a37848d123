import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { AlertGroupId, DeliveryId, EventId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import type { Page, Slice } from "../people/index.ts";
import { type EventColumns, eventAlerts, eventColumns, toEvent, toSubject } from "./event-rows.ts";
import type {
  AttemptCause,
  AttemptEntry,
  AttemptResult,
  EventType,
  LoggedResponse,
  MessagePart,
} from "./model.ts";

interface AttemptRow extends EventColumns {
  delivery_id: number;
  delivery_public_id: string;
  attempt_event_id: number;
  attempt_event_type: string;
  webhook_id: number;
  group_id: number | null;
  incident_id: number | null;
  number: number;
  started_at: Instant;
  result: string;
  cause: string;
  error_part: string | null;
  error: string | null;
  request_method: string;
  request_url: string;
  request_headers: Record<string, string>;
  request_body: string | null;
  request_trigger: string | null;
  response_status: number | null;
  response_headers: Record<string, string> | null;
  response_body: string | null;
  timings: Record<string, number>;
  next_try_at: Instant | null;
}

const columns = sql.raw(`
  a.delivery_id, a.delivery_public_id, a.event_id as attempt_event_id, a.event_type as attempt_event_type, a.webhook_id,
  a.group_id, a.incident_id, a.number, a.started_at, a.result, a.cause, a.error_part, a.error, a.request_method, a.request_url,
  a.request_headers, a.request_body, a.request_trigger, a.response_status, a.response_headers, a.response_body,
  a.timings, a.next_try_at, ${eventColumns}`);

const withEvent = sql.raw(`left join events e on e.id = a.event_id ${eventAlerts}`);

/** The tries of a webhook, newest first. */
export async function listAttemptRows(
  db: Connection,
  webhookId: WebhookId,
  slice: Slice,
): Promise<Page<AttemptEntry>> {
  const rows = await sql<AttemptRow>`
    select ${columns} from (
      select * from attempts where webhook_id = ${webhookId}
      order by started_at desc, id desc limit ${slice.limit} offset ${slice.offset}) a
    ${withEvent} order by a.started_at desc, a.id desc`.execute(db);
  const total = await sql<{ count: number }>`
    select count(*) as count from attempts where webhook_id = ${webhookId}`.execute(db);
  return { items: rows.rows.map(toEntry), count: total.rows[0]?.count ?? 0 };
}

/** The tries that told of an alert group, oldest first; for its timeline. */
export async function findGroupAttempts(
  db: Connection,
  groupId: AlertGroupId,
  limit: number,
): Promise<AttemptEntry[]> {
  const rows = await sql<AttemptRow>`
    select ${columns} from (
      select * from attempts where group_id = ${groupId} order by started_at, id limit ${limit}) a
    ${withEvent} order by a.started_at, a.id`.execute(db);
  return rows.rows.map(toEntry);
}

function toEntry(row: AttemptRow): AttemptEntry {
  return {
    deliveryId: row.delivery_id as DeliveryId,
    messageId: row.delivery_public_id,
    eventId: row.attempt_event_id as EventId,
    eventType: row.attempt_event_type as EventType,
    webhookId: row.webhook_id as WebhookId,
    subject: toSubject(row),
    number: row.number,
    startedAt: row.started_at,
    result: row.result as AttemptResult,
    cause: row.cause as AttemptCause,
    errorPart: row.error_part as MessagePart | null,
    error: row.error,
    request: {
      method: row.request_method,
      url: row.request_url,
      headers: row.request_headers,
      body: row.request_body,
      trigger: row.request_trigger,
    },
    response: toResponse(row),
    timings: row.timings,
    nextTryAt: row.next_try_at,
    event: toEvent(row),
  };
}

function toResponse(row: AttemptRow): LoggedResponse | null {
  if (row.response_status === null) return null;
  return {
    status: row.response_status,
    headers: row.response_headers ?? {},
    body: row.response_body ?? "",
  };
}
