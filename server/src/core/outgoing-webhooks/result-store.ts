import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import { packBytes } from "../../platform/db/packed.ts";
import type { DeliveryId, WebhookId } from "../../platform/ids.ts";
import { tallyByWebhook } from "./breaker.ts";
import { burial } from "./dead-letter-store.ts";
import type { ClaimedDelivery } from "./delivery-store.ts";
import { type BreakerTurn, healthUpdate } from "./health-store.ts";
import type { AttemptCause, AttemptResult, LoggedRequest, LoggedResponse, MessagePart } from "./model.ts";

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
  /** How long the receiver asked to be left alone. */
  askedMs: number;
}

export interface Settled {
  /** Deliveries that were still claimed. */
  ids: DeliveryId[];
  turns: BreakerTurn[];
}

/**
 * Writes down tries and ends or postpones their deliveries, all in one statement. A delivery whose claim was lost
 * meanwhile is left alone, its try noted as superseded.
 */
export async function finishDeliveries(
  db: Connection,
  finished: readonly FinishedDelivery[],
  worker: string,
): Promise<Settled> {
  const rows = finished.map(toFinishRow);
  const ended = toClaims(finished.filter(({ retryInMs }) => retryInMs === null));
  const postponed = toClaims(finished.filter(({ retryInMs }) => retryInMs !== null));
  const bodies = packBytes(finished.map(({ record }) => Buffer.from(record?.request.body ?? "")));
  const { returning, kept } = burial(finished.filter(isOwnFailure).map(({ delivery }) => delivery.id));
  const answers = packBytes(finished.map(({ record }) => Buffer.from(record?.response?.body ?? "")));
  const result = await sql<{ id: number | null; webhook_id: number | null; is_open: boolean | null }>`
    /* prepared briefly */ with finished as (
      select f.*, b.*
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (delivery_id bigint,
          retry_in_ms float8, is_recorded boolean, has_body boolean, public_id text, event_id bigint, event_type text,
          webhook_id bigint, group_id bigint, incident_id bigint, number integer, started_ms_ago float8, result text,
          cause text, error_part text, error text, method text, url text, headers jsonb, trigger text, status integer,
          response_headers jsonb, timings jsonb)) with ordinality as f (delivery_id, retry_in_ms,
          is_recorded, has_body, public_id, event_id, event_type, webhook_id, group_id, incident_id, number, started_ms_ago,
          result, cause, error_part, error, method, url, headers, trigger, status, response_headers, timings, place)
      join unnest(${bodies.starts}::integer[], ${bodies.lengths}::integer[], ${answers.starts}::integer[],
        ${answers.lengths}::integer[]) with ordinality as b (body_start, body_length, answer_start, answer_length, b_place)
        on b.b_place = f.place
    ), ended as (
      delete from deliveries d
      where d.id = any(${ended.ids}::bigint[]) and d.claim_token = any(${ended.tokens}::bigint[]) returning d.id
    ), postponed as (
      update deliveries d set claim_token = null, claimed_until = null,
        attempts = (${postponed.numbers}::integer[])[array_position(${postponed.tokens}::bigint[], d.claim_token)],
        due_at = now() + make_interval(secs =>
          (${postponed.retriesInMs}::float8[])[array_position(${postponed.tokens}::bigint[], d.claim_token)] / 1000)
      where d.id = any(${postponed.ids}::bigint[]) and d.claim_token = any(${postponed.tokens}::bigint[]) returning d.id
    ), settled as (
      select id from ended union all select id from postponed
    ), ${healthUpdate(tallyByWebhook(finished))}, recorded as (
      insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, incident_id,
        number, started_at, result, cause, error_part, error, request_method, request_url, request_headers, request_body,
        request_trigger, response_status, response_headers, response_body, timings, next_try_at, worker)
      select f.delivery_id, f.public_id, f.event_id, f.event_type, f.webhook_id, f.group_id, f.incident_id, f.number,
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
      where f.is_recorded order by f.place ${returning}
    )${kept}
    select id, null::bigint as webhook_id, null::boolean as is_open from settled
    union all select null, webhook_id, is_open from healed where is_open <> was_open`.execute(db);
  return {
    ids: result.rows.flatMap(({ id }) => (id === null ? [] : (id as DeliveryId))),
    turns: result.rows.flatMap(({ webhook_id: id, is_open: isOpen }) =>
      id === null || isOpen === null ? [] : { webhookId: id as WebhookId, isOpen },
    ),
  };
}

/**
 * Claims as columns. The rows are found by their ids, never by a join: while the statistics still say that the queue is
 * empty, PostgreSQL would go through all results for each row of the queue, seconds for a few thousand. A token belongs
 * to one row only.
 */
function toClaims(finished: readonly FinishedDelivery[]) {
  return {
    ids: finished.map(({ delivery }) => delivery.id),
    tokens: finished.map(({ delivery }) => delivery.claimToken),
    numbers: finished.map(({ delivery }) => delivery.attempts + 1),
    retriesInMs: finished.map(({ retryInMs }) => retryInMs),
  };
}

/** A person should know of it. Who asked for a test looks at its log. */
function isOwnFailure({ delivery, record, retryInMs }: FinishedDelivery): boolean {
  return retryInMs === null && record?.cause === "internal" && delivery.marker !== "test";
}

function toFinishRow({ delivery, record, retryInMs }: FinishedDelivery): object {
  const own = { delivery_id: delivery.id, retry_in_ms: retryInMs };
  if (record === null) return { ...own, is_recorded: false };
  return {
    ...own,
    is_recorded: true,
    has_body: record.request.body !== null,
    public_id: delivery.messageId,
    event_id: delivery.event.id,
    event_type: delivery.event.type,
    webhook_id: delivery.webhook.id,
    group_id: delivery.subject.kind === "alert group" ? delivery.subject.id : null,
    incident_id: delivery.subject.kind === "incident" ? delivery.subject.id : null,
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
