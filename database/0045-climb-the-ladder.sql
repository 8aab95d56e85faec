-- The ladder of a case, the written decision of section 19, and who may sign what.

-- What else comes into a chronology: the kinds of every slice that works on a case.
ALTER TABLE case_entry DROP CONSTRAINT case_entry_kind_check;
ALTER TABLE case_entry ADD CONSTRAINT case_entry_kind_check CHECK (kind IN ('opened', 'allocated', 'contact', 'provision', 'decision', 'note', 'closed',
  'reopened', 'ladder', 'section_19', 'letter', 'referral', 'enquiry', 'panel', 'plan', 'action', 'voice', 'notice'));

CREATE TABLE delegation (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  power text NOT NULL CHECK (power IN ('section_19', 'section_437', 'attendance_order', 'admission_direction')),
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on > starts_on),
  because text NOT NULL CHECK (because <> ''),
  given_by uuid NOT NULL REFERENCES account,
  given_at timestamptz NOT NULL DEFAULT now(),
  ended_by uuid REFERENCES account,
  ended_because text CHECK (ended_because <> ''),
  PRIMARY KEY (authority_id, id),
  CONSTRAINT given_by_another CHECK (given_by <> account_id)
);
CREATE INDEX delegation_account ON delegation (authority_id, account_id);
COMMENT ON TABLE delegation IS 'Who may sign for the authority, from when until when (until the day before ends_on). Nobody gives it to themselves.';

CREATE TABLE ladder_step (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  level integer NOT NULL CHECK (level IN (2, 3)),
  days_run_out_on date,
  judged jsonb NOT NULL CHECK (jsonb_typeof(judged) = 'array'),
  summary text NOT NULL CHECK (summary <> ''),
  proposed_on date NOT NULL,
  proposed_by uuid NOT NULL REFERENCES account,
  answer text CHECK (answer IN ('advice', 'support_and_challenge', 'fund_interim', 'scrutiny', 'recommendations', 'not_taken')),
  answer_text text CHECK (answer_text <> ''),
  answered_on date,
  answered_by uuid REFERENCES account,
  withdrawn_on date,
  withdrawn_by uuid REFERENCES account,
  withdrawn_because text CHECK (withdrawn_because <> ''),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT answered_whole CHECK ((answer IS NULL) = (answered_on IS NULL) AND (answer IS NULL) = (answer_text IS NULL) AND (answer IS NULL) = (answered_by IS NULL)),
  CONSTRAINT withdrawn_whole CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_because IS NULL)),
  CONSTRAINT answered_or_withdrawn CHECK (answered_on IS NULL OR withdrawn_on IS NULL)
);
CREATE UNIQUE INDEX one_step_waits ON ladder_step (authority_id, case_id) WHERE answered_on IS NULL AND withdrawn_on IS NULL;
CREATE INDEX ladder_step_case ON ladder_step (authority_id, case_id);
CREATE INDEX ladder_step_waiting ON ladder_step (authority_id, level, proposed_on, id) WHERE answered_on IS NULL AND withdrawn_on IS NULL;
COMMENT ON TABLE ladder_step IS 'A manager''s proposal that a case go to level two or three, with what its tests were when it was made, and what the meeting answered.';

CREATE TABLE section_19_decision (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  appeared_on date NOT NULL,
  decided_on date NOT NULL CHECK (decided_on >= appeared_on),
  decided_by uuid NOT NULL REFERENCES account,
  delegation_id uuid NOT NULL,
  provides boolean NOT NULL,
  provider text CHECK (provider <> ''),
  weekly_hours numeric(4, 1),
  starts_on date,
  last_on date CHECK (last_on >= starts_on),
  because text NOT NULL CHECK (because <> ''),
  letter text NOT NULL CHECK (letter <> ''),
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, case_id, sealed) REFERENCES council_case (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, delegation_id) REFERENCES delegation,
  CONSTRAINT provides_whole CHECK (CASE WHEN provides THEN provider IS NOT NULL AND weekly_hours IS NOT NULL AND starts_on IS NOT NULL
    ELSE provider IS NULL AND weekly_hours IS NULL AND starts_on IS NULL AND last_on IS NULL END)
);
CREATE INDEX section_19_decision_case ON section_19_decision (authority_id, case_id, decided_on);
COMMENT ON TABLE section_19_decision IS 'In writing, and never changed: another decision comes after it. No meeting, level or budget stands in it: the duty runs from appeared_on.';

ALTER TABLE delegation ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE section_19_decision ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON delegation, ladder_step, section_19_decision TO onroll_app;
GRANT UPDATE (ends_on, ended_by, ended_because) ON delegation TO onroll_app;
GRANT UPDATE (answer, answer_text, answered_on, answered_by, withdrawn_on, withdrawn_by, withdrawn_because) ON ladder_step TO onroll_app;

CREATE POLICY delegation_read ON delegation FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('delegations.read'))));
CREATE POLICY delegation_add ON delegation FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('delegations.change')));
CREATE POLICY delegation_end ON delegation FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('delegations.change')));

DO $$
DECLARE
  of_case text;
BEGIN
  FOREACH of_case IN ARRAY ARRAY['ladder_step', 'section_19_decision'] LOOP
    EXECUTE format($p$CREATE POLICY %1$s_read ON %1$s FOR SELECT TO onroll_app USING (
      authority_id = (SELECT identity.authority())
      AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('cases.read')))
      AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
      AND ((SELECT identity.scope()) = 'county' OR person_id IN (
        SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
          AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))))$p$, of_case);
  END LOOP;
END $$;
CREATE POLICY ladder_step_add ON ladder_step FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.escalate')) AND person_id IN (SELECT id FROM person));
CREATE POLICY ladder_step_change ON ladder_step FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.escalate')) AND person_id IN (SELECT id FROM person));
CREATE POLICY section_19_decision_add ON section_19_decision FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('section_19.decide')) AND person_id IN (SELECT id FROM person));

INSERT INTO permission (code, label) VALUES
  ('cases.escalate', 'Propose that a case go up the ladder, and record what the meeting answered'),
  ('section_19.decide', 'Decide on section 19, while the authority has delegated it to them'),
  ('delegations.read', 'See who may sign for the authority'),
  ('delegations.change', 'Say who may sign for the authority');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{team_manager}'::text[], '{cases.escalate}'::text[]),
  ('{cme_officer,fair_access_officer,team_manager}', '{section_19.decide}'),
  ('{cme_officer,fair_access_officer,practitioner,team_manager,director,administrator,auditor}', '{delegations.read}'),
  ('{team_manager,administrator}', '{delegations.change}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;
