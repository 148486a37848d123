-- The audit log is read newest first, by who did it or by what it was done to.
create index audit_entries_by_actor on audit_entries (actor, id desc);
create index audit_entries_by_object on audit_entries (object_id, id desc);
create index audit_entries_by_type on audit_entries (object_type, id desc);
