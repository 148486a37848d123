-- Messages of Amazon SNS that came in the last hours: a captured one that is sent again is no new alert.
create table topic_messages (
  integration_id bigint not null references integrations on delete cascade,
  message_id text not null,
  claimed_at timestamptz not null default now(),
  -- False while the request is being stored.
  is_taken boolean not null default false,
  primary key (integration_id, message_id)
);
create index topic_messages_oldest on topic_messages (claimed_at);
