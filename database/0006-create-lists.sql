-- Lists are evidence: kept as they came, checked row by row, matched, previewed, and only then committed.

CREATE TABLE import (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  source_id uuid NOT NULL,
  file_id uuid NOT NULL,
  addresses_file_id uuid,
  as_at date NOT NULL,
  school_urn integer,
  format text CHECK (format IN ('csv', 'ctf', 'census', 'collect')),
  headers text[],
  mapping jsonb,
  state text NOT NULL DEFAULT 'uploaded' CHECK (state IN ('uploaded', 'mapped', 'checking', 'ready', 'committing', 'committed', 'withdrawn', 'refused', 'undone')),
  refusal text,
  rows_read integer NOT NULL DEFAULT 0,
  rows_refused integer NOT NULL DEFAULT 0,
  rows_flagged integer NOT NULL DEFAULT 0,
  rows_new integer NOT NULL DEFAULT 0,
  rows_matched integer NOT NULL DEFAULT 0,
  rows_changed integer NOT NULL DEFAULT 0,
  rows_ambiguous integer NOT NULL DEFAULT 0,
  missing integer NOT NULL DEFAULT 0,
  rows_committed integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  brought_by uuid REFERENCES account,
  brought_at timestamptz NOT NULL DEFAULT now(),
  committed_by uuid REFERENCES account,
  committed_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, source_id) REFERENCES source,
  FOREIGN KEY (authority_id, file_id) REFERENCES file
);
CREATE INDEX import_source ON import (authority_id, source_id, as_at);
COMMENT ON COLUMN import.as_at IS 'The day on which the list was true, not the day on which it came.';
COMMENT ON COLUMN import.school_urn IS 'When all its rows are of one school and do not say so themselves.';

CREATE TABLE import_row (
  authority_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL,
  raw jsonb NOT NULL,
  row jsonb,
  problems jsonb NOT NULL DEFAULT '[]',
  refused boolean NOT NULL DEFAULT false,
  outcome text CHECK (outcome IN ('new', 'matched', 'changed', 'same', 'ambiguous', 'duplicate')),
  because text,
  candidates uuid[] NOT NULL DEFAULT '{}',
  same_as_line integer,
  decision text CHECK (decision IN ('same', 'new', 'leave_out')),
  decided_person_id uuid,
  decided_by uuid REFERENCES account,
  decided_at timestamptz,
  record_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  committed_at timestamptz,
  PRIMARY KEY (authority_id, import_id, line),
  FOREIGN KEY (authority_id, import_id) REFERENCES import,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX import_row_outcome ON import_row (authority_id, import_id, outcome, line);
CREATE INDEX import_row_record ON import_row (authority_id, record_id) WHERE record_id IS NOT NULL;
COMMENT ON COLUMN import_row.same_as_line IS 'An earlier line of the same list that is of the same child.';
COMMENT ON COLUMN import_row.raw IS 'The row as it came, cell by cell.';
COMMENT ON COLUMN import_row.row IS 'The row as it was read: the fields of a child, normalised.';
COMMENT ON COLUMN import_row.problems IS 'What is wrong: column, field, severity (refused or flagged) and a sentence.';

-- Which child a row is of. Apart from the row, so that a match with a sealed child is seen by nobody not named on it.
CREATE TABLE import_match (
  authority_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL,
  person_id uuid NOT NULL,
  record_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  matched_on text NOT NULL,
  PRIMARY KEY (authority_id, import_id, line),
  FOREIGN KEY (authority_id, import_id, line) REFERENCES import_row,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX import_match_person ON import_match (authority_id, person_id);

CREATE TABLE import_missing (
  authority_id uuid NOT NULL,
  import_id uuid NOT NULL,
  record_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  last_on date NOT NULL,
  PRIMARY KEY (authority_id, import_id, record_id),
  FOREIGN KEY (authority_id, import_id) REFERENCES import,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE import_missing IS 'Children whom the last list of the same source held and this one does not.';

ALTER TABLE import ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_match ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_missing ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON import, import_row TO onroll_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_match, import_missing TO onroll_app;
GRANT DELETE ON import_row TO onroll_app;

-- A list from a protected source is seen by whoever brought it and by those who see protected fields.
CREATE POLICY import_read ON import FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('lists.read'))
    AND ((SELECT identity.sees('protected')) OR brought_by = (SELECT identity.account())
      OR source_id IN (SELECT s.id FROM source s JOIN source_kind k ON k.code = s.kind WHERE NOT k.protected)))));
CREATE POLICY import_add ON import FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.import'))));
CREATE POLICY import_change ON import FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.import'))));

CREATE POLICY import_row_read ON import_row FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR record_id IN (SELECT id FROM record WHERE sealed)));
CREATE POLICY import_row_add ON import_row FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY import_row_change ON import_row FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.import')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR record_id IN (SELECT id FROM record WHERE sealed)));
CREATE POLICY import_row_clear ON import_row FOR DELETE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine' AND committed_at IS NULL);

CREATE POLICY import_match_read ON import_match FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY import_match_write ON import_match FOR ALL TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine')
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

CREATE POLICY import_missing_read ON import_missing FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY import_missing_write ON import_missing FOR ALL TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine')
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

CREATE POLICY file_read ON file FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.kind()) = 'engine' OR kind = 'logo'
    OR (kind = 'list' AND (SELECT identity.may('lists.read'))
      AND (added_by = (SELECT identity.account()) OR id IN (SELECT file_id FROM import) OR id IN (SELECT addresses_file_id FROM import)))
    OR (kind = 'evidence' AND (SELECT identity.may('cases.read')) AND person_id IN (SELECT id FROM person))));
CREATE POLICY file_chunk_read ON file_chunk FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND file_id IN (SELECT id FROM file));
CREATE POLICY file_chunk_add ON file_chunk FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND file_id IN (SELECT id FROM file));
