-- A message of an ordered webhook that is tried again is due later than those that wait for it, however many these are.
create index deliveries_tried on deliveries (webhook_id, due_at, id) where attempts > 0;
