-- Outages of ours are judged by the deadline alone.
alter table heartbeats drop column counted_from;
