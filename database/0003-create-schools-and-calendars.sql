-- The national register of schools, and the days on which schools meet.

CREATE TABLE school (
  urn integer PRIMARY KEY,
  la_code text,
  establishment_number text,
  laestab text,
  name text NOT NULL,
  name_key text NOT NULL,
  type_code text, type_name text, type_group text,
  status text NOT NULL CHECK (status IN ('open', 'closed', 'proposed_to_open', 'open_proposed_to_close')),
  sector text NOT NULL CHECK (sector IN ('state', 'independent', 'alternative', 'further', 'unknown')),
  phase text,
  low_age integer, high_age integer,
  opened_on date, closed_on date,
  trust_code text, trust_name text,
  street text, locality text, town text, county text, postcode text,
  ukprn text, telephone text, website text,
  capacity integer, pupils integer,
  read_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX school_laestab ON school (laestab);
CREATE INDEX school_la ON school (la_code, name_key);
CREATE INDEX school_name ON school USING gin (name_key gin_trgm_ops);
COMMENT ON TABLE school IS 'As the national register of schools (GIAS) gives it: rulebook 11.4. What a council adds is kept elsewhere.';
COMMENT ON COLUMN school.sector IS 'Ours, from the type of establishment: what being on its roll means for a child''s state.';

CREATE TABLE school_link (
  urn integer NOT NULL,
  link_urn integer NOT NULL,
  link_type text NOT NULL,
  established_on date,
  PRIMARY KEY (urn, link_urn, link_type)
);
COMMENT ON TABLE school_link IS 'Predecessors and successors. A link may name a school that the extract does not hold.';
CREATE INDEX school_link_back ON school_link (link_urn);
ALTER TABLE school ENABLE ROW LEVEL SECURITY;
ALTER TABLE school_link ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON school, school_link TO onroll_app;
CREATE POLICY school_read ON school FOR SELECT TO onroll_app USING (true);
CREATE POLICY school_add ON school FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY school_change ON school FOR UPDATE TO onroll_app USING ((SELECT identity.may('schools.import')));
CREATE POLICY school_link_read ON school_link FOR SELECT TO onroll_app USING (true);
CREATE POLICY school_link_add ON school_link FOR INSERT TO onroll_app WITH CHECK ((SELECT identity.may('schools.import')));
CREATE POLICY school_link_change ON school_link FOR UPDATE TO onroll_app USING ((SELECT identity.may('schools.import')));

CREATE TABLE calendar_entry (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  school_urn integer,
  kind text NOT NULL CHECK (kind IN ('term', 'half_term', 'inset', 'closure', 'holiday')),
  starts_on date NOT NULL,
  last_on date NOT NULL CHECK (last_on >= starts_on),
  name text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES account,
  retracted_at timestamptz,
  retracted_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id)
);
CREATE INDEX calendar_entry_school ON calendar_entry (authority_id, school_urn, starts_on) WHERE retracted_at IS NULL;
COMMENT ON COLUMN calendar_entry.school_urn IS 'Null: the authority''s own calendar, which a school without one of its own follows.';
COMMENT ON COLUMN calendar_entry.last_on IS 'The last day of it (inclusive), as people write term dates.';
ALTER TABLE calendar_entry ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON calendar_entry TO onroll_app;
GRANT UPDATE (retracted_at, retracted_by) ON calendar_entry TO onroll_app;
CREATE POLICY calendar_read ON calendar_entry FOR SELECT TO onroll_app USING (authority_id = (SELECT identity.authority()));
CREATE POLICY calendar_add ON calendar_entry FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND ((SELECT identity.may('calendars.change')) OR (SELECT identity.kind()) = 'engine'));
CREATE POLICY calendar_retract ON calendar_entry FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND ((SELECT identity.may('calendars.change')) OR (SELECT identity.kind()) = 'engine'));
