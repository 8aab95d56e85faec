-- Something that somebody agreed to do about a child by a day.
CREATE TABLE agreed_action (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  what text NOT NULL CHECK (what <> ''),
  owner_id uuid NOT NULL REFERENCES account,
  due_on date NOT NULL,
  agreed_on date NOT NULL,
  agreed_by uuid NOT NULL REFERENCES account,
  outcome text CHECK (outcome IN ('done', 'dropped')),
  outcome_text text CHECK (outcome_text <> ''),
  ended_on date,
  ended_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT ended_whole CHECK ((outcome IS NULL) = (ended_on IS NULL) AND (outcome IS NULL) = (ended_by IS NULL) AND (outcome IS NULL) = (outcome_text IS NULL))
);
CREATE INDEX agreed_action_case ON agreed_action (authority_id, case_id);
CREATE INDEX agreed_action_owner ON agreed_action (authority_id, owner_id, due_on, id) WHERE ended_on IS NULL;
COMMENT ON TABLE agreed_action IS 'It waits until it was done, or was dropped with a reason. Neither removes it.';

ALTER TABLE agreed_action ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON agreed_action TO onroll_app;
GRANT UPDATE (owner_id, due_on, outcome, outcome_text, ended_on, ended_by) ON agreed_action TO onroll_app;
CREATE POLICY agreed_action_read ON agreed_action FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('cases.read')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY agreed_action_add ON agreed_action FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));
CREATE POLICY agreed_action_change ON agreed_action FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));

-- What hangs on a case goes with it when the records of its child are joined, and comes back when that is taken back.
CREATE FUNCTION case_takes_its_own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE ladder_step SET person_id = NEW.person_id WHERE authority_id = NEW.authority_id AND case_id = NEW.id;
    UPDATE section_19_decision SET person_id = NEW.person_id WHERE authority_id = NEW.authority_id AND case_id = NEW.id;
    UPDATE agreed_action SET person_id = NEW.person_id WHERE authority_id = NEW.authority_id AND case_id = NEW.id;
    RETURN NULL;
  END $$;
CREATE TRIGGER council_case_takes_its_own AFTER UPDATE OF person_id ON council_case FOR EACH ROW
  WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION case_takes_its_own();
REVOKE EXECUTE ON FUNCTION case_takes_its_own FROM PUBLIC;
