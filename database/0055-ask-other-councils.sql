-- Asking another council after a child, in packets that are signed: as a file, by whatever way.
CREATE TABLE council_key (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  public_key bytea NOT NULL,
  secret bytea NOT NULL,
  fingerprint text NOT NULL CHECK (fingerprint <> ''),
  made_on date NOT NULL,
  made_by uuid NOT NULL REFERENCES account,
  ended_on date,
  ended_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  CONSTRAINT key_ended_whole CHECK ((ended_on IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX one_council_key ON council_key (authority_id) WHERE ended_on IS NULL;
COMMENT ON TABLE council_key IS 'What this authority signs its packets with (Ed25519). The secret half is encrypted with a key that the database does not hold.';

CREATE TABLE other_council (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  code text NOT NULL CHECK (code ~ '^[0-9]{3}$'),
  name text NOT NULL CHECK (name <> ''),
  public_key bytea NOT NULL,
  fingerprint text NOT NULL CHECK (fingerprint <> ''),
  checked_how text NOT NULL CHECK (checked_how <> ''),
  checked_on date NOT NULL,
  checked_by uuid NOT NULL REFERENCES account,
  ended_on date,
  ended_by uuid REFERENCES account,
  ended_because text CHECK (ended_because <> ''),
  PRIMARY KEY (authority_id, id),
  CONSTRAINT council_ended_whole CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (ended_because IS NULL))
);
CREATE UNIQUE INDEX one_key_a_council ON other_council (authority_id, code) WHERE ended_on IS NULL;
COMMENT ON TABLE other_council IS 'A council whose key somebody compared, by its fingerprint, with what that council said itself.';

CREATE TABLE packet (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  travels_as uuid NOT NULL,
  answers uuid,
  other_id uuid NOT NULL,
  direction text NOT NULL CHECK (direction IN ('out', 'in')),
  kind text NOT NULL CHECK (kind IN ('enquiry', 'reply')),
  case_id uuid,
  person_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  body jsonb NOT NULL,
  text text NOT NULL CHECK (text <> ''),
  made_on date NOT NULL,
  due_on date,
  answer text CHECK (answer IN ('accepted', 'on_roll_here', 'lives_here', 'not_known')),
  recorded_by uuid NOT NULL REFERENCES account,
  recorded_on date NOT NULL,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, other_id) REFERENCES other_council,
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT of_a_case CHECK ((case_id IS NULL) = (person_id IS NULL)),
  CONSTRAINT reply_answers CHECK ((kind = 'reply') = (answers IS NOT NULL) AND (kind = 'reply') = (answer IS NOT NULL)),
  CONSTRAINT enquiry_is_due CHECK ((kind = 'enquiry') = (due_on IS NOT NULL)),
  CONSTRAINT own_enquiry_of_a_case CHECK (direction = 'in' OR kind = 'reply' OR case_id IS NOT NULL)
);
CREATE UNIQUE INDEX packet_travels_once ON packet (authority_id, other_id, travels_as);
CREATE UNIQUE INDEX packet_one_answer ON packet (authority_id, answers) WHERE answers IS NOT NULL;
CREATE INDEX packet_case ON packet (authority_id, case_id);
CREATE INDEX packet_newest ON packet (authority_id, id);
COMMENT ON TABLE packet IS 'A signed enquiry after a child or the reply to one, as it travelled. It never says why a child is sought.';

INSERT INTO permission (code, label) VALUES
  ('packets.read', 'Ask other councils after children, and answer them'),
  ('packets.keys', 'Keep the keys with which councils sign what they ask each other');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager}'::text[], '{packets.read}'::text[]),
  ('{team_manager,administrator}', '{packets.keys}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;

ALTER TABLE council_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE other_council ENABLE ROW LEVEL SECURITY;
ALTER TABLE packet ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON council_key, other_council, packet TO onroll_app;
GRANT UPDATE (ended_on, ended_by) ON council_key TO onroll_app;
GRANT UPDATE (ended_on, ended_by, ended_because) ON other_council TO onroll_app;

DO $$
DECLARE
  of_keys text;
BEGIN
  FOREACH of_keys IN ARRAY ARRAY['council_key', 'other_council'] LOOP
    EXECUTE format($p$CREATE POLICY %1$s_read ON %1$s FOR SELECT TO onroll_app USING (
      authority_id = (SELECT identity.authority()) AND ((SELECT identity.may('packets.read')) OR (SELECT identity.may('packets.keys'))))$p$, of_keys);
    EXECUTE format($p$CREATE POLICY %1$s_add ON %1$s FOR INSERT TO onroll_app WITH CHECK (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may('packets.keys')))$p$, of_keys);
    EXECUTE format($p$CREATE POLICY %1$s_end ON %1$s FOR UPDATE TO onroll_app USING (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may('packets.keys')))$p$, of_keys);
  END LOOP;
END $$;
CREATE POLICY packet_read ON packet FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('packets.read'))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY packet_add ON packet FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('packets.read'))
  AND (person_id IS NULL OR person_id IN (SELECT id FROM person)));

-- What hangs on a case goes with it when the records of its child are joined, and comes back when that is taken back.
CREATE FUNCTION case_takes_its_packets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE packet SET person_id = NEW.person_id WHERE authority_id = NEW.authority_id AND case_id = NEW.id;
    RETURN NULL;
  END $$;
CREATE TRIGGER council_case_takes_its_packets AFTER UPDATE OF person_id ON council_case FOR EACH ROW
  WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION case_takes_its_packets();
REVOKE EXECUTE ON FUNCTION case_takes_its_packets FROM PUBLIC;
