-- A list of a whole county again: a row that says what its source said before is kept as its cells alone, and the names of the
-- cells once for the list.
ALTER TABLE import ADD COLUMN row_names text[];
COMMENT ON COLUMN import.row_names IS 'What the cells of its rows are called, in their order. Null while no row of it was read since there were such names.';
ALTER TABLE import ADD COLUMN schools_named jsonb;
COMMENT ON COLUMN import.schools_named IS 'The schools that its rows name, each once: school_urn and school_laestab as they were read. Null of a list that was checked before they were kept.';
COMMENT ON COLUMN import_row.raw IS 'The row as it came: its cells in the order of import.row_names, null where it has none. An object of names and cells in lists of before.';
COMMENT ON COLUMN import_row.row IS 'The row as it was read: the fields of a child, normalised, without those that it leaves empty. Null when it could not be read, and of a row that says again what its source said before (said is not null): its cells are read again.';

-- The rows of a record in one list are asked for by both: by the record alone all its lists of ten years are walked.
DROP INDEX import_row_record;
CREATE INDEX import_row_record ON import_row (authority_id, record_id, import_id) WHERE record_id IS NOT NULL;
