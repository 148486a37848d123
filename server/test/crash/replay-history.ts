import type pg from "pg";

/** Events of one alert group that the webhook was to be told of. */
const perGroup = 10;

/** Writes down so many deliveries that were given up, in alert groups of a past hour. */
export async function insertHistory(client: pg.Client, webhookId: string, deliveries: number): Promise<void> {
  await insertPastEvents(client, Math.ceil(deliveries / perGroup), perGroup);
  await client.query(
    `insert into attempts (delivery_id, delivery_public_id, event_id, event_type, webhook_id, group_id, number,
       started_at, result, cause, request_method, request_url, request_headers, worker)
     select -e.id, 'msg_past_' || e.id, e.id, e.type, w.id, e.group_id, 15,
       now() - interval '1 hour' + make_interval(secs => row_number() over (order by e.id) / 1000.0),
       'failed', 'response', 'POST', w.url, '{}', 'past'
     from (select * from events order by id limit $2) e cross join webhooks w where w.public_id = $1`,
    [webhookId, deliveries],
  );
  await client.query("analyze attempts, events, deliveries");
}

/** So many alert groups of a past hour, and so many changes of each. */
export async function insertPastEvents(client: pg.Client, groups: number, changes: number): Promise<void> {
  await client.query(
    `insert into alert_groups (public_id, integration_id, grouping_key, is_open, status, title, alerts_count,
       resolved_at)
     select 'IPAST' || n, (select min(id) from integrations), convert_to('past ' || n, 'UTF8'), false, 'resolved',
       'Past ' || n, 1, now()
     from generate_series(1, $1::int) n`,
    [groups],
  );
  await client.query(
    `insert into events (group_id, type, sequence, at, snapshot)
     select g.id, 'alert group created', n, now() - interval '2 hours', jsonb_build_object(
       'group', jsonb_build_object('id', g.public_id, 'routeId', null, 'alertsCount', 1, 'state', 'firing',
         'title', g.title, 'labels', '{}'::jsonb, 'createdAt', '2026-01-31T10:00:00Z', 'resolvedAt', null,
         'acknowledgedAt', null, 'silencedAt', null),
       'integration', jsonb_build_object('id', 'CPAST', 'type', 'webhook', 'name', 'Past', 'teamId', null, 'teamName', null),
       'user', null, 'acknowledgedBy', null, 'resolvedBy', null, 'until', null)
     from alert_groups g cross join generate_series(1, $1::int) n where g.public_id like 'IPAST%'
     order by g.id, n`,
    [changes],
  );
}
