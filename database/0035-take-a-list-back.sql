-- A whole list can be taken back: what it said is believed no longer, and what it put an end to is believed again.
DO $$
DECLARE fact text;
BEGIN
  FOR fact IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname LIKE '%\_fact' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN retracted_import_id uuid, ADD FOREIGN KEY (authority_id, retracted_import_id) REFERENCES import', fact);
    EXECUTE format('GRANT UPDATE (retracted_import_id) ON %I TO onroll_app', fact);
    EXECUTE format($c$COMMENT ON COLUMN %I.retracted_import_id IS 'The list that put an end to believing it. Null when a person did, or a list of before.'$c$, fact);
  END LOOP;
END $$;

ALTER TABLE import ADD COLUMN undone_by uuid REFERENCES account, ADD COLUMN undone_at timestamptz, ADD COLUMN undone_because text,
  ADD COLUMN undoable boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN import.undoable IS 'What it put an end to is known. False of lists that were committed before that was kept.';
ALTER TABLE import DROP CONSTRAINT import_state_check;
ALTER TABLE import ADD CONSTRAINT import_state_check
  CHECK (state IN ('uploaded', 'mapped', 'checking', 'ready', 'committing', 'committed', 'withdrawn', 'refused', 'undoing', 'undone'));

-- What was decided since on what the list had said: it stays, and is shown to whoever took the list back.
CREATE TABLE import_undo_left (
  authority_id uuid NOT NULL,
  import_id uuid NOT NULL,
  record_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL,
  PRIMARY KEY (authority_id, import_id, record_id, kind),
  FOREIGN KEY (authority_id, import_id) REFERENCES import,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE import_undo_left IS 'Facts of a list that was taken back on which a later decision stands, by record and kind of fact.';
ALTER TABLE import_undo_left ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON import_undo_left TO onroll_app;
CREATE POLICY import_undo_left_read ON import_undo_left FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY import_undo_left_add ON import_undo_left FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY import_undo_left_change ON import_undo_left FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- A list that matches far worse than its source's lists of before is held back whole, until somebody says why it is right all the same.
ALTER TABLE import ADD COLUMN held text[] NOT NULL DEFAULT '{}', ADD COLUMN released_by uuid REFERENCES account, ADD COLUMN released_because text;
COMMENT ON COLUMN import.held IS 'Why the list is held back, in sentences: found when it was checked, beside the lists of its source before it.';
COMMENT ON COLUMN import.released_because IS 'Why it was committed although it was held back.';

ALTER TABLE import ADD COLUMN checked_at timestamptz;
COMMENT ON COLUMN import.checked_at IS 'When its preview was made: what another list has made known since is looked at again.';
