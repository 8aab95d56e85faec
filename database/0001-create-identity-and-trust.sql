-- Who is asking, and who may: authorities, organisations, accounts, memberships, roles and permissions as data.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO onroll_app, onroll_auditor;

CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO onroll_app, onroll_auditor;
COMMENT ON SCHEMA identity IS 'What the running transaction was told about who is asking. Each function fails when it was told nothing.';

CREATE FUNCTION identity.kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.kind') $$;
CREATE FUNCTION identity.authority() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.authority')::uuid $$;
CREATE FUNCTION identity.account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('onroll.account'), '')::uuid $$;
CREATE FUNCTION identity.scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.scope') $$;
CREATE FUNCTION identity.reach() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.reach')::text[] $$;
CREATE FUNCTION identity.schools() RETURNS integer[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.schools')::integer[] $$;
CREATE FUNCTION identity.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.today')::date $$;
CREATE FUNCTION identity.sees(field_class text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT field_class = ANY (current_setting('onroll.classes')::text[]) $$;
CREATE FUNCTION identity.may(permission text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('onroll.kind') = 'engine' OR permission = ANY (current_setting('onroll.permissions')::text[]) $$;
COMMENT ON FUNCTION identity.may(text) IS 'Whether the identity holds a permission. The engine holds all: what it may do is decided by the program that is its only user.';
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA identity TO onroll_app, onroll_auditor;
COMMENT ON FUNCTION identity.kind() IS 'person, engine (a job) or anonymous (a public form).';
COMMENT ON FUNCTION identity.scope() IS 'county: every child of the authority; own: the children its teams work with; school: the children of its schools; figures and none: no child.';
COMMENT ON FUNCTION identity.reach() IS 'The keys (school:URN, team:ID) under which this identity reaches children.';

-- national: the same for every authority --------------------------------------------------------------------------

CREATE TABLE authority (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9]{3}$'),
  name text NOT NULL,
  short_name text NOT NULL,
  brand_colour text NOT NULL DEFAULT '#0b5d4b' CHECK (brand_colour ~ '^#[0-9a-f]{6}$'),
  out_of_hours_number text NOT NULL,
  postcode_areas text[] NOT NULL DEFAULT '{}',
  demonstration boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN authority.code IS 'The three-digit number the Department for Education gives a local authority.';
COMMENT ON COLUMN authority.postcode_areas IS 'Outward codes (ZY1, NG22 …) that lie in the area: an address is in the area when its postcode begins with one.';
COMMENT ON COLUMN authority.demonstration IS 'True only where every child is made up. Such data never shares a database with real data.';

CREATE TABLE role (
  code text PRIMARY KEY,
  label text NOT NULL,
  organisation_kind text NOT NULL CHECK (organisation_kind IN ('council_team', 'school', 'trust', 'provider', 'partner_agency')),
  scope text NOT NULL CHECK (scope IN ('county', 'own', 'school', 'figures', 'none')),
  classes text[] NOT NULL,
  first_page text NOT NULL CHECK (first_page ~ '^/'),
  sort integer NOT NULL
);
COMMENT ON COLUMN role.scope IS 'Which children the role''s function needs: the county''s, its own team''s, its school''s, or figures only.';
COMMENT ON COLUMN role.classes IS 'The ceiling: identity, address, education, care_status, care_detail, protected.';

CREATE TABLE permission (code text PRIMARY KEY, label text NOT NULL);
CREATE TABLE role_permission (
  role text NOT NULL REFERENCES role,
  permission text NOT NULL REFERENCES permission,
  PRIMARY KEY (role, permission)
);

CREATE TABLE account (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  made_up boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_email ON account (lower(email));
COMMENT ON COLUMN account.password_hash IS 'argon2id. Readable by the owner only: sign-in goes through account_for_sign_in().';
COMMENT ON COLUMN account.made_up IS 'A person of the demonstration, whom a visitor may become with one click. Never true beside real data.';

CREATE TABLE account_session (
  token_hash bytea PRIMARY KEY,
  id uuid NOT NULL UNIQUE DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  membership_id uuid NOT NULL,
  authority_id uuid NOT NULL REFERENCES authority,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES account
);
CREATE INDEX account_session_account ON account_session (account_id) WHERE ended_at IS NULL;
COMMENT ON COLUMN account_session.token_hash IS 'SHA-256 of the cookie: the cookie itself is kept nowhere.';

-- of one authority ------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL CHECK (kind IN ('council_team', 'school', 'trust', 'provider', 'partner_agency')),
  code text NOT NULL,
  name text NOT NULL,
  school_urn integer,
  closed_at timestamptz,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, code),
  CONSTRAINT organisation_school_has_urn CHECK ((kind = 'school') = (school_urn IS NOT NULL))
);
COMMENT ON COLUMN organisation.code IS 'For a council team its code in the routing table (source 004, Appendix D); for others a short unique word.';

CREATE TABLE membership (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  organisation_id uuid NOT NULL,
  role text NOT NULL REFERENCES role,
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, organisation_id) REFERENCES organisation
);
CREATE INDEX membership_account ON membership (account_id);
ALTER TABLE account_session ADD FOREIGN KEY (authority_id, membership_id) REFERENCES membership (authority_id, id);

CREATE TABLE authority_switch (
  authority_id uuid NOT NULL REFERENCES authority,
  key text NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
  decided_by uuid NOT NULL REFERENCES account,
  decided_at timestamptz NOT NULL DEFAULT now(),
  reason text NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (authority_id, key, during WITHOUT OVERLAPS)
);
COMMENT ON TABLE authority_switch IS 'What an authority has switched on, from when to when, by whom and why. Keys are declared in the manifests.';

CREATE TABLE single_use (
  authority_id uuid NOT NULL REFERENCES authority,
  once uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  result text,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, once)
);
COMMENT ON TABLE single_use IS 'The single-use key of each form that was carried out, and where it led: a second press leads to the same place.';

-- policies --------------------------------------------------------------------------------------------------------

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE authority_switch ENABLE ROW LEVEL SECURITY;
ALTER TABLE single_use ENABLE ROW LEVEL SECURITY;

GRANT SELECT ON migration TO onroll_app;
GRANT SELECT ON authority, role, permission, role_permission TO onroll_app;
GRANT SELECT (id, email, name, disabled_at, locked_until, made_up, created_at) ON account TO onroll_app;
GRANT SELECT, INSERT, UPDATE ON organisation TO onroll_app;
GRANT SELECT, INSERT ON membership TO onroll_app;
GRANT UPDATE (ends_on) ON membership TO onroll_app;
GRANT SELECT, INSERT ON authority_switch, single_use TO onroll_app;
GRANT UPDATE (result) ON single_use TO onroll_app;
GRANT UPDATE (ends_on) ON authority_switch TO onroll_app;

CREATE POLICY organisation_read ON organisation FOR SELECT TO onroll_app USING (authority_id = (SELECT identity.authority()));
CREATE POLICY organisation_add ON organisation FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND ((SELECT identity.may('accounts.change')) OR (SELECT identity.kind()) = 'engine'));
CREATE POLICY organisation_change ON organisation FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND ((SELECT identity.may('accounts.change')) OR (SELECT identity.kind()) = 'engine'));

CREATE POLICY membership_read ON membership FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (account_id = (SELECT identity.account()) OR (SELECT identity.scope()) IN ('county', 'own') OR (SELECT identity.may('accounts.read'))));
CREATE POLICY membership_add ON membership FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('accounts.change')));
CREATE POLICY membership_end ON membership FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('accounts.change')));

CREATE POLICY switch_read ON authority_switch FOR SELECT TO onroll_app USING (authority_id = (SELECT identity.authority()));
CREATE POLICY switch_add ON authority_switch FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('settings.change')));
CREATE POLICY switch_end ON authority_switch FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.may('settings.change')));

CREATE POLICY single_use_own ON single_use TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account()))
  WITH CHECK (authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account()));

-- Sign-in happens before there is an identity: these functions are the only way to what it needs -----------------------

CREATE FUNCTION account_for_sign_in(wanted_email text)
  RETURNS TABLE (account_id uuid, password_hash text, locked_until timestamptz, failed_attempts integer, disabled boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id, a.password_hash, a.locked_until, a.failed_attempts, a.disabled_at IS NOT NULL FROM account a WHERE lower(email) = lower(wanted_email)
  $$;

CREATE FUNCTION session_identity(wanted_hash bytea, at timestamptz)
  RETURNS TABLE (session_id uuid, account_id uuid, account_name text, email text, must_change_password boolean, authority_id uuid,
    membership_id uuid, role text, organisation_id uuid, organisation_name text, organisation_kind text, school_urn integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, a.id, a.name, a.email, a.must_change_password, m.authority_id, m.id, m.role, o.id, o.name, o.kind, o.school_urn
    FROM account_session s
    JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
    JOIN membership m ON m.authority_id = s.authority_id AND m.id = s.membership_id
      AND m.starts_on <= (at AT TIME ZONE 'Europe/London')::date AND (m.ends_on IS NULL OR m.ends_on > (at AT TIME ZONE 'Europe/London')::date)
    JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
    WHERE s.token_hash = wanted_hash AND s.ended_at IS NULL AND s.expires_at > at AND s.seen_at > at - interval '12 hours'
  $$;

CREATE FUNCTION memberships_for_sign_in(wanted_account uuid, on_day date)
  RETURNS TABLE (membership_id uuid, authority_id uuid, authority_name text, role text, role_label text, organisation_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.id, m.authority_id, t.name, m.role, r.label, o.name
    FROM membership m JOIN authority t ON t.id = m.authority_id JOIN role r ON r.code = m.role
    JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
    WHERE m.account_id = wanted_account AND m.starts_on <= on_day AND (m.ends_on IS NULL OR m.ends_on > on_day)
    ORDER BY t.name, r.sort, o.name
  $$;

CREATE FUNCTION record_sign_in_failure(wanted_account uuid, at timestamptz) RETURNS timestamptz
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE account SET failed_attempts = failed_attempts + 1,
      locked_until = CASE WHEN failed_attempts + 1 >= 5 THEN at + least(interval '15 seconds' * 2 ^ least(failed_attempts - 4, 8), interval '1 hour') END
    WHERE id = wanted_account RETURNING locked_until
  $$;

CREATE FUNCTION start_session(wanted_account uuid, wanted_membership uuid, wanted_hash bytea, at timestamptz, lasts interval) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE made uuid;
  BEGIN
    INSERT INTO account_session (token_hash, account_id, membership_id, authority_id, started_at, seen_at, expires_at)
      SELECT wanted_hash, m.account_id, m.id, m.authority_id, at, at, at + lasts FROM membership m
      WHERE m.id = wanted_membership AND m.account_id = wanted_account RETURNING id INTO made;
    IF made IS NULL THEN RAISE EXCEPTION 'no such membership of that account'; END IF;
    UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = wanted_account AND failed_attempts > 0;
    RETURN made;
  END $$;

CREATE FUNCTION touch_session(wanted_hash bytea, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE account_session SET seen_at = at WHERE token_hash = wanted_hash AND seen_at < at - interval '1 minute'
  $$;

CREATE FUNCTION end_session(wanted_hash bytea, at timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE account_session SET ended_at = at, ended_by = account_id WHERE token_hash = wanted_hash AND ended_at IS NULL
  $$;

CREATE FUNCTION live_sessions(at timestamptz)
  RETURNS TABLE (session_id uuid, account_id uuid, account_name text, started_at timestamptz, seen_at timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT identity.may('accounts.read') THEN RAISE EXCEPTION 'this identity may not read sessions' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT s.id, s.account_id, a.name, s.started_at, s.seen_at FROM account_session s JOIN account a ON a.id = s.account_id
      WHERE s.authority_id = identity.authority() AND s.ended_at IS NULL AND s.expires_at > at AND s.seen_at > at - interval '12 hours'
      ORDER BY s.seen_at DESC;
  END $$;

CREATE FUNCTION own_sessions(at timestamptz) RETURNS TABLE (session_id uuid, started_at timestamptz, seen_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.started_at, s.seen_at FROM account_session s WHERE s.account_id = identity.account()
      AND s.ended_at IS NULL AND s.expires_at > at AND s.seen_at > at - interval '12 hours' ORDER BY s.seen_at DESC
  $$;

CREATE FUNCTION end_sessions_of(wanted_account uuid, at timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE ended integer;
  BEGIN
    IF NOT (identity.may('accounts.change') OR identity.account() = wanted_account) THEN
      RAISE EXCEPTION 'this identity may not end sessions' USING ERRCODE = '42501';
    END IF;
    -- One's own end everywhere, since a password that was changed is changed everywhere.
    UPDATE account_session SET ended_at = at, ended_by = identity.account()
      WHERE account_id = wanted_account AND (authority_id = identity.authority() OR account_id = identity.account()) AND ended_at IS NULL;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
  END $$;

CREATE FUNCTION add_account(wanted_email text, wanted_name text, wanted_hash text, must_change boolean) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE made uuid;
  BEGIN
    IF NOT identity.may('accounts.change') THEN RAISE EXCEPTION 'this identity may not add accounts' USING ERRCODE = '42501'; END IF;
    INSERT INTO account (email, name, password_hash, must_change_password) VALUES (lower(wanted_email), wanted_name, wanted_hash, must_change)
      RETURNING id INTO made;
    RETURN made;
  END $$;

-- An account that works in another authority as well is that authority's too: whoever set its password here would become
-- that person there.
CREATE FUNCTION account_is_ours(wanted_account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT identity.may('accounts.change')
    AND EXISTS (SELECT FROM public.membership m WHERE m.account_id = wanted_account AND m.authority_id = identity.authority())
    AND NOT EXISTS (SELECT FROM public.membership m WHERE m.account_id = wanted_account AND m.authority_id <> identity.authority()
      AND (m.ends_on IS NULL OR m.ends_on > identity.today()))
$$;

CREATE FUNCTION disable_account(wanted_account uuid, at timestamptz, disabled boolean) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT account_is_ours(wanted_account) THEN RAISE EXCEPTION 'this identity may not disable that account' USING ERRCODE = '42501'; END IF;
    UPDATE account SET disabled_at = CASE WHEN disabled THEN at END WHERE id = wanted_account;
    UPDATE account_session SET ended_at = at, ended_by = identity.account() WHERE disabled AND account_id = wanted_account AND ended_at IS NULL;
  END $$;

CREATE FUNCTION set_password(wanted_account uuid, wanted_hash text, must_change boolean) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT (identity.account() IS NOT DISTINCT FROM wanted_account OR account_is_ours(wanted_account)) THEN
      RAISE EXCEPTION 'this identity may not set that password' USING ERRCODE = '42501';
    END IF;
    UPDATE account SET password_hash = wanted_hash, must_change_password = must_change, failed_attempts = 0, locked_until = NULL WHERE id = wanted_account;
  END $$;

CREATE FUNCTION own_password_hash() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT password_hash FROM account WHERE id = identity.account() $$;

GRANT EXECUTE ON FUNCTION account_for_sign_in, session_identity, memberships_for_sign_in, record_sign_in_failure, start_session,
  touch_session, end_session, live_sessions, own_sessions, end_sessions_of, add_account,
  disable_account, set_password, own_password_hash TO onroll_app;
