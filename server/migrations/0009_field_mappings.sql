-- Where the generic webhook finds the fields of one integration's alerts, as its people say.
alter table integrations add column mapping jsonb;
