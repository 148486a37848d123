-- The last time a webhook was off, from the first failure before it on: what was given up in between can be sent again.
alter table webhooks
  add column outage_since timestamptz,
  add column outage_until timestamptz,
  add constraint webhooks_outage check (outage_until is null or outage_since is not null);
