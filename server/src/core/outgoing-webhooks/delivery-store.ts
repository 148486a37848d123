import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import { packBytes } from "../../platform/db/packed.ts";
import type { AlertGroupId, DeliveryId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type EventColumns, eventAlerts, eventColumns, toEvent } from "./event-rows.ts";
import type {
  AttemptCause,
  AttemptResult,
  EventRecord,
  HttpMethod,
  LoggedRequest,
  LoggedResponse,
  MessagePart,
} from "./model.ts";

/** A delivery that this worker alone may work on until `claimed_until`, with all that rendering needs. */
export interface ClaimedDelivery {
  id: DeliveryId;
  messageId: string;
  groupId: AlertGroupId;
  /** Fences every later write: one made with a lost claim changes nothing. */
  claimToken: number;
  /** Tries before this one. */
  attempts: number;
  /** Milliseconds between the moment it was due and the claim. */
  queueMs: number;
  now: Instant;
  webhook: ClaimedWebhook;
  event: EventRecord;
  responses: ReadonlyMap<string, string>;
}

export interface ClaimedWebhook {
  id: WebhookId;
  publicId: string;
  isEnabled: boolean;
  httpMethod: HttpMethod;
  url: string;
  headers: string | null;
  data: string | null;
  triggerTemplate: string | null;
  forwardAll: boolean;
  username: string | null;
  sealedPassword: Buffer | null;
  sealedAuthorization: Buffer | null;
  deadlineMs: number;
}

/** What a worker may start now. */
export interface ClaimLimits {
  /** Of all webhooks together. */
  total: number;
  /** Of a webhook that is not in `perWebhook`. */
  standard: number;
  perWebhook: ReadonlyMap<WebhookId, { remaining: number; busy: number }>;
  /** How long the claim outlives the webhook's deadline. */
  leaseMarginMs: number;
}

interface ClaimRow extends EventColumns {
  id: number;
  public_id: string;
  group_id: number;
  claim_token: number;
  attempts: number;
  queue_ms: number;
  now: Instant;
  webhook_id: number;
  webhook_public_id: string;
  is_enabled: boolean;
  http_method: string;
  url: string;
  headers: string | null;
  data: string | null;
  trigger_template: string | null;
  forward_all: boolean;
  username: string | null;
  sealed_password: Buffer | null;
  sealed_authorization: Buffer | null;
  deadline_ms: number;
  responses: Record<string, string> | null;
}

const canShowResponses = sql.raw(
  `(w.forward_all or concat_ws(' ', w.url, w.headers, w.data, w.trigger_template) like '%responses%')`,
);

/**
 * Takes due deliveries in turn over the webhooks, those with the fewest open requests first, so that a backlog of one
 * does not hold up another. Rows of a worker that died are due again when their lease is over.
 */
export async function claimDeliveries(db: Connection, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  const webhookIds = [...limits.perWebhook.keys()];
  const known = [...limits.perWebhook.values()];
  const result = await sql<ClaimRow>`
    with limits as (
      select * from unnest(${webhookIds}::bigint[], ${known.map((limit) => limit.remaining)}::integer[],
        ${known.map((limit) => limit.busy)}::integer[]) as l (webhook_id, remaining, busy)
    ), picked as (
      select due.id from (
        select d.id, d.due_at, w.deadline_ms,
          coalesce(l.busy, 0) + row_number() over (partition by w.id order by d.due_at, d.id) as turn
        from webhooks w left join limits l on l.webhook_id = w.id
        cross join lateral (
          select id, due_at from deliveries
          where webhook_id = w.id and due_at <= now() and (claimed_until is null or claimed_until <= now())
          order by due_at, id limit coalesce(l.remaining, ${limits.standard})) d
      ) due order by due.turn, due.due_at limit ${limits.total}
    ), locked as (
      select d.id from deliveries d join picked on picked.id = d.id
      where d.claimed_until is null or d.claimed_until <= now()
      for update of d skip locked
    ), claimed as (
      update deliveries d set claim_token = nextval('claim_tokens'),
        claimed_until = now() + make_interval(secs => (w.deadline_ms + ${limits.leaseMarginMs}::float8) / 1000)
      from locked, webhooks w where d.id = locked.id and w.id = d.webhook_id
      returning d.*, ${canShowResponses} as can_show_responses
    ), answers as materialized (
      -- The latest answer of every webhook, once for each group.
      select g.id as group_id, jsonb_object_agg(w.public_id, latest.response_body) as by_webhook
      from (select distinct group_id from claimed where can_show_responses) c
      join alert_groups g on g.id = c.group_id
      cross join webhooks w
      cross join lateral (
        select a.response_body from attempts a
        where a.group_id = g.id and a.webhook_id = w.id and a.started_at between g.started_at and now()
          and a.response_body is not null and a.result <> 'superseded'
        order by a.started_at desc limit 1) latest
      where w.deleted_at is null group by g.id
    )
    select d.id, d.public_id, d.group_id, d.claim_token, d.attempts, now() as now,
      extract(epoch from now() - d.due_at)::float8 * 1000 as queue_ms, w.id as webhook_id,
      w.public_id as webhook_public_id, w.is_enabled, w.http_method, w.url, w.headers, w.data, w.trigger_template,
      w.forward_all, w.username, w.sealed_password, w.sealed_authorization, w.deadline_ms,
      case when d.can_show_responses then answers.by_webhook - w.public_id end as responses,
      ${sql.raw(eventColumns)}
    from claimed d
    join webhooks w on w.id = d.webhook_id
    cross join lateral (select * from events where events.id = d.event_id limit 1) e
    left join answers on answers.group_id = d.group_id
    ${sql.raw(eventAlerts)}`.execute(db);
  return result.rows.flatMap(toClaimed);
}

function toClaimed(row: ClaimRow): ClaimedDelivery[] {
  const event = toEvent(row);
  if (event === null) return [];
  const delivery: ClaimedDelivery = {
    id: row.id as DeliveryId,
    messageId: row.public_id,
    groupId: row.group_id as AlertGroupId,
    claimToken: row.claim_token,
    attempts: row.attempts,
    queueMs: row.queue_ms,
    now: row.now,
    webhook: {
      id: row.webhook_id as WebhookId,
      publicId: row.webhook_public_id,
      isEnabled: row.is_enabled,
      httpMethod: row.http_method as HttpMethod,
      url: row.url,
      headers: row.headers,
      data: row.data,
      triggerTemplate: row.trigger_template,
      forwardAll: row.forward_all,
      username: row.username,
      sealedPassword: row.sealed_password,
      sealedAuthorization: row.sealed_authorization,
      deadlineMs: row.deadline_ms,
    },
    event,
    responses: new Map(Object.entries(row.responses ?? {})),
  };
  return [delivery];
}

/** A try to write down; texts are storable and hold no secret. */
export interface TryRecord {
  startedMsAgo: number;
  result: Exclude<AttemptResult, "superseded">;
  cause: AttemptCause;
  errorPart: MessagePart | null;
  error: string | null;
  request: LoggedRequest;
  response: LoggedResponse | null;
  timings: Record<string, number>;
}

export interface FinishedDelivery {
  delivery: ClaimedDelivery;
  /** Null: nobody wanted the message, so nothing is written down. */
  record: TryRecord | null;
  /** Null: the delivery is over. */
  retryInMs: number | null;
}

/**
 * Writes down tries and ends or postpones their deliveries, all in one statement. A delivery whose claim was lost
 * meanwhile is left alone, its try noted as superseded.
 * @returns the ids that were still claimed
 */
export async function finishDeliveries(
  db: Connection,
  finished: readonly FinishedDelivery[],
  worker: string,
): Promise<DeliveryId[]> {
  const rows = finished.map(toFinishRow);
  const bodies = packBytes(finished.map(({ record }) => Buffer.from(record?.request.body ?? "")));
  const answers = packBytes(finished.map(({ record }) => Buffer.from(record?.response?.body ?? "")));
  const result = await sql<{ id: number }>`
    with finished as (
      select f.*, b.*
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (delivery_id bigint, claim_token bigint,
          retry_in_ms float8, is_recorded boolean, has_body boolean, public_id text, event_id bigint, event_type text,
          webhook_id bigint, group_id bigint, number integer, started_ms_ago float8, result text, cause text,
          error_part text, error text, method text, url text, headers jsonb, trigger text, status integer,
          response_headers jsonb, timings jsonb)) with ordinality as f (delivery_id, claim_token, retry_in_ms,
          is_recorded, has_body, public_id, event_id, event_type, webhook_id, group_id, number, started_ms_ago, result,
          cause, error_part, error, method, url, headers, trigger, status, response_headers, timings, place)
      join unnest(${bodies.starts}::integer[], ${bodies.lengths}::integer[], ${answers.starts}::integer[],
        ${answers.lengths}::integer[]) with ordinality as b (body_start, body_length, answer_start, answer_length, b_place)
        on b.b_place = f.place
    ), ended as (
      delete from deliveries d using finished f
      where d.id = f.delivery_id and d.claim_token = f.claim_token and f.retry_in_ms is null returning d.id
    ), postponed as (
      update deliveries d set attempts = f.number, due_at = now() + make_interval(secs => f.retry_in_ms / 1000),
        claim_token = null, claimed_until = null
      from finished f where d.id = f.delivery_id and d.claim_token = f.claim_token and f.retry_in_ms is not null
      returning d.id
    ), settled as (
      select id from ended union all select id from postponed
    ), recorded as (
      insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, number,
        started_at, result, cause, error_part, error, request_method, request_url, request_headers, request_body,
        request_trigger, response_status, response_headers, response_body, timings, next_try_at, worker)
      select f.delivery_id, f.public_id, f.event_id, f.event_type, f.webhook_id, f.group_id, f.number,
        now() - make_interval(secs => f.started_ms_ago / 1000),
        case when s.id is null then 'superseded' else f.result end, f.cause, f.error_part, f.error, f.method, f.url,
        f.headers,
        case when f.has_body then
          convert_from(substring(${bodies.bytes}::bytea from f.body_start for f.body_length), 'UTF8') end,
        f.trigger, f.status, f.response_headers,
        case when f.status is not null then
          convert_from(substring(${answers.bytes}::bytea from f.answer_start for f.answer_length), 'UTF8') end,
        f.timings, case when s.id is not null then now() + make_interval(secs => f.retry_in_ms / 1000) end, ${worker}
      from finished f left join settled s on s.id = f.delivery_id
      where f.is_recorded order by f.place
    )
    select id from settled`.execute(db);
  return result.rows.map((row) => row.id as DeliveryId);
}

function toFinishRow({ delivery, record, retryInMs }: FinishedDelivery): object {
  const claim = { delivery_id: delivery.id, claim_token: delivery.claimToken, retry_in_ms: retryInMs };
  if (record === null) return { ...claim, is_recorded: false };
  return {
    ...claim,
    is_recorded: true,
    has_body: record.request.body !== null,
    public_id: delivery.messageId,
    event_id: delivery.event.id,
    event_type: delivery.event.type,
    webhook_id: delivery.webhook.id,
    group_id: delivery.groupId,
    number: delivery.attempts + 1,
    started_ms_ago: record.startedMsAgo,
    result: record.result,
    cause: record.cause,
    error_part: record.errorPart,
    error: record.error,
    method: record.request.method,
    url: record.request.url,
    headers: record.request.headers,
    trigger: record.request.trigger,
    status: record.response?.status ?? null,
    response_headers: record.response?.headers ?? null,
    timings: record.timings,
  };
}

/** Gives deliveries back that were claimed and not started; they are due as before. */
export async function releaseDeliveries(
  db: Connection,
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d set claim_token = null, claimed_until = null
    from unnest(${deliveries.map(({ id }) => id)}::bigint[], ${deliveries.map(({ claimToken }) => claimToken)}::bigint[])
      as r (id, claim_token)
    where d.id = r.id and d.claim_token = r.claim_token`.execute(db);
}
