-- Pages over a list of a hundred thousand rows, or over every unexplained child of a county, count what is few, by index, and
-- walk no table.

-- What a list's figures ask of its rows. How many rows there are of each outcome was counted when the list was checked; since
-- then a row can only have been decided, or have become a sealed child's.
CREATE INDEX import_row_problem ON import_row (authority_id, import_id, refused, line) WHERE refused OR jsonb_array_length(problems) > 0;
CREATE INDEX import_row_decided ON import_row (authority_id, import_id) WHERE decision IS NOT NULL;
CREATE INDEX import_row_sealed ON import_row (authority_id, import_id) WHERE sealed;
-- Without committed_at: nothing that waits for a decision has one. While it stood here, each row of a list had to be entered
-- anew in every index when it was committed.
DROP INDEX import_row_undecided;
CREATE INDEX import_row_undecided ON import_row (authority_id, import_id) WHERE outcome = 'ambiguous' AND decision IS NULL AND NOT refused;

-- What is to be taken from the figures of a list, which were counted over all its rows, for those who are not named on a seal.
CREATE FUNCTION sealed_rows(of_import uuid) RETURNS TABLE (outcome text, refused boolean, flagged boolean, rows bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT identity.may('lists.read') THEN RAISE EXCEPTION 'this identity may not read lists' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT r.outcome, r.refused, jsonb_array_length(r.problems) > 0, count(*)
      FROM import_row r WHERE r.authority_id = identity.authority() AND r.import_id = of_import AND r.sealed GROUP BY 1, 2, 3;
  END $$;
GRANT EXECUTE ON FUNCTION sealed_rows TO onroll_app;

-- The unexplained days of each child in their order: since when a child has been in suspense is read from one span to the next.
CREATE INDEX child_state_unexplained ON child_state (authority_id, person_id, starts_on) INCLUDE (ends_on) WHERE state = 'unexplained' AND NOT sealed;
-- The children of a day in the order in which they came to where they are.
CREATE INDEX child_state_started ON child_state (authority_id, starts_on, person_id) INCLUDE (ends_on);
