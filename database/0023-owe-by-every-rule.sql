-- Today for every rule: running clocks in the order of their day, figures of them for who sees no child, a desk for schools; and a calendar
-- feed of what is due, at a secret address.

-- A clock that a parent may let run out is nobody's duty, and never ends by itself: it would stand first in every list of what is overdue.
CREATE INDEX child_clock_owed ON child_clock (authority_id, due_on, person_id, rule, opened_on, opened_by) WHERE ended_on IS NULL AND owed_by <> 'parent';
DROP INDEX child_clock_due;

INSERT INTO permission (code, label) VALUES
  ('desk.read', 'See what the school owes the council, and what is owed to its children'),
  ('clocks.figures', 'See in figures what is due and overdue');
INSERT INTO role_permission (role, permission)
SELECT r, 'desk.read' FROM unnest('{school_head,school_safeguarding_lead,school_attendance,school_senco}'::text[]) r
UNION ALL SELECT r, 'clocks.figures' FROM unnest('{director,team_manager}'::text[]) r;

CREATE FUNCTION clock_figures(today date, soon_until date, week_from date, week_to date)
  RETURNS TABLE (rule text, owed_by text, running bigint, overdue bigint, soon bigint, next_week bigint, undated bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT identity.may('clocks.figures') THEN RAISE EXCEPTION 'this identity may not see figures of clocks' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT k.rule, k.owed_by, count(*), count(*) FILTER (WHERE k.due_on < today), count(*) FILTER (WHERE k.due_on BETWEEN today AND soon_until),
        count(*) FILTER (WHERE k.due_on BETWEEN week_from AND week_to), count(*) FILTER (WHERE k.due_on IS NULL)
      FROM child_clock k WHERE k.authority_id = identity.authority() AND NOT k.sealed AND k.opened_on <= today AND (k.ended_on IS NULL OR k.ended_on > today)
        AND k.owed_by <> 'parent'
      GROUP BY k.rule, k.owed_by;
  END $$;
GRANT EXECUTE ON FUNCTION clock_figures TO onroll_app;

CREATE TABLE calendar_feed (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  membership_id uuid NOT NULL,
  secret_hash bytea NOT NULL UNIQUE,
  made_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, membership_id) REFERENCES membership
);
COMMENT ON COLUMN calendar_feed.secret_hash IS 'SHA-256 of the secret in the address: the address itself is kept nowhere.';
CREATE UNIQUE INDEX one_feed_of_a_role ON calendar_feed (authority_id, membership_id) WHERE ended_at IS NULL;
ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (ended_at) ON calendar_feed TO onroll_app;
CREATE POLICY calendar_feed_read ON calendar_feed FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account()));
CREATE POLICY calendar_feed_add ON calendar_feed FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account())
  AND membership_id IN (SELECT m.id FROM membership m WHERE m.authority_id = (SELECT identity.authority()) AND m.account_id = (SELECT identity.account())));
CREATE POLICY calendar_feed_end ON calendar_feed FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account()) AND ended_at IS NULL) WITH CHECK (ended_at IS NOT NULL);

-- A calendar program has no session: the hash of the address's secret is what says whose feed it asks for.
CREATE FUNCTION feed_identity(wanted_hash bytea, on_day date)
  RETURNS TABLE (session_id uuid, account_id uuid, account_name text, email text, must_change_password boolean, authority_id uuid,
    membership_id uuid, role text, organisation_id uuid, organisation_name text, organisation_kind text, school_urn integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NULL::uuid, a.id, a.name, a.email, a.must_change_password, m.authority_id, m.id, m.role, o.id, o.name, o.kind, o.school_urn
    FROM calendar_feed f
    JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
    JOIN membership m ON m.authority_id = f.authority_id AND m.id = f.membership_id AND m.account_id = f.account_id
      AND m.starts_on <= on_day AND (m.ends_on IS NULL OR m.ends_on > on_day)
    JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
    WHERE f.secret_hash = wanted_hash AND f.ended_at IS NULL
  $$;
GRANT EXECUTE ON FUNCTION feed_identity TO onroll_app;
