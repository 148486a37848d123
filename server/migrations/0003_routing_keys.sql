-- A key of at most 64 characters that senders keep from another product (PagerDuty, Opsgenie). Without one they use the
-- integration's token, or md5(token) where a client insists on 32 hexadecimal digits.
alter table integrations add column routing_key text check (length(routing_key) between 16 and 64);

create unique index integrations_routing_key on integrations (routing_key)
  where routing_key is not null and deleted_at is null;
create index integrations_token_digest on integrations (md5(token));

-- What was changed on purpose (deployments, settings), as PagerDuty's clients report it: shown beside alerts, never one.
create table change_events (
  id bigint generated always as identity primary key,
  integration_id bigint not null references integrations on delete cascade,
  received_at timestamptz not null default now(),
  -- When the change happened, by its sender's clock.
  changed_at timestamptz,
  summary text not null,
  source text not null default '',
  -- JSON text as received.
  payload text not null
);

create index change_events_newest on change_events (integration_id, id desc);
