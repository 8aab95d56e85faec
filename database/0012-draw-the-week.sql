-- The drawn week, attendance in sums, and moves of whole groups of children from school to school.

-- A session of a child's usual week. What is recorded of one day together is one week: changing it ends all of it and begins another.
CREATE TABLE timetable_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  starts_at time NOT NULL, ends_at time NOT NULL,
  kind text NOT NULL CHECK (kind IN ('lesson', 'tuition', 'online', 'work', 'travel', 'other')),
  what text NOT NULL CHECK (what <> ''), place text, school_urn integer, provision_id uuid,
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  minutes int4range GENERATED ALWAYS AS (int4range((extract(epoch FROM starts_at) / 60)::integer, (extract(epoch FROM ends_at) / 60)::integer)) STORED,
  CONSTRAINT session_lasts CHECK (ends_at > starts_at)
);
COMMENT ON COLUMN timetable_fact.weekday IS '1 is Monday.';
COMMENT ON COLUMN timetable_fact.kind IS 'Travel is drawn and counts no hours of education.';
COMMENT ON COLUMN timetable_fact.provision_id IS 'The provision that the session is part of, as it was believed when the week was drawn: its weekly hours follow from its sessions.';
CALL secure_fact_table('timetable_fact', $$(SELECT identity.sees('education'))$$, $$school_urn = ANY ((SELECT identity.schools())::integer[])$$);
ALTER TABLE timetable_fact ADD FOREIGN KEY (authority_id, provision_id) REFERENCES provision_fact;
ALTER TABLE timetable_fact ADD CONSTRAINT one_session_at_a_time
  EXCLUDE USING gist (authority_id WITH =, record_id WITH =, weekday WITH =, during WITH &&, minutes WITH &&) WHERE (retracted_at IS NULL);

ALTER TABLE provision_fact ADD COLUMN hours_from_week boolean NOT NULL DEFAULT false, ADD COLUMN hours_before_week numeric(4, 1);
COMMENT ON COLUMN provision_fact.hours_from_week IS 'The hours are the sum of a drawn week.';
COMMENT ON COLUMN provision_fact.hours_before_week IS 'The hours as they stood before a week was drawn: what holds again when the week was never true.';

-- Attendance at one school in one term, in sums, as a roll states it.
CREATE TABLE attendance_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  school_urn integer, school_year integer NOT NULL, term text NOT NULL CHECK (term IN ('autumn', 'spring', 'summer')),
  possible integer NOT NULL CHECK (possible >= 0), authorised integer NOT NULL CHECK (authorised >= 0), unauthorised integer NOT NULL CHECK (unauthorised >= 0),
  by_code jsonb,
  CONSTRAINT absent_when_possible CHECK (authorised + unauthorised <= possible)
);
COMMENT ON COLUMN attendance_fact.school_year IS 'The year in which its autumn lay: 2025 for 2025/26.';
COMMENT ON COLUMN attendance_fact.possible IS 'Sessions, two a school day: rulebook D17. Those attended are what is left of them.';
COMMENT ON COLUMN attendance_fact.by_code IS 'Sessions by attendance code, where a source gives them.';
CALL secure_fact_table('attendance_fact', $$(SELECT identity.sees('education'))$$, $$school_urn = ANY ((SELECT identity.schools())::integer[])$$);

-- A group of children that leaves schools for another on one day: decided once, carried out as a job, and undone as one.
CREATE TABLE group_move (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('rollover', 'merger', 'conversion')),
  from_urns integer[] NOT NULL CHECK (cardinality(from_urns) BETWEEN 1 AND 4),
  to_urn integer NOT NULL,
  year_group text,
  moves_on date NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'moving', 'moved', 'undoing', 'undone', 'withdrawn')),
  version integer NOT NULL DEFAULT 1,
  asked_by uuid NOT NULL REFERENCES account,
  asked_at timestamptz NOT NULL DEFAULT now(),
  confirmed_by uuid REFERENCES account, confirmed_at timestamptz,
  undone_by uuid REFERENCES account, undone_at timestamptz, undone_because text,
  PRIMARY KEY (authority_id, id),
  CONSTRAINT year_of_a_rollover CHECK ((kind = 'rollover') = (year_group IS NOT NULL)),
  CONSTRAINT moves_somewhere_else CHECK (to_urn <> ALL (from_urns))
);
CREATE INDEX group_move_newest ON group_move (authority_id, asked_at DESC);
ALTER TABLE group_move ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON group_move TO onroll_app;
GRANT UPDATE (state, version, confirmed_by, confirmed_at, undone_by, undone_at, undone_because) ON group_move TO onroll_app;
CREATE POLICY group_move_read ON group_move FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('groups.move'))));
CREATE POLICY group_move_add ON group_move FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('groups.move'))));
CREATE POLICY group_move_change ON group_move FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('groups.move'))));

CREATE TABLE group_move_child (
  authority_id uuid NOT NULL,
  move_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  outcome text NOT NULL CHECK (outcome IN ('moved', 'already_there', 'left_out')),
  because text,
  retracted uuid[] NOT NULL DEFAULT '{}',
  added uuid[] NOT NULL DEFAULT '{}',
  records jsonb NOT NULL DEFAULT '[]',
  done_at timestamptz NOT NULL DEFAULT now(),
  undo text CHECK (undo IN ('undone', 'kept')), undone_at timestamptz,
  PRIMARY KEY (authority_id, move_id, person_id),
  FOREIGN KEY (authority_id, move_id) REFERENCES group_move,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX group_move_child_person ON group_move_child (authority_id, person_id);
COMMENT ON TABLE group_move_child IS 'What a move did to each child: the enrolments it no longer believes and those it added, so that it can be taken back exactly.';
COMMENT ON COLUMN group_move_child.records IS 'The records touched, each with the day of its newest list as it stood before.';
COMMENT ON COLUMN group_move_child.undo IS 'Kept: something was recorded since, so that a person decides.';
ALTER TABLE group_move_child ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON group_move_child TO onroll_app;
GRANT UPDATE (undo, undone_at) ON group_move_child TO onroll_app;
CREATE POLICY group_move_child_read ON group_move_child FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('groups.move')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY group_move_child_add ON group_move_child FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY group_move_child_undo ON group_move_child FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

INSERT INTO permission (code, label) VALUES ('groups.move', 'Move a whole group of children to another school');
-- The same who commit lists: it changes as many children at once.
INSERT INTO role_permission (role, permission) VALUES ('cme_officer', 'groups.move'), ('team_manager', 'groups.move');
