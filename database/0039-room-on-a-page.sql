-- A list that comes again writes its day on each record it holds: with room for that on the page of the record, no index is touched.
ALTER TABLE record SET (fillfactor = 45);
-- Lists as they came are read once and kept for years: to pack and unpack them takes longer than to write them.
ALTER TABLE file_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
-- Two records that were one and are two again bear the numbers that made them one: remembered, as where they were kept apart at once, so that
-- the next run does not join them for the same numbers again.
GRANT UPDATE (shared) ON join_decision TO onroll_app;
