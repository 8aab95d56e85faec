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
