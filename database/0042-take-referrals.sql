-- A concern about a child, from whoever has it: what was said, whose it is, what officers did with it.

CREATE TABLE referral (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  reference text NOT NULL,
  referred_as text NOT NULL CHECK (referred_as IN ('public', 'school', 'service', 'caller')),
  referred_by uuid REFERENCES account,
  organisation_id uuid,
  reach_key text,
  received_on date NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  answer text NOT NULL CHECK (answer IN ('no_roll', 'not_accessing', 'whereabouts_unknown', 'refusing', 'sent_home', 'not_known')),
  groups text[] NOT NULL DEFAULT '{}',
  team text NOT NULL,
  other_teams text[] NOT NULL DEFAULT '{}',
  forename text NOT NULL, surname text NOT NULL,
  name_key text NOT NULL,
  born_on date,
  age text,
  address text,
  postcode text,
  school text,
  social_care text NOT NULL CHECK (social_care IN ('yes', 'no', 'not_known')),
  concern text NOT NULL CHECK (concern <> ''),
  last_seen text,
  referrer_name text, referrer_relation text, referrer_contact text, safe_contact text,
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'looked_at', 'finished')),
  taken_by uuid REFERENCES account,
  taken_on date,
  outcome text CHECK (outcome IN ('advised', 'coos', 'allocated', 'refused')),
  refused_because text,
  finished_on date,
  person_id uuid,
  named_person_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, sealed),
  UNIQUE (authority_id, reference),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, organisation_id) REFERENCES organisation (authority_id, id),
  CONSTRAINT own_referral_has_an_organisation CHECK ((referred_as IN ('school', 'service')) = (reach_key IS NOT NULL)),
  CONSTRAINT somebody_signed_in CHECK ((referred_as = 'public') = (referred_by IS NULL)),
  CONSTRAINT named_person_is_a_person CHECK ((person_id IS NULL) = (named_person_id IS NULL)),
  CONSTRAINT sealed_is_a_persons CHECK (person_id IS NOT NULL OR NOT sealed),
  CONSTRAINT finished_with_an_outcome CHECK ((state = 'finished') = (outcome IS NOT NULL) AND (state = 'finished') = (finished_on IS NOT NULL)),
  CONSTRAINT refused_for_a_reason CHECK ((outcome = 'refused') IS NOT DISTINCT FROM (refused_because IS NOT NULL) OR (outcome IS NULL AND refused_because IS NULL))
);
COMMENT ON TABLE referral IS 'What somebody said of a child, as they said it. It is about no person until an officer says who it is.';
COMMENT ON COLUMN referral.reach_key IS 'The school or team that referred, which sees what it sent and what became of it.';
COMMENT ON COLUMN referral.name_key IS 'The parts of the name, folded and in order: referrals about one child are found by it.';
COMMENT ON COLUMN referral.team IS 'Where it goes first, by its code in the routing table (src/rulebook/first-route.ts).';
COMMENT ON COLUMN referral.named_person_id IS 'Whom the officer named. person_id is whoever holds that child''s records now.';
CREATE INDEX referral_waiting ON referral (authority_id, received_on, id) WHERE state <> 'finished';
CREATE INDEX referral_name ON referral (authority_id, name_key);
CREATE INDEX referral_person ON referral (authority_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX referral_reach ON referral (authority_id, reach_key, id) WHERE reach_key IS NOT NULL;

CREATE TABLE referral_step (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  referral_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('taken', 'child_named', 'advised', 'coos', 'allocated', 'refused')),
  note text NOT NULL CHECK (note <> ''),
  case_id uuid,
  said_by uuid NOT NULL REFERENCES account,
  said_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, referral_id, sealed) REFERENCES referral (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, case_id) REFERENCES council_case
);
CREATE INDEX referral_step_referral ON referral_step (authority_id, referral_id, id);
COMMENT ON TABLE referral_step IS 'What officers did with a referral and what they noted. Whoever referred sees none of it.';

CREATE TABLE referral_slip (
  authority_id uuid NOT NULL REFERENCES authority,
  reference text NOT NULL,
  code_hash bytea NOT NULL,
  answers jsonb,
  referred_as text NOT NULL,
  saved_on date NOT NULL,
  expires_on date NOT NULL,
  PRIMARY KEY (authority_id, reference)
);
COMMENT ON TABLE referral_slip IS 'The reference and code that whoever refers is given: with answers while the form is saved and not sent, without from then on. Removed when it expires.';
COMMENT ON COLUMN referral_slip.code_hash IS 'SHA-256 of the code: the code itself is kept nowhere.';
CREATE INDEX referral_slip_expires ON referral_slip (authority_id, expires_on);

ALTER TABLE referral ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_slip ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON referral, referral_step TO onroll_app;
GRANT UPDATE (state, taken_by, taken_on, outcome, refused_because, finished_on, person_id, named_person_id, sealed, version) ON referral TO onroll_app;
GRANT SELECT, DELETE ON referral_slip TO onroll_app;

CREATE POLICY referral_read ON referral FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine'
    OR ((SELECT identity.may('referrals.triage')) AND (NOT sealed OR person_id IN (SELECT person_id FROM seal_name)))
    OR ((SELECT identity.may('referrals.send')) AND reach_key = ANY ((SELECT identity.reach())::text[]))));
CREATE POLICY referral_add ON referral FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority())
  AND state = 'received' AND person_id IS NULL AND taken_by IS NULL
  AND (((SELECT identity.kind()) = 'anonymous' AND referred_as = 'public')
    OR ((SELECT identity.may('referrals.take_call')) AND referred_as = 'caller' AND referred_by = (SELECT identity.account()))
    OR ((SELECT identity.may('referrals.send')) AND referred_as IN ('school', 'service') AND referred_by = (SELECT identity.account())
      AND reach_key = ANY ((SELECT identity.reach())::text[]))));
CREATE POLICY referral_change ON referral FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('referrals.triage'))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)))
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (person_id IS NULL OR person_id IN (SELECT id FROM person)));

CREATE POLICY referral_step_read ON referral_step FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('referrals.triage')) AND referral_id IN (SELECT id FROM referral));
CREATE POLICY referral_step_add ON referral_step FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('referrals.triage')) AND said_by = (SELECT identity.account())
  AND referral_id IN (SELECT id FROM referral));

CREATE POLICY referral_slip_read ON referral_slip FOR SELECT TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY referral_slip_purge ON referral_slip FOR DELETE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine' AND expires_on <= (SELECT identity.today()));

-- Keeps a slip, or what is answered anew under the same reference and code. False where the code is not the slip's.
CREATE FUNCTION keep_referral_slip(wanted_reference text, wanted_hash bytea, said jsonb, said_as text, until date) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE kept integer;
  BEGIN
    INSERT INTO referral_slip AS s (authority_id, reference, code_hash, answers, referred_as, saved_on, expires_on)
      VALUES (identity.authority(), wanted_reference, wanted_hash, said, said_as, identity.today(), until)
      ON CONFLICT (authority_id, reference) DO UPDATE SET answers = EXCLUDED.answers, saved_on = EXCLUDED.saved_on, expires_on = EXCLUDED.expires_on
        WHERE s.code_hash = EXCLUDED.code_hash AND s.answers IS NOT NULL AND s.expires_on > identity.today();
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept = 1;
  END $$;
GRANT EXECUTE ON FUNCTION keep_referral_slip TO onroll_app;

-- The answers of a form that was saved and not sent.
CREATE FUNCTION referral_draft(wanted_reference text, wanted_hash bytea) RETURNS TABLE (answers jsonb, referred_as text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.answers, s.referred_as FROM referral_slip s WHERE s.authority_id = identity.authority() AND s.reference = wanted_reference
    AND s.code_hash = wanted_hash AND s.expires_on > identity.today() AND s.answers IS NOT NULL $$;
GRANT EXECUTE ON FUNCTION referral_draft TO onroll_app;

-- Received, looked at or finished: nothing else of a referral, for whoever has its reference and code.
CREATE FUNCTION referral_status(wanted_reference text, wanted_hash bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.state FROM referral_slip s JOIN referral r ON r.authority_id = s.authority_id AND r.reference = s.reference
  WHERE s.authority_id = identity.authority() AND s.reference = wanted_reference AND s.code_hash = wanted_hash AND s.expires_on > identity.today() $$;
GRANT EXECUTE ON FUNCTION referral_status TO onroll_app;

-- A referral is about whoever holds the records of the child that an officer named: it goes along when records are joined, and comes
-- back when that is taken back.
CREATE FUNCTION referrals_follow_join() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE referral r SET person_id = n.id, sealed = n.sealed FROM person n
      WHERE r.authority_id = NEW.authority_id AND r.person_id IN (NEW.id, OLD.joined_into, NEW.joined_into)
        AND n.authority_id = r.authority_id AND n.id = child_now(r.authority_id, r.named_person_id) AND n.id <> r.person_id;
    RETURN NULL;
  END $$;
CREATE TRIGGER person_takes_referrals AFTER UPDATE OF joined_into ON person FOR EACH ROW
  WHEN (NEW.joined_into IS DISTINCT FROM OLD.joined_into) EXECUTE FUNCTION referrals_follow_join();

INSERT INTO permission (code, label) VALUES
  ('referrals.send', 'Refer a child, and see what became of the referrals of one''s own school or service'),
  ('referrals.take_call', 'Refer a child on behalf of somebody who calls'),
  ('referrals.triage', 'See the referrals that came in and decide what is done with each');
INSERT INTO role_permission (role, permission) SELECT r, p FROM (VALUES
  ('{school_head,school_safeguarding_lead,school_attendance,school_senco,school_office,provider_lead,partner_agency}'::text[], '{referrals.send}'::text[]),
  ('{virtual_school,send_officer,family_worker,social_worker,youth_justice,team_officer}', '{referrals.send}'),
  ('{cme_officer,fair_access_officer,practitioner,team_manager}', '{referrals.take_call,referrals.triage}'),
  ('{duty_officer}', '{referrals.take_call}')) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;
