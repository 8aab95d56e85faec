-- A list that has just been loaded has no statistics, and the planner then walks whole tables for each of its rows.

CREATE FUNCTION refresh_statistics() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF identity.kind() <> 'engine' THEN RAISE EXCEPTION 'only the engine refreshes statistics' USING ERRCODE = '42501'; END IF;
    ANALYZE person, record, name_fact, birth_fact, identifier_fact, address_fact, enrolment_fact, child_state, child_summary, child_reach,
      import_row, import_match;
  END $$;
GRANT EXECUTE ON FUNCTION refresh_statistics TO onroll_app;
