-- Keys and policies of every table of children. Each policy says three things: of my authority; not sealed, or I am named;
-- and within my reach. Sub-selects are never correlated and never a function a row, so that each is asked once a query.

-- What a protected source says is of the class protected, whatever the field; whoever is named on the child's seal reads it too.
-- Facts: the same keys, indexes and policies, for each with its class of field.
CREATE PROCEDURE secure_fact_table(fact regclass, field_class text, also_seen_when text DEFAULT 'false') LANGUAGE plpgsql AS $$
DECLARE
  name text := fact::text;
  not_sealed CONSTANT text := $p$(NOT sealed OR (SELECT identity.kind()) = 'engine'
      OR record_id IN (SELECT r.id FROM seal_name n JOIN record r ON r.authority_id = n.authority_id AND r.person_id = n.person_id))$p$;
  may_change CONSTANT text := $p$((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.change')))$p$;
BEGIN
  EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (authority_id, id)', name);
  EXECUTE format('ALTER TABLE %s ADD FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE', name);
  EXECUTE format('CREATE INDEX ON %s (authority_id, record_id)', name);
  EXECUTE format('CREATE INDEX ON %s (authority_id, import_id) WHERE import_id IS NOT NULL', name);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('GRANT SELECT, INSERT ON %s TO onroll_app', name);
  EXECUTE format('GRANT UPDATE (retracted_at, retracted_by) ON %s TO onroll_app', name);
  EXECUTE format($p$CREATE POLICY %s_read ON %s FOR SELECT TO onroll_app USING (
    authority_id = (SELECT identity.authority())
    AND (%s)
    AND (source <> ALL (ARRAY(SELECT code FROM source_kind WHERE protected)) OR (SELECT identity.sees('protected'))
      OR record_id IN (SELECT r.id FROM seal_name n JOIN record r ON r.authority_id = n.authority_id AND r.person_id = n.person_id))
    AND %s
    AND ((SELECT identity.scope()) = 'county' OR %s OR record_id IN (
      SELECT r.id FROM child_reach c JOIN record r ON r.authority_id = c.authority_id AND r.person_id = c.person_id
        WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
          AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))
      UNION ALL
      SELECT r.id FROM record r WHERE r.authority_id = (SELECT identity.authority()) AND r.school_urn = ANY ((SELECT identity.schools())::integer[]))))$p$,
    name, name, field_class, not_sealed, also_seen_when);
  EXECUTE format($p$CREATE POLICY %s_add ON %s FOR INSERT TO onroll_app WITH CHECK (
    authority_id = (SELECT identity.authority()) AND %s AND %s)$p$, name, name, may_change, not_sealed);
  -- What was retracted stays so: believing it again is a new fact.
  EXECUTE format($p$CREATE POLICY %s_retract ON %s FOR UPDATE TO onroll_app
    USING (authority_id = (SELECT identity.authority()) AND retracted_at IS NULL AND %s AND %s)
    WITH CHECK (retracted_at IS NOT NULL)$p$, name, name, may_change, not_sealed);
END $$;

-- What hangs on persons and is worked out by the engine: read within reach, written by the engine only.
CREATE PROCEDURE secure_answer_table(answer regclass, field_class text) LANGUAGE plpgsql AS $$
DECLARE name text := answer::text;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON %s TO onroll_app', name);
  EXECUTE format($p$CREATE POLICY %s_read ON %s FOR SELECT TO onroll_app USING (
    authority_id = (SELECT identity.authority())
    AND (SELECT identity.sees(%L))
    AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
    AND ((SELECT identity.scope()) = 'county' OR person_id IN (
      SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
        AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))))$p$, name, name, field_class);
  EXECUTE format($p$CREATE POLICY %s_write ON %s FOR INSERT TO onroll_app
    WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine')$p$, name, name);
  EXECUTE format($p$CREATE POLICY %s_replace ON %s FOR DELETE TO onroll_app
    USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine')$p$, name, name);
END $$;

ALTER TABLE birth_fact ADD COLUMN during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED;
ALTER TABLE birth_fact ADD CONSTRAINT one_birth_a_record
  EXCLUDE USING gist (authority_id WITH =, record_id WITH =, during WITH &&) WHERE (retracted_at IS NULL);
ALTER TABLE name_fact ADD COLUMN during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED;
ALTER TABLE name_fact ADD CONSTRAINT one_name_of_a_kind_a_record
  EXCLUDE USING gist (authority_id WITH =, record_id WITH =, kind WITH =, during WITH &&) WHERE (retracted_at IS NULL AND kind <> 'former');
ALTER TABLE address_fact ADD COLUMN during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED;
ALTER TABLE address_fact ADD CONSTRAINT one_address_of_a_kind_a_record
  EXCLUDE USING gist (authority_id WITH =, record_id WITH =, kind WITH =, during WITH &&) WHERE (retracted_at IS NULL);

CALL secure_fact_table('name_fact', $$(SELECT identity.sees('identity'))$$);
CALL secure_fact_table('birth_fact', $$(SELECT identity.sees('identity'))$$);
CALL secure_fact_table('identifier_fact',
  $$((SELECT identity.sees('identity')) AND kind IN ('upn', 'former_upn', 'uln')) OR ((SELECT identity.sees('care_status')) AND kind IN ('nhs_number', 'council_id'))$$);
CALL secure_fact_table('address_fact', $$(SELECT identity.sees('address'))$$);
CALL secure_fact_table('contact_fact', $$(SELECT identity.sees('address'))$$);
CALL secure_fact_table('enrolment_fact', $$(SELECT identity.sees('education'))$$, $$school_urn = ANY ((SELECT identity.schools())::integer[])$$);
CALL secure_fact_table('provision_fact', $$(SELECT identity.sees('education'))$$, $$school_urn = ANY ((SELECT identity.schools())::integer[])$$);
CALL secure_fact_table('circumstance_fact', $$(SELECT identity.sees('education'))$$);

CREATE INDEX name_fact_key ON name_fact (authority_id, surname_key text_pattern_ops, forename_key text_pattern_ops) WHERE retracted_at IS NULL;
CREATE INDEX birth_fact_born ON birth_fact (authority_id, born_on) WHERE retracted_at IS NULL;
CREATE INDEX identifier_fact_value ON identifier_fact (authority_id, kind, value) WHERE retracted_at IS NULL;
CREATE INDEX address_fact_postcode ON address_fact (authority_id, postcode_key) WHERE retracted_at IS NULL;
CREATE INDEX enrolment_fact_school ON enrolment_fact (authority_id, school_urn) WHERE retracted_at IS NULL;
COMMENT ON INDEX identifier_fact_value IS 'Not unique: a unique UPN would tell that a sealed child exists.';

CALL secure_answer_table('child_state', 'education');
CALL secure_answer_table('child_band', 'education');
CALL secure_answer_table('child_clock', 'education');
CALL secure_answer_table('child_summary', 'identity');

-- The tables the policies stand on ------------------------------------------------------------------------------------

ALTER TABLE person ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON person TO onroll_app;
GRANT UPDATE (sealed, version) ON person TO onroll_app;
CREATE POLICY person_read ON person FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY person_add ON person FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.change'))));
CREATE POLICY person_change ON person FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.seal')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR id IN (SELECT person_id FROM seal_name)));

ALTER TABLE record ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON record TO onroll_app;
GRANT UPDATE (person_id, sealed, last_on) ON record TO onroll_app;
CREATE POLICY record_read ON record FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (source <> ALL (ARRAY(SELECT code FROM source_kind WHERE protected)) OR (SELECT identity.sees('protected'))
    OR person_id IN (SELECT person_id FROM seal_name))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR school_urn = ANY ((SELECT identity.schools())::integer[]) OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY record_add ON record FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.change')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY record_change ON record FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

ALTER TABLE record_link ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON record_link TO onroll_app;
GRANT UPDATE (undone_by, undone_at) ON record_link TO onroll_app;
CREATE POLICY record_link_read ON record_link FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND (SELECT identity.scope()) = 'county');
CREATE POLICY record_link_add ON record_link FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.change')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY record_link_undo ON record_link FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.change')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));

-- A school sees that it reaches a child, never through whom else the child is reached.
ALTER TABLE child_reach ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON child_reach TO onroll_app;
CREATE POLICY child_reach_read ON child_reach FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.kind()) = 'engine' OR reach_key = ANY ((SELECT identity.reach())::text[])));
CREATE POLICY child_reach_write ON child_reach FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY child_reach_replace ON child_reach FOR DELETE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

ALTER TABLE seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE seal_name ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON seal, seal_name TO onroll_app;
GRANT UPDATE (lifted_by, lifted_at) ON seal TO onroll_app;
GRANT UPDATE (ended_by, ended_at) ON seal_name TO onroll_app;
CREATE POLICY seal_name_own ON seal_name FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (account_id = (SELECT identity.account()) AND ended_at IS NULL)));
-- Written by the engine in the action that seals, which has made sure that the actor sees the child: a policy that asked
-- the table of persons, whose own policy asks this one, would go round in a circle.
CREATE POLICY seal_name_add ON seal_name FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY seal_name_end ON seal_name FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY seal_read ON seal FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY seal_add ON seal FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('children.seal')) AND person_id IN (SELECT id FROM person));
CREATE POLICY seal_lift ON seal FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND person_id IN (SELECT person_id FROM seal_name) AND (SELECT identity.may('children.seal')));

-- Figures hold no child: whoever may read figures may read the book.
ALTER TABLE child_movement ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON child_movement TO onroll_app;
CREATE POLICY child_movement_read ON child_movement FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('ledger.read'))));
CREATE POLICY child_movement_add ON child_movement FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

ALTER TABLE source ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON source TO onroll_app;
CREATE POLICY source_read ON source FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.scope()) = 'county' OR (SELECT identity.may('lists.read'))));
CREATE POLICY source_add ON source FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.import'))));

-- The policies of files and lists come with the lists, since a file may be a list from a protected source.
ALTER TABLE file ADD FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE;
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_chunk ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON file, file_chunk TO onroll_app;
CREATE POLICY file_add ON file FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine'
    OR (kind = 'list' AND (SELECT identity.may('lists.import')))
    OR (kind = 'evidence' AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person))
    OR (kind = 'logo' AND (SELECT identity.may('settings.change')))));

-- How many children are sealed, and by how many officers they are held: numbers only, so that council totals stay whole.
CREATE FUNCTION sealed_totals(on_day date) RETURNS TABLE (children bigint, named_officers bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT identity.may('ledger.read') THEN RAISE EXCEPTION 'this identity may not read the ledger' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT
      (SELECT count(*) FROM child_state s WHERE s.authority_id = identity.authority() AND s.sealed AND s.starts_on <= on_day AND (s.ends_on IS NULL OR s.ends_on > on_day)),
      (SELECT count(DISTINCT n.account_id) FROM seal_name n JOIN person p ON p.authority_id = n.authority_id AND p.id = n.person_id AND p.sealed
        WHERE n.authority_id = identity.authority() AND n.ended_at IS NULL);
  END $$;
GRANT EXECUTE ON FUNCTION sealed_totals TO onroll_app;
