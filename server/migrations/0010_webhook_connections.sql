-- How a webhook's receiver is reached besides its URL: TLS material and OAuth2 client credentials. What may be shown is in
-- `connection`; the whole, secrets included, is sealed.
alter table webhooks add column connection jsonb not null default '{}';
alter table webhooks add column sealed_connection bytea;
