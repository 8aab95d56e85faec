-- Who answers for a seal and until when; opening a sealed record for a reason; notices; who looked at a child.

-- Roles and permissions -------------------------------------------------------------------------------------------

INSERT INTO permission (code, label) VALUES
  ('children.break_glass', 'Open a sealed record for a reason, where the authority allows it'),
  ('children.access', 'See who looked at a child''s record, and why');

INSERT INTO role (code, label, organisation_kind, scope, classes, first_page, sort) VALUES
  ('duty_officer', 'Out-of-hours duty officer', 'council_team', 'county', '{identity,address,education,care_status,care_detail}', '/today', 14);

INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{duty_officer}'::text[], '{today.read,children.read,cases.read,schools.read,children.break_glass}'::text[]),
  ('{team_manager}', '{children.break_glass}'),
  ('{cme_officer,team_manager}', '{children.access}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;

-- The seal ----------------------------------------------------------------------------------------------------------

ALTER TABLE seal ADD COLUMN reason_code text NOT NULL DEFAULT 'other'
  CHECK (reason_code IN ('risk_of_harm', 'protected_address', 'adoption', 'police', 'known_to_staff', 'other'));
ALTER TABLE seal ADD COLUMN owner_id uuid REFERENCES account;
UPDATE seal SET owner_id = sealed_by;
ALTER TABLE seal ALTER COLUMN owner_id SET NOT NULL;
CREATE UNIQUE INDEX one_seal_in_force ON seal (authority_id, person_id) WHERE lifted_at IS NULL;
CREATE INDEX seal_review ON seal (authority_id, review_on) WHERE lifted_at IS NULL;
GRANT UPDATE (review_on, owner_id) ON seal TO onroll_app;
COMMENT ON COLUMN seal.owner_id IS 'Who answers for the seal: who sealed, or who was handed it. Always named, without an end.';

ALTER TABLE seal_name ADD COLUMN why text NOT NULL DEFAULT '';
ALTER TABLE seal_name ADD COLUMN until timestamptz;
ALTER TABLE seal_name ADD COLUMN glass boolean NOT NULL DEFAULT false;
ALTER TABLE seal_name ADD CONSTRAINT glass_has_an_end CHECK (NOT glass OR until IS NOT NULL);
DROP INDEX seal_name_in_force;
CREATE UNIQUE INDEX seal_name_in_force ON seal_name (authority_id, person_id, account_id) WHERE ended_at IS NULL AND NOT glass;
CREATE INDEX seal_name_person ON seal_name (authority_id, person_id);
COMMENT ON COLUMN seal_name.until IS 'When the naming ends by itself; null for no end.';
COMMENT ON COLUMN seal_name.glass IS 'Named by opening the sealed record for a reason, and not by the seal''s owner: sees, and changes nothing of the seal.';

ALTER POLICY seal_name_own ON seal_name USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine'
    OR (account_id = (SELECT identity.account()) AND ended_at IS NULL AND (until IS NULL OR until > (SELECT now())))));
ALTER POLICY seal_lift ON seal USING (
  authority_id = (SELECT identity.authority()) AND person_id IN (SELECT person_id FROM seal_name WHERE NOT glass) AND (SELECT identity.may('children.seal')));
ALTER POLICY person_change ON person USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('children.seal')))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR id IN (SELECT person_id FROM seal_name WHERE NOT glass)));

-- What was decided of a seal while it was in force. Naming and its end stand in seal_name.
CREATE TABLE seal_step (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  seal_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reviewed', 'handed_over', 'taken_over')),
  review_on date,
  to_account uuid REFERENCES account,
  because text NOT NULL CHECK (because <> ''),
  taken_by uuid NOT NULL REFERENCES account,
  taken_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, seal_id) REFERENCES seal,
  CONSTRAINT step_says_what CHECK ((kind = 'reviewed') = (review_on IS NOT NULL) AND (kind = 'reviewed') = (to_account IS NULL))
);
CREATE INDEX seal_step_person ON seal_step (authority_id, person_id);
ALTER TABLE seal_step ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON seal_step TO onroll_app;
CREATE POLICY seal_step_read ON seal_step FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY seal_step_add ON seal_step FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('children.seal')) AND person_id IN (SELECT person_id FROM seal_name WHERE NOT glass));

-- Whether an account can still act here: not disabled, and a member today.
CREATE FUNCTION acts_here(wanted_account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.account a JOIN public.membership m ON m.account_id = a.id AND m.authority_id = identity.authority()
    WHERE a.id = wanted_account AND a.disabled_at IS NULL AND m.starts_on <= identity.today() AND (m.ends_on IS NULL OR m.ends_on > identity.today()))
$$;
GRANT EXECUTE ON FUNCTION acts_here TO onroll_app;

-- The policy of seal_name shows one's own name only, since every other policy asks it; whoever is named may know who else is.
CREATE FUNCTION names_on_seal(wanted_person uuid)
  RETURNS TABLE (id uuid, account_id uuid, name text, why text, named_by text, named_at timestamptz, until timestamptz, glass boolean,
    ended_by text, ended_at timestamptz, in_force boolean, acts boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM seal_name o WHERE o.authority_id = identity.authority() AND o.person_id = wanted_person
        AND o.account_id = identity.account() AND o.ended_at IS NULL AND (o.until IS NULL OR o.until > now())) THEN
      RETURN;
    END IF;
    RETURN QUERY SELECT n.id, n.account_id, a.name, n.why, b.name, n.named_at, n.until, n.glass, e.name, n.ended_at,
        n.ended_at IS NULL AND (n.until IS NULL OR n.until > now()), acts_here(n.account_id)
      FROM seal_name n JOIN account a ON a.id = n.account_id JOIN account b ON b.id = n.named_by LEFT JOIN account e ON e.id = n.ended_by
      WHERE n.authority_id = identity.authority() AND n.person_id = wanted_person ORDER BY n.named_at, n.id;
  END $$;
GRANT EXECUTE ON FUNCTION names_on_seal TO onroll_app;

CREATE OR REPLACE FUNCTION sealed_totals(on_day date) RETURNS TABLE (children bigint, named_officers bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT identity.may('ledger.read') THEN RAISE EXCEPTION 'this identity may not read the ledger' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT
      (SELECT count(*) FROM child_state s WHERE s.authority_id = identity.authority() AND s.sealed AND s.starts_on <= on_day AND (s.ends_on IS NULL OR s.ends_on > on_day)),
      (SELECT count(DISTINCT n.account_id) FROM seal_name n JOIN person p ON p.authority_id = n.authority_id AND p.id = n.person_id AND p.sealed
        WHERE n.authority_id = identity.authority() AND n.ended_at IS NULL AND NOT n.glass AND (n.until IS NULL OR n.until > now()));
  END $$;

-- Notices -----------------------------------------------------------------------------------------------------------

CREATE TABLE notice (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
  person_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  text text NOT NULL CHECK (text <> ''),
  href text CHECK (href ~ '^/([^/]|$)'),
  key text,
  made_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT notice_of_a_seal_is_of_a_child CHECK (NOT sealed OR person_id IS NOT NULL)
);
CREATE INDEX notice_of_account ON notice (authority_id, account_id, id);
CREATE INDEX notice_unread ON notice (authority_id, account_id) INCLUDE (sealed, person_id) WHERE read_at IS NULL;
CREATE INDEX notice_person ON notice (authority_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX notice_once ON notice (authority_id, account_id, key) WHERE key IS NOT NULL;
COMMENT ON COLUMN notice.text IS 'What happened, without a name or another datum of a child: the link leads to who it is about, for whom may see.';
COMMENT ON COLUMN notice.key IS 'What must be told once only: the same key for the same account is not told again.';
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON notice TO onroll_app;
GRANT UPDATE (read_at) ON notice TO onroll_app;
CREATE POLICY notice_read ON notice FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR account_id = (SELECT identity.account()))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY notice_tell ON notice FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY notice_mark ON notice FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account())
  AND (NOT sealed OR person_id IN (SELECT person_id FROM seal_name)));

-- For the top of every page, which is drawn outside a transaction that knows who asks: a number, and at most 99.
CREATE FUNCTION unread_notices(wanted_authority uuid, wanted_account uuid) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::integer FROM (SELECT FROM notice n WHERE n.authority_id = wanted_authority AND n.account_id = wanted_account AND n.read_at IS NULL
      AND (NOT n.sealed OR n.person_id IN (SELECT s.person_id FROM seal_name s WHERE s.authority_id = wanted_authority AND s.account_id = wanted_account
        AND s.ended_at IS NULL AND (s.until IS NULL OR s.until > now()))) LIMIT 99) unread
  $$;
GRANT EXECUTE ON FUNCTION unread_notices TO onroll_app;

-- Opening a sealed record for a reason --------------------------------------------------------------------------------

CREATE TABLE glass_try (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  account_id uuid NOT NULL REFERENCES account,
  tried_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason_code text NOT NULL CHECK (reason_code IN ('risk_of_harm', 'missing_now', 'court_or_police', 'other')),
  reason text NOT NULL CHECK (length(reason) >= 20),
  person_id uuid,
  until timestamptz,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id) REFERENCES person,
  CONSTRAINT opened_until CHECK ((person_id IS NULL) = (until IS NULL))
);
CREATE INDEX glass_try_account ON glass_try (authority_id, account_id, tried_at);
CREATE INDEX glass_try_person ON glass_try (authority_id, person_id) WHERE person_id IS NOT NULL;
COMMENT ON TABLE glass_try IS 'Every try to open a sealed record, by whom and why; what was asked for is kept for none. Written by break_glass only.';
ALTER TABLE glass_try ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON glass_try TO onroll_app;
CREATE POLICY glass_try_read ON glass_try FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name)));

-- Checks, looks, opens and tells in one: a miss, a child who is not sealed and two sealed children of one name answer alike.
CREATE FUNCTION break_glass(wanted_upn text, wanted_nhs_number text, wanted_forename_key text, wanted_surname_key text, wanted_born_on date,
    given_code text, given_reason text, reason_label text, OUT outcome text, OUT opened_person uuid, OUT opened_until timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE mine uuid := identity.authority(); me uuid := identity.account(); found uuid[]; my_name text;
  BEGIN
    IF identity.kind() <> 'person' OR identity.scope() <> 'county' OR NOT identity.may('children.break_glass') OR NOT EXISTS (
        SELECT FROM authority_switch s WHERE s.authority_id = mine AND s.key = 'break_glass'
          AND s.starts_on <= identity.today() AND (s.ends_on IS NULL OR s.ends_on > identity.today())) THEN
      RAISE EXCEPTION 'this identity may not open sealed records' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('onroll.break_glass ' || me, 0));
    IF (SELECT count(*) FROM glass_try t WHERE t.authority_id = mine AND t.account_id = me AND t.tried_at > clock_timestamp() - interval '1 hour') >= 5 THEN
      outcome := 'too_many';
      RETURN;
    END IF;
    SELECT array_agg(DISTINCT r.person_id) INTO found FROM record r WHERE r.authority_id = mine AND r.sealed AND (
      r.id IN (SELECT i.record_id FROM identifier_fact i WHERE i.authority_id = mine AND i.sealed AND i.retracted_at IS NULL
        AND ((i.kind IN ('upn', 'former_upn') AND i.value = wanted_upn) OR (i.kind = 'nhs_number' AND i.value = wanted_nhs_number)))
      OR r.person_id IN (SELECT s.person_id FROM child_summary s WHERE s.authority_id = mine AND s.sealed AND s.born_on = wanted_born_on
        AND EXISTS (SELECT FROM name_fact n JOIN record o ON o.authority_id = n.authority_id AND o.id = n.record_id
          WHERE n.authority_id = mine AND o.person_id = s.person_id AND n.retracted_at IS NULL
            AND n.surname_key = wanted_surname_key AND n.forename_key = wanted_forename_key)));
    outcome := 'missed';
    IF cardinality(found) = 1 THEN
      outcome := 'opened';
      opened_person := found[1];
      opened_until := now() + interval '4 hours';
    END IF;
    INSERT INTO glass_try (authority_id, account_id, reason_code, reason, person_id, until) VALUES (mine, me, given_code, given_reason, opened_person, opened_until);
    IF outcome = 'opened' THEN
      INSERT INTO seal_name (authority_id, person_id, account_id, named_by, why, until, glass) VALUES (mine, opened_person, me, me, reason_label, opened_until, true);
      SELECT a.name INTO my_name FROM account a WHERE a.id = me;
      INSERT INTO notice (authority_id, account_id, kind, person_id, sealed, text, href)
        SELECT mine, named, 'glass_broken', opened_person, true, my_name || ' opened a sealed record that you are named on. The reason given: ' || reason_label
          || '. It is open to them until ' || to_char(opened_until AT TIME ZONE 'Europe/London', 'FMHH12:MIam') || ' on '
          || to_char(opened_until AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY') || '.', '/children/' || opened_person || '/seal'
        FROM (SELECT n.account_id AS named FROM seal_name n WHERE n.authority_id = mine AND n.person_id = opened_person AND n.ended_at IS NULL AND NOT n.glass
            AND (n.until IS NULL OR n.until > now())
          UNION SELECT s.owner_id FROM seal s WHERE s.authority_id = mine AND s.person_id = opened_person AND s.lifted_at IS NULL) told WHERE named <> me;
    END IF;
  END $$;
GRANT EXECUTE ON FUNCTION break_glass TO onroll_app;

-- A seal whose people have all left is held by nobody. Whoever may seal takes it over by its number, which tells them nothing of the child before.
CREATE FUNCTION take_over_seal(wanted_seal uuid, given_reason text) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE held seal;
  BEGIN
    IF identity.kind() <> 'person' OR identity.scope() <> 'county' OR NOT identity.may('children.seal') THEN
      RAISE EXCEPTION 'this identity may not take over seals' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO held FROM seal s WHERE s.authority_id = identity.authority() AND s.id = wanted_seal AND s.lifted_at IS NULL FOR UPDATE;
    IF NOT FOUND OR EXISTS (SELECT FROM seal_name n WHERE n.authority_id = held.authority_id AND n.person_id = held.person_id AND n.ended_at IS NULL AND NOT n.glass
        AND (n.until IS NULL OR n.until > now()) AND acts_here(n.account_id)) THEN
      RETURN NULL;
    END IF;
    INSERT INTO seal_name (authority_id, person_id, account_id, named_by, why) VALUES (held.authority_id, held.person_id, identity.account(), identity.account(), given_reason);
    INSERT INTO seal_step (authority_id, seal_id, person_id, kind, to_account, because, taken_by)
      VALUES (held.authority_id, held.id, held.person_id, 'taken_over', identity.account(), given_reason, identity.account());
    UPDATE seal SET owner_id = identity.account() WHERE authority_id = held.authority_id AND id = held.id;
    RETURN held.person_id;
  END $$;
GRANT EXECUTE ON FUNCTION take_over_seal TO onroll_app;

-- Who looked ----------------------------------------------------------------------------------------------------------

-- People only: an import names a thousand children at once, and what it did stands with every fact.
DROP INDEX audit_event_children;
CREATE INDEX audit_event_children ON audit_event USING gin (child_ids) WHERE kind = 'person';
CREATE INDEX audit_event_account ON audit_event (account_id, at) WHERE account_id IS NOT NULL;

CREATE FUNCTION looks_at_child(wanted_person uuid, since timestamptz, before_at timestamptz, before_seq bigint, of_account uuid,
    changes text[], changed boolean, most integer)
  RETURNS TABLE (at timestamptz, seq bigint, account_id uuid, account_name text, role_label text, organisation_name text,
    action text, route text, purpose text, field_names text[], children integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF identity.kind() <> 'person' OR NOT EXISTS (SELECT FROM person p WHERE p.authority_id = identity.authority() AND p.id = wanted_person AND (
        (NOT p.sealed AND identity.scope() = 'county' AND identity.may('children.access'))
        OR (p.sealed AND EXISTS (SELECT FROM seal_name n WHERE n.authority_id = p.authority_id AND n.person_id = p.id AND n.account_id = identity.account()
          AND n.ended_at IS NULL AND NOT n.glass AND (n.until IS NULL OR n.until > now()))))) THEN
      RAISE EXCEPTION 'this identity may not see who looked at that child' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY WITH shown AS MATERIALIZED (SELECT e.* FROM audit_event e
        WHERE e.kind = 'person' AND e.child_ids @> ARRAY[wanted_person] AND e.authority_id = identity.authority()
          AND e.at >= since AND (before_at IS NULL OR (e.at, e.seq) < (before_at, before_seq))
          AND (of_account IS NULL OR e.account_id = of_account)
          AND (changed IS NULL OR (e.action = ANY (changes)) = changed)
        ORDER BY e.at DESC, e.seq DESC LIMIT least(most, 10000))
      SELECT e.at, e.seq, e.account_id, a.name, coalesce(r.label, e.role), o.name, e.action, e.route, e.purpose, e.field_names, cardinality(e.child_ids)
      FROM shown e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN role r ON r.code = e.role
        LEFT JOIN organisation o ON o.authority_id = e.authority_id AND o.id = e.organisation_id
      ORDER BY e.at DESC, e.seq DESC;
  END $$;

CREATE FUNCTION own_looks(before_at timestamptz, before_seq bigint, most integer)
  RETURNS TABLE (at timestamptz, seq bigint, action text, route text, purpose text, field_names text[], child_ids uuid[], children integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.at, e.seq, e.action, e.route, e.purpose, e.field_names, e.child_ids[1:1], cardinality(e.child_ids)
    FROM audit_event e WHERE e.account_id = identity.account() AND e.authority_id = identity.authority() AND identity.kind() = 'person'
      AND e.child_ids <> '{}' AND (before_at IS NULL OR (e.at, e.seq) < (before_at, before_seq))
    ORDER BY e.at DESC, e.seq DESC LIMIT least(most, 200)
  $$;
GRANT EXECUTE ON FUNCTION looks_at_child, own_looks TO onroll_app;

-- The file of a list ----------------------------------------------------------------------------------------------------

-- A list is read as it came only while it is being brought in. Afterwards its rows are what is read, under the seal of the child each is of:
-- the file holds the sealed child's row beside all others, and would show it to whoever may read lists.
CREATE INDEX import_open ON import (authority_id) WHERE state IN ('uploaded', 'mapped', 'checking', 'ready');
-- A chunk is asked for by its file's id, so its one file is looked up: gathering all files that may be read would grow with the documents.
ALTER POLICY file_chunk_read ON file_chunk USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine'
    OR file_id IN (SELECT i.file_id FROM import i WHERE i.state IN ('uploaded', 'mapped', 'checking', 'ready'))
    OR file_id IN (SELECT i.addresses_file_id FROM import i WHERE i.state IN ('uploaded', 'mapped', 'checking', 'ready'))
    OR EXISTS (SELECT FROM file f WHERE f.id = file_id AND (f.kind <> 'list' OR (f.added_by = (SELECT identity.account())
      AND NOT EXISTS (SELECT FROM import i WHERE i.authority_id = f.authority_id AND f.id IN (i.file_id, i.addresses_file_id)))))));
ALTER POLICY file_chunk_add ON file_chunk WITH CHECK (
  authority_id = (SELECT identity.authority()) AND EXISTS (SELECT FROM file f WHERE f.id = file_id));

-- And what is written of a child asks for that one child: gathering everybody who may be seen would take as long as the county is large.
ALTER POLICY council_case_add ON council_case WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND EXISTS (SELECT FROM person p WHERE p.id = person_id));
ALTER POLICY council_case_change ON council_case USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND EXISTS (SELECT FROM person p WHERE p.id = person_id));
ALTER POLICY case_entry_add ON case_entry WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('cases.change')) AND EXISTS (SELECT FROM person p WHERE p.id = person_id));
ALTER POLICY seal_add ON seal WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('children.seal')) AND EXISTS (SELECT FROM person p WHERE p.id = person_id));
