-- Suspense accounts of the ledger, who answers for each, what was said of children missing from a list, and counts beside every list.

-- The engine's answer: the days of a child in one way of not being explained.
CREATE TABLE child_suspense (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  starts_on date NOT NULL, ends_on date,
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  account text NOT NULL,
  since date NOT NULL,
  CONSTRAINT one_account_a_day PRIMARY KEY (authority_id, person_id, during WITHOUT OVERLAPS),
  CONSTRAINT since_by_then CHECK (since <= starts_on),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE child_suspense IS 'The ledger''s suspense accounts: each day of a child without education is in exactly one (src/rulebook/suspense.ts). Replaced with the states.';
COMMENT ON COLUMN child_suspense.since IS 'The first day of the unbroken run in the state: the age of what is in suspense counts from it.';
CREATE INDEX child_suspense_account ON child_suspense (authority_id, account, starts_on) INCLUDE (ends_on, since, person_id) WHERE NOT sealed;
CREATE INDEX child_suspense_person ON child_suspense (authority_id, person_id, starts_on) INCLUDE (ends_on, account, since) WHERE NOT sealed;
CREATE INDEX child_suspense_ended ON child_suspense (authority_id, account, ends_on) WHERE ends_on IS NOT NULL AND NOT sealed;
CALL secure_answer_table('child_suspense', 'education');

-- Who answers for an account, for the children missing from lists of a kind, or for a group of the routing table: a team, with
-- or without a named officer, from a day on.
CREATE TABLE ledger_owner (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  what text NOT NULL CHECK (what IN ('account', 'missing', 'group')),
  code text NOT NULL CHECK (code <> ''),
  team_id uuid NOT NULL,
  account_id uuid REFERENCES account,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on),
  because text NOT NULL CHECK (because <> ''),
  set_by uuid NOT NULL REFERENCES account,
  set_at timestamptz NOT NULL DEFAULT now(),
  retracted_at timestamptz, retracted_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, team_id) REFERENCES organisation,
  CONSTRAINT one_owner_a_day EXCLUDE USING gist (authority_id WITH =, what WITH =, code WITH =, daterange(starts_on, ends_on) WITH &&)
    WHERE (retracted_at IS NULL)
);
COMMENT ON TABLE ledger_owner IS 'Who answers for what. Where there is no row, the team of the rulebook''s entry does, if it names one.';
COMMENT ON COLUMN ledger_owner.retracted_at IS 'When another owner was named for the same days: it is kept, and no longer so.';
ALTER TABLE ledger_owner ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON ledger_owner TO onroll_app;
GRANT UPDATE (ends_on, retracted_at, retracted_by) ON ledger_owner TO onroll_app;
CREATE POLICY ledger_owner_read ON ledger_owner FOR SELECT TO onroll_app USING (authority_id = (SELECT identity.authority()));
CREATE POLICY ledger_owner_add ON ledger_owner FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('owners.change')) AND set_by = (SELECT identity.account()));
CREATE POLICY ledger_owner_end ON ledger_owner FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('owners.change')) AND retracted_at IS NULL)
  WITH CHECK (authority_id = (SELECT identity.authority()));

-- What was said of a child who is missing from a list: who takes it, that it is settled and how, that it is open again. The last word holds.
CREATE TABLE missing_step (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  import_id uuid NOT NULL,
  record_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  step text NOT NULL CHECK (step IN ('taken', 'settled', 'reopened')),
  account_id uuid REFERENCES account,
  reason text,
  note text NOT NULL CHECK (note <> ''),
  said_by uuid NOT NULL REFERENCES account,
  said_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, import_id) REFERENCES import,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT taken_by_somebody CHECK ((step = 'taken') = (account_id IS NOT NULL)),
  CONSTRAINT settled_for_a_reason CHECK ((step = 'settled') = (reason IS NOT NULL))
);
CREATE INDEX missing_step_record ON missing_step (authority_id, record_id, import_id, id);
COMMENT ON TABLE missing_step IS 'What officers said of a child missing since the last list. That the child is missing stands in import_missing.';
ALTER TABLE missing_step ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON missing_step TO onroll_app;
CREATE POLICY missing_step_read ON missing_step FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY missing_step_add ON missing_step FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('children.change')) AND said_by = (SELECT identity.account())
  AND import_id IN (SELECT id FROM import)
  AND (NOT sealed OR person_id IN (SELECT person_id FROM seal_name)));
CREATE INDEX import_missing_person ON import_missing (authority_id, person_id);

-- Counts of the night beside both sides of the balance: each list, and how many children are to be expected.
CREATE TABLE ledger_tally (
  authority_id uuid NOT NULL,
  balance_id uuid NOT NULL,
  what text NOT NULL CHECK (what IN ('list', 'year', 'area', 'school_area')),
  key text NOT NULL,
  part text NOT NULL,
  children integer NOT NULL CHECK (children >= 0),
  PRIMARY KEY (authority_id, balance_id, what, key, part),
  FOREIGN KEY (authority_id, balance_id) REFERENCES ledger_balance
);
COMMENT ON TABLE ledger_tally IS 'How many children: of a list in each state or in none; of a year group, a part of the area or a school''s area on each kind of list. Sealed children are in none. Counted by the engine, shown to who may open figures.';
COMMENT ON COLUMN ledger_tally.key IS 'A source, a year group, a postcode district, or a group of schools.';
ALTER TABLE ledger_tally ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON ledger_tally TO onroll_app;
CREATE POLICY ledger_tally_read ON ledger_tally FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('ledger.open'))));
CREATE POLICY ledger_tally_add ON ledger_tally FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- Whether a seal was set or lifted since a count: the count then holds children whom it must not, and is not shown.
CREATE FUNCTION sealed_since(counted_at timestamptz) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF identity.kind() <> 'engine' AND NOT identity.may('ledger.open') THEN RAISE EXCEPTION 'this identity may not open the ledger' USING ERRCODE = '42501'; END IF;
    RETURN EXISTS (SELECT FROM seal s WHERE s.authority_id = identity.authority() AND (s.sealed_at >= counted_at OR s.lifted_at >= counted_at));
  END $$;
GRANT EXECUTE ON FUNCTION sealed_since TO onroll_app;

-- Who is in a group: by kind of need.
CREATE INDEX need_fact_kind ON need_fact (authority_id, kind, record_id) INCLUDE (starts_on, ends_on) WHERE retracted_at IS NULL;

-- Groups of the sources that no need stood for yet: an officer records who is in them.
INSERT INTO need_kind (code, field_class) VALUES
  ('migrant_family', 'care_status'), ('exclusion_risk', 'education'), ('managed_move', 'education'), ('post_16_provision', 'education'),
  ('early_years', 'care_status');

INSERT INTO permission (code, label) VALUES
  ('owners.change', 'Say who answers for a suspense account, for children missing from lists, and for a group of children'),
  ('registers.read', 'See who is in each group of the routing table');
INSERT INTO role_permission (role, permission) VALUES ('cme_officer', 'owners.change'), ('team_manager', 'owners.change');
INSERT INTO role_permission (role, permission) SELECT role, 'registers.read' FROM role_permission WHERE permission = 'today.read';

-- What else must never be, counted with both sides: a child in two states on a day, in a state that no fact explains, or without
-- education and in no account.
ALTER TABLE ledger_balance
  ADD two_states integer NOT NULL DEFAULT 0,
  ADD without_cause integer NOT NULL DEFAULT 0,
  ADD account_apart integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger_balance.without_cause IS 'In a state on the day of which no fact that it names is believed and holds.';
COMMENT ON COLUMN ledger_balance.account_apart IS 'Without education and in no suspense account, or in one with education.';
ALTER TABLE ledger_balance_child DROP CONSTRAINT ledger_balance_child_pkey;
ALTER TABLE ledger_balance_child ADD PRIMARY KEY (authority_id, balance_id, person_id, side);
ALTER TABLE ledger_balance_child DROP CONSTRAINT ledger_balance_child_side_check;
ALTER TABLE ledger_balance_child ADD CONSTRAINT ledger_balance_child_side_check
  CHECK (side IN ('facts_without_state', 'state_without_facts', 'two_states', 'without_cause', 'account_apart'));
