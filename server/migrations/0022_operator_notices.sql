-- What operators were told, and the mail about it: still to be sent until it was sent or given up. Servers without a mail
-- server leave it.
create table operator_notices (
  id bigint generated always as identity primary key,
  type text not null,
  snapshot jsonb not null,
  at timestamptz not null default now(),
  mailed_at timestamptz,
  mail_given_up_at timestamptz,
  mail_due_at timestamptz not null default now(),
  -- Tries that began; whoever began a later one decides.
  mail_tries integer not null default 0,
  mail_claimed_until timestamptz,
  mail_error text,
  check (num_nonnulls(mailed_at, mail_given_up_at) <= 1)
);

create index operator_notices_to_mail on operator_notices (mail_due_at, id)
  where mailed_at is null and mail_given_up_at is null;
create index operator_notices_by_age on operator_notices (at);
