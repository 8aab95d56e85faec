-- What is recorded of every look and change, and the long work and files that need no child to be understood.

CREATE TABLE database_era (
  era integer PRIMARY KEY,
  began_at timestamptz NOT NULL DEFAULT now(),
  because text NOT NULL
);
INSERT INTO database_era (era, because) VALUES (1, 'created');
COMMENT ON TABLE database_era IS 'Transaction numbers begin again when a backup is restored into a new server: the era says which run of them an audit event belongs to.';

CREATE FUNCTION current_era() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT max(era) FROM public.database_era $$;
GRANT EXECUTE ON FUNCTION current_era() TO onroll_app, onroll_auditor;
GRANT SELECT ON database_era TO onroll_app, onroll_auditor;

CREATE TABLE audit_event (
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  era integer NOT NULL DEFAULT current_era(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  authority_id uuid,
  kind text NOT NULL CHECK (kind IN ('person', 'engine', 'anonymous')),
  account_id uuid,
  role text,
  organisation_id uuid,
  action text NOT NULL CHECK (action <> ''),
  route text NOT NULL,
  purpose text NOT NULL,
  request_id text,
  child_ids uuid[] NOT NULL DEFAULT '{}',
  field_names text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (at, seq)
) PARTITION BY RANGE (at);
CREATE INDEX audit_event_order ON audit_event (era, xid, seq);
CREATE INDEX audit_event_children ON audit_event USING gin (child_ids);
CREATE TABLE audit_event_rest PARTITION OF audit_event DEFAULT;
COMMENT ON TABLE audit_event IS 'One row a request: who looked or changed, why, and which children. Ids and field names, never values. Insert-only.';
COMMENT ON COLUMN audit_event.purpose IS 'Why: the stated purpose of the page, or the reason a person gave.';

-- Partitions are made ahead by the owner, since the app role makes no tables. A month that began before its partition was
-- made stays in the default one: a partition for events that lie there already would be refused.
CREATE FUNCTION make_audit_partitions(from_day date, months integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE first date := date_trunc('month', from_day)::date; month date; part text;
  BEGIN
    FOR i IN 0 .. least(months, 12) LOOP
      month := (first + make_interval(months => i))::date;
      part := 'audit_event_' || to_char(month, 'YYYY_MM');
      IF to_regclass('public.' || part) IS NULL AND NOT EXISTS (SELECT FROM audit_event_rest
          WHERE at >= month::timestamp AT TIME ZONE 'UTC' AND at < (month + interval '1 month') AT TIME ZONE 'UTC') THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)', part,
          month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
      END IF;
    END LOOP;
  END $$;
ALTER TABLE audit_event_rest ENABLE ROW LEVEL SECURITY;
GRANT EXECUTE ON FUNCTION make_audit_partitions TO onroll_app;

CREATE TABLE audit_seal (
  number bigint PRIMARY KEY,
  from_era integer NOT NULL, from_xid xid8 NOT NULL, from_seq bigint NOT NULL,
  to_era integer NOT NULL, to_xid xid8 NOT NULL, to_seq bigint NOT NULL,
  events bigint NOT NULL CHECK (events > 0),
  previous text NOT NULL,
  hash text NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE audit_seal IS 'Each seal covers the events after the one before it, and carries the hash of them and of the seal before. Insert-only.';

-- One hash for one event: every column, in one fixed spelling.
CREATE FUNCTION audit_event_hash(e audit_event) RETURNS text LANGUAGE sql STABLE SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(e.at, e.era, e.xid::text, e.seq, e.authority_id, e.kind, e.account_id, e.role, e.organisation_id,
    e.action, e.route, e.purpose, e.request_id, e.child_ids, e.field_names)::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_range_hash(previous text, from_era integer, from_xid xid8, from_seq bigint, to_era integer, to_xid xid8, to_seq bigint,
    OUT events bigint, OUT hash text) LANGUAGE sql STABLE AS $$
  SELECT count(*), encode(sha256(convert_to(previous || coalesce(string_agg(public.audit_event_hash(e), '' ORDER BY e.era, e.xid, e.seq), ''), 'UTF8')), 'hex')
  FROM public.audit_event e
  WHERE (e.era, e.xid, e.seq) >= (from_era, from_xid, from_seq) AND (e.era, e.xid, e.seq) <= (to_era, to_xid, to_seq)
$$;
GRANT EXECUTE ON FUNCTION audit_event_hash, audit_range_hash TO onroll_auditor;

-- Seals what is certainly complete: a transaction that could still commit an earlier event has a number at or above the snapshot's xmin.
CREATE FUNCTION seal_audit(most integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE last audit_seal; first record; final record; made record; horizon xid8; now_era integer;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('onroll.audit_seal'));
    horizon := pg_snapshot_xmin(pg_current_snapshot());
    now_era := current_era();
    SELECT * INTO last FROM audit_seal ORDER BY number DESC LIMIT 1;
    SELECT era, xid, seq INTO first FROM audit_event
      WHERE (era, xid, seq) > (coalesce(last.to_era, 0), coalesce(last.to_xid, '0'), coalesce(last.to_seq, 0)) AND (era < now_era OR xid < horizon)
      ORDER BY era, xid, seq LIMIT 1;
    IF NOT FOUND THEN RETURN 0; END IF;
    SELECT * INTO final FROM (SELECT era, xid, seq FROM audit_event
      WHERE (era, xid, seq) >= (first.era, first.xid, first.seq) AND (era < now_era OR xid < horizon)
      ORDER BY era, xid, seq LIMIT most) due ORDER BY era DESC, xid DESC, seq DESC LIMIT 1;
    SELECT * INTO made FROM audit_range_hash(coalesce(last.hash, ''), first.era, first.xid, first.seq, final.era, final.xid, final.seq);
    INSERT INTO audit_seal (number, from_era, from_xid, from_seq, to_era, to_xid, to_seq, events, previous, hash)
      VALUES (coalesce(last.number, 0) + 1, first.era, first.xid, first.seq, final.era, final.xid, final.seq, made.events, coalesce(last.hash, ''), made.hash);
    RETURN made.events;
  END $$;

CREATE FUNCTION audit_head() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT hash FROM audit_seal ORDER BY number DESC LIMIT 1 $$;
GRANT EXECUTE ON FUNCTION seal_audit, audit_head TO onroll_app, onroll_auditor;

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
GRANT INSERT ON audit_event TO onroll_app;
GRANT SELECT ON audit_event, audit_seal TO onroll_auditor;
CREATE POLICY audit_event_add ON audit_event FOR INSERT TO onroll_app WITH CHECK (
  kind = (SELECT identity.kind()) AND account_id IS NOT DISTINCT FROM (SELECT identity.account())
  AND (authority_id IS NULL OR authority_id = (SELECT identity.authority()))
  AND era = (SELECT current_era()) AND xid = pg_current_xact_id() AND at BETWEEN now() - interval '1 minute' AND clock_timestamp());
CREATE POLICY audit_event_audit ON audit_event FOR SELECT TO onroll_auditor USING (true);
CREATE POLICY audit_seal_audit ON audit_seal FOR SELECT TO onroll_auditor USING (true);

-- Long work ---------------------------------------------------------------------------------------------------------

CREATE TABLE job (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  kind text NOT NULL,
  title text NOT NULL,
  subject_id uuid,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer NOT NULL DEFAULT 0,
  total integer,
  sentence text NOT NULL DEFAULT '',
  cancel_asked boolean NOT NULL DEFAULT false,
  asked_by uuid REFERENCES account,
  asked_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (authority_id, id)
);
CREATE INDEX job_subject ON job (authority_id, subject_id);
COMMENT ON COLUMN job.subject_id IS 'What the work is about (an import, say): job data holds ids only.';
COMMENT ON COLUMN job.sentence IS 'How far it is, in words with counts, never with a child''s data.';
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON job TO onroll_app;
CREATE POLICY job_read ON job FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR asked_by = (SELECT identity.account()) OR (SELECT identity.scope()) = 'county'));
CREATE POLICY job_ask ON job FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR asked_by = (SELECT identity.account())));
CREATE POLICY job_change ON job FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR asked_by = (SELECT identity.account()) OR (SELECT identity.scope()) = 'county'));

-- Files: 1 MiB chunks, addressed by SHA-256 within an authority --------------------------------------------------------
-- Their policies come with the tables of children, since a file may be a child's.

CREATE TABLE file (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CHECK (kind IN ('list', 'evidence', 'logo')),
  person_id uuid,
  sealed boolean NOT NULL DEFAULT false,
  added_by uuid REFERENCES account,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  CONSTRAINT file_of_child CHECK ((kind = 'evidence') = (person_id IS NOT NULL))
);
CREATE INDEX file_hash ON file (authority_id, sha256);
COMMENT ON COLUMN file.sha256 IS 'Of the whole content, as it came.';

CREATE TABLE file_chunk (
  authority_id uuid NOT NULL,
  file_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  bytes bytea NOT NULL CHECK (octet_length(bytes) <= 1048576),
  PRIMARY KEY (authority_id, file_id, number),
  FOREIGN KEY (authority_id, file_id) REFERENCES file
);
ALTER TABLE file_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
