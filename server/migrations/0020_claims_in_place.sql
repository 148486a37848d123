-- A claim changes every row of a page before any old version can go: with half of the page free the new versions stay on
-- it, and none of the five indexes is written.
alter table deliveries set (fillfactor = 45);
