-- A change of calendars is a row of its own, with the clocks that it moved, so that it can be looked at and taken back.

CREATE TABLE calendar_change (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('added', 'changed', 'removed', 'copied', 'file', 'bank_holidays', 'undone')),
  what text NOT NULL CHECK (what <> ''),
  recorded uuid[] NOT NULL DEFAULT '{}',
  retracted uuid[] NOT NULL DEFAULT '{}',
  first_day date NOT NULL,
  schools integer[],
  undoes uuid,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid REFERENCES account,
  state text NOT NULL DEFAULT 'working' CHECK (state IN ('working', 'done')),
  worked_to uuid,
  moved integer NOT NULL DEFAULT 0,
  PRIMARY KEY (authority_id, id),
  CONSTRAINT undone_once UNIQUE (authority_id, undoes),
  FOREIGN KEY (authority_id, undoes) REFERENCES calendar_change,
  CONSTRAINT changes_something CHECK (cardinality(recorded) + cardinality(retracted) > 0)
);
CREATE INDEX calendar_change_newest ON calendar_change (authority_id, changed_at DESC);
COMMENT ON COLUMN calendar_change.what IS 'In a sentence for the list of changes; holds nothing of a child.';
COMMENT ON COLUMN calendar_change.recorded IS 'The entries that it recorded. Undoing it retracts them, and records those that it retracted anew.';
COMMENT ON COLUMN calendar_change.first_day IS 'The first day of any entry that it recorded or retracted: clocks that were counted over a day from then on are worked out anew.';
COMMENT ON COLUMN calendar_change.schools IS 'Whose calendars it changed; null when the authority''s own was among them, which is every school''s.';
COMMENT ON COLUMN calendar_change.worked_to IS 'The last child, by id, whose clocks were worked out anew; null before the first.';
COMMENT ON COLUMN calendar_change.moved IS 'Clocks that it moved, without those of sealed children.';
ALTER TABLE calendar_change ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON calendar_change TO onroll_app;
GRANT UPDATE (state, worked_to, moved) ON calendar_change TO onroll_app;
CREATE POLICY calendar_change_read ON calendar_change FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('calendars.change'))));
CREATE POLICY calendar_change_add ON calendar_change FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('calendars.change'))));
CREATE POLICY calendar_change_work ON calendar_change FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

CREATE TABLE calendar_change_clock (
  authority_id uuid NOT NULL,
  change_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  rule text NOT NULL, field_class text NOT NULL,
  due_before date, problem_before text,
  due_after date, problem_after text,
  was_overdue boolean NOT NULL DEFAULT false,
  is_overdue boolean NOT NULL DEFAULT false,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, change_id) REFERENCES calendar_change,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX calendar_change_clock_change ON calendar_change_clock (authority_id, change_id, person_id);
CREATE INDEX calendar_change_clock_person ON calendar_change_clock (authority_id, person_id);
COMMENT ON TABLE calendar_change_clock IS 'Each clock that a change of calendars moved: before and after. A clock without a day before began with it; one without a day after ended with it.';
COMMENT ON COLUMN calendar_change_clock.problem_before IS 'Why no day could be worked out before: a calendar that did not reach.';
COMMENT ON COLUMN calendar_change_clock.was_overdue IS 'On the day of the change.';
-- Whoever may see a child's clock may see that it moved.
ALTER TABLE calendar_change_clock ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON calendar_change_clock TO onroll_app;
CREATE POLICY calendar_change_clock_read ON calendar_change_clock FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND field_class = ANY ((SELECT identity.classes())::text[])
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY calendar_change_clock_add ON calendar_change_clock FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

UPDATE permission SET label = 'Change calendars and bring in term dates' WHERE code = 'calendars.change';
