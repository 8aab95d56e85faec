-- A list of a whole county again: a row whose cells are those of the list before is kept by its place alone, thousands of them in
-- one row of this table; its cells stand in the list that said them first.
ALTER TABLE record ADD COLUMN cells uuid, ADD COLUMN kept_import_id uuid, ADD COLUMN kept_line integer;
COMMENT ON COLUMN record.cells IS 'The first half of the SHA-256 of the cells of the newest row of this source, as they came. Null when a row with the same cells must be read all the same.';
COMMENT ON COLUMN record.kept_import_id IS 'The list in which those cells are kept.';
GRANT UPDATE (cells, kept_import_id, kept_line) ON record TO onroll_app;
ALTER TABLE import_row ADD COLUMN cells uuid;
COMMENT ON COLUMN import_row.cells IS 'As record.cells, of this row.';
ALTER TABLE import ADD COLUMN reading uuid;
COMMENT ON COLUMN import.reading IS 'A short name of all that the meaning of its rows depends on besides their cells: columns, kind of list, schools as the register had them.';

CREATE TABLE import_again (
  authority_id uuid NOT NULL,
  import_id uuid NOT NULL,
  first_line integer NOT NULL,
  last_line integer NOT NULL,
  lines integer[] NOT NULL,
  record_ids uuid[] NOT NULL,
  kept_import_ids uuid[] NOT NULL,
  kept_lines integer[] NOT NULL,
  committed_at timestamptz,
  PRIMARY KEY (authority_id, import_id, last_line),
  FOREIGN KEY (authority_id, import_id) REFERENCES import,
  CHECK (cardinality(lines) = cardinality(record_ids) AND cardinality(lines) = cardinality(kept_import_ids) AND cardinality(lines) = cardinality(kept_lines))
);
COMMENT ON TABLE import_again IS 'Rows that say with the same cells what the list before said: line by line the record, and the list and line in which the cells are kept. None is of a sealed child.';
ALTER TABLE import_again ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_again TO onroll_app;
CREATE POLICY import_again_read ON import_again FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND import_id IN (SELECT id FROM import));
CREATE POLICY import_again_add ON import_again FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY import_again_change ON import_again FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY import_again_clear ON import_again FOR DELETE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine' AND committed_at IS NULL);

-- Every line of a list, however it is kept.
CREATE VIEW import_line WITH (security_invoker = true) AS
  SELECT authority_id, import_id, line, record_id, outcome, refused FROM import_row
  UNION ALL
  SELECT a.authority_id, a.import_id, t.line, t.record_id, 'same', false FROM import_again a, unnest(a.lines, a.record_ids) AS t (line, record_id);
GRANT SELECT ON import_line TO onroll_app;

-- Row-level security hides no child among thousands in one row: whoever is sealed is taken out of them, and each line becomes a row
-- of its own, which is hidden with its child.
CREATE FUNCTION part_sealed_rows() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO import_row (authority_id, import_id, line, raw, row, outcome, because, record_id, said, cells, sealed, committed_at)
      SELECT a.authority_id, a.import_id, t.line, k.raw, k.row, 'same', 'As before.', NEW.id, k.said, k.cells, true, a.committed_at
      FROM import i JOIN import_again a ON a.authority_id = i.authority_id AND a.import_id = i.id
      CROSS JOIN LATERAL unnest(a.lines, a.record_ids, a.kept_import_ids, a.kept_lines) AS t (line, record_id, kept_import_id, kept_line)
      JOIN import_row k ON k.authority_id = a.authority_id AND k.import_id = t.kept_import_id AND k.line = t.kept_line
      WHERE i.authority_id = NEW.authority_id AND i.source_id = NEW.source_id AND a.record_ids @> ARRAY[NEW.id] AND t.record_id = NEW.id;
    UPDATE import_again a SET (lines, record_ids, kept_import_ids, kept_lines) = (
        SELECT coalesce(array_agg(t.line ORDER BY t.line), '{}'), coalesce(array_agg(t.record_id ORDER BY t.line), '{}'),
          coalesce(array_agg(t.kept_import_id ORDER BY t.line), '{}'), coalesce(array_agg(t.kept_line ORDER BY t.line), '{}')
        FROM unnest(a.lines, a.record_ids, a.kept_import_ids, a.kept_lines) AS t (line, record_id, kept_import_id, kept_line) WHERE t.record_id <> NEW.id)
      FROM import i WHERE i.authority_id = NEW.authority_id AND i.source_id = NEW.source_id AND a.authority_id = i.authority_id AND a.import_id = i.id
        AND a.record_ids @> ARRAY[NEW.id];
    RETURN NULL;
  END $$;
CREATE TRIGGER record_sealed_parts AFTER UPDATE OF sealed ON record FOR EACH ROW WHEN (NEW.sealed AND NOT OLD.sealed)
  EXECUTE FUNCTION part_sealed_rows();

-- Whether a child that is missing at one school is on the same list at another: found once, when the list is settled.
ALTER TABLE import_missing ADD COLUMN elsewhere boolean NOT NULL DEFAULT false;
UPDATE import_missing m SET elsewhere = true WHERE EXISTS (SELECT FROM import_match e
    WHERE e.authority_id = m.authority_id AND e.import_id = m.import_id AND e.person_id = m.person_id)
  OR EXISTS (SELECT FROM record h WHERE h.authority_id = m.authority_id AND h.person_id = m.person_id
    AND EXISTS (SELECT FROM import_row x WHERE x.authority_id = h.authority_id AND x.record_id = h.id AND x.import_id = m.import_id));
