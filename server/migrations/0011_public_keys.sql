-- Whoever verifies signatures made with a private key needs its public one, which is no secret.
alter table webhook_secrets add column public_key text;
