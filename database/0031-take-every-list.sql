-- Every kind of list that a council holds, what each carries, kinds that an authority adds by itself, and lists that arrive by themselves.

ALTER TABLE source_kind
  ADD COLUMN needed text[] NOT NULL DEFAULT '{}',
  ADD COLUMN expected text[] NOT NULL DEFAULT '{}',
  ADD COLUMN own boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT source_kind_presence_check,
  ADD CONSTRAINT source_kind_presence_check CHECK (presence IN ('enrolment', 'residence', 'home_education', 'awaiting_place', 'provision', 'none'));
COMMENT ON COLUMN source_kind.needed IS 'Fields without which a row of the list is of little use: a list that has no column for one is told so, and a row that leaves one empty is flagged.';
COMMENT ON COLUMN source_kind.expected IS 'Fields that a list of the kind usually has: one without a column for them is told so.';
COMMENT ON COLUMN source_kind.own IS 'Stands for the kinds that authorities add by themselves: each of those is one of these, under a name of its own.';

UPDATE source_kind SET needed = '{surname,born_on}';
UPDATE source_kind SET expected = '{upn,entered_on,postcode}' WHERE presence = 'enrolment';
UPDATE source_kind SET expected = '{postcode}' WHERE presence IN ('residence', 'home_education', 'awaiting_place');
UPDATE source_kind SET expected = '{nhs_number,postcode}' WHERE code = 'health';
UPDATE source_kind SET needed = '{}' WHERE code = 'council';
UPDATE source_kind SET name = 'Admissions to schools' WHERE code = 'admissions';
UPDATE source_kind SET name = 'Council tax' WHERE code = 'council_tax';

INSERT INTO source_kind (code, name, shown_as, presence, presence_means, absence_means, protected, needed, expected) VALUES
  ('births', 'Birth registrations', 'A council record', 'residence', 'Born to a family at the address.', 'Says nothing by itself: a list holds the births of its own time.', false, '{surname,born_on}', '{forename,nhs_number,postcode}'),
  ('in_year_applications', 'In-year applications', 'A council record', 'awaiting_place', 'A place was applied for outside the normal round.', 'No longer waiting.', false, '{surname,born_on}', '{registered_on,postcode}'),
  ('child_in_need', 'Children in need census', 'A council record', 'none', 'Known to children''s social care in the census year. The census holds no name and no address: a child is found by UPN or by the council''s own number.', 'Says nothing by itself.', false, '{council_id,born_on}', '{upn}'),
  ('care_and_protection', 'Care and protection lists', 'A council record', 'residence', 'In care or on a protection plan, and living at the address.', 'Says nothing by itself.', false, '{surname,born_on}', '{council_id,postcode}'),
  ('youth_justice', 'Youth justice', 'A council record', 'residence', 'Known to youth justice at the address.', 'Says nothing by itself.', false, '{surname,born_on}', '{postcode}'),
  ('housing', 'Housing and homelessness', 'A council record', 'residence', 'In a household that is housed, or asks to be, at the address.', 'Says nothing by itself.', false, '{surname,born_on}', '{postcode}'),
  ('placed_here', 'Looked-after children of other councils placed here', 'A council record', 'residence', 'In another council''s care, and placed at the address in the area.', 'Says nothing by itself: ask the council that placed the child.', false, '{surname,born_on}', '{upn,registered_on,postcode}'),
  ('alternative_provider', 'Alternative provider''s list', 'A provider''s list', 'provision', 'Educated by the provider, whether or not on a school''s roll as well.', 'No longer educated there: the provision ends on the day of the newer list.', false, '{surname,born_on}', '{upn,weekly_hours}'),
  ('post_16', 'Post-16 colleges and training', 'A college''s roll', 'enrolment', 'On the roll of a college or training provider.', 'Left the roll: the enrolment ends on the day of the newer list.', false, '{surname,born_on}', '{uln,entered_on}'),
  ('council_enquiry', 'Other councils'' enquiries', 'A council record', 'none', 'Another council asks whether the child is known here.', 'Says nothing by itself.', false, '{surname,born_on}', '{postcode}');

INSERT INTO source_kind (code, name, shown_as, presence, presence_means, absence_means, protected, own) VALUES
  ('own_enrolment', 'Own kind: on a roll', 'A school''s roll', 'enrolment', 'On a roll.', 'Left the roll.', false, true),
  ('own_residence', 'Own kind: lives in the area', 'A council record', 'residence', 'Lives at the address.', 'Says nothing by itself.', false, true),
  ('own_home_education', 'Own kind: home educated', 'A council record', 'home_education', 'Educated at home.', 'No longer educated at home.', false, true),
  ('own_awaiting_place', 'Own kind: waits for a place', 'A council record', 'awaiting_place', 'Waits for a place.', 'No longer waiting.', false, true),
  ('own_provision', 'Own kind: in alternative provision', 'A provider''s list', 'provision', 'In alternative provision.', 'No longer in it.', false, true),
  ('own_none', 'Own kind: says who the child is', 'A council record', 'none', 'Known to the source.', 'Says nothing by itself.', false, true),
  ('own_protected', 'Own kind: protected', 'A council record', 'residence', 'Lives in the area at an address that is not to be told.', 'Says nothing by itself.', true, true);

INSERT INTO permission (code, label) VALUES
  ('lists.kinds', 'Add and change kinds of list'),
  ('lists.arrivals', 'Set up how lists arrive by themselves');
INSERT INTO role_permission (role, permission) VALUES ('team_manager', 'lists.kinds'), ('team_manager', 'lists.arrivals');

CREATE TABLE own_kind (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  base text NOT NULL REFERENCES source_kind CHECK (base LIKE 'own\_%'),
  name text NOT NULL CHECK (name <> ''),
  presence_means text NOT NULL CHECK (presence_means <> ''),
  absence_means text NOT NULL CHECK (absence_means <> ''),
  expected text[] NOT NULL DEFAULT '{}',
  needed text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  stopped_at timestamptz,
  made_at timestamptz NOT NULL DEFAULT now(),
  made_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, id, base),
  CONSTRAINT own_kind_once UNIQUE (authority_id, name)
);
COMMENT ON TABLE own_kind IS 'A kind of list that an authority added: it is one of the kinds of source_kind that stand for own ones, with a name, meanings and fields of its own.';
COMMENT ON COLUMN own_kind.base IS 'What presence makes of a child, and who may read it. Never changed: what lists said would mean something else afterwards.';
COMMENT ON COLUMN own_kind.stopped_at IS 'No new source is of it from then on; what came stays.';
ALTER TABLE own_kind ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON own_kind TO onroll_app;
GRANT UPDATE (name, presence_means, absence_means, expected, needed, version, stopped_at) ON own_kind TO onroll_app;
-- That there is a protected kind, and what it is called, is for who made it and for those who see protected fields.
CREATE POLICY own_kind_read ON own_kind FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR ((SELECT identity.may('lists.read'))
    AND (base <> 'own_protected' OR (SELECT identity.sees('protected')) OR made_by = (SELECT identity.account())))));
CREATE POLICY own_kind_add ON own_kind FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine'
    OR ((SELECT identity.may('lists.kinds')) AND made_by = (SELECT identity.account()))));
CREATE POLICY own_kind_change ON own_kind FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.kinds'))));

CREATE TABLE own_kind_change (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  own_kind_id uuid NOT NULL,
  version integer NOT NULL,
  what text NOT NULL CHECK (what IN ('added', 'changed', 'stopped', 'taken_up')),
  name text NOT NULL, presence_means text NOT NULL, absence_means text NOT NULL,
  expected text[] NOT NULL, needed text[] NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, own_kind_id, version),
  FOREIGN KEY (authority_id, own_kind_id) REFERENCES own_kind
);
COMMENT ON TABLE own_kind_change IS 'An own kind as each change left it: what its lists were read by at any time.';
ALTER TABLE own_kind_change ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON own_kind_change TO onroll_app;
CREATE POLICY own_kind_change_read ON own_kind_change FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND own_kind_id IN (SELECT id FROM own_kind));
CREATE POLICY own_kind_change_add ON own_kind_change FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine'
    OR ((SELECT identity.may('lists.kinds')) AND changed_by = (SELECT identity.account()))));

ALTER TABLE source ADD COLUMN own_kind_id uuid,
  ADD CONSTRAINT source_own_kind FOREIGN KEY (authority_id, own_kind_id, kind) REFERENCES own_kind (authority_id, id, base),
  ADD CONSTRAINT source_named_kind CHECK ((kind LIKE 'own\_%') = (own_kind_id IS NOT NULL));
COMMENT ON COLUMN source.own_kind_id IS 'Of a kind that the authority added: which.';

ALTER TABLE import
  DROP CONSTRAINT import_format_check,
  ADD CONSTRAINT import_format_check CHECK (format IN ('csv', 'xlsx', 'ctf', 'census', 'collect', 'cin')),
  ADD COLUMN sheets text[],
  ADD COLUMN sheet text,
  ADD COLUMN notes text[] NOT NULL DEFAULT '{}',
  ADD COLUMN month_first text[] NOT NULL DEFAULT '{}',
  ADD COLUMN came_by text NOT NULL DEFAULT 'person' CHECK (came_by IN ('person', 'pick_up', 'key'));
COMMENT ON COLUMN import.sheets IS 'The sheets of a workbook, in its order; sheet is the one that is read.';
COMMENT ON COLUMN import.month_first IS 'Columns whose days are written month first, as in America: none of them can be read as days.';
COMMENT ON COLUMN import.notes IS 'What to know of the file, in sentences: its encoding, and columns that are not as they were on the list before. Nothing of a child.';

CREATE TABLE upload_key (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  source_id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  secret_hash bytea NOT NULL UNIQUE,
  made_at timestamptz NOT NULL DEFAULT now(),
  made_by uuid REFERENCES account,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_by uuid REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, source_id) REFERENCES source
);
COMMENT ON TABLE upload_key IS 'With it another system sends lists of one source. The key itself is kept nowhere.';
ALTER TABLE upload_key ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON upload_key TO onroll_app;
GRANT UPDATE (last_used_at, ended_at, ended_by) ON upload_key TO onroll_app;
CREATE POLICY upload_key_read ON upload_key FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.arrivals'))));
CREATE POLICY upload_key_add ON upload_key FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('lists.arrivals')) AND made_by = (SELECT identity.account())
  AND source_id IN (SELECT s.id FROM source s WHERE s.kind NOT IN (SELECT code FROM source_kind WHERE protected)));
CREATE POLICY upload_key_change ON upload_key FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.arrivals'))));

-- A system that sends a list has no session: the hash of its key is what says for which source it speaks.
CREATE FUNCTION upload_key_for(wanted_hash bytea) RETURNS TABLE (authority_id uuid, key_id uuid, source_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.authority_id, k.id, k.source_id FROM upload_key k WHERE k.secret_hash = wanted_hash AND k.ended_at IS NULL
  $$;
REVOKE ALL ON FUNCTION upload_key_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION upload_key_for TO onroll_app;

CREATE TABLE pick_up (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  source_id uuid NOT NULL,
  place text NOT NULL CHECK (place IN ('folder', 'sftp')),
  folder text NOT NULL,
  pattern text NOT NULL CHECK (pattern <> ''),
  host text, port integer CHECK (port BETWEEN 1 AND 65535), login text, host_key text, secret bytea,
  true_on text NOT NULL CHECK (true_on IN ('file_day', 'name_day', 'pick_up_day')),
  every text NOT NULL CHECK (every IN ('hour', 'day', 'week')),
  hour integer NOT NULL CHECK (hour BETWEEN 0 AND 23),
  weekday integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  next_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  paused_at timestamptz,
  ended_at timestamptz,
  made_at timestamptz NOT NULL DEFAULT now(),
  made_by uuid REFERENCES account,
  last_at timestamptz,
  last_outcome text CHECK (last_outcome IN ('taken', 'nothing', 'failed')),
  last_sentence text,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT pick_up_server CHECK ((place = 'sftp') = (host IS NOT NULL AND port IS NOT NULL AND login IS NOT NULL AND host_key IS NOT NULL AND secret IS NOT NULL))
);
COMMENT ON TABLE pick_up IS 'Where lists of a source are picked up from, and when.';
COMMENT ON COLUMN pick_up.folder IS 'Of a folder: within the one that the operator allows. On a server: as the server names it.';
COMMENT ON COLUMN pick_up.host_key IS 'SHA-256 of the key of the server, as ssh-keygen shows it. A server with another is not spoken to.';
COMMENT ON COLUMN pick_up.secret IS 'The password, encrypted under a key that is not in the database.';
COMMENT ON COLUMN pick_up.true_on IS 'On what day a list that is picked up was true: when its file was last changed, the day in its name, or the day on which it is picked up.';
COMMENT ON COLUMN pick_up.weekday IS '1 is Monday; of a weekly pick-up.';
ALTER TABLE pick_up ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON pick_up TO onroll_app;
GRANT UPDATE (folder, pattern, host, port, login, host_key, secret, true_on, every, hour, weekday, next_at, version, paused_at, ended_at, last_at, last_outcome, last_sentence)
  ON pick_up TO onroll_app;
CREATE POLICY pick_up_read ON pick_up FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.arrivals'))));
CREATE POLICY pick_up_add ON pick_up FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('lists.arrivals')) AND made_by = (SELECT identity.account())
  AND source_id IN (SELECT s.id FROM source s WHERE s.kind NOT IN (SELECT code FROM source_kind WHERE protected)));
CREATE POLICY pick_up_change ON pick_up FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.may('lists.arrivals'))));

CREATE TABLE picked_file (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  pick_up_id uuid NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('brought_in', 'again', 'refused')),
  sentence text NOT NULL,
  import_id uuid,
  picked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  CONSTRAINT picked_once UNIQUE (authority_id, pick_up_id, name, size, changed_at),
  FOREIGN KEY (authority_id, pick_up_id) REFERENCES pick_up,
  FOREIGN KEY (authority_id, import_id) REFERENCES import
);
COMMENT ON TABLE picked_file IS 'A file that was picked up, so that it is not picked up again: by name, size and the instant of its last change.';
ALTER TABLE picked_file ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON picked_file TO onroll_app;
CREATE POLICY picked_file_read ON picked_file FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND pick_up_id IN (SELECT id FROM pick_up));
CREATE POLICY picked_file_add ON picked_file FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.kind()) = 'engine');
