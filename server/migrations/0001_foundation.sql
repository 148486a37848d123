-- People and tokens -----------------------------------------------------------------------------------------------

create table teams (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  name text not null unique check (name <> ''),
  email text,
  avatar_url text not null default '',
  created_at timestamptz not null default now()
);

create table users (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  username text not null unique check (username <> ''),
  email text not null default '',
  role text not null check (role in ('viewer', 'responder', 'editor', 'admin')),
  timezone text,
  password_hash text,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz
);

create table team_members (
  team_id bigint not null references teams on delete cascade,
  user_id bigint not null references users on delete cascade,
  primary key (team_id, user_id)
);

create index team_members_by_user on team_members (user_id);

-- Only the SHA-256 of a token is stored; hint is its first characters, for recognising it in a list.
create table api_tokens (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  name text not null,
  token_hash bytea not null unique,
  hint text not null,
  user_id bigint references users on delete cascade,
  role text not null check (role in ('viewer', 'responder', 'editor', 'admin')),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table sign_in_links (
  token_hash bytea primary key,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  token_hash bytea primary key,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Who changed what, from where: one row per write through an API or the command line.
create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  detail jsonb not null default '{}'
);

-- Integrations and routes -----------------------------------------------------------------------------------------

create table integrations (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  token text not null unique,
  type text not null,
  name text not null check (name <> ''),
  description_short text,
  team_id bigint references teams on delete set null,
  -- Overridden template slots only: {"grouping_key": "…", "web.title": "…"}.
  templates jsonb not null default '{}',
  labels jsonb not null default '[]',
  dynamic_labels jsonb not null default '[]',
  -- The last template that failed on a real alert: {"slot", "message", "at"}; cleared by a template change.
  template_error jsonb,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create unique index integrations_name on integrations (coalesce(team_id, 0), name) where deleted_at is null;

create table routes (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  integration_id bigint not null references integrations on delete cascade,
  is_default boolean not null default false,
  position integer not null check (position >= 0),
  kind text not null check (kind in ('regex', 'jinja2')),
  expression text,
  -- Chat settings as their clients send them (slack, telegram, email, …).
  channels jsonb not null default '{}',
  created_at timestamptz not null default now(),
  check (is_default or expression is not null),
  constraint routes_position unique (integration_id, is_default, position) deferrable initially deferred
);

create unique index routes_one_default on routes (integration_id) where is_default;

-- Intake ----------------------------------------------------------------------------------------------------------

-- One row per accepted request: what the sender was told "Ok." for. Gone once its alerts are in their groups.
create table intake (
  id bigint generated always as identity primary key,
  integration_id bigint not null references integrations on delete cascade,
  received_at timestamptz not null default now(),
  content_type text not null,
  body bytea not null,
  -- What else the integration reads: {"headers": {…}, "query": {…}}; null for most tools.
  request jsonb,
  -- The sender waits for the outcome, so it is announced when the row has been handled.
  is_awaited boolean not null default false,
  status text not null default 'waiting' check (status in ('waiting', 'parked')),
  tries integer not null default 0,
  due_at timestamptz not null default now(),
  error text
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index intake_waiting on intake (integration_id, id) where status = 'waiting';
create index intake_retries on intake (due_at) where status = 'waiting' and tries > 0;
create index intake_parked on intake (integration_id, id) where status = 'parked';

-- Requests that were refused (malformed body), kept for diagnosis; the newest few of each integration.
create table refused_requests (
  id bigint generated always as identity primary key,
  integration_id bigint not null references integrations on delete cascade,
  received_at timestamptz not null default now(),
  content_type text not null,
  body bytea not null,
  reason text not null
);

create index refused_requests_newest on refused_requests (integration_id, id desc);

-- Alert groups ----------------------------------------------------------------------------------------------------

-- Ids of groups and alerts are drawn ahead for a whole batch, so that rows can refer to each other when they are inserted.
create table alert_groups (
  id bigint generated by default as identity primary key,
  public_id text not null unique,
  integration_id bigint not null references integrations,
  route_id bigint references routes on delete set null,
  -- MD5 of the rendered grouping text, or a random value when there is none.
  grouping_key bytea not null,
  -- Alerts with the same key join this group. Route and key of an open group identify it.
  is_open boolean not null,
  status text not null check (status in ('firing', 'acknowledged', 'silenced', 'resolved')),
  title text not null,
  alerts_count integer not null,
  first_alert_id bigint,
  last_alert_id bigint,
  labels jsonb not null default '{}',
  -- Templates that failed when the group was made: [{"slot", "message"}].
  template_errors jsonb not null default '[]',
  root_group_id bigint references alert_groups on delete set null,
  -- Number of the last event told to outgoing webhooks.
  event_sequence integer not null default 0,
  started_at timestamptz not null default now(),
  last_alert_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by text check (acknowledged_by in ('source', 'user', 'system')),
  acknowledged_by_user_id bigint references users on delete set null,
  silenced_at timestamptz,
  silenced_until timestamptz,
  resolved_at timestamptz,
  resolved_by text check (resolved_by in ('source', 'user', 'system')),
  resolved_by_user_id bigint references users on delete set null,
  wiped_at timestamptz,
  check (status <> 'silenced' or silenced_at is not null),
  check (status <> 'resolved' or (resolved_at is not null and not is_open))
) with (fillfactor = 80);

create unique index alert_groups_one_open on alert_groups (integration_id, route_id, grouping_key)
  nulls not distinct where is_open;
create index alert_groups_resolved on alert_groups (integration_id, grouping_key, started_at desc) where status = 'resolved';
create index alert_groups_newest on alert_groups (started_at desc, id desc);
create index alert_groups_by_status on alert_groups (status, started_at desc, id desc);
create index alert_groups_by_integration on alert_groups (integration_id, started_at desc, id desc);
create index alert_groups_by_integration_and_status on alert_groups (integration_id, status, started_at desc, id desc);
create index alert_groups_by_route on alert_groups (route_id, started_at desc, id desc);
create index alert_groups_by_label on alert_groups using gin (labels jsonb_path_ops);
create index alert_groups_attached on alert_groups (root_group_id) where root_group_id is not null;
-- Searching titles; a trusted extension, so the owner of the database may create it.
create extension if not exists pg_trgm;
create index alert_groups_title on alert_groups using gin (title gin_trgm_ops);
create index alert_groups_silence_end on alert_groups (silenced_until)
  where status = 'silenced' and silenced_until is not null;

create table alerts (
  id bigint generated by default as identity primary key,
  public_id text not null unique,
  group_id bigint not null references alert_groups on delete cascade,
  created_at timestamptz not null default now(),
  -- JSON text as received: key order and number spelling are kept, which jsonb would lose.
  payload text not null,
  -- What the integration read from the request, see AlertFacts; null for tools that only have templates.
  facts jsonb,
  is_resolve_signal boolean not null default false
);

create index alerts_by_group on alerts (group_id, id);

create table timeline_entries (
  id bigint generated always as identity primary key,
  group_id bigint not null references alert_groups on delete cascade,
  at timestamptz not null default now(),
  kind text not null,
  actor text not null check (actor in ('source', 'user', 'system')),
  user_id bigint references users on delete set null,
  reason text not null,
  detail jsonb not null default '{}'
);

create index timeline_entries_by_group on timeline_entries (group_id, id);

-- Outgoing webhooks -----------------------------------------------------------------------------------------------

create table webhooks (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  name text not null check (name <> ''),
  is_enabled boolean not null default true,
  dialect text not null default 'oncall' check (dialect in ('oncall')),
  team_id bigint references teams on delete set null,
  created_by_user_id bigint references users on delete set null,
  trigger_type text not null,
  http_method text not null check (http_method in ('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH')),
  url text not null,
  headers text,
  data text,
  trigger_template text,
  forward_all boolean not null default true,
  username text,
  sealed_password bytea,
  sealed_authorization bytea,
  -- Public ids in the order the client sent them; empty means every integration.
  integration_filter text[] not null default '{}',
  preset text,
  -- Longest time for one request, from name lookup to the last byte of the answer.
  deadline_ms integer not null default 10000 check (deadline_ms between 1000 and 30000),
  -- Why the server switched it off by itself; null when a person did, or when it is on.
  disabled_reason text check (disabled_reason is null or not is_enabled),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);

create unique index webhooks_name on webhooks (name) where deleted_at is null;

-- What happened to an alert group, as it was at that moment. Written only when a webhook wants it.
create table events (
  id bigint generated always as identity primary key,
  group_id bigint not null references alert_groups on delete cascade,
  type text not null,
  -- Position among the events of this group, from 1.
  sequence integer not null,
  at timestamptz not null default now(),
  -- Everything a message says about the group, its integration and its people at that moment, so that every try of a
  -- delivery says the same. The alerts are immutable and joined by id.
  snapshot jsonb not null,
  first_alert_id bigint,
  last_alert_id bigint
);

create index events_by_group on events (group_id, id);

-- Work to do: one row per event and webhook until it is delivered or given up. Small, hot, no payload.
create table deliveries (
  id bigint generated always as identity primary key,
  public_id text not null,
  event_id bigint not null references events on delete cascade,
  webhook_id bigint not null references webhooks on delete cascade,
  group_id bigint not null,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  claim_token bigint,
  claimed_until timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index deliveries_due on deliveries (webhook_id, due_at, id);
create index deliveries_by_event on deliveries (event_id);
create index deliveries_by_group on deliveries (group_id);
create sequence claim_tokens;

-- Every try, explainable for as long as it is kept: append only, one partition a day.
create table attempts (
  id bigint generated always as identity,
  delivery_id bigint not null,
  delivery_public_id text not null,
  event_id bigint not null,
  event_type text not null,
  webhook_id bigint not null,
  group_id bigint not null,
  number integer not null,
  started_at timestamptz not null default now(),
  -- delivered, retry (another try follows), failed (given up), superseded (the lease was lost meanwhile; another
  -- worker decides what becomes of the delivery).
  result text not null check (result in ('delivered', 'retry', 'failed', 'superseded')),
  -- Closed set: response, policy, template, dns, connect, tls, timeout, protocol, disabled, internal.
  cause text not null,
  -- Part of the message that could not be made: trigger, url, headers, data.
  error_part text,
  error text,
  request_method text not null,
  request_url text not null,
  request_headers jsonb not null,
  request_body text,
  -- Rendered text of the trigger template.
  request_trigger text,
  response_status integer,
  response_headers jsonb,
  response_body text,
  timings jsonb not null default '{}',
  next_try_at timestamptz,
  worker text not null
) partition by range (started_at);

create index attempts_by_webhook on attempts (webhook_id, started_at desc);
create index attempts_by_group on attempts (group_id, webhook_id, started_at desc);
create table attempts_default partition of attempts default;
