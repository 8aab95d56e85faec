-- Looking for a child whose whereabouts are unknown: what school and council asked, what they found, and what both signed.
CREATE TABLE trace (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  school_urn integer,
  ground text CHECK (ground IN ('h', 'i')),
  leave_last_on date,
  began_on date NOT NULL,
  began_by uuid NOT NULL REFERENCES account,
  finding text CHECK (finding IN ('found_attending_elsewhere', 'found_returning', 'found_not_returning_agreed', 'not_found', 'stopped')),
  ended_on date,
  ended_by uuid REFERENCES account,
  ended_because text CHECK (ended_because <> ''),
  deleted_on date,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT ground_of_a_school CHECK (ground IS NULL OR school_urn IS NOT NULL),
  CONSTRAINT leave_of_ground_h CHECK ((ground IS NOT DISTINCT FROM 'h') = (leave_last_on IS NOT NULL)),
  CONSTRAINT ended_whole CHECK ((finding IS NULL) = (ended_on IS NULL) AND (finding IS NULL) = (ended_by IS NULL) AND (finding IS NULL) = (ended_because IS NULL)),
  CONSTRAINT deleted_at_its_end CHECK (deleted_on IS NULL OR (ended_on IS NOT NULL AND ground IS NOT NULL))
);
CREATE UNIQUE INDEX one_trace_goes_on ON trace (authority_id, case_id) WHERE ended_on IS NULL;
CREATE INDEX trace_case ON trace (authority_id, case_id);
CREATE INDEX trace_person ON trace (authority_id, person_id);
CREATE INDEX trace_open ON trace (authority_id, began_on, id) WHERE ended_on IS NULL;
COMMENT ON TABLE trace IS 'Reasonable enquiries about one child, by the council and by the school on whose roll the child is, if there is one.';

CREATE TABLE trace_risk (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('school', 'council')),
  step text NOT NULL CHECK (step IN ('Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6')),
  answer text NOT NULL CHECK (answer IN ('no', 'yes', 'unsure')),
  said text CHECK (said <> ''),
  asked_on date NOT NULL,
  asked_by uuid NOT NULL REFERENCES account,
  referred_to text CHECK (referred_to IN ('mash', 'police')),
  referred_on date,
  referred_by uuid REFERENCES account,
  reply text CHECK (reply IN ('may_go_on', 'must_not')),
  replied_on date,
  replied_by uuid REFERENCES account,
  unlocked_on date,
  unlocked_by uuid REFERENCES account,
  delegation_id uuid,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace,
  FOREIGN KEY (authority_id, delegation_id) REFERENCES delegation,
  CONSTRAINT told_by_the_school CHECK (said IS NULL OR side = 'school'),
  CONSTRAINT referred_whole CHECK ((referred_to IS NULL) = (referred_on IS NULL) AND (referred_to IS NULL) = (referred_by IS NULL)),
  CONSTRAINT replied_whole CHECK ((reply IS NULL) = (replied_on IS NULL) AND (reply IS NULL) = (replied_by IS NULL)),
  CONSTRAINT unlocked_whole CHECK ((unlocked_on IS NULL) = (unlocked_by IS NULL) AND (unlocked_on IS NULL) = (delegation_id IS NULL)),
  CONSTRAINT danger_only CHECK (answer <> 'no' OR (referred_to IS NULL AND reply IS NULL AND unlocked_on IS NULL)),
  CONSTRAINT reply_to_a_referral CHECK (reply IS NULL OR referred_to IS NOT NULL),
  CONSTRAINT unlocked_after_a_reply CHECK (unlocked_on IS NULL OR reply IS NOT DISTINCT FROM 'may_go_on')
);
CREATE INDEX trace_risk_trace ON trace_risk (authority_id, trace_id);
COMMENT ON TABLE trace_risk IS 'Before each step: is there reason to fear for the child or for somebody by asking? What a council officer knows stands in the chronology of the case, where no school reads it.';

CREATE TABLE trace_step (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  risk_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('school', 'council')),
  step text NOT NULL CHECK (step IN ('Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6')),
  happened_on date NOT NULL,
  asked text NOT NULL CHECK (asked <> ''),
  said text NOT NULL CHECK (said <> ''),
  outcome text NOT NULL CHECK (outcome IN ('nothing', 'lead', 'found', 'left_out')),
  settles boolean NOT NULL,
  recorded_by uuid NOT NULL REFERENCES account,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace,
  FOREIGN KEY (authority_id, risk_id) REFERENCES trace_risk,
  CONSTRAINT left_out_settles CHECK (outcome <> 'left_out' OR settles)
);
CREATE INDEX trace_step_trace ON trace_step (authority_id, trace_id);
CREATE UNIQUE INDEX one_step_an_answer ON trace_step (authority_id, risk_id);
COMMENT ON TABLE trace_step IS 'One enquiry, never changed. School and council both read it. Each stands on an answer of its own about danger.';

CREATE TABLE trace_register (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  marks jsonb NOT NULL CHECK (jsonb_typeof(marks) = 'array'),
  given_on date NOT NULL,
  given_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace
);
CREATE INDEX trace_register_trace ON trace_register (authority_id, trace_id);
COMMENT ON TABLE trace_register IS 'The marks of the attendance register as they were given; the newest stands.';

CREATE TABLE trace_signature (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('school', 'council')),
  finding text NOT NULL CHECK (finding IN ('found_attending_elsewhere', 'found_returning', 'found_not_returning_agreed', 'not_found')),
  no_good_cause boolean NOT NULL,
  because text NOT NULL CHECK (because <> ''),
  signed_on date NOT NULL,
  signed_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace
);
CREATE INDEX trace_signature_trace ON trace_signature (authority_id, trace_id);
COMMENT ON TABLE trace_signature IS 'What each side found, in its own words. Never changed: the newest of each side stands.';

CREATE TABLE trace_visit (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('school', 'council')),
  address text NOT NULL CHECK (address <> ''),
  told text NOT NULL,
  disputed text CHECK (disputed <> ''),
  because text CHECK (because <> ''),
  visitors text NOT NULL CHECK (visitors <> ''),
  planned_on date NOT NULL,
  made_on date NOT NULL,
  made_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace,
  CONSTRAINT reason_for_a_disputed_address CHECK ((disputed IS NULL) = (because IS NULL))
);
CREATE INDEX trace_visit_trace ON trace_visit (authority_id, trace_id);
COMMENT ON TABLE trace_visit IS 'A sheet for a visit, as it was made: where to, who says that they live there, and who took it upon themselves to go to a disputed address.';

CREATE TABLE trace_ctf (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  trace_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  name text NOT NULL CHECK (name <> ''),
  text text NOT NULL CHECK (text <> ''),
  made_on date NOT NULL,
  made_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, trace_id) REFERENCES trace
);
CREATE INDEX trace_ctf_trace ON trace_ctf (authority_id, trace_id);
COMMENT ON TABLE trace_ctf IS 'A common transfer file of one child to the lost pupils, as it was made.';
CREATE SEQUENCE trace_ctf_number;
GRANT USAGE ON SEQUENCE trace_ctf_number TO onroll_app;

ALTER TABLE delegation DROP CONSTRAINT delegation_power_check;
ALTER TABLE delegation ADD CONSTRAINT delegation_power_check
  CHECK (power IN ('section_19', 'section_437', 'attendance_order', 'admission_direction', 'unlock_enquiries'));

INSERT INTO permission (code, label) VALUES
  ('tracing.read', 'See the enquiries about children whose whereabouts are unknown'),
  ('tracing.step', 'Make and record enquiries about a child whose whereabouts are unknown'),
  ('tracing.sign', 'Sign what the enquiries found, and leave a step out with a reason'),
  ('tracing.unlock', 'Unlock enquiries that a danger has stopped, while the authority names them for it');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager,school_head,school_safeguarding_lead,school_attendance}'::text[], '{tracing.read,tracing.step}'::text[]),
  ('{virtual_school,send_officer,family_worker,social_worker,youth_justice}', '{tracing.read}'),
  ('{cme_officer,fair_access_officer,team_manager,school_head,school_safeguarding_lead}', '{tracing.sign}'),
  ('{cme_officer,fair_access_officer,team_manager}', '{tracing.unlock}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;

ALTER TABLE trace ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON trace TO onroll_app;
GRANT UPDATE (finding, ended_on, ended_by, ended_because, deleted_on) ON trace TO onroll_app;
CREATE POLICY trace_read ON trace FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('tracing.read')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) <> 'school' OR school_urn = ANY ((SELECT identity.schools())::integer[]))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY trace_add ON trace FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));
CREATE POLICY trace_change ON trace FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND person_id IN (SELECT id FROM person));

-- Whose word a row is, its writer cannot choose.
DO $$
DECLARE
  of_trace text;
BEGIN
  FOREACH of_trace IN ARRAY ARRAY['trace_risk', 'trace_step', 'trace_register', 'trace_signature', 'trace_visit', 'trace_ctf'] LOOP
    EXECUTE format($p$ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY$p$, of_trace);
    EXECUTE format($p$GRANT SELECT, INSERT ON %1$s TO onroll_app$p$, of_trace);
    EXECUTE format($p$CREATE POLICY %1$s_read ON %1$s FOR SELECT TO onroll_app USING (trace_id IN (SELECT id FROM trace))$p$, of_trace);
    EXECUTE format($p$CREATE POLICY %1$s_add ON %1$s FOR INSERT TO onroll_app WITH CHECK (
      (SELECT identity.may(%2$L)) AND trace_id IN (SELECT id FROM trace WHERE ended_on IS NULL) %3$s)$p$, of_trace,
      CASE of_trace WHEN 'trace_signature' THEN 'tracing.sign' ELSE 'tracing.step' END,
      CASE of_trace WHEN 'trace_register' THEN '' WHEN 'trace_ctf' THEN 'AND (SELECT identity.may(''cases.change''))' ELSE 'AND (side = ''school'') = ((SELECT identity.scope()) = ''school'')' END);
  END LOOP;
END $$;
GRANT UPDATE (referred_to, referred_on, referred_by, reply, replied_on, replied_by, unlocked_on, unlocked_by, delegation_id) ON trace_risk TO onroll_app;
CREATE POLICY trace_risk_change ON trace_risk FOR UPDATE TO onroll_app
  USING ((SELECT identity.may('tracing.step')) AND trace_id IN (SELECT id FROM trace WHERE ended_on IS NULL))
  WITH CHECK ((SELECT identity.may('tracing.unlock')) OR (reply IS NULL AND unlocked_on IS NULL));

-- One chronology across services: what a school asks stands in the case too, where the school itself cannot write.
CREATE FUNCTION school_enquiry_tells_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO case_entry (authority_id, case_id, person_id, sealed, kind, happened_on, text, recorded_by)
      SELECT NEW.authority_id, case_id, person_id, sealed, 'enquiry', NEW.happened_on, 'The school asked: ' || NEW.asked || E'\n' || NEW.said, NEW.recorded_by
      FROM trace WHERE authority_id = NEW.authority_id AND id = NEW.trace_id;
    RETURN NULL;
  END $$;
CREATE TRIGGER trace_step_tells_case AFTER INSERT ON trace_step FOR EACH ROW WHEN (NEW.side = 'school') EXECUTE FUNCTION school_enquiry_tells_case();
REVOKE EXECUTE ON FUNCTION school_enquiry_tells_case FROM PUBLIC;

-- What hangs on a case goes with it when the records of its child are joined, and comes back when that is taken back.
CREATE FUNCTION case_takes_its_traces() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE trace SET person_id = NEW.person_id WHERE authority_id = NEW.authority_id AND case_id = NEW.id;
    RETURN NULL;
  END $$;
CREATE TRIGGER council_case_takes_its_traces AFTER UPDATE OF person_id ON council_case FOR EACH ROW
  WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION case_takes_its_traces();
REVOKE EXECUTE ON FUNCTION case_takes_its_traces FROM PUBLIC;
