-- A replay is a job that any server goes on with: its choice, how far it is and its pace are kept with it, and change in
-- the transaction that queues deliveries.
alter table replays
  -- Which deliveries: those that failed, arrived, or ended at all. Null: queued whole by an older server.
  add column outcome text check (outcome in ('failed', 'delivered', 'any')),
  add column cause text,
  add column since timestamptz,
  add column until timestamptz,
  add column group_id bigint,
  add column incident_id bigint,
  -- Attempts chosen one by one: their moments and, at the same places, their ids.
  add column attempt_ats timestamptz[],
  add column attempt_ids bigint[],
  add column per_second float8 not null default 100 check (per_second > 0),
  -- The last attempt that was looked at.
  add column cursor_at timestamptz,
  add column cursor_id bigint,
  add column queued integer not null default 0,
  -- How many of its deliveries may wait at the receiver at once, as it has shown to take.
  add column may_wait integer not null default 1,
  add column tokens float8 not null default 1,
  add column tokens_at timestamptz not null default now(),
  add column next_at timestamptz not null default now(),
  -- Everything is queued.
  add column finished_at timestamptz;

update replays set queued = total, finished_at = created_at;

create index replays_running on replays (next_at)
  where outcome is not null and finished_at is null and cancelled_at is null;
