-- After bulk work the planner knows every table that it filled, however short, and not a chosen few: a table that was never
-- looked over is planned as if it were empty.

-- Only tables that grew by a fifth since they were last looked over, or never were: the planner needs no more, and each look
-- costs the same whether the list was long or short.
CREATE OR REPLACE FUNCTION refresh_statistics() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE stale regclass;
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine refreshes statistics' USING ERRCODE = '42501'; END IF;
    FOR stale IN SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition AND pg_relation_size(c.oid) > 0
        AND (c.reltuples < 0 OR pg_relation_size(c.oid) / current_setting('block_size')::integer > 1.2 * greatest(c.relpages, 4))
    LOOP
      EXECUTE format('ANALYZE %s', stale);
    END LOOP;
  END $$;

-- Whether a child is on a list is asked of the list's matches by the child: one index answers it whole, whatever the planner
-- believes of a list that came in a moment ago.
DROP INDEX import_match_person;
CREATE INDEX import_match_person ON import_match (authority_id, person_id, import_id);
-- What waits for a decision is counted on the board of every list.
CREATE INDEX import_row_undecided ON import_row (authority_id, import_id)
  WHERE outcome = 'ambiguous' AND decision IS NULL AND NOT refused AND committed_at IS NULL;
