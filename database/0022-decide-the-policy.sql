-- What an authority decides of its policy: a pack and its own numbers over it, from a day on; and what such a change would do,
-- counted before it is decided.

CREATE TABLE policy_preview (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  pack text NOT NULL CHECK (pack <> ''),
  overrides jsonb NOT NULL CHECK (jsonb_typeof(overrides) = 'array'),
  starts_on date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  rests_on text NOT NULL,
  asked_by uuid NOT NULL REFERENCES account,
  asked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id)
);
CREATE INDEX policy_preview_asked ON policy_preview (authority_id, asked_at);
COMMENT ON TABLE policy_preview IS 'A policy that somebody thinks of deciding: nothing follows from it until it is decided.';
COMMENT ON COLUMN policy_preview.rests_on IS 'The decisions that stood when it was asked for: what it changes is told against these.';

CREATE TABLE policy_preview_result (
  authority_id uuid NOT NULL,
  preview_id uuid NOT NULL,
  on_day date NOT NULL,
  counted_at timestamptz NOT NULL DEFAULT now(),
  children integer NOT NULL,
  touched integer NOT NULL,
  counts jsonb NOT NULL CHECK (jsonb_typeof(counts) = 'array'),
  PRIMARY KEY (authority_id, preview_id),
  FOREIGN KEY (authority_id, preview_id) REFERENCES policy_preview
);
COMMENT ON TABLE policy_preview_result IS 'What the policy of a preview would do, counted over every child but those who are sealed.';
COMMENT ON COLUMN policy_preview_result.on_day IS 'The day on which both policies were compared: the first of the new one, or that of the count if that is later.';
COMMENT ON COLUMN policy_preview_result.counts IS 'What changes, from what to what, and for how many.';

CREATE TABLE policy_preview_child (
  authority_id uuid NOT NULL,
  preview_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL,
  what text NOT NULL CHECK (what IN ('state', 'band', 'clock')),
  before text NOT NULL,
  after text NOT NULL,
  PRIMARY KEY (authority_id, preview_id, person_id, what),
  FOREIGN KEY (authority_id, preview_id) REFERENCES policy_preview,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX policy_preview_child_person ON policy_preview_child (authority_id, person_id);
COMMENT ON TABLE policy_preview_child IS 'A few children for whom the policy of a preview would change something: a sample to open, and never all of them.';

CREATE TABLE authority_policy (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  pack text NOT NULL CHECK (pack <> ''),
  overrides jsonb NOT NULL CHECK (jsonb_typeof(overrides) = 'array'),
  starts_on date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  preview_id uuid,
  decided_by uuid NOT NULL REFERENCES account,
  decided_at timestamptz NOT NULL DEFAULT now(),
  retracted_at timestamptz,
  retracted_by uuid REFERENCES account,
  retracted_reason text CHECK (retracted_reason <> ''),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, preview_id) REFERENCES policy_preview,
  CONSTRAINT taken_back_by_somebody CHECK (num_nonnulls(retracted_at, retracted_by, retracted_reason) IN (0, 3))
);
CREATE UNIQUE INDEX one_policy_from_a_day ON authority_policy (authority_id, starts_on) WHERE retracted_at IS NULL;
COMMENT ON TABLE authority_policy IS 'What an authority decided: a pack and its own numbers over it. It holds from its day until that of the next decision, so that taking one back brings back the one before.';
COMMENT ON COLUMN authority_policy.overrides IS 'Numbers and meetings that are not the pack''s, each with its reason.';

ALTER TABLE policy_preview ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_preview_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE authority_policy ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON policy_preview, policy_preview_result, authority_policy TO onroll_app;
GRANT UPDATE (retracted_at, retracted_by, retracted_reason) ON authority_policy TO onroll_app;

CREATE POLICY policy_preview_read ON policy_preview FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('policies.read'))));
CREATE POLICY policy_preview_add ON policy_preview FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('settings.change')) AND asked_by = (SELECT identity.account()));
CREATE POLICY policy_preview_result_read ON policy_preview_result FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('policies.read'))));
CREATE POLICY policy_preview_result_add ON policy_preview_result FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

CALL secure_answer_table('policy_preview_child', 'education');
REVOKE DELETE ON policy_preview_child FROM onroll_app;
DROP POLICY policy_preview_child_replace ON policy_preview_child;

-- What counts as full time or late is asked on every page of a child, a school's too.
CREATE POLICY authority_policy_read ON authority_policy FOR SELECT TO onroll_app USING (authority_id = (SELECT identity.authority()));
CREATE POLICY authority_policy_add ON authority_policy FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('settings.change')) AND decided_by = (SELECT identity.account()));
CREATE POLICY authority_policy_take_back ON authority_policy FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('settings.change')));

INSERT INTO permission (code, label) VALUES ('policies.read', 'See the council''s policy, and where each number comes from');
INSERT INTO role_permission (role, permission)
  SELECT code, 'policies.read' FROM role WHERE organisation_kind = 'council_team';
