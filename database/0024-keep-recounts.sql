-- Recounts: how many children were in a state, a band, a clock or under a flag on any day, as that day is known at an instant, under
-- one definition or two; and who stands behind each number. Asked for by a person or a command, counted by the engine, and kept.

CREATE TABLE recount (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  on_day date NOT NULL,
  known_on date,
  known_at timestamptz NOT NULL,
  counts text[] NOT NULL CHECK (counts <@ '{band,clock,flag}'),
  school_urn integer,
  compulsory_age boolean NOT NULL,
  policies text[] NOT NULL CHECK (cardinality(policies) BETWEEN 1 AND 2),
  policy_versions text[] NOT NULL CHECK (cardinality(policy_versions) = cardinality(policies)),
  rules_version text NOT NULL,
  calendars_version text NOT NULL,
  asked_by uuid REFERENCES account,
  asked_at timestamptz NOT NULL DEFAULT now(),
  reached uuid,
  looked_at integer NOT NULL DEFAULT 0,
  children integer NOT NULL DEFAULT 0,
  sealed_children integer DEFAULT 0,
  counted_at timestamptz,
  PRIMARY KEY (authority_id, id),
  CONSTRAINT no_sealed_of_one_school CHECK (school_urn IS NULL OR sealed_children IS NULL)
);
COMMENT ON COLUMN recount.known_on IS 'Whose evening the belief is of; null for what was held true when it was asked for.';
COMMENT ON COLUMN recount.known_at IS 'Facts recorded by this instant and not retracted by it. Of what was held true when it was asked for, that instant.';
COMMENT ON COLUMN recount.counts IS 'What is counted beside the states, which are always counted: a child is ours who has one.';
COMMENT ON COLUMN recount.policies IS 'One definition, or two side by side: the name of a policy that comes with the product, or own.';
COMMENT ON COLUMN recount.policy_versions IS 'What each definition said, in words: two that differ in a number never say the same.';
COMMENT ON COLUMN recount.reached IS 'The last person whom the work has looked at, in the order of ids: where it goes on.';
COMMENT ON COLUMN recount.children IS 'Children who are ours on the day and not sealed.';
COMMENT ON COLUMN recount.sealed_children IS 'Null of one school: that a sealed child is there is told to nobody.';
COMMENT ON COLUMN recount.counted_at IS 'Null while it is being counted. From then on nothing of it changes but by a seal.';
CREATE INDEX recount_asked ON recount (authority_id, asked_at, id);

CREATE TABLE recount_count (
  authority_id uuid NOT NULL,
  recount_id uuid NOT NULL,
  cell smallint NOT NULL,
  what text NOT NULL CHECK (what IN ('state', 'band', 'clock', 'flag')),
  key text NOT NULL,
  status text NOT NULL DEFAULT '',
  field_class text NOT NULL,
  first_only integer NOT NULL DEFAULT 0,
  second_only integer NOT NULL DEFAULT 0,
  both_sides integer NOT NULL DEFAULT 0,
  PRIMARY KEY (authority_id, recount_id, cell),
  UNIQUE (authority_id, recount_id, what, key, status, field_class),
  FOREIGN KEY (authority_id, recount_id) REFERENCES recount
);
COMMENT ON TABLE recount_count IS 'The numbers of a recount, sealed children in none of them. Of one definition, all are first_only.';
COMMENT ON COLUMN recount_count.key IS 'A state, a band, or the rule of a clock or flag; status: of a clock, on the day.';

CREATE TABLE recount_child (
  authority_id uuid NOT NULL,
  recount_id uuid NOT NULL,
  cell smallint NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL,
  field_class text NOT NULL,
  sides smallint NOT NULL CHECK (sides BETWEEN 1 AND 3),
  PRIMARY KEY (authority_id, recount_id, cell, person_id),
  FOREIGN KEY (authority_id, recount_id, cell) REFERENCES recount_count,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE recount_child IS 'Who stands behind the numbers of a recount, so that each opens.';
COMMENT ON COLUMN recount_child.sides IS '1: by the first definition only; 2: by the second only; 3: by both.';
CREATE INDEX recount_child_person ON recount_child (authority_id, person_id, recount_id);

-- A seal reaches back: from then on a sealed child is in no number that opens, of whatever recount. As in the ledger's book.
CREATE FUNCTION recount_follows_seal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE more CONSTANT integer := CASE WHEN NEW.sealed THEN -1 ELSE 1 END;
  BEGIN
    UPDATE recount_count SET first_only = first_only + more * (NEW.sides = 1)::integer,
      second_only = second_only + more * (NEW.sides = 2)::integer, both_sides = both_sides + more * (NEW.sides = 3)::integer
      WHERE authority_id = NEW.authority_id AND recount_id = NEW.recount_id AND cell = NEW.cell;
    -- By the first definition a child has one state: so the child is counted once.
    IF NEW.sides <> 2 THEN
      UPDATE recount r SET children = children + more, sealed_children = sealed_children - more FROM recount_count c
        WHERE r.authority_id = NEW.authority_id AND r.id = NEW.recount_id
          AND c.authority_id = NEW.authority_id AND c.recount_id = NEW.recount_id AND c.cell = NEW.cell AND c.what = 'state';
    END IF;
    RETURN NULL;
  END $$;
CREATE TRIGGER recount_child_sealed AFTER UPDATE OF sealed ON recount_child
  FOR EACH ROW WHEN (OLD.sealed <> NEW.sealed) EXECUTE FUNCTION recount_follows_seal();

-- Figures hold no child; those of one school are few enough to tell of one, and are for who may open them.
ALTER TABLE recount ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON recount TO onroll_app;
GRANT UPDATE (reached, looked_at, children, sealed_children, counted_at) ON recount TO onroll_app;
CREATE POLICY recount_read ON recount FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('ledger.open')) OR (school_urn IS NULL AND (SELECT identity.may('ledger.read')))));
CREATE POLICY recount_ask ON recount FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND counted_at IS NULL AND reached IS NULL
  AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('ledger.recount')) AND asked_by = (SELECT identity.account()))));
CREATE POLICY recount_count_on ON recount FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine' AND counted_at IS NULL)
  WITH CHECK (counted_at IS NULL OR looked_at >= children + coalesce(sealed_children, 0));

ALTER TABLE recount_count ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON recount_count TO onroll_app;
GRANT UPDATE (first_only, second_only, both_sides) ON recount_count TO onroll_app;
CREATE POLICY recount_count_read ON recount_count FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND recount_id IN (SELECT r.id FROM recount r));
CREATE POLICY recount_count_add ON recount_count FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine'
  AND recount_id IN (SELECT r.id FROM recount r WHERE r.counted_at IS NULL));
CREATE POLICY recount_count_sum ON recount_count FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine'
  AND recount_id IN (SELECT r.id FROM recount r WHERE r.counted_at IS NULL));

CALL secure_answer_table('recount_child', 'education');
REVOKE DELETE ON recount_child FROM onroll_app;
DROP POLICY recount_child_replace ON recount_child;
ALTER POLICY recount_child_write ON recount_child WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine'
  AND recount_id IN (SELECT r.id FROM recount r WHERE r.counted_at IS NULL));
ALTER POLICY recount_child_read ON recount_child USING (
  authority_id = (SELECT identity.authority())
  AND field_class = ANY ((SELECT identity.classes())::text[])
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
