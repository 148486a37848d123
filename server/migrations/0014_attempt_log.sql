-- The log of tries as a whole, newest first: without an index the newest page sorts every attempt there is.
create index attempts_newest on attempts (started_at desc, id desc);

-- What went wrong, however rare it is among what went well, which these do not hold.
create index attempts_by_result on attempts (result, started_at desc, id desc) where result <> 'delivered';
create index attempts_by_cause on attempts (cause, started_at desc, id desc) where result <> 'delivered';
create index attempts_by_webhook_result on attempts (webhook_id, result, started_at desc, id desc)
  where result <> 'delivered';

-- Two rows a page: to compress shorter ones and to store their bodies apart costs more than the rest of writing them. New
-- days get the same when they are made.
do $$
declare day regclass;
begin
  for day in select inhrelid from pg_inherits where inhparent = 'attempts'::regclass loop
    execute format('alter table %s set (toast_tuple_target = 4080)', day);
  end loop;
end $$;
