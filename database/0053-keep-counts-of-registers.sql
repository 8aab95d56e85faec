-- Who is in each group of the routing table, by day, as the engine works it out; and how many, kept as sums, so that a register is
-- counted without walking its children.

-- What the asker is shown of why a child is in a group, as a sum of bits. src/rulebook/group-spans.ts says the same.
CREATE FUNCTION identity.sight() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT identity.sees('education')::integer + 2 * identity.sees('care_status')::integer + 4 * identity.sees('care_detail')::integer
    + 8 * identity.sees('protected')::integer $$;
GRANT EXECUTE ON FUNCTION identity.sight TO onroll_app, onroll_auditor;
COMMENT ON FUNCTION identity.sight() IS 'Which of the classes education, care status, care detail and protected the identity sees: 1, 2, 4 and 8 added up.';

CREATE TABLE child_group (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  group_code text NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on),
  sights integer NOT NULL CHECK (sights > 0),
  state text NOT NULL,
  school_urn integer,
  PRIMARY KEY (authority_id, person_id, group_code, starts_on),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
COMMENT ON TABLE child_group IS 'The days of a child in a group, in one state (src/rulebook/group-spans.ts). Replaced with the states.';
COMMENT ON COLUMN child_group.sights IS 'A bit for each sight that finds the child there: whoever may not be shown why is not told that.';
COMMENT ON COLUMN child_group.state IS 'The state of those days; none for a child who is not ours.';
COMMENT ON COLUMN child_group.school_urn IS 'Of groups that ask where the school is.';
CREATE INDEX child_group_code ON child_group (authority_id, group_code, starts_on) INCLUDE (ends_on, sights, state, school_urn, person_id) WHERE NOT sealed;
CALL secure_answer_table('child_group', 'education');
ALTER POLICY child_group_read ON child_group USING (
  authority_id = (SELECT identity.authority())
  AND (sights >> (SELECT identity.sight())) & 1 = 1
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));

CREATE TABLE group_count (
  authority_id uuid NOT NULL REFERENCES authority,
  group_code text NOT NULL,
  day date NOT NULL,
  sights integer NOT NULL,
  state text NOT NULL,
  school_urn integer,
  change integer NOT NULL CHECK (change <> 0)
);
CREATE INDEX group_count_day ON group_count (authority_id, group_code, day) INCLUDE (sights, state, school_urn, change);
COMMENT ON TABLE group_count IS 'By how many the children of a group changed on a day, sealed children left out: summed up to a day, how many they are. Written by the database whenever child_group changes.';

-- Figures of the whole county, for whoever sees the whole county; each only what it would count itself.
ALTER TABLE group_count ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON group_count TO onroll_app;
CREATE POLICY group_count_read ON group_count FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (SELECT identity.scope()) = 'county'
  AND (sights >> (SELECT identity.sight())) & 1 = 1);

-- Entries are only added, so that nobody who works children out waits for another who does.
CREATE FUNCTION enter_groups() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO group_count (authority_id, group_code, day, sights, state, school_urn, change)
    SELECT authority_id, group_code, starts_on, sights, state, school_urn, sum(change) FROM (
      SELECT authority_id, group_code, starts_on, sights, state, school_urn, 1 AS change FROM came WHERE NOT sealed
      UNION ALL SELECT authority_id, group_code, ends_on, sights, state, school_urn, -1 FROM came WHERE NOT sealed AND ends_on IS NOT NULL) AS entries
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0;
    RETURN NULL;
  END $$;
CREATE FUNCTION take_out_groups() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO group_count (authority_id, group_code, day, sights, state, school_urn, change)
    SELECT authority_id, group_code, starts_on, sights, state, school_urn, sum(change) FROM (
      SELECT authority_id, group_code, starts_on, sights, state, school_urn, -1 AS change FROM went WHERE NOT sealed
      UNION ALL SELECT authority_id, group_code, ends_on, sights, state, school_urn, 1 FROM went WHERE NOT sealed AND ends_on IS NOT NULL) AS entries
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0;
    RETURN NULL;
  END $$;
CREATE TRIGGER child_group_came AFTER INSERT ON child_group REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION enter_groups();
CREATE TRIGGER child_group_went AFTER DELETE ON child_group REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION take_out_groups();
-- A seal that was set or lifted: the row is out of the figures, or in them.
CREATE TRIGGER child_group_sealed_out AFTER UPDATE ON child_group REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION take_out_groups();
CREATE TRIGGER child_group_sealed_in AFTER UPDATE ON child_group REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION enter_groups();

-- What was entered up to today becomes one entry a figure, as of before all days: whoever asks for today or later is told the same.
-- Only rows that were really taken are summed, so that what is entered meanwhile stays.
CREATE FUNCTION fold_groups() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    of_authority CONSTANT uuid := identity.authority();
    up_to CONSTANT date := identity.today();
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine folds the counts of groups' USING ERRCODE = '42501'; END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('onroll.groups ' || of_authority)) THEN RETURN; END IF;
    WITH counted AS (
      SELECT ctid AS at, day, count(*) OVER (PARTITION BY group_code, greatest(day, up_to), sights, state, school_urn) AS rows
      FROM group_count WHERE authority_id = of_authority
    ), taken AS (
      DELETE FROM group_count WHERE ctid = ANY (ARRAY(SELECT at FROM counted WHERE rows > 1 OR (day <= up_to AND day > '-infinity'))) RETURNING *
    )
    INSERT INTO group_count (authority_id, group_code, day, sights, state, school_urn, change)
      SELECT authority_id, group_code, CASE WHEN day <= up_to THEN '-infinity'::date ELSE day END, sights, state, school_urn, sum(change)
      FROM taken GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0;
  END $$;

-- The counts as the children's days say them: for a difference that a check found.
CREATE FUNCTION rewrite_groups() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE of_authority CONSTANT uuid := identity.authority();
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine writes the counts of groups' USING ERRCODE = '42501'; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('onroll.groups ' || of_authority));
    -- One statement: children and counts of a transaction still under way are both seen or both not seen; what it enters is added to this.
    WITH gone AS (DELETE FROM group_count WHERE authority_id = of_authority),
    entry AS (
      SELECT group_code, starts_on AS day, sights, state, school_urn, 1 AS change FROM child_group WHERE authority_id = of_authority AND NOT sealed
      UNION ALL SELECT group_code, ends_on, sights, state, school_urn, -1 FROM child_group WHERE authority_id = of_authority AND NOT sealed AND ends_on IS NOT NULL)
    INSERT INTO group_count (authority_id, group_code, day, sights, state, school_urn, change)
      SELECT of_authority, group_code, CASE WHEN day <= identity.today() THEN '-infinity'::date ELSE day END, sights, state, school_urn, sum(change)
      FROM entry GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0;
  END $$;
REVOKE EXECUTE ON FUNCTION enter_groups, take_out_groups, fold_groups, rewrite_groups FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_groups, rewrite_groups TO onroll_app;

-- Counted with both sides of the balance: by how many children the kept groups differ from a question put to the facts anew.
ALTER TABLE ledger_balance ADD groups_apart integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger_balance.groups_apart IS 'By how many children the registers as they are kept differ from the facts on the day, all groups added up.';
