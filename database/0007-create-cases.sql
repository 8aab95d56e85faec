-- A case: from "on no roll" to closed with proof of where the child is now.

CREATE TABLE council_case (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  reference text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('no_roll', 'whereabouts_unknown', 'not_full_time')),
  opened_on date NOT NULL,
  opened_by uuid NOT NULL REFERENCES account,
  opened_because text NOT NULL,
  lead_team_id uuid NOT NULL,
  lead_account_id uuid REFERENCES account,
  closed_on date,
  closed_by uuid REFERENCES account,
  closing_reason text,
  closing_evidence text,
  closing_file_id uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, sealed),
  UNIQUE (authority_id, reference),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, lead_team_id) REFERENCES organisation (authority_id, id),
  FOREIGN KEY (authority_id, closing_file_id) REFERENCES file (authority_id, id),
  CONSTRAINT closed_with_proof CHECK ((closed_on IS NULL) = (closing_reason IS NULL) AND (closed_on IS NULL) = (closed_by IS NULL)
    AND (closed_on IS NULL OR (closing_evidence IS NOT NULL AND closing_evidence <> '')))
);
CREATE UNIQUE INDEX one_open_case_a_child ON council_case (authority_id, person_id) WHERE closed_on IS NULL;
CREATE INDEX council_case_person ON council_case (authority_id, person_id);
CREATE INDEX council_case_lead ON council_case (authority_id, lead_account_id) WHERE closed_on IS NULL;
COMMENT ON TABLE council_case IS 'Closed only with a closing reason of rulebook 6.1 and its evidence: the database refuses another way.';

CREATE TABLE case_entry (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('opened', 'allocated', 'contact', 'provision', 'decision', 'note', 'closed', 'reopened')),
  happened_on date NOT NULL,
  how text,
  with_whom text,
  reached boolean,
  child_seen boolean,
  text text NOT NULL CHECK (text <> ''),
  file_id uuid,
  recorded_by uuid NOT NULL REFERENCES account,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, file_id) REFERENCES file (authority_id, id)
);
CREATE INDEX case_entry_case ON case_entry (authority_id, case_id, happened_on, recorded_at);
CREATE INDEX case_entry_person ON case_entry (authority_id, person_id, happened_on);
COMMENT ON TABLE case_entry IS 'The chronology. An entry is never changed or removed; what was wrong is put right by another entry.';

CREATE SEQUENCE case_number;
GRANT USAGE ON SEQUENCE case_number TO onroll_app;

ALTER TABLE council_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_entry ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON council_case, case_entry TO onroll_app;
GRANT UPDATE (lead_team_id, lead_account_id, closed_on, closed_by, closing_reason, closing_evidence, closing_file_id, version) ON council_case TO onroll_app;

CREATE POLICY council_case_read ON council_case FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('cases.read')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY council_case_add ON council_case FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));
CREATE POLICY council_case_change ON council_case FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));

CREATE POLICY case_entry_read ON case_entry FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('cases.read')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY case_entry_add ON case_entry FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));
