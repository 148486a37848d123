-- What has really happened for the first time, and what it was; kept when that is long gone. One row for each step, and
-- one when people no longer want to be led there.
create table first_steps (
  step text primary key check (step in ('delivered', 'titled', 'routed', 'answered', 'dismissed')),
  at timestamptz not null default now(),
  object_type text check (object_type in ('alert group', 'webhook')),
  object_id text,
  -- The step was not seen to happen: somebody said that the default route is right.
  is_confirmed boolean not null default false,
  check ((object_type is null) = (object_id is null)),
  check ((step = 'dismissed') = (object_type is null))
);

-- Whoever has alert groups already knows the way.
insert into first_steps (step) select 'dismissed' where exists (select from alert_groups);
