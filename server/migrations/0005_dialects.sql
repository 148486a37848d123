-- In which form a webhook's messages are made, and what that form lets its owner choose.
alter table webhooks drop constraint webhooks_dialect_check;
alter table webhooks add constraint webhooks_dialect_check
  check (dialect in ('oncall', 'grafana', 'opsknight', 'standard'));
alter table webhooks add column dialect_settings jsonb not null default '{}';

-- What a webhook's messages are signed with. While one secret replaces another, both are in use where the form has room
-- for two signatures.
create table webhook_secrets (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhooks on delete cascade,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  -- Until when a replaced secret is still in use; null for the present one.
  expires_at timestamptz
);

create unique index webhook_secrets_present on webhook_secrets (webhook_id) where expires_at is null;
create index webhook_secrets_by_webhook on webhook_secrets (webhook_id);
