-- Service accounts ------------------------------------------------------------------------------------------------

-- Programs that call this server by tokens of their own, which end without touching any person's.
create table service_accounts (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  name text not null check (name <> ''),
  role text not null check (role in ('viewer', 'responder', 'editor', 'admin')),
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create unique index service_accounts_name on service_accounts (name) where deleted_at is null;

alter table api_tokens add column service_account_id bigint references service_accounts on delete cascade;
alter table api_tokens add constraint api_tokens_one_holder check (num_nonnulls(user_id, service_account_id) <= 1);
create index api_tokens_by_service_account on api_tokens (service_account_id) where service_account_id is not null;

-- Incidents -------------------------------------------------------------------------------------------------------

create table incidents (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  title text not null check (title <> ''),
  severity text not null check (severity <> ''),
  status text not null check (status in ('active', 'resolved')),
  is_drill boolean not null default false,
  labels text[] not null default '{}',
  -- Beginning of the name of the incident's chat room, for the chats that make one.
  room_prefix text,
  declared_at timestamptz not null default now(),
  declared_by_user_id bigint references users on delete set null,
  declared_by_service_account_id bigint references service_accounts on delete set null,
  changed_at timestamptz not null default now(),
  resolved_at timestamptz,
  -- Number of the last event told to outgoing webhooks.
  event_sequence integer not null default 0,
  check ((status = 'resolved') = (resolved_at is not null))
);

create index incidents_newest on incidents (declared_at desc, id desc);
create index incidents_by_status on incidents (status, declared_at desc, id desc);
create index incidents_by_label on incidents using gin (labels);

create table incident_groups (
  incident_id bigint not null references incidents on delete cascade,
  group_id bigint not null references alert_groups on delete cascade,
  attached_at timestamptz not null default now(),
  primary key (incident_id, group_id)
);

create index incident_groups_by_group on incident_groups (group_id);

create table incident_timeline_entries (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents on delete cascade,
  at timestamptz not null default now(),
  kind text not null,
  user_id bigint references users on delete set null,
  service_account_id bigint references service_accounts on delete set null,
  text text not null,
  detail jsonb not null default '{}'
);

create index incident_timeline_entries_by_incident on incident_timeline_entries (incident_id, id);

-- What an incident was declared with: the request that did it (secrets masked), or a link to its context.
create table incident_attachments (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents on delete cascade,
  at timestamptz not null default now(),
  kind text not null check (kind in ('request', 'link')),
  caption text not null default '',
  url text not null,
  headers jsonb,
  body text,
  body_bytes integer,
  check ((kind = 'request') = (headers is not null and body is not null and body_bytes is not null))
);

create index incident_attachments_by_incident on incident_attachments (incident_id, id);

-- Outgoing webhooks: an event is about an alert group or an incident ----------------------------------------------

alter table events alter column group_id drop not null;
alter table events add column incident_id bigint references incidents on delete cascade;
alter table events add constraint events_one_subject check (num_nonnulls(group_id, incident_id) = 1);
create index events_by_incident on events (incident_id, id) where incident_id is not null;

alter table deliveries alter column group_id drop not null;
alter table deliveries add column incident_id bigint;
alter table deliveries add constraint deliveries_one_subject check (num_nonnulls(group_id, incident_id) = 1);
create index deliveries_by_incident on deliveries (incident_id) where incident_id is not null;

alter table attempts alter column group_id drop not null;
alter table attempts add column incident_id bigint;
alter table attempts add constraint attempts_one_subject check (num_nonnulls(group_id, incident_id) = 1);
create index attempts_by_incident on attempts (incident_id, webhook_id, started_at desc) where incident_id is not null;
