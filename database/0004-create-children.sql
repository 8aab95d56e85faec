-- Records, persons, facts and states. A record is what one source says of a child; a person is a set of records held
-- together by join decisions; facts hang on records; states, clocks, bands and cases on persons.

CREATE TABLE source_kind (
  code text PRIMARY KEY,
  name text NOT NULL,
  shown_as text NOT NULL,
  presence text NOT NULL CHECK (presence IN ('enrolment', 'residence', 'home_education', 'awaiting_place', 'none')),
  presence_means text NOT NULL,
  absence_means text NOT NULL,
  protected boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE source_kind IS 'What kinds of list there are, and what being on one, or being missing from the next one, means.';
COMMENT ON COLUMN source_kind.shown_as IS 'What those outside the council''s casework are told: never "refuge" or "child protection list".';
GRANT SELECT ON source_kind TO onroll_app;

CREATE TABLE person (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  sealed boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, sealed)
);
COMMENT ON COLUMN person.sealed IS 'A sealed record does not exist for anyone not named on it. Every row about the child carries the same flag by foreign key, so that sealing is one change.';
COMMENT ON COLUMN person.version IS 'Goes up with every change: a form drawn before it is stale.';

CREATE TABLE seal (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  review_on date NOT NULL,
  sealed_by uuid NOT NULL REFERENCES account,
  sealed_at timestamptz NOT NULL DEFAULT now(),
  lifted_by uuid REFERENCES account,
  lifted_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id) REFERENCES person
);
CREATE TABLE seal_name (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  named_by uuid NOT NULL REFERENCES account,
  named_at timestamptz NOT NULL DEFAULT now(),
  ended_by uuid REFERENCES account,
  ended_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id) REFERENCES person
);
CREATE UNIQUE INDEX seal_name_in_force ON seal_name (authority_id, person_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX seal_name_account ON seal_name (account_id) WHERE ended_at IS NULL;
COMMENT ON COLUMN seal_name.ended_at IS 'When the seal was lifted: who was named on one seal is not named on the next.';

CREATE TABLE source (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL REFERENCES source_kind,
  name text NOT NULL,
  school_urn integer,
  made_at timestamptz NOT NULL DEFAULT now(),
  made_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, name)
);
COMMENT ON COLUMN source.school_urn IS 'When every row of this source is of one school.';

CREATE TABLE record (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  source_id uuid,
  source text NOT NULL REFERENCES source_kind,
  source_key text,
  school_urn integer,
  last_on date,
  made_at timestamptz NOT NULL DEFAULT now(),
  made_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, sealed),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, source_id) REFERENCES source
);
CREATE INDEX record_person ON record (authority_id, person_id);
CREATE INDEX record_source ON record (authority_id, source_id, school_urn, last_on);
CREATE INDEX record_school ON record (authority_id, school_urn) WHERE school_urn IS NOT NULL;
CREATE UNIQUE INDEX record_council ON record (authority_id, person_id) WHERE source = 'council';
COMMENT ON COLUMN record.source_id IS 'Null for the council''s own record of a person, on which officers'' work is written.';
COMMENT ON COLUMN record.last_on IS 'The day of the newest list of this source that held the child.';
COMMENT ON COLUMN record.school_urn IS 'The school whose roll says it: its staff keep their own history of a child who left.';

CREATE TABLE record_link (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  record_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  because text NOT NULL,
  decided_by uuid REFERENCES account,
  decided_at timestamptz NOT NULL DEFAULT now(),
  undone_by uuid REFERENCES account,
  undone_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, person_id) REFERENCES person
);
CREATE INDEX record_link_record ON record_link (authority_id, record_id);
COMMENT ON TABLE record_link IS 'Why a record was held to be of a person, and by whom. record.person_id is the answer in force.';

-- Every fact table begins with the same columns; a test checks it.

CREATE TABLE name_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('legal', 'preferred', 'former')),
  forename text NOT NULL, middle_names text, surname text NOT NULL,
  forename_key text NOT NULL, surname_key text NOT NULL
);
CREATE TABLE birth_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  born_on date, sex text NOT NULL CHECK (sex IN ('F', 'M', 'U'))
);
CREATE TABLE identifier_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('upn', 'former_upn', 'uln', 'nhs_number', 'council_id')),
  value text NOT NULL, problem text
);
COMMENT ON COLUMN identifier_fact.problem IS 'Why the value does not check (a wrong check letter, say). It is kept as it came.';
CREATE TABLE address_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL DEFAULT 'home' CHECK (kind IN ('home', 'second_home')),
  line_1 text, line_2 text, town text, postcode text, postcode_key text, uprn text,
  in_area boolean NOT NULL, confirmed_on date, confirmed_how text
);
COMMENT ON COLUMN address_fact.in_area IS 'Whether the postcode lies in the authority''s area, worked out when the fact was recorded.';
CREATE TABLE contact_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  name text, relationship text, phone text, email text,
  CONSTRAINT contact_says_something CHECK (num_nonnulls(name, phone, email) > 0)
);
CREATE TABLE enrolment_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  school_urn integer, in_area boolean NOT NULL,
  sector text NOT NULL CHECK (sector IN ('state', 'independent', 'alternative', 'further', 'unknown')),
  status text NOT NULL DEFAULT 'C' CHECK (status IN ('C', 'M', 'S', 'G', 'F', 'O')),
  year_group text, weekly_hours numeric(4, 1) CHECK (weekly_hours BETWEEN 0 AND 60), ended_because text
);
COMMENT ON COLUMN enrolment_fact.school_urn IS 'Null when the list does not say which school: the child is on a roll, the school is not named.';
COMMENT ON COLUMN enrolment_fact.status IS 'C single, M main, S subsidiary, G guest, F FE college, O other provider: rulebook 11.5.';
CREATE TABLE provision_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('reduced_timetable', 'alternative', 'interim', 'home_education')),
  weekly_hours numeric(4, 1) CHECK (weekly_hours BETWEEN 0 AND 60), provider text, school_urn integer, note text
);
CREATE TABLE circumstance_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('moved_away', 'whereabouts_unknown', 'awaiting_place', 'plan', 'stuck', 'died')),
  detail text, case_id uuid
);
COMMENT ON COLUMN circumstance_fact.kind IS 'What the council decided or accepted: stuck is RAG1''s "unable to progress", a recorded decision with date and author.';

-- The engine's current answer: a cache, replaced in the transaction that changed a fact.

CREATE TABLE child_state (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  starts_on date NOT NULL, ends_on date,
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  state text NOT NULL CHECK (state IN ('on_roll', 'reduced_hours', 'alternative_provision', 'home_educated', 'independent', 'awaiting_place',
    'moved_away', 'whereabouts_unknown', 'under_age', 'over_age', 'unexplained')),
  school_urn integer, in_area boolean NOT NULL, weekly_hours numeric(4, 1),
  because text NOT NULL, citations text[] NOT NULL, fact_ids uuid[] NOT NULL,
  CONSTRAINT one_state_a_day PRIMARY KEY (authority_id, person_id, during WITHOUT OVERLAPS),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_state_state ON child_state (authority_id, state, starts_on, ends_on);
CREATE INDEX child_state_school ON child_state (authority_id, school_urn, starts_on) WHERE school_urn IS NOT NULL;

CREATE TABLE child_band (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  starts_on date NOT NULL, ends_on date,
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  band text NOT NULL CHECK (band IN ('red', 'amber', 'green', 'unclassified')),
  gap text, weekly_hours numeric(4, 1), because text NOT NULL,
  CONSTRAINT one_band_a_day PRIMARY KEY (authority_id, person_id, during WITHOUT OVERLAPS),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_band_band ON child_band (authority_id, band, starts_on, ends_on);

CREATE TABLE child_clock (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  rule text NOT NULL,
  opened_on date NOT NULL,
  due_on date, breaches_on date, ended_on date,
  because text NOT NULL, problem text,
  PRIMARY KEY (authority_id, person_id, rule, opened_on),
  CONSTRAINT clock_date_or_problem CHECK ((due_on IS NULL) = (problem IS NOT NULL)),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_clock_due ON child_clock (authority_id, due_on, ended_on);
CREATE INDEX child_clock_running ON child_clock (authority_id, ended_on, due_on);
COMMENT ON COLUMN child_clock.problem IS 'Why no date could be worked out: a calendar that does not reach, named for the officer.';

CREATE TABLE child_summary (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  forename text NOT NULL, surname text NOT NULL, known_as text NOT NULL,
  forename_key text NOT NULL, surname_key text NOT NULL,
  born_on date, sex text NOT NULL, upn text,
  next_look_on date,
  evaluated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, person_id),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_summary_name ON child_summary (authority_id, surname_key text_pattern_ops, forename_key text_pattern_ops, person_id);
CREATE INDEX child_summary_upn ON child_summary (authority_id, upn);
CREATE INDEX child_summary_born ON child_summary (authority_id, born_on);
CREATE INDEX child_summary_look ON child_summary (authority_id, next_look_on);
COMMENT ON TABLE child_summary IS 'The name and birth date by which a child is listed: chosen from the facts by age and strength of source.';

CREATE TABLE child_reach (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  reach_key text NOT NULL CHECK (reach_key ~ '^(school|team):'),
  starts_on date NOT NULL, ends_on date,
  made_by text NOT NULL,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_reach_key ON child_reach (authority_id, reach_key, starts_on, ends_on);
CREATE INDEX child_reach_person ON child_reach (authority_id, person_id);
COMMENT ON TABLE child_reach IS 'Which schools and teams a child is within reach of, and when: what the policies of every table of children ask.';
COMMENT ON COLUMN child_reach.made_by IS 'What made it: enrolment, or the case that involves the team. Each maker replaces only its own.';

CREATE TABLE child_movement (
  authority_id uuid NOT NULL REFERENCES authority,
  day date NOT NULL,
  state text NOT NULL,
  school_urn integer,
  sealed boolean NOT NULL,
  change integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX child_movement_school ON child_movement (authority_id, school_urn, day) INCLUDE (change) WHERE school_urn IS NOT NULL;
CREATE INDEX child_movement_day ON child_movement (authority_id, day, state) INCLUDE (sealed, change);
COMMENT ON TABLE child_movement IS 'The ledger''s book: how many children entered or left a state on a day. Written with the states, summed for any date.';
