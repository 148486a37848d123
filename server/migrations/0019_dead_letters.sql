-- Deliveries that were given up because of a failure of the server's own. They wait for a person, who has them sent again
-- or dismisses them; what a receiver, a rule or a template is to blame for never comes here.
create table dead_letters (
  id bigint generated always as identity primary key,
  delivery_public_id text not null unique,
  webhook_id bigint not null references webhooks on delete cascade,
  event_id bigint not null references events on delete cascade,
  -- The try that gave it up.
  attempt_at timestamptz not null,
  attempt_id bigint not null
);

create index dead_letters_by_webhook on dead_letters (webhook_id, id);
create index dead_letters_by_event on dead_letters (event_id);

-- Operators were told of those up to this id; the one row is the lock of telling.
create table dead_letter_notices (
  is_only boolean primary key default true check (is_only),
  told_at timestamptz not null default '-infinity',
  told_id bigint not null default 0
);
insert into dead_letter_notices default values;
