import type { Database } from "./product.ts";

export interface MadeWebhooks {
  /** They are called so, with a number. */
  name: string;
  count: number;
  url: string;
  ratePerSecond?: number;
}

/**
 * Webhooks that all wait for something that does not happen; their deliveries are queued by hand. Messages are short:
 * one that shows everything would hold what other receivers sent back.
 */
export async function makeWebhooks({ database }: Database, made: MadeWebhooks): Promise<void> {
  await database.query(
    `with made as (
       insert into webhooks (public_id, name, trigger_type, http_method, url, forward_all, data, rate_per_second)
       select 'WH' || $1::text || n, $1 || ' ' || n, 'escalation', 'POST', $3::text, false,
         '{"group": "{{ alert_group_id }}"}', $4::integer
       from generate_series(1, $2::integer) n returning id)
     insert into webhook_health (webhook_id) select id from made`,
    [made.name, made.count, made.url, made.ratePerSecond ?? null],
  );
}

/** So many deliveries of past events to each webhook made under this name, due at once. */
export async function queueTo({ database }: Database, name: string, perWebhook: number): Promise<void> {
  await database.query(
    `insert into deliveries (public_id, event_id, webhook_id, group_id)
     select 'msg_' || md5(random()::text || n), e.ids[1 + n % e.count], w.id, e.groups[1 + n % e.count]
     from generate_series(1, $2::int) n cross join (select id from webhooks where name like $1 || ' %') w,
       (select array_agg(id) as ids, array_agg(group_id) as groups, count(*)::int as count
        from (select id, group_id from events order by id limit 10000) known) e`,
    [name, perWebhook],
  );
}

/** Tells 0 when nothing is left of what waits for webhooks made under this name. */
export function leftFor(name: string): string {
  return `select count(*) from (select from deliveries d join webhooks w on w.id = d.webhook_id
    where w.name like '${name} %' limit 1) as waiting`;
}

/** The database's clock, for asking later what has happened since. */
export async function databaseNow({ database }: Database): Promise<string> {
  const { rows } = await database.query<{ now: string }>("select now()::text");
  return rows[0]?.now ?? "";
}
