-- A calendar's address ends with the password that its owner had when it was made, and with the account: whoever has the address may have been
-- the reason. It does not come back when the account is opened again.
CREATE FUNCTION end_feeds_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE calendar_feed SET ended_at = now() WHERE account_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
  END $$;
CREATE TRIGGER account_ends_feeds AFTER UPDATE OF password_hash, disabled_at ON account FOR EACH ROW
  WHEN (NEW.password_hash <> OLD.password_hash OR (NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL))
  EXECUTE FUNCTION end_feeds_of_account();

-- A rule says who is warned of what somebody else owes, and how long before: the day is kept with the clock, so that what is to be warned of today
-- is a range of an index.
ALTER TABLE child_clock ADD COLUMN warn_on date;
COMMENT ON COLUMN child_clock.warn_on IS 'From this day until it is due, others than who owes it are warned of it, by its rule. Null where nobody else is warned.';
CREATE INDEX child_clock_warned ON child_clock (authority_id, due_on, person_id, rule, opened_on, opened_by) INCLUDE (warn_on)
  WHERE ended_on IS NULL AND warn_on IS NOT NULL;
-- Whoever was worked out before has no such day yet: they are looked at again as soon as the program runs.
UPDATE child_summary SET rules_version = '';

-- Whoever has a desk comes to it first: what the school owes is what the day begins with. Their children are one click away.
UPDATE role SET first_page = '/desk' WHERE code IN (SELECT p.role FROM role_permission p WHERE p.permission = 'desk.read');

-- What a school itself owes about a child who has left its roll, it owes until it is done: it sees that one clock while it runs, and nothing else
-- that was worked out of the child. The name is what its own roll said.
ALTER POLICY child_clock_read ON child_clock USING (
  authority_id = (SELECT identity.authority())
  AND field_class = ANY ((SELECT identity.classes())::text[])
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))
    OR (school_urn = ANY ((SELECT identity.schools())::integer[]) AND owed_by = ANY ('{school,governing_board,admission_authority}'::text[])
      AND (ended_on IS NULL OR ended_on > (SELECT identity.today())))));
