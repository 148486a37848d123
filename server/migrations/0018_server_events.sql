-- An event may be about the server itself: a webhook that delivers nothing, deliveries that the server failed to make.
-- Not validated: what is there is stricter, and reading the whole log of attempts would hold up its writers.
alter table events drop constraint events_one_subject,
  add constraint events_one_subject check (num_nonnulls(group_id, incident_id) <= 1) not valid;
alter table deliveries drop constraint deliveries_one_subject,
  add constraint deliveries_one_subject check (num_nonnulls(group_id, incident_id) <= 1) not valid;
alter table attempts drop constraint attempts_one_subject,
  add constraint attempts_one_subject check (num_nonnulls(group_id, incident_id) <= 1) not valid;

-- Their numbers; alert groups and incidents count their own.
create sequence server_event_numbers as integer cycle;

-- Leads to the other tries of one delivery, as the alert group or the incident does for the rest.
create index attempts_about_the_server on attempts (delivery_public_id, webhook_id)
  where group_id is null and incident_id is null;
