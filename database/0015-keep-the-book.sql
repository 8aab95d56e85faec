-- The ledger's book of moves between states, and the two sides of its balance as they were last counted.

CREATE TABLE ledger_move (
  authority_id uuid NOT NULL REFERENCES authority,
  day date NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  sealed boolean NOT NULL,
  change integer NOT NULL CHECK (change <> 0),
  CONSTRAINT a_move_leads_elsewhere CHECK (from_state <> to_state)
);
CREATE INDEX ledger_move_day ON ledger_move (authority_id, day, from_state, to_state) INCLUDE (change) WHERE NOT sealed;
COMMENT ON TABLE ledger_move IS 'The ledger''s book: how many children went from one state to another on a day. Written with the states, summed for any date; what is taken back cancels by its key.';
COMMENT ON COLUMN ledger_move.from_state IS 'A state, or none for a child who was not ours the day before; to_state is none for one who is ours no longer.';

-- Figures hold no child, but how a sealed child came and went would tell of that child.
ALTER TABLE ledger_move ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON ledger_move TO onroll_app;
CREATE POLICY ledger_move_read ON ledger_move FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR (NOT sealed AND (SELECT identity.may('ledger.read')))));
CREATE POLICY ledger_move_add ON ledger_move FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- From here on child_movement says how many children each school's roll holds, and the book above the rest.
DROP INDEX child_movement_day;
DELETE FROM child_movement WHERE school_urn IS NULL;
COMMENT ON TABLE child_movement IS 'How many children came to a school''s roll or left it on a day, by state. Written with the states, summed for any date.';

-- What opens a figure of the ledger: the children who left a state in a period, and the few sealed ones.
CREATE INDEX child_state_ended ON child_state (authority_id, state, ends_on) WHERE ends_on IS NOT NULL;
CREATE INDEX child_state_sealed ON child_state (authority_id, starts_on) WHERE sealed;

-- The book as the states say it. One statement a table, so that states and book of a transaction still under way are both
-- seen or both not seen; what it adds when it ends is added to this.
CREATE FUNCTION write_book(of_authority uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    WITH gone AS (DELETE FROM ledger_move WHERE authority_id = of_authority),
    span AS (
      SELECT sealed, state, starts_on, ends_on,
        lag(state) OVER life AS state_before, lag(ends_on) OVER life AS ended_before, lead(starts_on) OVER life AS next_starts
      FROM child_state WHERE authority_id = of_authority WINDOW life AS (PARTITION BY person_id ORDER BY starts_on)
    ), move AS (
      SELECT sealed, starts_on AS day, CASE WHEN ended_before = starts_on THEN state_before ELSE 'none' END AS from_state, state AS to_state FROM span
      UNION ALL
      SELECT sealed, ends_on, state, 'none' FROM span WHERE ends_on IS NOT NULL AND next_starts IS DISTINCT FROM ends_on
    )
    INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change)
      SELECT of_authority, day, from_state, to_state, sealed, count(*) FROM move WHERE from_state <> to_state GROUP BY 2, 3, 4, 5;
    WITH gone AS (DELETE FROM child_movement WHERE authority_id = of_authority),
    said AS (
      SELECT starts_on AS day, state, school_urn, 1 AS change FROM child_state WHERE authority_id = of_authority AND school_urn IS NOT NULL AND NOT sealed
      UNION ALL
      SELECT ends_on, state, school_urn, -1 FROM child_state WHERE authority_id = of_authority AND school_urn IS NOT NULL AND NOT sealed AND ends_on IS NOT NULL
    )
    INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change)
      SELECT of_authority, day, state, school_urn, false, sum(change) FROM said GROUP BY 2, 3, 4 HAVING sum(change) <> 0;
  END $$;
SELECT write_book(id) FROM authority;

-- Both keep to one lock, so that no two of them take the same rows; who enters moves meanwhile waits for neither.
CREATE FUNCTION rewrite_book() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine writes the book' USING ERRCODE = '42501'; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('onroll.book ' || identity.authority()));
    PERFORM write_book(identity.authority());
  END $$;

-- Rows of one key become one, and none where they cancel. Only rows that were really taken are summed, so that what is
-- entered meanwhile stays.
CREATE FUNCTION compact_book() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE of_authority CONSTANT uuid := identity.authority();
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine writes the book' USING ERRCODE = '42501'; END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('onroll.book ' || of_authority)) THEN RETURN; END IF;
    WITH counted AS (
      SELECT ctid AS at, count(*) OVER (PARTITION BY day, from_state, to_state, sealed) AS rows FROM ledger_move WHERE authority_id = of_authority
    ), taken AS (
      DELETE FROM ledger_move WHERE ctid = ANY (ARRAY(SELECT at FROM counted WHERE rows > 1)) RETURNING *
    )
    INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change)
      SELECT authority_id, day, from_state, to_state, sealed, sum(change) FROM taken GROUP BY 1, 2, 3, 4, 5 HAVING sum(change) <> 0;
    WITH counted AS (
      SELECT ctid AS at, count(*) OVER (PARTITION BY day, state, school_urn, sealed) AS rows FROM child_movement WHERE authority_id = of_authority
    ), taken AS (
      DELETE FROM child_movement WHERE ctid = ANY (ARRAY(SELECT at FROM counted WHERE rows > 1)) RETURNING *
    )
    INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change)
      SELECT authority_id, day, state, school_urn, sealed, sum(change) FROM taken GROUP BY 1, 2, 3, 4, 5 HAVING sum(change) <> 0;
  END $$;
GRANT EXECUTE ON FUNCTION rewrite_book, compact_book TO onroll_app;

-- Both sides of the balance, as they were counted.
CREATE TABLE ledger_balance (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  day date NOT NULL,
  counted_at timestamptz NOT NULL DEFAULT now(),
  asked_by uuid REFERENCES account,
  by_facts integer NOT NULL,
  by_states integer NOT NULL,
  facts_without_state integer NOT NULL,
  state_without_facts integer NOT NULL,
  book_apart integer NOT NULL,
  sealed_children integer NOT NULL,
  sealed_apart integer NOT NULL,
  PRIMARY KEY (authority_id, id)
);
CREATE INDEX ledger_balance_counted ON ledger_balance (authority_id, counted_at);
COMMENT ON COLUMN ledger_balance.asked_by IS 'Null for the count of every night.';
COMMENT ON COLUMN ledger_balance.book_apart IS 'By how many children the book and the states differ on the day, all states added up.';
COMMENT ON COLUMN ledger_balance.sealed_apart IS 'Sealed children on one side only: how many, and to those named on the seal also who.';
ALTER TABLE ledger_balance ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON ledger_balance TO onroll_app;
CREATE POLICY ledger_balance_read ON ledger_balance FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('ledger.read'))));
CREATE POLICY ledger_balance_add ON ledger_balance FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

CREATE TABLE ledger_balance_child (
  authority_id uuid NOT NULL,
  balance_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL,
  side text NOT NULL CHECK (side IN ('facts_without_state', 'state_without_facts')),
  PRIMARY KEY (authority_id, balance_id, person_id),
  FOREIGN KEY (authority_id, balance_id) REFERENCES ledger_balance,
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX ledger_balance_child_person ON ledger_balance_child (authority_id, person_id);
COMMENT ON TABLE ledger_balance_child IS 'The suspense accounts of a count: the children who were on one side only.';
CALL secure_answer_table('ledger_balance_child', 'education');
REVOKE DELETE ON ledger_balance_child FROM onroll_app;
DROP POLICY ledger_balance_child_replace ON ledger_balance_child;

INSERT INTO permission (code, label) VALUES ('ledger.recount', 'Count both sides of the ledger, and have everybody worked out anew');
INSERT INTO role_permission (role, permission) VALUES ('cme_officer', 'ledger.recount'), ('team_manager', 'ledger.recount');
