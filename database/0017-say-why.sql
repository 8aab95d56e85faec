-- Why a fact was recorded, why it is believed no longer, which fact it stands in place of, and what was found of an address.

-- For every fact table that there is; a table of facts that is made later calls it for itself.
CREATE PROCEDURE say_why(fact regclass) LANGUAGE plpgsql AS $$
DECLARE name text := fact::text;
BEGIN
  EXECUTE format($p$ALTER TABLE %s
    ADD COLUMN recorded_because text,
    ADD COLUMN retracted_reason text CHECK (retracted_reason IN
      ('mistyped', 'told_wrongly', 'found_otherwise', 'another_child', 'other', 'changed', 'settled', 'checked', 'undone')),
    ADD COLUMN retracted_because text,
    ADD COLUMN instead_of uuid,
    ADD CONSTRAINT reason_of_a_retraction CHECK (retracted_at IS NOT NULL OR num_nonnulls(retracted_reason, retracted_because) = 0),
    ADD FOREIGN KEY (authority_id, instead_of) REFERENCES %s$p$, name, name);
  EXECUTE format('CREATE INDEX ON %s (authority_id, instead_of) WHERE instead_of IS NOT NULL', name);
  EXECUTE format('GRANT UPDATE (retracted_reason, retracted_because) ON %s TO onroll_app', name);
  EXECUTE format($p$COMMENT ON COLUMN %s.retracted_reason IS 'The first five: it was never true, so that a list that says it again is not believed.'$p$, name);
  EXECUTE format($p$COMMENT ON COLUMN %s.instead_of IS 'The fact that this one was recorded in place of: its correction, its end, or the same believed again.'$p$, name);
END $$;

DO $$
DECLARE fact regclass;
BEGIN
  FOR fact IN SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\_fact' ORDER BY c.relname
  LOOP
    CALL say_why(fact);
  END LOOP;
END $$;

-- A confirmation or a doubt is recorded with the address it is about, which is recorded again on the same record.
ALTER TABLE address_fact
  ADD COLUMN doubted_on date, ADD COLUMN doubted_how text,
  ADD CONSTRAINT confirmed_somehow CHECK ((confirmed_on IS NULL) = (confirmed_how IS NULL)),
  ADD CONSTRAINT doubted_somehow CHECK ((doubted_on IS NULL) = (doubted_how IS NULL));
