import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { DeliveryId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type RetrySchedule, toRetrySchedule } from "./delivery-control.ts";
import { type EventColumns, eventAlerts, eventColumns, toEvent, toSubject } from "./event-rows.ts";
import type { DialectName, EventRecord, EventSubject, HttpMethod } from "./model.ts";

/** A delivery that this worker alone may work on until `claimed_until`, with all that rendering needs. */
export interface ClaimedDelivery {
  id: DeliveryId;
  messageId: string;
  subject: EventSubject;
  /** Fences every later write: one made with a lost claim changes nothing. */
  claimToken: number;
  /** Tries before this one. */
  attempts: number;
  /** Asked for by a person: told to the receiver in a header. */
  marker: "replay" | "test" | null;
  /** Milliseconds between the moment it was due and the claim. */
  queueMs: number;
  now: Instant;
  /** How long it may still be tried; null: as long as its schedule goes. */
  expiresInMs: number | null;
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
  sealedConnection: Buffer | null;
  deadlineMs: number;
  retry: RetrySchedule;
  ratePerSecond: number | null;
  isOrdered: boolean;
  name: string;
  dialect: DialectName;
  dialectSettings: object;
  /** The present one first. */
  sealedSigningSecrets: readonly Buffer[];
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
  group_id: number | null;
  incident_id: number | null;
  claim_token: number;
  attempts: number;
  is_replay: boolean;
  is_test: boolean;
  queue_ms: number;
  subject_began_at: Instant;
  now: Instant;
  expires_in_ms: number | null;
  retry_schedule: string;
  retry_delays_s: number[] | null;
  rate_per_second: number | null;
  is_ordered: boolean;
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
  sealed_connection: Buffer | null;
  deadline_ms: number;
  webhook_name: string;
  dialect: string;
  dialect_settings: object;
  sealed_signing_secrets: Buffer[] | null;
  can_show_answers: boolean;
}

const signingSecrets = sql.raw(`
  case when w.dialect <> 'oncall' then (select array_agg(s.sealed order by s.expires_at is not null, s.id desc)
    from webhook_secrets s where s.webhook_id = w.id and (s.expires_at is null or s.expires_at > now())) end`);

/** Whether a message of `w` can show the answers of other webhooks, and there are others. */
const canShowAnswers = sql.raw(`
  w.dialect = 'oncall' and (w.forward_all or concat_ws(' ', w.url, w.headers, w.data, w.trigger_template) like '%responses%')
  and exists (select from webhooks other where other.id <> w.id and other.deleted_at is null)`);

/** Tokens of a rate limit, which saves up those of a fifth of a second; 1 where there is no limit. */
const tokens = sql.raw(`least(greatest(1, w.rate_per_second * 0.2),
  h.tokens + greatest(0, extract(epoch from now() - h.tokens_at)::float8) * w.rate_per_second)`);

/**
 * Receivers with a breaker that is open or with a rate limit, what they may be sent now, locked against the other
 * servers. One that is held by another server, or whose probe is not due, is sent nothing. The small rest lets a timer
 * that is a moment early have its token. With `exists` in place of `limit 1` PostgreSQL reads all that is due.
 */
const gates = sql`
  gates as materialized (
    select h.webhook_id, w.deadline_ms, ${tokens} as tokens,
      least(case when h.opened_at is not null then 1 end, floor(${tokens} + 0.05))::integer as allowed
    from webhook_health h join webhooks w on w.id = h.webhook_id
    cross join lateral (select from deliveries d where d.webhook_id = h.webhook_id and d.due_at <= now()
      and (d.claimed_until is null or d.claimed_until <= now()) limit 1) has_due
    where h.probe_at <= now() or (h.opened_at is null and w.rate_per_second is not null)
    for update of h skip locked
  )`;

/**
 * So many due deliveries of an ordered webhook are looked at, however many wait for an earlier one: a claim must not
 * take longer for the others because one subject is stuck.
 */
const orderedWindow = 4_000;

/** An ordered webhook's delivery waits until the earlier ones about the same group or incident are over. */
const isFirstOfItsSubject = sql.raw(`(
  not exists (select from deliveries p where p.group_id = due.group_id and p.webhook_id = due.webhook_id and p.id < due.id)
  and not exists (select from deliveries p
    where p.incident_id = due.incident_id and p.webhook_id = due.webhook_id and p.id < due.id))`);

/**
 * Takes due deliveries in turn over the webhooks, those with the fewest open requests first, so that a backlog of one
 * does not hold up another. Rows of a worker that died are due again when their lease is over.
 */
export async function claimDeliveries(db: Connection, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  const webhookIds = [...limits.perWebhook.keys()];
  const known = [...limits.perWebhook.values()];
  const result = await sql<ClaimRow>`
    /* prepared briefly */ with limits as (
      select * from unnest(${webhookIds}::bigint[], ${known.map((limit) => limit.remaining)}::integer[],
        ${known.map((limit) => limit.busy)}::integer[]) as l (webhook_id, remaining, busy)
    ), ${gates}, picked as (
      select due.id from (
        select d.id, d.due_at, w.deadline_ms,
          coalesce(l.busy, 0) + row_number() over (partition by w.id order by d.due_at, d.id) as turn
        from webhooks w left join limits l on l.webhook_id = w.id
        left join webhook_health h on h.webhook_id = w.id left join gates g on g.webhook_id = w.id
        cross join lateral (
          select due.id, due.due_at from (
            select d.* from deliveries d
            where d.webhook_id = w.id and d.due_at <= now() and (d.claimed_until is null or d.claimed_until <= now())
            order by d.due_at, d.id limit case when w.is_ordered then ${orderedWindow}::integer end) due
          where not w.is_ordered or ${isFirstOfItsSubject}
          order by due.due_at, due.id limit case when h.opened_at is null and w.rate_per_second is null
            then coalesce(l.remaining, ${limits.standard})
            else least(coalesce(l.remaining, ${limits.standard}), coalesce(g.allowed, 0)) end) d
      ) due order by due.turn, due.due_at limit ${limits.total}
    ), locked as (
      select d.id from deliveries d
      where d.id = any (array(select id from picked)) and (d.claimed_until is null or d.claimed_until <= now())
      for update skip locked
    ), claimed as (
      update deliveries d set claim_token = nextval('claim_tokens'),
        claimed_until = now() + make_interval(secs => (w.deadline_ms + ${limits.leaseMarginMs}::float8) / 1000)
      from webhooks w where d.id = any (array(select id from locked)) and w.id = d.webhook_id
      returning d.*
    ), passed as (
      update webhook_health h set tokens = g.tokens - c.count, tokens_at = greatest(h.tokens_at, now()),
        probe_at = case when h.opened_at is not null
          then now() + make_interval(secs => (g.deadline_ms + ${limits.leaseMarginMs}::float8) / 1000) end
      from gates g join (select webhook_id, count(*) as count from claimed group by webhook_id) c using (webhook_id)
      where h.webhook_id = g.webhook_id
    )
    select d.id, d.public_id, d.group_id, d.incident_id, d.claim_token, d.attempts,
      d.replay_id is not null as is_replay, d.is_test, now() as now,
      extract(epoch from now() - d.due_at)::float8 * 1000 as queue_ms,
      extract(epoch from d.created_at + make_interval(secs => w.expires_after_s) - now())::float8 * 1000 as expires_in_ms,
      w.retry_schedule, w.retry_delays_s, w.rate_per_second, w.is_ordered, w.id as webhook_id,
      w.public_id as webhook_public_id, w.is_enabled, w.http_method, w.url, w.headers, w.data, w.trigger_template,
      w.forward_all, w.username, w.sealed_password, w.sealed_authorization, w.sealed_connection, w.deadline_ms,
      w.name as webhook_name, w.dialect, w.dialect_settings, ${signingSecrets} as sealed_signing_secrets,
      coalesce(e.snapshot->'group'->>'createdAt', e.snapshot->'incident'->>'declaredAt')::timestamptz
        as subject_began_at,
      ${canShowAnswers} as can_show_answers,
      ${sql.raw(eventColumns)}
    from claimed d
    join webhooks w on w.id = d.webhook_id
    cross join lateral (select * from events where events.id = d.event_id limit 1) e
    ${sql.raw(eventAlerts)}`.execute(db);
  const rows = result.rows;
  const curious = rows.filter((row) => row.can_show_answers);
  const answers = {
    group_id: await findAnswers(db, "group_id", curious),
    incident_id: await findAnswers(db, "incident_id", curious),
  };
  return rows.flatMap((row) => {
    if (!row.can_show_answers) return toClaimed(row, []);
    const found =
      row.incident_id === null
        ? answers.group_id.get(row.group_id)
        : answers.incident_id.get(row.incident_id);
    return toClaimed(row, found ?? []);
  });
}

interface AnswerRow {
  subject_id: number;
  webhook_public_id: string;
  response_body: string;
}

/** What one message can show of answers, the newest ones: receivers that send back what they got would multiply it. */
const mostAnswerBytes = 131_072;

/**
 * The latest answer of every webhook for the subjects of these rows, groups or incidents. A statement of its own, since
 * its bounds in time must be known when it is planned: only then the days outside are left out at once.
 */
async function findAnswers(
  db: Connection,
  column: "group_id" | "incident_id",
  all: readonly ClaimRow[],
): Promise<Map<number | null, AnswerRow[]>> {
  const rows = all.filter((row) => row[column] !== null);
  const [first] = rows;
  if (!first) return new Map();
  const ids = [...new Set(rows.map((row) => row[column]))];
  const since = rows.map((row) => row.subject_began_at).reduce((one, other) => (one < other ? one : other));
  const result = await sql<AnswerRow>`
    select subject_id, webhook_public_id, response_body from (
    select s.id as subject_id, w.public_id as webhook_public_id, latest.response_body,
      sum(octet_length(latest.response_body)) over (partition by s.id order by latest.started_at desc, w.id) as bytes
    from unnest(${ids}::bigint[]) as s (id)
    cross join webhooks w
    cross join lateral (
      select a.response_body, a.started_at from attempts a
      where a.${sql.ref(column)} = s.id and a.webhook_id = w.id and a.response_body is not null
        and a.result <> 'superseded' and a.started_at >= ${since}::timestamptz and a.started_at < ${first.now}::timestamptz + interval '1 minute'
      order by a.started_at desc limit 1) latest
    where w.deleted_at is null) answers where bytes <= ${mostAnswerBytes}`.execute(db);
  return Map.groupBy(result.rows, (row) => row.subject_id);
}

function toClaimed(row: ClaimRow, answers: readonly AnswerRow[]): ClaimedDelivery[] {
  const event = toEvent(row);
  if (event === null) return [];
  const delivery: ClaimedDelivery = {
    id: row.id as DeliveryId,
    messageId: row.public_id,
    subject: toSubject(row),
    claimToken: row.claim_token,
    attempts: row.attempts,
    marker: row.is_test ? "test" : row.is_replay ? "replay" : null,
    queueMs: row.queue_ms,
    now: row.now,
    expiresInMs: row.expires_in_ms,
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
      sealedConnection: row.sealed_connection,
      deadlineMs: row.deadline_ms,
      retry: toRetrySchedule(row),
      ratePerSecond: row.rate_per_second,
      isOrdered: row.is_ordered,
      name: row.webhook_name,
      dialect: row.dialect as DialectName,
      dialectSettings: row.dialect_settings,
      sealedSigningSecrets: row.sealed_signing_secrets ?? [],
    },
    event,
    responses: new Map(
      answers
        .filter((answer) => answer.webhook_public_id !== row.webhook_public_id)
        .map((answer) => [answer.webhook_public_id, answer.response_body]),
    ),
  };
  return [delivery];
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
