-- What happened to a child, which opens, keeps or stops the clocks of the law; clocks that know what opened and ended them; and
-- flags: what is to be looked at, for a time.

CREATE TABLE happening_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL, field_class text NOT NULL CHECK (field_class IN ('education', 'care_status')),
  school_urn integer, sessions integer CHECK (sessions BETWEEN 1 AND 400), answers uuid, note text
);
COMMENT ON TABLE happening_fact IS 'What is of one day ends the day after; what lasts ends on the first day after it.';
COMMENT ON COLUMN happening_fact.kind IS 'A code of src/rulebook/happenings.ts, which says with it which class it is of.';
COMMENT ON COLUMN happening_fact.sessions IS 'Of a suspension: half days.';
COMMENT ON COLUMN happening_fact.answers IS 'The happening that this one answers, where that was said; else the engine takes the first that waits for one.';
CALL secure_fact_table('happening_fact', $$field_class = ANY ((SELECT identity.classes())::text[])$$);
ALTER TABLE happening_fact ADD FOREIGN KEY (authority_id, answers) REFERENCES happening_fact;
CREATE INDEX ON happening_fact (authority_id, answers) WHERE answers IS NOT NULL;
CREATE INDEX happening_fact_kind ON happening_fact (authority_id, kind, starts_on) WHERE retracted_at IS NULL;
CALL say_why('happening_fact');
CREATE TRIGGER happening_forgets AFTER UPDATE ON happening_fact REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION forget_what_was_said();

INSERT INTO permission (code, label) VALUES ('happenings.change', 'Record what happened to a child');
INSERT INTO role_permission (role, permission)
SELECT r, 'happenings.change' FROM
  unnest('{cme_officer,fair_access_officer,practitioner,team_manager,virtual_school,send_officer,family_worker,social_worker,youth_justice,team_officer}'::text[]) r;

DO $$
DECLARE
  allowed CONSTANT text := $p$(SELECT identity.may('happenings.change')) AND field_class = ANY ((SELECT identity.classes())::text[])
    AND (NOT sealed OR (SELECT identity.kind()) = 'engine'
      OR record_id IN (SELECT r.id FROM seal_name n JOIN record r ON r.authority_id = n.authority_id AND r.person_id = n.person_id))
    AND ((SELECT identity.scope()) = 'county' OR record_id IN (
      SELECT r.id FROM child_reach c JOIN record r ON r.authority_id = c.authority_id AND r.person_id = c.person_id
        WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
          AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))$p$;
BEGIN
  DROP POLICY happening_fact_add ON happening_fact;
  DROP POLICY happening_fact_retract ON happening_fact;
  EXECUTE format('CREATE POLICY happening_fact_add ON happening_fact FOR INSERT TO onroll_app WITH CHECK (
    authority_id = (SELECT identity.authority()) AND %s)', allowed);
  EXECUTE format('CREATE POLICY happening_fact_retract ON happening_fact FOR UPDATE TO onroll_app
    USING (authority_id = (SELECT identity.authority()) AND retracted_at IS NULL AND %s) WITH CHECK (retracted_at IS NOT NULL)', allowed);
END $$;

-- A clock says what opened it, how it ended and who owes what; who may see it goes by what opened it.
ALTER TABLE child_clock
  ADD COLUMN opened_by text NOT NULL DEFAULT '', ADD COLUMN ended_by text, ADD COLUMN school_urn integer, ADD COLUMN owed_by text,
  ADD COLUMN ended_how text CHECK (ended_how IN ('met', 'stopped')),
  ADD COLUMN stopped_because text CHECK (stopped_because IN
    ('died', 'over_age', 'moved_away', 'cancelled', 'withdrawn', 'returned', 'not_ours', 'excepted', 'superseded')),
  ADD COLUMN field_class text NOT NULL DEFAULT 'education',
  ADD CONSTRAINT stopped_for_a_reason CHECK ((ended_how = 'stopped') = (stopped_because IS NOT NULL) OR ended_how IS NULL),
  DROP CONSTRAINT child_clock_pkey,
  ADD PRIMARY KEY (authority_id, person_id, rule, opened_on, opened_by);
COMMENT ON COLUMN child_clock.opened_by IS 'The fact that opened it; what follows from states is named by them.';
COMMENT ON COLUMN child_clock.stopped_because IS 'A clock stops for a coded reason only.';
CREATE INDEX child_clock_rule ON child_clock (authority_id, rule, due_on);
ALTER POLICY child_clock_read ON child_clock USING (
  authority_id = (SELECT identity.authority())
  AND field_class = ANY ((SELECT identity.classes())::text[])
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));

CREATE TABLE child_flag (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  rule text NOT NULL, starts_on date NOT NULL, ends_on date,
  because text NOT NULL, field_class text NOT NULL, fact_ids text[] NOT NULL,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE child_flag IS 'What is to be looked at, and until when. It advises; a person decides.';
CREATE INDEX child_flag_person ON child_flag (authority_id, person_id, starts_on);
CREATE INDEX child_flag_rule ON child_flag (authority_id, rule, starts_on, ends_on);
CALL secure_answer_table('child_flag', 'education');
ALTER POLICY child_flag_read ON child_flag USING (
  authority_id = (SELECT identity.authority())
  AND field_class = ANY ((SELECT identity.classes())::text[])
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));

-- Whoever was worked out under other rules is looked at again as soon as the program runs, as are all children of before.
ALTER TABLE child_summary ADD COLUMN rules_version text NOT NULL DEFAULT '';
COMMENT ON COLUMN child_summary.rules_version IS 'The name of the rules that the child was last worked out under (src/rulebook/rules-version.ts).';
CREATE INDEX child_summary_rules ON child_summary (authority_id, rules_version);
