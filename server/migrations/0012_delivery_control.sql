-- How a webhook's messages are paced, ordered and repeated.
alter table webhooks
  add column is_ordered boolean not null default false,
  add column rate_per_second integer check (rate_per_second between 1 and 10000),
  add column retry_schedule text not null default 'paging' check (retry_schedule in ('paging', 'integration', 'own')),
  -- Longest delays in seconds before tries 2, 3, …; of the schedule "own" only.
  add column retry_delays_s integer[],
  add column expires_after_s integer check (expires_after_s > 0),
  add column disable_after_days integer check (disable_after_days between 1 and 90),
  add constraint webhooks_own_delays check ((retry_schedule = 'own') = (retry_delays_s is not null));

-- What the servers found out about a receiver; apart from its settings, so that writing it down disturbs nobody.
create table webhook_health (
  webhook_id bigint primary key references webhooks on delete cascade,
  -- Tries in a row that found the receiver unable.
  failures integer not null default 0,
  -- Nothing was delivered since then.
  failing_since timestamptz,
  noticed_percent integer not null default 0,
  -- The breaker: open since then; the next probe may start at `probe_at`.
  opened_at timestamptz,
  opened_reason text,
  probes integer not null default 0,
  probe_at timestamptz,
  -- Deliveries that the rate limit let through had left so many tokens at that moment.
  tokens float8 not null default 1,
  tokens_at timestamptz not null default now(),
  constraint webhook_health_probe check ((opened_at is null) = (probe_at is null))
) with (fillfactor = 50);

insert into webhook_health (webhook_id) select id from webhooks where deleted_at is null;

-- Whether an earlier delivery about the same subject waits is asked for each delivery of an ordered webhook.
drop index deliveries_by_group;
create index deliveries_by_group on deliveries (group_id, webhook_id, id);
drop index deliveries_by_incident;
create index deliveries_by_incident on deliveries (incident_id, webhook_id, id) where incident_id is not null;
