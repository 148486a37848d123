-- What people decided about how one integration's requests are read; null: everything has its default.
alter table integrations add column options jsonb;
