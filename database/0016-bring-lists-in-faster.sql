-- Lists of a whole county in minutes: what a row said the last time is remembered, so that a list which says it again is not
-- matched and compared anew.

ALTER TABLE record ADD COLUMN said uuid;
COMMENT ON COLUMN record.said IS 'The first half of the SHA-256 of what the newest row of this source said, as it was read. Null when nobody can say that the facts of the record are still that row''s.';
GRANT UPDATE (said) ON record TO onroll_app;
-- The day moves with each list: in no index, it moves without touching one.
DROP INDEX record_source;
CREATE INDEX record_source ON record (authority_id, source_id, school_urn);
CREATE INDEX record_said ON record (authority_id, source_id, said) WHERE said IS NOT NULL;
ALTER TABLE record SET (fillfactor = 85);

-- Children of before are looked at again as soon as the program runs: by then there is more that is worked out of them.
UPDATE child_summary SET next_look_on = DATE '2000-01-01';

ALTER TABLE import_row ADD COLUMN said uuid;
COMMENT ON COLUMN import_row.said IS 'As record.said, of this row.';
COMMENT ON COLUMN import_row.record_id IS 'The record that the row was committed to; while it waits, the record of which it says again what is held.';
-- A row that waits and is then committed changes in place, in no index.
ALTER TABLE import_row SET (fillfactor = 90);
COMMENT ON COLUMN import_row.row IS 'The row as it was read: the fields of a child, normalised, without those that it leaves empty.';

-- A fact that is no longer believed, whoever said so, parts its record from the row it came from.
CREATE FUNCTION forget_what_was_said() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    UPDATE record r SET said = NULL FROM (SELECT DISTINCT authority_id, record_id FROM changed) c
      WHERE r.authority_id = c.authority_id AND r.id = c.record_id AND r.said IS NOT NULL;
    RETURN NULL;
  END $$;
DO $$
DECLARE fact text;
BEGIN
  FOR fact IN SELECT left(relname, -5) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname LIKE '%\_fact' LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION forget_what_was_said()',
      fact || '_forgets', fact || '_fact');
  END LOOP;
END $$;

-- Only tables that grew by a fifth since they were last looked over: the planner needs no more, and each look costs the same
-- whether the list was long or short.
CREATE OR REPLACE FUNCTION refresh_statistics() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE stale regclass;
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine refreshes statistics' USING ERRCODE = '42501'; END IF;
    FOR stale IN SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND (c.relname LIKE '%\_fact' OR c.relname IN ('person', 'record', 'record_link',
          'child_state', 'child_band', 'child_clock', 'child_summary', 'child_reach', 'import_row', 'import_match'))
        AND pg_relation_size(c.oid) / current_setting('block_size')::integer > 1.2 * greatest(c.relpages, 20)
    LOOP
      EXECUTE format('ANALYZE %s', stale);
    END LOOP;
  END $$;

-- A child's own states and bands, by a plain index: the temporal keys find them too, but cost the planner more than they do.
CREATE INDEX child_state_person ON child_state (authority_id, person_id, starts_on);
CREATE INDEX child_band_person ON child_band (authority_id, person_id, starts_on);
