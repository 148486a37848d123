-- Past deliveries that were asked to be made once more. Their rows are queued with it, so nothing is left to a job.
create table replays (
  id bigint generated always as identity primary key,
  public_id text not null unique,
  webhook_id bigint not null references webhooks on delete cascade,
  -- How many deliveries were queued.
  total integer not null default 0,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  cancelled_at timestamptz
);

create index replays_by_webhook on replays (webhook_id, id desc);

alter table deliveries add column replay_id bigint references replays on delete set null;
-- Somebody tries the webhook out.
alter table deliveries add column is_test boolean not null default false;
create index deliveries_by_replay on deliveries (replay_id) where replay_id is not null;
