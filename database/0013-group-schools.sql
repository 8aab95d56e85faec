-- What a council adds to the register of schools, and what an import of the register changed.

-- national: what the register said, and when ------------------------------------------------------------------------

CREATE TABLE register_import (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('schools', 'links')),
  as_at date NOT NULL,
  file_name text,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  fields text[] NOT NULL DEFAULT '{}',
  brought_at timestamptz NOT NULL DEFAULT now(),
  brought_by uuid REFERENCES account,
  brought_for uuid REFERENCES authority,
  rows_read integer NOT NULL,
  rows_added integer NOT NULL,
  rows_changed integer NOT NULL,
  rows_refused integer NOT NULL,
  rows_noted integer NOT NULL,
  problems jsonb NOT NULL DEFAULT '[]'
);
COMMENT ON TABLE register_import IS 'Each time a file of the national register was brought in, and what it did.';
COMMENT ON COLUMN register_import.as_at IS 'The day of which the file is: schools that changed did so on it, or at some time since the file before.';
COMMENT ON COLUMN register_import.fields IS 'What the file had columns for. An extract says nothing of the others.';
COMMENT ON COLUMN register_import.problems IS 'The first two hundred: line, severity and sentence.';
CREATE INDEX register_import_newest ON register_import (brought_at DESC, id DESC);

CREATE TABLE register_change (
  import_id uuid NOT NULL REFERENCES register_import,
  urn integer NOT NULL,
  field text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new', 'closed', 'standing', 'renamed', 'trust', 'type', 'sector', 'phase', 'number', 'address', 'links', 'details')),
  before text,
  after text,
  PRIMARY KEY (import_id, urn, field)
);
COMMENT ON TABLE register_change IS 'What an import of the register changed, school by school and field by field.';
COMMENT ON COLUMN register_change.field IS 'The column of school; urn for a school that is new, links for links that are.';
CREATE INDEX register_change_urn ON register_change (urn, import_id);
CREATE INDEX register_change_kind ON register_change (import_id, kind, urn);
CREATE INDEX register_change_name ON register_change USING gin (lower(before) gin_trgm_ops) WHERE kind = 'renamed';

CREATE TABLE trust (
  code text PRIMARY KEY,
  name text NOT NULL
);
COMMENT ON TABLE trust IS 'Academy trusts, as the register last named them.';

CREATE TABLE school_trust (
  urn integer NOT NULL,
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  trust_code text NOT NULL REFERENCES trust,
  began_before boolean NOT NULL,
  begun_by uuid REFERENCES register_import,
  ended_by uuid REFERENCES register_import,
  PRIMARY KEY (urn, starts_on)
);
COMMENT ON TABLE school_trust IS 'Which trust a school was in, from the day of the register that first said so until the day of the one that no longer did.';
COMMENT ON COLUMN school_trust.began_before IS 'The school was in the trust when the register was first read: since when, it does not say.';
CREATE UNIQUE INDEX school_trust_now ON school_trust (urn) WHERE ends_on IS NULL;
CREATE INDEX school_trust_code ON school_trust (trust_code, starts_on);
INSERT INTO trust SELECT trust_code, min(coalesce(trust_name, trust_code)) FROM school WHERE trust_code IS NOT NULL GROUP BY trust_code;
INSERT INTO school_trust (urn, starts_on, trust_code, began_before)
  SELECT urn, (read_at AT TIME ZONE 'Europe/London')::date, trust_code, true FROM school WHERE trust_code IS NOT NULL AND status <> 'closed';

-- A school is looked for by its town or its trust as well.
CREATE INDEX school_by_name ON school (name_key, urn);
CREATE INDEX school_town ON school USING gin (lower(town) gin_trgm_ops);
CREATE INDEX school_trust_name ON school USING gin (lower(trust_name) gin_trgm_ops);

-- Which lists came from a school.
CREATE INDEX import_school ON import (authority_id, school_urn, as_at) WHERE school_urn IS NOT NULL;

ALTER TABLE register_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE register_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_trust ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON register_import, register_change, trust, school_trust TO onroll_app;
GRANT UPDATE (name) ON trust TO onroll_app;
GRANT UPDATE (ends_on, ended_by, trust_code, begun_by) ON school_trust TO onroll_app;
CREATE POLICY register_import_read ON register_import FOR SELECT TO onroll_app USING (true);
CREATE POLICY register_import_add ON register_import FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY register_change_read ON register_change FOR SELECT TO onroll_app USING (true);
CREATE POLICY register_change_add ON register_change FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY trust_read ON trust FOR SELECT TO onroll_app USING (true);
CREATE POLICY trust_add ON trust FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY trust_change ON trust FOR UPDATE TO onroll_app USING ((SELECT identity.may('schools.import')));
CREATE POLICY school_trust_read ON school_trust FOR SELECT TO onroll_app USING (true);
CREATE POLICY school_trust_add ON school_trust FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY school_trust_change ON school_trust FOR UPDATE TO onroll_app USING ((SELECT identity.may('schools.import')));

-- of one authority: families, localities, quadrants, and who looks after which school ------------------------------

CREATE TABLE school_group (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('family', 'locality', 'quadrant', 'other')),
  name text NOT NULL CHECK (name <> ''),
  name_key text NOT NULL CHECK (name_key <> ''),
  code text,
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  version integer NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES account,
  ended_at timestamptz,
  ended_by uuid REFERENCES account,
  end_reason text,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, kind)
);
COMMENT ON TABLE school_group IS 'A family, locality, quadrant or other grouping of schools: the council''s own, untouched by the register. Trusts are the register''s.';
CREATE UNIQUE INDEX school_group_name ON school_group (authority_id, kind, name_key) WHERE ends_on IS NULL;

CREATE TABLE school_group_former_name (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  group_id uuid NOT NULL,
  name text NOT NULL,
  until_on date NOT NULL,
  reason text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, group_id) REFERENCES school_group
);
CREATE INDEX school_group_former_name_group ON school_group_former_name (authority_id, group_id);

CREATE TABLE school_group_member (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  group_id uuid NOT NULL,
  kind text NOT NULL,
  school_urn integer NOT NULL,
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on > starts_on),
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  reason text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES account,
  ended_at timestamptz,
  ended_by uuid REFERENCES account,
  end_reason text,
  retracted_at timestamptz,
  retracted_by uuid REFERENCES account,
  retract_reason text,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, group_id, kind) REFERENCES school_group (authority_id, id, kind),
  CONSTRAINT one_group_of_a_kind_a_day
    EXCLUDE USING gist (authority_id WITH =, school_urn WITH =, kind WITH =, during WITH &&) WHERE (retracted_at IS NULL AND kind <> 'other'),
  CONSTRAINT once_in_a_group_a_day
    EXCLUDE USING gist (authority_id WITH =, group_id WITH =, school_urn WITH =, during WITH &&) WHERE (retracted_at IS NULL)
);
COMMENT ON TABLE school_group_member IS 'From when to when a school is in a group. A school is in one family, one locality and one quadrant on a day.';
CREATE INDEX school_group_member_group ON school_group_member (authority_id, group_id) WHERE retracted_at IS NULL;
CREATE INDEX school_group_member_school ON school_group_member (authority_id, school_urn);

CREATE TABLE school_officer (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  role text NOT NULL CHECK (role IN ('fair_access', 'cme', 'education_welfare', 'pme', 'send', 'educational_psychology', 'school_improvement',
    'locality_coordinator', 'virtual_school', 'admissions', 'inclusion', 'other')),
  school_urn integer,
  group_id uuid,
  trust_code text,
  account_id uuid REFERENCES account,
  name text CHECK (name <> ''),
  phone text,
  email text,
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  note text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES account,
  ended_at timestamptz,
  ended_by uuid REFERENCES account,
  end_reason text,
  retracted_at timestamptz,
  retracted_by uuid REFERENCES account,
  retract_reason text,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, group_id) REFERENCES school_group,
  CONSTRAINT officer_of_one_thing CHECK (num_nonnulls(school_urn, group_id, trust_code) = 1),
  CONSTRAINT officer_is_somebody CHECK (num_nonnulls(account_id, name) = 1)
);
COMMENT ON TABLE school_officer IS 'Which of the council''s people looks after a school, or every school of a group or trust, in which role, from when to when.';
CREATE INDEX school_officer_school ON school_officer (authority_id, school_urn) WHERE retracted_at IS NULL;
CREATE INDEX school_officer_group ON school_officer (authority_id, group_id) WHERE retracted_at IS NULL;
CREATE INDEX school_officer_account ON school_officer (authority_id, account_id) WHERE retracted_at IS NULL;

ALTER TABLE school_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_group_former_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_group_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_officer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON school_group, school_group_former_name, school_group_member, school_officer TO onroll_app;
GRANT UPDATE (name, name_key, code, version, ends_on, ended_at, ended_by, end_reason) ON school_group TO onroll_app;
GRANT UPDATE (ends_on, ended_at, ended_by, end_reason, retracted_at, retracted_by, retract_reason) ON school_group_member, school_officer TO onroll_app;

DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['school_group', 'school_group_former_name', 'school_group_member', 'school_officer'] LOOP
    EXECUTE format('CREATE POLICY %1$s_read ON %1$I FOR SELECT TO onroll_app
      USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may(''schools.read'')))', name);
    EXECUTE format('CREATE POLICY %1$s_add ON %1$I FOR INSERT TO onroll_app
      WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.may(''schools.change'')))', name);
    CONTINUE WHEN name = 'school_group_former_name';
    EXECUTE format('CREATE POLICY %1$s_change ON %1$I FOR UPDATE TO onroll_app
      USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may(''schools.change'')))', name);
  END LOOP;
END $$;

INSERT INTO permission (code, label) VALUES ('schools.change', 'Group schools, and name the officers who look after them');
INSERT INTO role_permission (role, permission) VALUES
  ('team_manager', 'schools.change'), ('administrator', 'schools.change'), ('cme_officer', 'schools.change');
