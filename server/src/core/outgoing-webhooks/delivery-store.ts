import { sql } from "kysely";
import type { Connection } from "../../platform/db/database.ts";
import type { DeliveryId, WebhookId } from "../../platform/ids.ts";
import type { Instant } from "../../platform/instant.ts";
import { type Curious, findAnswers } from "./answer-store.ts";
import {
  type ClaimedWebhook,
  toClaimedWebhook,
  type WebhookColumns,
  webhookColumns,
} from "./claimed-webhook.ts";
import { claimableNow, startInMs, tokensOfNow } from "./delivery-pace.ts";
import { type EventColumns, eventAlerts, eventColumns, toEvent, toSubject } from "./event-rows.ts";
import type { EventRecord, EventSubject } from "./model.ts";

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
  /** Milliseconds from the claim until it may start, by the receiver's rate limit; usually 0. */
  startInMs: number;
  /** Milliseconds between the moment it was due and that start. */
  queueMs: number;
  now: Instant;
  /** How long it may still be tried; null: as long as its schedule goes. */
  expiresInMs: number | null;
  webhook: ClaimedWebhook;
  event: EventRecord;
  responses: ReadonlyMap<string, string>;
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

interface DeliveryColumns {
  id: number;
  public_id: string;
  group_id: number | null;
  incident_id: number | null;
  claim_token: number;
  attempts: number;
  is_replay: boolean;
  is_test: boolean;
  queue_ms: number;
  age_ms: number;
  now: Instant;
  webhook_id: number;
  /** Among those of the webhook that are claimed together, from 1. */
  place: number;
  /** Of a webhook with a rate limit. */
  tokens: number | null;
}

/** What belongs to the webhook is told by the first row of each. */
type ClaimRow = EventColumns & DeliveryColumns & (WebhookColumns | { webhook_public_id: null });

/**
 * Receivers with a breaker that is open or with a rate limit, what they may be sent now, locked against the other
 * servers. One that is held by another server, or whose probe is not due, is sent nothing. With `exists` in place of `limit 1` PostgreSQL reads all that is due.
 */
const gates = sql`
  gates as materialized (
    select h.webhook_id, w.deadline_ms, ${tokensOfNow} as tokens,
      least(case when h.opened_at is not null then 1 end, ${claimableNow})::integer as allowed
    from webhook_health h join webhooks w on w.id = h.webhook_id
    cross join lateral (select from deliveries d where d.webhook_id = h.webhook_id and d.due_at <= now()
      and (d.claimed_until is null or d.claimed_until <= now()) limit 1) has_due
    where h.probe_at <= now() or (h.opened_at is null and w.rate_per_second is not null)
    for update of h skip locked
  )`;

/**
 * So many due deliveries of an ordered webhook are looked at, however many wait for an earlier one: a claim must not
 * take longer for the others because one subject is stuck. As many that were tried before are looked at beside them:
 * they are due later than those that wait for them, which may be more than this.
 */
const orderedWindow = 4_000;

const dueColumns = sql.raw("d.id, d.due_at, d.webhook_id, d.group_id, d.incident_id");

/** An ordered webhook's delivery waits until the earlier ones about the same group or incident are over. */
export const isFirstOfItsSubject = sql.raw(`(
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
            (select ${dueColumns} from deliveries d
              where d.webhook_id = w.id and d.due_at <= now() and (d.claimed_until is null or d.claimed_until <= now())
              order by d.due_at, d.id
              limit case when w.is_ordered then ${orderedWindow} else coalesce(l.remaining, ${limits.standard}) end)
            union
            (select ${dueColumns} from deliveries d
              where w.is_ordered and d.webhook_id = w.id and d.attempts > 0 and d.due_at <= now()
                and (d.claimed_until is null or d.claimed_until <= now())
              order by d.due_at, d.id limit ${orderedWindow}::integer)) due
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
    select d.id, d.public_id, d.group_id, d.incident_id, d.claim_token, d.attempts, d.webhook_id, d.place, g.tokens,
      d.replay_id is not null as is_replay, d.is_test, now() as now,
      extract(epoch from now() - d.due_at)::float8 * 1000 as queue_ms,
      extract(epoch from now() - d.created_at)::float8 * 1000 as age_ms,
      ${webhookColumns}, ${sql.raw(eventColumns)}
    from (select c.*, row_number() over (partition by c.webhook_id order by c.due_at, c.id) as place from claimed c) d
    left join webhooks w on w.id = d.webhook_id and d.place = 1
    left join gates g on g.webhook_id = d.webhook_id
    cross join lateral (select * from events where events.id = d.event_id limit 1) e
    ${sql.raw(eventAlerts)}`.execute(db);
  return withAnswers(db, toClaimed(result.rows));
}

function toClaimed(rows: readonly ClaimRow[]): ClaimedDelivery[] {
  const webhooks = new Map(
    rows.flatMap((row) => (row.webhook_public_id === null ? [] : [[row.webhook_id, toClaimedWebhook(row)]])),
  );
  return rows.flatMap((row) => {
    const event = toEvent(row);
    const webhook = webhooks.get(row.webhook_id);
    return event === null || webhook === undefined ? [] : [toDelivery(row, event, webhook)];
  });
}

const noAnswers: ReadonlyMap<string, string> = new Map();

function toDelivery(row: ClaimRow, event: EventRecord, webhook: ClaimedWebhook): ClaimedDelivery {
  const { place, tokens } = row;
  const { ratePerSecond: perSecond } = webhook;
  const waitMs = startInMs(place, tokens === null || perSecond === null ? null : { tokens, perSecond });
  return {
    id: row.id as DeliveryId,
    messageId: row.public_id,
    subject: toSubject(row),
    claimToken: row.claim_token,
    attempts: row.attempts,
    marker: row.is_test ? "test" : row.is_replay ? "replay" : null,
    startInMs: waitMs,
    queueMs: row.queue_ms + waitMs,
    now: row.now,
    expiresInMs: webhook.expiresAfterMs === null ? null : webhook.expiresAfterMs - row.age_ms,
    webhook,
    event,
    responses: noAnswers,
  };
}

/** With what the other webhooks were answered, where the message can show it. */
async function withAnswers(db: Connection, claimed: ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
  const curious = claimed.filter(({ webhook }) => webhook.canShowAnswers);
  if (curious.length === 0) return claimed;
  const answers = await findAnswers(db, curious.map(toCurious));
  return claimed.map((delivery) => {
    const { webhook } = delivery;
    if (!webhook.canShowAnswers) return delivery;
    const others = answers
      .about(toCurious(delivery))
      .filter(({ webhookPublicId }) => webhookPublicId !== webhook.publicId);
    return { ...delivery, responses: new Map(others.map((each) => [each.webhookPublicId, each.body])) };
  });
}

function toCurious({ subject, event, now }: ClaimedDelivery): Curious {
  return {
    groupId: subject.kind === "alert group" ? subject.id : null,
    incidentId: subject.kind === "incident" ? subject.id : null,
    subjectBeganAt: beganAt(event),
    now,
  };
}

function beganAt(event: EventRecord): Instant {
  switch (event.subject) {
    case "alert group":
      return event.snapshot.group.createdAt;
    case "incident":
      return event.snapshot.incident.declaredAt;
    case "server":
      return event.at;
  }
}

/** Gives deliveries back that were claimed and not started; they are due as before. */
export async function releaseDeliveries(
  db: Connection,
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d set claim_token = null, claimed_until = null
    where d.id = any(${deliveries.map(({ id }) => id)}::bigint[])
      and d.claim_token = any(${deliveries.map(({ claimToken }) => claimToken)}::bigint[])`.execute(db);
}
