-- Signatures ------------------------------------------------------------------------------------------------------

-- What an integration's requests are signed with. While one secret replaces another, both count.
create table integration_secrets (
  id bigint generated always as identity primary key,
  integration_id bigint not null references integrations on delete cascade,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  -- Until when a replaced secret still counts; null for the present one.
  expires_at timestamptz
);

create unique index integration_secrets_present on integration_secrets (integration_id) where expires_at is null;
create index integration_secrets_by_integration on integration_secrets (integration_id);

-- The one topic an integration takes signed notifications of: that of its first confirmed subscription.
create table integration_topics (
  integration_id bigint primary key references integrations on delete cascade,
  topic text not null,
  pinned_at timestamptz not null default now()
);

-- The last requests of an integration -----------------------------------------------------------------------------

-- Handled requests stay for a while, the newest fifty of each integration.
alter table intake drop constraint intake_status_check;
alter table intake add constraint intake_status_check check (status in ('waiting', 'parked', 'done'));
alter table intake add column handled_at timestamptz;
-- What became of it: {"alerts": 1, "groups": ["I…"], "note": "why nothing came of it"}.
alter table intake add column outcome jsonb;
create index intake_done on intake (integration_id, id) where status = 'done';

alter table refused_requests add column request jsonb;

-- Heartbeats ------------------------------------------------------------------------------------------------------

create table heartbeats (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  integration_id bigint not null references integrations on delete cascade,
  -- It came with its integration and is pinged at the integration's URL; others have a token of their own.
  is_automatic boolean not null,
  token text unique,
  name text not null check (name <> ''),
  interval_seconds integer not null check (interval_seconds between 10 and 31622400),
  grace_seconds integer not null default 0 check (grace_seconds between 0 and 31622400),
  -- idle: never pinged, and nobody asked for an alarm; waiting: the first ping must come by due_at.
  status text not null check (status in ('idle', 'waiting', 'alive', 'missed', 'paused')),
  last_ping_at timestamptz,
  -- From when the present interval counts: the last ping, or when it was switched on.
  counted_from timestamptz not null default now(),
  due_at timestamptz,
  -- The present interval has begun anew once, because the ping may have come while no server ran.
  is_extended boolean not null default false,
  missed_at timestamptz,
  created_at timestamptz not null default now(),
  check (is_automatic = (token is null)),
  check ((due_at is not null) = (status in ('waiting', 'alive')))
);

create unique index heartbeats_automatic on heartbeats (integration_id) where is_automatic;
create index heartbeats_by_integration on heartbeats (integration_id);
create index heartbeats_due on heartbeats (due_at) where due_at is not null;

-- When each server was last seen running, so that silence of ours is not taken for silence of others.
create table server_presence (
  server text primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  stopped_at timestamptz
);

-- Maintenance -----------------------------------------------------------------------------------------------------

create table maintenance_windows (
  integration_id bigint primary key references integrations on delete cascade,
  mode text not null check (mode in ('debug', 'maintenance')),
  started_at timestamptz not null default now(),
  ends_at timestamptz not null,
  -- Collects the groups that are made meanwhile; debug mode has none.
  group_id bigint references alert_groups on delete set null
);

create index maintenance_windows_end on maintenance_windows (ends_at);
create index maintenance_windows_group on maintenance_windows (group_id) where group_id is not null;

-- In which mode its integration was when the group was made: such a group pages nobody.
alter table alert_groups add column maintenance_mode text check (maintenance_mode in ('debug', 'maintenance'));
