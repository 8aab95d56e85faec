-- Names of children as they are searched for: misspelt, short, former, written in another way. The tables are the
-- engine's own; who searches asks one function, which honours seals and reach before it counts or cuts anything.

CREATE TABLE name_token (
  authority_id uuid NOT NULL REFERENCES authority,
  token text NOT NULL CHECK (token <> ''),
  sounds text[] NOT NULL,
  near text[] NOT NULL,
  PRIMARY KEY (authority_id, token)
);
CREATE INDEX name_token_begins ON name_token (authority_id, token text_pattern_ops);
CREATE INDEX name_token_sounds ON name_token USING gin (sounds);
CREATE INDEX name_token_near ON name_token USING gin (near);
COMMENT ON TABLE name_token IS 'Every part of a name that any child bears, once: a dictionary, in which a misspelt word finds what was meant.';
COMMENT ON COLUMN name_token.sounds IS 'Keys under which spellings of one name agree: src/rulebook/sound-key.ts.';
COMMENT ON COLUMN name_token.near IS 'The token, and what is left of it without one letter or two: words within so many edits share one. src/rulebook/near-spellings.ts.';

CREATE TABLE child_name (
  authority_id uuid NOT NULL,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  part text NOT NULL CHECK (part IN ('forename', 'surname')),
  token text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('legal', 'preferred', 'middle', 'former')),
  guarded boolean NOT NULL,
  made_from uuid NOT NULL,
  PRIMARY KEY (authority_id, person_id, part, token),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_name_token ON child_name (authority_id, token) INCLUDE (person_id, part, kind, sealed, guarded);
COMMENT ON TABLE child_name IS 'Which parts of names a child bears or bore, by any source. An answer, worked out anew when the child''s names change.';
COMMENT ON COLUMN child_name.guarded IS 'Only a protected source says so.';
COMMENT ON COLUMN child_name.made_from IS 'A hash of the names that it was made from: while it stays, nothing is written.';

ALTER TABLE name_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE child_name ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON name_token TO onroll_app;
GRANT SELECT, INSERT, DELETE ON child_name TO onroll_app;
CREATE POLICY name_token_read ON name_token FOR SELECT TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY name_token_add ON name_token FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY child_name_read ON child_name FOR SELECT TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY child_name_write ON child_name FOR INSERT TO onroll_app
  WITH CHECK (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
CREATE POLICY child_name_replace ON child_name FOR DELETE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');

-- Children whose names are like the words that were typed, best first. Each word finds parts of names in the dictionary, each with a
-- score out of a thousand and how it agrees; a part finds children; a child's score is the sum over the words. Seals, guarded
-- names and reach are kept here before anything is counted or cut, so that neither what comes back nor what is left out
-- says anything of a child who is not there for the reader, and a school with thirty children has all of them looked at.
-- `words`: [{at, word, near, sounds, swapped, short, alike, forms, joined}]; `needed`: how many of them must agree;
-- `among`: only these children; `born_from` to `born_to`: only who was born so.
CREATE FUNCTION find_by_name(words jsonb, needed integer, among uuid[], born_from date, born_to date, most integer)
  RETURNS TABLE (person_id uuid, score integer, agreed text[])
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  DECLARE
    here CONSTANT uuid := identity.authority();
    day CONSTANT date := identity.today();
    everything CONSTANT boolean := identity.kind() = 'engine';
    of_county CONSTANT boolean := identity.scope() = 'county';
    protected CONSTANT boolean := identity.sees('protected');
    named CONSTANT uuid[] := ARRAY(SELECT s.person_id FROM seal_name s
      WHERE s.authority_id = here AND s.account_id = identity.account() AND s.ended_at IS NULL AND (s.until IS NULL OR s.until > now()));
    reached CONSTANT uuid[] := CASE WHEN of_county THEN NULL ELSE ARRAY(SELECT c.person_id FROM child_reach c
      WHERE c.authority_id = here AND c.reach_key = ANY (identity.reach()) AND c.starts_on <= day AND (c.ends_on IS NULL OR c.ends_on > day)) END;
    within CONSTANT uuid[] := CASE WHEN among IS NULL THEN reached WHEN reached IS NULL THEN among
      ELSE ARRAY(SELECT unnest(among) INTERSECT SELECT unnest(reached)) END;
    tokens text[]; ats integer[]; hows text[]; scores integer[]; parts text[]; apart integer[];
  BEGIN
    IF identity.kind() = 'anonymous' OR NOT identity.sees('identity') THEN RETURN; END IF;
    WITH asked AS (
      SELECT a.* FROM jsonb_to_recordset(words) AS a (at integer, word text, near text[], sounds text[], swapped text[], short text[], alike text[],
        forms text[], joined boolean)
    ), likely AS (
      SELECT a.at, a.joined, t.token, 'exact' AS how, 1000 AS score, NULL AS part
        FROM asked a JOIN name_token t ON t.authority_id = here AND t.token = a.word
      UNION ALL
      SELECT a.at, a.joined, t.token, 'begins', 700 + 250 * length(a.word) / length(t.token), NULL
        FROM asked a JOIN name_token t ON t.authority_id = here AND t.token ~>=~ a.word AND t.token ~<~ (a.word || chr(1114111))
        WHERE NOT a.joined AND (length(a.word) > 1 OR needed > 1)
      UNION ALL
      SELECT a.at, a.joined, t.token, 'near', 860, NULL FROM asked a JOIN name_token t ON t.authority_id = here AND t.token = ANY (a.swapped)
      UNION ALL
      SELECT a.at, a.joined, t.token, 'near', CASE d.edits WHEN 1 THEN 880 - 500 / greatest(length(a.word), 2) ELSE 640 END, NULL
        FROM asked a JOIN name_token t ON t.near && a.near, levenshtein_less_equal(a.word, t.token, 2) d (edits)
        WHERE t.authority_id = here AND (d.edits = 1 OR (d.edits = 2 AND greatest(length(a.word), length(t.token)) > 5))
      UNION ALL
      SELECT a.at, a.joined, t.token, 'sound', 580 + 200 - 200 * d.edits / greatest(length(a.word), length(t.token)), NULL
        FROM asked a JOIN name_token t ON t.sounds && a.sounds, levenshtein(a.word, t.token) d (edits)
        WHERE t.authority_id = here AND NOT a.joined
      UNION ALL
      SELECT a.at, a.joined, t.token, 'short', 780, 'forename' FROM asked a JOIN name_token t ON t.authority_id = here AND t.token = ANY (a.short)
      UNION ALL
      SELECT a.at, a.joined, t.token, 'alike', 660, 'forename' FROM asked a JOIN name_token t ON t.authority_id = here AND t.token = ANY (a.alike)
      UNION ALL
      SELECT a.at, a.joined, t.token, 'form', 740, NULL FROM asked a JOIN name_token t ON t.authority_id = here AND t.token = ANY (a.forms)
    ), best AS (
      SELECT DISTINCT ON (l.at, l.token, l.part IS NULL) l.* FROM likely l ORDER BY l.at, l.token, l.part IS NULL, l.score DESC
    ), numbered AS (
      -- The parts of two words that stand together are one part of a name, and count for both.
      SELECT b.*, dense_rank() OVER (ORDER BY b.token, CASE WHEN b.joined THEN b.at ELSE -1 END) AS apart FROM best b
    )
    SELECT array_agg(b.token), array_agg(b.at), array_agg(b.how), array_agg(b.score), array_agg(b.part), array_agg(b.apart)
      INTO tokens, ats, hows, scores, parts, apart FROM numbered b;
    IF tokens IS NULL THEN RETURN; END IF;

    -- The score, which hit it is and what kind of name are one number, so that the best of a child is a plain maximum.
    RETURN QUERY
    WITH met AS (
      SELECT n.person_id, h.at, max(
        (h.score - CASE n.kind WHEN 'former' THEN 40 WHEN 'middle' THEN 30 ELSE 0 END + CASE WHEN (n.part = 'forename') = (h.at = 0) THEN 5 ELSE 0 END)::bigint * 100000000
        + h.n * 10 + CASE n.kind WHEN 'legal' THEN 3 WHEN 'preferred' THEN 2 WHEN 'middle' THEN 1 ELSE 0 END * 2 + CASE n.part WHEN 'forename' THEN 1 ELSE 0 END) AS packed
      FROM unnest(tokens, ats, scores, parts) WITH ORDINALITY AS h (token, at, score, part, n)
      JOIN child_name n ON n.authority_id = here AND n.token = h.token AND (h.part IS NULL OR n.part = h.part)
      WHERE (NOT n.sealed OR everything OR n.person_id = ANY (named))
        AND (NOT n.guarded OR everything OR protected OR n.person_id = ANY (named))
        AND (within IS NULL OR n.person_id IN (SELECT unnest(within)))
      GROUP BY n.person_id, h.at
    ), met_all AS (
      SELECT m.person_id, sum(m.packed / 100000000)::integer AS score, array_agg(m.packed ORDER BY m.at) AS packed
      FROM met m GROUP BY m.person_id
      HAVING count(*) >= needed AND (needed = 1 OR count(DISTINCT apart[m.packed % 100000000 / 10]) >= needed)
    )
    SELECT m.person_id, m.score, ARRAY(SELECT concat_ws(' ', ats[p % 100000000 / 10], hows[p % 100000000 / 10],
        CASE p % 2 WHEN 1 THEN 'forename' ELSE 'surname' END, (ARRAY['former', 'middle', 'preferred', 'legal'])[p % 10 / 2 + 1], tokens[p % 100000000 / 10])
      FROM unnest(m.packed) p)
    FROM met_all m
    WHERE born_from IS NULL OR EXISTS (SELECT FROM child_summary s WHERE s.authority_id = here AND s.person_id = m.person_id AND s.born_on BETWEEN born_from AND born_to)
    ORDER BY m.score DESC, m.person_id LIMIT least(most, 501);
  END $$;
GRANT EXECUTE ON FUNCTION find_by_name TO onroll_app;

-- Children whom somebody wants at hand: each account's own, and for nobody else to see.
CREATE TABLE child_pin (
  authority_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  pinned_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, account_id, person_id),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE
);
CREATE INDEX child_pin_person ON child_pin (authority_id, person_id);
COMMENT ON TABLE child_pin IS 'A convenience and no decision: taking a pin out removes its row.';
ALTER TABLE child_pin ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON child_pin TO onroll_app;
CREATE POLICY child_pin_read ON child_pin FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account())
  AND (NOT sealed OR person_id IN (SELECT person_id FROM seal_name)));
CREATE POLICY child_pin_add ON child_pin FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account()) AND EXISTS (SELECT FROM person p WHERE p.id = person_id));
CREATE POLICY child_pin_remove ON child_pin FOR DELETE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND account_id = (SELECT identity.account())
  AND (NOT sealed OR person_id IN (SELECT person_id FROM seal_name)));

-- The children whose pages the caller opened last, from the audit log, which the application itself cannot read.
CREATE INDEX audit_event_opened ON audit_event (account_id, at DESC) INCLUDE (authority_id, child_ids)
  WHERE cardinality(child_ids) = 1 AND route LIKE '/children/:id%';
CREATE FUNCTION own_recent_children(most integer) RETURNS TABLE (person_id uuid, opened_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.person_id, max(l.at) FROM (
      SELECT e.child_ids[1] AS person_id, e.at FROM audit_event e
      WHERE cardinality(e.child_ids) = 1 AND e.route LIKE '/children/:id%' AND e.account_id = identity.account() AND e.authority_id = identity.authority()
      ORDER BY e.at DESC LIMIT 400) l
    GROUP BY l.person_id ORDER BY 2 DESC LIMIT least(most, 100) $$;
GRANT EXECUTE ON FUNCTION own_recent_children TO onroll_app;

-- The list of children by birth date, in the order of an index. A case and no coalesce: PostgreSQL holds coalesce for something
-- that might leak a row, and then walks the index from its beginning under row-level security.
CREATE INDEX child_summary_age ON child_summary (authority_id, (CASE WHEN born_on IS NULL THEN '0001-01-01'::date ELSE born_on END), person_id);
