-- Alert groups that were deleted in the last day, so that views which still show them are told.
create table removed_groups (
  id bigint generated always as identity primary key,
  public_id text not null,
  removed_at timestamptz not null default now()
);
create index removed_groups_oldest on removed_groups (removed_at);
