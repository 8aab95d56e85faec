-- Who is the same child, as decisions of people: pairs that a matching run found, what was read of them, what was decided, and how
-- each decision is taken back. And pairs that are never to be joined, which nobody meets who need not know of them.

INSERT INTO permission (code, label) VALUES
  ('matching.review', 'Decide which records are of the same child'),
  ('matching.widen', 'Join records where the join lets somebody see more than before'),
  ('matching.never_join', 'Keep two records apart for good, unseen by others');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager}'::text[], '{matching.review}'::text[]),
  ('{cme_officer,team_manager}', '{matching.widen}'),
  ('{team_manager}', '{matching.never_join}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;

-- A child who was joined into another stays as an empty person, so that old addresses lead on and the join can be taken back. Its seal is the
-- other's from then on, by foreign key.
ALTER TABLE person ADD COLUMN joined_into uuid;
ALTER TABLE person ADD FOREIGN KEY (authority_id, joined_into, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  ADD CONSTRAINT joined_into_another CHECK (joined_into <> id);
CREATE INDEX person_joined_into ON person (authority_id, joined_into) WHERE joined_into IS NOT NULL;
COMMENT ON COLUMN person.joined_into IS 'The child that this one was found to be. Whoever has it holds no record: all are the other''s.';
GRANT UPDATE (joined_into) ON person TO onroll_app;

-- What officers record of a joined child is written on a council record of its own, so that it can be told from what was there before.
ALTER TABLE record ADD COLUMN closed_by uuid;
DROP INDEX record_council;
CREATE UNIQUE INDEX record_council ON record (authority_id, person_id) WHERE source = 'council' AND closed_by IS NULL;
COMMENT ON COLUMN record.closed_by IS 'The decision since which officers write on another council record of the child; what stands on this one holds on.';
GRANT UPDATE (closed_by) ON record TO onroll_app;

-- Runs, pairs, readings -----------------------------------------------------------------------------------------------------

CREATE TABLE match_run (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('county', 'list')),
  model jsonb NOT NULL,
  model_version text NOT NULL CHECK (model_version <> ''),
  review_from double precision NOT NULL CHECK (review_from BETWEEN 0 AND 1),
  match_from double precision NOT NULL CHECK (match_from BETWEEN review_from AND 1),
  as_at date NOT NULL,
  figures jsonb NOT NULL DEFAULT '{}',
  began_by uuid REFERENCES account,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  PRIMARY KEY (authority_id, id)
);
CREATE INDEX match_run_ended ON match_run (authority_id, ended_at) WHERE ended_at IS NOT NULL;
COMMENT ON TABLE match_run IS 'One run of the matching, with the model and the thresholds that it used, so that it can be run again to the same answer.';

CREATE TABLE match_pair (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  run_id uuid NOT NULL,
  low_id uuid NOT NULL, low_sealed boolean NOT NULL,
  high_id uuid NOT NULL, high_sealed boolean NOT NULL,
  low_record_id uuid NOT NULL, high_record_id uuid NOT NULL,
  probability double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
  weight double precision NOT NULL,
  evidence jsonb NOT NULL,
  because text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('match', 'review', 'no_match')),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'second_look', 'joined', 'kept_apart', 'gone')),
  lists integer NOT NULL,
  sampled_on date,
  version integer NOT NULL DEFAULT 1,
  made_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, run_id) REFERENCES match_run,
  FOREIGN KEY (authority_id, low_id, low_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, high_id, high_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, low_record_id) REFERENCES record,
  FOREIGN KEY (authority_id, high_record_id) REFERENCES record,
  CONSTRAINT pair_in_order CHECK (low_id < high_id)
);
CREATE UNIQUE INDEX match_pair_waiting ON match_pair (authority_id, low_id, high_id) WHERE state IN ('open', 'second_look');
CREATE INDEX match_pair_low ON match_pair (authority_id, low_id);
CREATE INDEX match_pair_high ON match_pair (authority_id, high_id);
CREATE INDEX match_pair_run ON match_pair (authority_id, run_id);
CREATE INDEX match_pair_unsure ON match_pair (authority_id, (abs(probability - 0.5)), id) WHERE state IN ('open', 'second_look');
CREATE INDEX match_pair_lists ON match_pair (authority_id, lists, id) WHERE state IN ('open', 'second_look');
COMMENT ON TABLE match_pair IS 'Two children who may be one, in the order of their ids, with how likely the run held it and why, field by field.';
COMMENT ON COLUMN match_pair.lists IS 'How many records hang on the two: how much a wrong answer would spoil.';
COMMENT ON COLUMN match_pair.sampled_on IS 'When it was drawn to be read whatever the run held of it, so that precision and recall can be estimated.';
COMMENT ON COLUMN match_pair.state IS 'gone: one of the two is no child of its own any more.';

CREATE TABLE match_reading (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  pair_id uuid NOT NULL,
  low_id uuid NOT NULL, low_sealed boolean NOT NULL,
  high_id uuid NOT NULL, high_sealed boolean NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  because text NOT NULL CHECK (because <> ''),
  read_by uuid NOT NULL REFERENCES account,
  read_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, pair_id) REFERENCES match_pair,
  FOREIGN KEY (authority_id, low_id, low_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, high_id, high_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX match_reading_each ON match_reading (authority_id, pair_id, read_by) WHERE withdrawn_at IS NULL;
CREATE INDEX match_reading_low ON match_reading (authority_id, low_id);
CREATE INDEX match_reading_high ON match_reading (authority_id, high_id);
COMMENT ON TABLE match_reading IS 'What one officer held of a pair. Nobody reads a pair twice; what was undone is withdrawn.';

-- Decisions ------------------------------------------------------------------------------------------------------------------

CREATE TABLE join_decision (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('join', 'keep_apart', 'split', 'take_back')),
  low_id uuid NOT NULL, low_sealed boolean NOT NULL,
  high_id uuid NOT NULL, high_sealed boolean NOT NULL,
  kept_id uuid NOT NULL,
  because text NOT NULL CHECK (because <> ''),
  pair_id uuid,
  of_decision uuid,
  widens text[] NOT NULL DEFAULT '{}',
  before jsonb NOT NULL DEFAULT '{}',
  shared text[] NOT NULL DEFAULT '{}',
  exactly boolean,
  decided_by uuid NOT NULL REFERENCES account,
  decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  read_first_by uuid REFERENCES account,
  ended_at timestamptz,
  ended_by uuid,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, low_id, low_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, high_id, high_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, pair_id) REFERENCES match_pair,
  FOREIGN KEY (authority_id, of_decision) REFERENCES join_decision,
  FOREIGN KEY (authority_id, ended_by) REFERENCES join_decision,
  CONSTRAINT decision_in_order CHECK (low_id < high_id),
  CONSTRAINT kept_is_one_of_the_two CHECK (kept_id IN (low_id, high_id)),
  CONSTRAINT decision_of_a_join CHECK ((kind = 'take_back') = (of_decision IS NOT NULL))
);
CREATE INDEX join_decision_low ON join_decision (authority_id, low_id, decided_at);
CREATE INDEX join_decision_high ON join_decision (authority_id, high_id, decided_at);
CREATE INDEX join_decision_pair ON join_decision (authority_id, pair_id) WHERE pair_id IS NOT NULL;
COMMENT ON TABLE join_decision IS 'Each decision on who is the same child. Never changed: a later one ends it.';
COMMENT ON COLUMN join_decision.kept_id IS 'Of a join: the child that the other''s records, cases and documents went to.';
COMMENT ON COLUMN join_decision.before IS 'Of a join: the seals of both, and the hashes of their facts with links and of their states, as they stood before.';
COMMENT ON COLUMN join_decision.shared IS 'Of children kept apart: hashes of the identifiers that both bore. Another one that both bear makes the pair worth another look.';
COMMENT ON COLUMN join_decision.exactly IS 'Of a join taken back: whether the states are those of before to the letter. The facts and links always are.';

CREATE TABLE join_decision_record (
  authority_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  record_id uuid NOT NULL,
  sealed boolean NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  link_id uuid,
  PRIMARY KEY (authority_id, decision_id, record_id),
  FOREIGN KEY (authority_id, decision_id) REFERENCES join_decision,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX join_decision_record_record ON join_decision_record (authority_id, record_id);
COMMENT ON COLUMN join_decision_record.link_id IS 'Why it was held to be of the child that it was of before: comes back when the decision is taken back.';
COMMENT ON TABLE join_decision_record IS 'The records that a decision was about: whose each was and whose it is. Of children kept apart both are the same.';

CREATE TABLE join_decision_thing (
  authority_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  thing text NOT NULL CHECK (thing ~ '^[a-z_]+:'),
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  PRIMARY KEY (authority_id, decision_id, thing),
  FOREIGN KEY (authority_id, decision_id) REFERENCES join_decision
);
COMMENT ON TABLE join_decision_thing IS 'What else followed a child by a decision: cases, documents, pins, places in lists, what names it as a relative. Read by the engine only.';
ALTER TABLE record_link ADD COLUMN decision_id uuid, ADD FOREIGN KEY (authority_id, decision_id) REFERENCES join_decision;
ALTER TABLE record ADD FOREIGN KEY (authority_id, closed_by) REFERENCES join_decision;

-- Whoever decides sees both children; and a sealed one only whoever is named.
CREATE PROCEDURE secure_pair_table(pair regclass) LANGUAGE plpgsql AS $$
DECLARE
  name text := pair::text;
  seen_by CONSTANT text := $p$authority_id = (SELECT identity.authority())
    AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('matching.review')) AND (SELECT identity.scope()) = 'county'
      AND (NOT low_sealed OR low_id IN (SELECT person_id FROM seal_name)) AND (NOT high_sealed OR high_id IN (SELECT person_id FROM seal_name))))$p$;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('GRANT SELECT, INSERT ON %s TO onroll_app', name);
  EXECUTE format('CREATE POLICY %s_read ON %s FOR SELECT TO onroll_app USING (%s)', name, name, seen_by);
  EXECUTE format('CREATE POLICY %s_add ON %s FOR INSERT TO onroll_app WITH CHECK (%s)', name, name, seen_by);
  EXECUTE format('CREATE POLICY %s_change ON %s FOR UPDATE TO onroll_app USING (%s)', name, name, seen_by);
END $$;
CALL secure_pair_table('match_pair');
CALL secure_pair_table('match_reading');
CALL secure_pair_table('join_decision');
DROP PROCEDURE secure_pair_table;
-- Pairs are found by a run; a reading is in one's own name.
ALTER POLICY match_pair_add ON match_pair WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
-- Whoever sees the pair may read it.
ALTER POLICY match_reading_add ON match_reading WITH CHECK (
  read_by = (SELECT identity.account())
  AND EXISTS (SELECT FROM match_pair p WHERE p.authority_id = match_reading.authority_id AND p.id = pair_id));
GRANT UPDATE (state, sampled_on, version, settled_at, low_record_id, high_record_id, run_id, probability, weight, evidence, because, outcome, lists)
  ON match_pair TO onroll_app;
GRANT UPDATE (withdrawn_at) ON match_reading TO onroll_app;
GRANT UPDATE (ended_at, ended_by, exactly) ON join_decision TO onroll_app;

ALTER TABLE match_run ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON match_run TO onroll_app;
GRANT UPDATE (figures, ended_at) ON match_run TO onroll_app;
CREATE POLICY match_run_read ON match_run FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('matching.review'))));
CREATE POLICY match_run_add ON match_run FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY match_run_end ON match_run FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

ALTER TABLE join_decision_record ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON join_decision_record TO onroll_app;
CREATE POLICY join_decision_record_read ON join_decision_record FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('matching.review')) AND (SELECT identity.scope()) = 'county'
    AND (NOT sealed OR record_id IN (SELECT r.id FROM seal_name n JOIN record r ON r.authority_id = n.authority_id AND r.person_id = n.person_id)))));
CREATE POLICY join_decision_record_add ON join_decision_record FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
GRANT UPDATE (to_id) ON join_decision_record TO onroll_app;
CREATE POLICY join_decision_record_place ON join_decision_record FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
ALTER TABLE join_decision_thing ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON join_decision_thing TO onroll_app;
CREATE POLICY join_decision_thing_read ON join_decision_thing FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- What hangs on a child goes with it. `only`: these things and no others; everything where it is null.
CREATE FUNCTION move_things(wanted_decision uuid, from_child uuid, to_child uuid, only_things text[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE mine uuid := identity.authority(); seal_of_to boolean; everything boolean := only_things IS NULL; cases uuid[]; documents uuid[];
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine moves what hangs on a child' USING ERRCODE = '42501'; END IF;
    SELECT sealed INTO STRICT seal_of_to FROM person WHERE authority_id = mine AND id = to_child;
    WITH moved AS (UPDATE council_case SET person_id = to_child, sealed = seal_of_to
      WHERE authority_id = mine AND person_id = from_child AND (everything OR 'council_case:' || id = ANY (only_things)) RETURNING id)
    SELECT coalesce(array_agg(id), '{}') INTO cases FROM moved;
    UPDATE case_entry SET person_id = to_child WHERE authority_id = mine AND case_id = ANY (cases);
    UPDATE child_reach SET person_id = to_child, sealed = seal_of_to WHERE authority_id = mine AND person_id = from_child AND made_by <> 'enrolment'
      AND (everything OR made_by = ANY (SELECT 'case:' || id FROM unnest(cases) id));
    WITH moved AS (UPDATE document SET person_id = to_child, sealed = seal_of_to
      WHERE authority_id = mine AND person_id = from_child AND (everything OR 'document:' || id = ANY (only_things)) RETURNING id)
    SELECT coalesce(array_agg(id), '{}') INTO documents FROM moved;
    UPDATE file SET person_id = to_child, sealed = seal_of_to WHERE authority_id = mine AND person_id = from_child AND (everything
      OR id IN (SELECT file_id FROM document WHERE authority_id = mine AND id = ANY (documents))
      OR id IN (SELECT file_id FROM case_entry WHERE authority_id = mine AND case_id = ANY (cases))
      OR id IN (SELECT closing_file_id FROM council_case WHERE authority_id = mine AND id = ANY (cases)));
    INSERT INTO join_decision_thing (authority_id, decision_id, thing, from_id, to_id)
      SELECT mine, wanted_decision, 'council_case:' || id, from_child, to_child FROM unnest(cases) id
      UNION ALL SELECT mine, wanted_decision, 'document:' || id, from_child, to_child FROM unnest(documents) id;
    WITH moved AS (UPDATE child_pin p SET person_id = to_child, sealed = seal_of_to
      WHERE authority_id = mine AND person_id = from_child AND (everything OR 'child_pin:' || account_id = ANY (only_things))
        AND NOT EXISTS (SELECT FROM child_pin o WHERE o.authority_id = mine AND o.account_id = p.account_id AND o.person_id = to_child) RETURNING account_id)
    INSERT INTO join_decision_thing SELECT mine, wanted_decision, 'child_pin:' || account_id, from_child, to_child FROM moved;
    WITH moved AS (UPDATE relation_fact SET other_person_id = to_child, other_sealed = seal_of_to
      WHERE authority_id = mine AND other_person_id = from_child AND (everything OR 'relation_fact:' || id = ANY (only_things)) RETURNING id)
    INSERT INTO join_decision_thing SELECT mine, wanted_decision, 'relation_fact:' || id, from_child, to_child FROM moved;
    -- A place in a list goes with its record, where there is one.
    WITH moved AS (UPDATE import_match m SET person_id = to_child, sealed = seal_of_to WHERE authority_id = mine AND person_id = from_child
        AND (everything OR format('import_match:%s:%s', import_id, line) = ANY (only_things)
          OR record_id IN (SELECT id FROM record WHERE authority_id = mine AND person_id = to_child)) RETURNING import_id, line)
    INSERT INTO join_decision_thing SELECT mine, wanted_decision, format('import_match:%s:%s', import_id, line), from_child, to_child FROM moved;
    UPDATE import_missing SET person_id = to_child, sealed = seal_of_to WHERE authority_id = mine AND person_id = from_child
      AND record_id IN (SELECT id FROM record WHERE authority_id = mine AND person_id = to_child);
  END $$;
GRANT EXECUTE ON FUNCTION move_things TO onroll_app;

-- Records in the name of one child --------------------------------------------------------------------------------------------

-- Whose records a child's are now: its own, or those of the child it was joined into.
CREATE FUNCTION child_now(of_authority uuid, wanted uuid) RETURNS uuid LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE way AS (
    SELECT id, joined_into FROM person WHERE authority_id = of_authority AND id = wanted
    UNION ALL SELECT p.id, p.joined_into FROM way w JOIN person p ON p.authority_id = of_authority AND p.id = w.joined_into)
  SELECT id FROM way WHERE joined_into IS NULL $$;
GRANT EXECUTE ON FUNCTION child_now TO onroll_app;

CREATE TABLE never_join (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('adoption', 'protection')),
  one_id uuid NOT NULL, one_sealed boolean NOT NULL,
  other_id uuid NOT NULL, other_sealed boolean NOT NULL,
  because text NOT NULL CHECK (because <> ''),
  made_by uuid NOT NULL REFERENCES account,
  made_at timestamptz NOT NULL DEFAULT now(),
  lifted_by uuid REFERENCES account,
  lifted_at timestamptz,
  lifted_because text,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, one_id, one_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, other_id, other_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT of_two_children CHECK (one_id <> other_id),
  CONSTRAINT lifted_with_reason CHECK (num_nonnulls(lifted_by, lifted_at, nullif(lifted_because, '')) IN (0, 3))
);
CREATE INDEX never_join_one ON never_join (authority_id, one_id) WHERE lifted_at IS NULL;
CREATE INDEX never_join_other ON never_join (authority_id, other_id) WHERE lifted_at IS NULL;
COMMENT ON TABLE never_join IS 'Two children whose records must never lead to each other. The database refuses whatever would bring them together.';

CREATE TABLE never_join_record (
  authority_id uuid NOT NULL,
  never_join_id uuid NOT NULL,
  record_id uuid NOT NULL,
  sealed boolean NOT NULL,
  side text NOT NULL CHECK (side IN ('one', 'other')),
  PRIMARY KEY (authority_id, never_join_id, record_id),
  FOREIGN KEY (authority_id, never_join_id) REFERENCES never_join,
  FOREIGN KEY (authority_id, record_id, sealed) REFERENCES record (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX never_join_record_record ON never_join_record (authority_id, record_id);
COMMENT ON TABLE never_join_record IS 'On which side each record stands, wherever it goes: a side is a child''s records, and those that are joined to them. Written by the database alone.';

ALTER TABLE never_join ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON never_join TO onroll_app;
GRANT UPDATE (lifted_by, lifted_at, lifted_because) ON never_join TO onroll_app;
DO $$
DECLARE seen_by CONSTANT text := $p$authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('matching.never_join'))
    AND (SELECT identity.scope()) = 'county'
    AND (NOT one_sealed OR one_id IN (SELECT person_id FROM seal_name)) AND (NOT other_sealed OR other_id IN (SELECT person_id FROM seal_name))))$p$;
BEGIN
  EXECUTE format('CREATE POLICY never_join_read ON never_join FOR SELECT TO onroll_app USING (%s)', seen_by);
  EXECUTE format('CREATE POLICY never_join_add ON never_join FOR INSERT TO onroll_app WITH CHECK (%s)', seen_by);
  EXECUTE format('CREATE POLICY never_join_lift ON never_join FOR UPDATE TO onroll_app USING (%s)', seen_by);
END $$;
ALTER TABLE never_join_record ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON never_join_record TO onroll_app;
CREATE POLICY never_join_record_read ON never_join_record FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- Refuses what holds records of both sides in one child.
CREATE FUNCTION refuse_joined_sides(of_authority uuid, of_child uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM record r JOIN never_join_record s ON s.authority_id = r.authority_id AND s.record_id = r.id
        JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
        WHERE r.authority_id = of_authority AND r.person_id = of_child GROUP BY n.id HAVING count(DISTINCT s.side) = 2) THEN
      RAISE EXCEPTION 'these records are not to be held in one child' USING ERRCODE = '23514', CONSTRAINT = 'never_joined';
    END IF;
  END $$;

CREATE FUNCTION take_sides() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO never_join_record (authority_id, never_join_id, record_id, sealed, side)
      SELECT NEW.authority_id, NEW.id, r.id, r.sealed, CASE WHEN r.person_id = NEW.one_id THEN 'one' ELSE 'other' END
      FROM record r WHERE r.authority_id = NEW.authority_id AND r.person_id IN (NEW.one_id, NEW.other_id);
    RETURN NULL;
  END $$;
CREATE TRIGGER never_join_takes_sides AFTER INSERT ON never_join FOR EACH ROW EXECUTE FUNCTION take_sides();

-- A record that comes to another child takes that child's side; where it stands on the other already, it is refused.
CREATE FUNCTION keep_sides_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM never_join n WHERE n.authority_id = NEW.authority_id AND n.lifted_at IS NULL) THEN RETURN NULL; END IF;
    PERFORM refuse_joined_sides(NEW.authority_id, NEW.person_id);
    INSERT INTO never_join_record (authority_id, never_join_id, record_id, sealed, side)
      SELECT DISTINCT s.authority_id, s.never_join_id, NEW.id, NEW.sealed, s.side FROM never_join_record s
      JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
      JOIN record r ON r.authority_id = s.authority_id AND r.id = s.record_id
      WHERE r.authority_id = NEW.authority_id AND r.person_id = NEW.person_id
      ON CONFLICT DO NOTHING;
    UPDATE never_join SET one_id = NEW.person_id, one_sealed = NEW.sealed WHERE authority_id = NEW.authority_id AND lifted_at IS NULL AND one_id = OLD.person_id
      AND NOT EXISTS (SELECT FROM record r WHERE r.authority_id = NEW.authority_id AND r.person_id = OLD.person_id);
    UPDATE never_join SET other_id = NEW.person_id, other_sealed = NEW.sealed WHERE authority_id = NEW.authority_id AND lifted_at IS NULL AND other_id = OLD.person_id
      AND NOT EXISTS (SELECT FROM record r WHERE r.authority_id = NEW.authority_id AND r.person_id = OLD.person_id);
    RETURN NULL;
  END $$;
CREATE TRIGGER record_keeps_sides_apart AFTER UPDATE OF person_id ON record FOR EACH ROW
  WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION keep_sides_apart();

-- What is put under a child that was joined into another goes under that other: a list may have been matched before the join and committed after it.
CREATE FUNCTION follow_the_join() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    -- Lists add records by the thousand, and most authorities have neither: each is looked up only where there is one.
    IF EXISTS (SELECT FROM person WHERE joined_into IS NOT NULL) THEN
      UPDATE record r SET person_id = child_now(p.authority_id, p.id), sealed = p.sealed FROM made m JOIN person p ON p.authority_id = m.authority_id AND p.id = m.person_id AND p.joined_into IS NOT NULL
        WHERE r.authority_id = m.authority_id AND r.id = m.id;
    END IF;
    IF NOT EXISTS (SELECT FROM never_join WHERE lifted_at IS NULL) THEN RETURN NULL; END IF;
    INSERT INTO never_join_record (authority_id, never_join_id, record_id, sealed, side)
      SELECT DISTINCT s.authority_id, s.never_join_id, m.id, m.sealed, s.side FROM never_join n
      JOIN never_join_record s ON s.authority_id = n.authority_id AND s.never_join_id = n.id
      JOIN record r ON r.authority_id = s.authority_id AND r.id = s.record_id
      JOIN made m ON m.authority_id = r.authority_id AND m.person_id = r.person_id
      WHERE n.lifted_at IS NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
CREATE TRIGGER record_follows_the_join AFTER INSERT ON record REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION follow_the_join();

CREATE FUNCTION link_where_the_record_is() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM person WHERE joined_into IS NOT NULL) THEN
      UPDATE record_link l SET person_id = child_now(p.authority_id, p.id) FROM made m JOIN person p ON p.authority_id = m.authority_id AND p.id = m.person_id AND p.joined_into IS NOT NULL
        WHERE l.authority_id = m.authority_id AND l.id = m.id;
    END IF;
    IF NOT EXISTS (SELECT FROM never_join WHERE lifted_at IS NULL) THEN RETURN NULL; END IF;
    IF EXISTS (SELECT FROM made m JOIN never_join_record s ON s.authority_id = m.authority_id AND s.record_id = m.record_id
        JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
        JOIN record r ON r.authority_id = m.authority_id AND r.person_id = m.person_id
        JOIN never_join_record o ON o.authority_id = r.authority_id AND o.record_id = r.id AND o.never_join_id = n.id AND o.side <> s.side
        WHERE m.undone_at IS NULL) THEN
      RAISE EXCEPTION 'these records are not to be held in one child' USING ERRCODE = '23514', CONSTRAINT = 'never_joined';
    END IF;
    RETURN NULL;
  END $$;
CREATE TRIGGER record_link_where_the_record_is AFTER INSERT ON record_link REFERENCING NEW TABLE AS made FOR EACH STATEMENT
  EXECUTE FUNCTION link_where_the_record_is();

CREATE FUNCTION refuse_person_joined() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM record WHERE authority_id = NEW.authority_id AND person_id = NEW.id) THEN
      RAISE EXCEPTION 'a child who still holds records is joined into nobody' USING ERRCODE = '23514', CONSTRAINT = 'joined_holds_nothing';
    END IF;
    RETURN NULL;
  END $$;
CREATE TRIGGER person_joined_holds_nothing AFTER UPDATE OF joined_into ON person FOR EACH ROW
  WHEN (NEW.joined_into IS NOT NULL AND OLD.joined_into IS DISTINCT FROM NEW.joined_into) EXECUTE FUNCTION refuse_person_joined();

-- Whom a child's pages never mention beside it, by ids alone: so that a home or a like name does not bring together what a court has parted.
CREATE FUNCTION never_beside(wanted uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT r.person_id FROM record mine JOIN never_join_record s ON s.authority_id = mine.authority_id AND s.record_id = mine.id
  JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
  JOIN never_join_record o ON o.authority_id = n.authority_id AND o.never_join_id = n.id AND o.side <> s.side
  JOIN record r ON r.authority_id = o.authority_id AND r.id = o.record_id
  WHERE mine.authority_id = identity.authority() AND mine.person_id = wanted $$;
GRANT EXECUTE ON FUNCTION never_beside TO onroll_app;

REVOKE EXECUTE ON FUNCTION refuse_joined_sides, take_sides, keep_sides_apart, follow_the_join, link_where_the_record_is, refuse_person_joined FROM PUBLIC;
