-- Family, households, professionals, safe contact, needs, documents.

CREATE FUNCTION identity.classes() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('onroll.classes')::text[] $$;
COMMENT ON FUNCTION identity.classes() IS 'The classes of field that this identity sees: what a row asks that names its own class.';
GRANT EXECUTE ON FUNCTION identity.classes TO onroll_app, onroll_auditor;

-- Documents: a file about a child, with the class of field that says who may open it ---------------------------------------

ALTER TABLE file DROP CONSTRAINT file_kind_check, ADD CONSTRAINT file_kind_check CHECK (kind IN ('list', 'evidence', 'logo', 'document'));
ALTER TABLE file DROP CONSTRAINT file_of_child, ADD CONSTRAINT file_of_child CHECK ((kind IN ('evidence', 'document')) = (person_id IS NOT NULL));
ALTER TABLE file ADD COLUMN field_class text CHECK (field_class IN ('identity', 'address', 'education', 'care_status', 'care_detail', 'protected'));
ALTER TABLE file ADD CONSTRAINT document_has_class CHECK ((kind = 'document') = (field_class IS NOT NULL));
ALTER TABLE file ADD UNIQUE (authority_id, id, field_class);
CREATE INDEX file_person ON file (authority_id, person_id) WHERE person_id IS NOT NULL;
COMMENT ON COLUMN file.field_class IS 'Of a document: who may open it. The same as the document''s own, by foreign key.';

CREATE TABLE document (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  person_id uuid NOT NULL,
  sealed boolean NOT NULL DEFAULT false,
  file_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('letter', 'court_order', 'plan', 'report', 'photo_id', 'birth_certificate', 'visit_note', 'other')),
  title text NOT NULL CHECK (title <> ''),
  dated_on date NOT NULL,
  field_class text NOT NULL,
  added_by uuid NOT NULL REFERENCES account,
  added_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_by uuid REFERENCES account,
  withdrawn_at timestamptz,
  withdrawn_because text,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, person_id, sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, file_id, field_class) REFERENCES file (authority_id, id, field_class),
  CONSTRAINT withdrawn_with_reason CHECK (num_nonnulls(withdrawn_by, withdrawn_at, nullif(withdrawn_because, '')) IN (0, 3)),
  CONSTRAINT court_order_is_guarded CHECK (kind <> 'court_order' OR field_class IN ('care_detail', 'protected'))
);
CREATE INDEX document_person ON document (authority_id, person_id, dated_on, id);
CREATE INDEX document_file ON document (authority_id, file_id);
COMMENT ON TABLE document IS 'What is kept about a child as a file. It is withdrawn with a reason and never deleted by use; a withdrawn one can no longer be opened.';

-- Facts ------------------------------------------------------------------------------------------------------------------

CREATE TABLE relation_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('parent', 'step_parent', 'carer', 'foster_carer', 'special_guardian', 'sibling', 'half_sibling', 'grandparent',
    'other_relative', 'household_member')),
  name text CHECK (name <> ''),
  other_person_id uuid,
  other_sealed boolean NOT NULL DEFAULT false,
  parental_responsibility text NOT NULL DEFAULT 'not_known' CHECK (parental_responsibility IN ('yes', 'no', 'not_known')),
  responsibility_because text,
  lives_with text NOT NULL DEFAULT 'not_known' CHECK (lives_with IN ('home', 'second_home', 'both', 'elsewhere', 'not_known')),
  phone text, email text, note text,
  FOREIGN KEY (authority_id, other_person_id, other_sealed) REFERENCES person (authority_id, id, sealed) ON UPDATE CASCADE,
  CONSTRAINT named_or_one_of_ours CHECK ((name IS NULL) <> (other_person_id IS NULL)),
  CONSTRAINT responsibility_with_evidence CHECK (parental_responsibility = 'not_known' OR responsibility_because <> '')
);
CREATE INDEX relation_fact_other ON relation_fact (authority_id, other_person_id) WHERE other_person_id IS NOT NULL;
COMMENT ON COLUMN relation_fact.other_sealed IS 'The seal of the relative who is a child of ours: it follows theirs by foreign key, so that sealing them takes this row away too.';
COMMENT ON COLUMN relation_fact.responsibility_because IS 'What shows who has parental responsibility (Children Act 1989 s. 2 to 4ZA): never assumed from the kind of relation.';

CREATE TABLE professional_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  role text NOT NULL CHECK (role IN ('social_worker', 'health_visitor', 'school_nurse', 'senco', 'youth_justice_worker', 'education_welfare_officer', 'family_worker',
    'doctor', 'virtual_school_teacher', 'educational_psychologist', 'reviewing_officer', 'advocate', 'other')),
  name text NOT NULL CHECK (name <> ''), organisation text, phone text, email text, note text
);

CREATE TABLE safe_contact_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('no_phone', 'no_post', 'no_voicemail', 'no_email', 'must_not_be_told', 'court_order', 'interpreter', 'reading',
    'meet_only_at', 'other_warning')),
  detail text, code text, court text, document_id uuid,
  review_on date NOT NULL,
  FOREIGN KEY (authority_id, document_id) REFERENCES document (authority_id, id),
  CONSTRAINT safe_contact_says_what CHECK (detail <> '' OR (detail IS NULL AND kind IN ('no_phone', 'no_post', 'no_voicemail', 'no_email', 'interpreter', 'reading')))
);
COMMENT ON TABLE safe_contact_fact IS 'What whoever writes, calls or visits must know first. Nothing recorded is not the same as safe.';
COMMENT ON COLUMN safe_contact_fact.code IS 'Of an interpreter the language, of reading the kind of help: a code of the slice family.';

CREATE TABLE need_kind (
  code text PRIMARY KEY,
  field_class text NOT NULL CHECK (field_class IN ('education', 'care_status', 'care_detail')),
  UNIQUE (code, field_class)
);
COMMENT ON TABLE need_kind IS 'The vulnerable groups (rulebook 12.6) and who may see that a child is in one. Words and law stand in src/rulebook/needs.ts; a test holds the two together.';
GRANT SELECT ON need_kind TO onroll_app;
INSERT INTO need_kind (code, field_class)
SELECT code, class FROM (VALUES
  ('education', '{sen_support,ehc_plan,service_child,mobile_family}'::text[]),
  ('care_status', '{looked_after,looked_after_by_other,previously_looked_after,child_in_need,young_carer,traveller,asylum_seeking,age_disputed,young_offender,leaving_care,
    medical_needs}'),
  ('care_detail', '{protection_plan,exploitation_risk,trafficking_risk,fgm_risk,forced_marriage_risk,domestic_abuse,self_harm,substance_misuse,in_custody,on_remand,
    in_hospital,pregnant_or_parent,runs_away}')
) AS given (class, codes), unnest(codes) code;

CREATE TABLE need_fact (
  authority_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), record_id uuid NOT NULL,
  starts_on date NOT NULL, ends_on date CHECK (ends_on > starts_on), source text NOT NULL REFERENCES source_kind, import_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(), recorded_by uuid REFERENCES account, retracted_at timestamptz, retracted_by uuid REFERENCES account,
  sealed boolean NOT NULL DEFAULT false,
  kind text NOT NULL, field_class text NOT NULL,
  detail text, evidence text NOT NULL CHECK (evidence <> ''), document_id uuid,
  review_on date,
  FOREIGN KEY (kind, field_class) REFERENCES need_kind (code, field_class) ON UPDATE CASCADE,
  FOREIGN KEY (authority_id, document_id) REFERENCES document (authority_id, id)
);
COMMENT ON COLUMN need_fact.field_class IS 'The class of the kind, by foreign key: no row can be shown to more people than its kind allows.';

INSERT INTO permission (code, label) VALUES
  ('family.change', 'Record family, professionals and safe contact'),
  ('needs.change', 'Record needs of a child'),
  ('documents.change', 'Add documents about a child and withdraw them');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM
  unnest('{cme_officer,fair_access_officer,practitioner,team_manager,virtual_school,send_officer,family_worker,social_worker,youth_justice,team_officer}'::text[]) r,
  unnest('{family.change,needs.change,documents.change}'::text[]) p;

CALL secure_fact_table('relation_fact', $$((SELECT identity.sees('identity')) AND kind IN ('sibling', 'half_sibling') AND num_nonnulls(phone, email, note) = 0)
  OR ((SELECT identity.sees('address')) AND (kind NOT IN ('foster_carer', 'special_guardian') OR (SELECT identity.sees('care_status'))))$$);
CALL secure_fact_table('professional_fact', $$(SELECT identity.sees('care_status'))$$);
CALL secure_fact_table('safe_contact_fact', $$(SELECT identity.sees('address'))$$);
CALL secure_fact_table('need_fact', $$field_class = ANY ((SELECT identity.classes())::text[])$$);

-- Who works with a child may record these, and not only who may correct what lists say: so the rules of writing are their own.
DO $$
DECLARE
  fact text;
  permission text;
  also text;
  within_reach CONSTANT text := $p$((SELECT identity.scope()) = 'county' OR record_id IN (
      SELECT r.id FROM child_reach c JOIN record r ON r.authority_id = c.authority_id AND r.person_id = c.person_id
        WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
          AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))$p$;
  not_sealed CONSTANT text := $p$(NOT sealed OR (SELECT identity.kind()) = 'engine'
      OR record_id IN (SELECT r.id FROM seal_name n JOIN record r ON r.authority_id = n.authority_id AND r.person_id = n.person_id))$p$;
  -- A relative who is a child of ours is told to nobody who does not see that child.
  other_seen CONSTANT text := $p$(other_person_id IS NULL OR ((NOT other_sealed OR (SELECT identity.kind()) = 'engine' OR other_person_id IN (SELECT person_id FROM seal_name))
      AND ((SELECT identity.scope()) = 'county' OR other_person_id IN (
        SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
          AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))))$p$;
BEGIN
  FOR fact, permission, also IN VALUES
    ('relation_fact', 'family.change', other_seen),
    ('professional_fact', 'family.change', 'true'),
    ('safe_contact_fact', 'family.change', 'true'),
    ('need_fact', 'needs.change', 'field_class = ANY ((SELECT identity.classes())::text[])')
  LOOP
    EXECUTE format('DROP POLICY %s_add ON %s; DROP POLICY %s_retract ON %s', fact, fact, fact, fact);
    EXECUTE format($p$CREATE POLICY %s_add ON %s FOR INSERT TO onroll_app WITH CHECK (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may(%L)) AND %s AND %s%s)$p$,
      fact, fact, permission, not_sealed, within_reach, CASE WHEN also = 'true' THEN '' ELSE ' AND ' || also END);
    EXECUTE format($p$CREATE POLICY %s_retract ON %s FOR UPDATE TO onroll_app
      USING (authority_id = (SELECT identity.authority()) AND retracted_at IS NULL AND (SELECT identity.may(%L)) AND %s AND %s%s)
      WITH CHECK (retracted_at IS NOT NULL)$p$, fact, fact, permission, not_sealed, within_reach, CASE WHEN also = 'true' THEN '' ELSE ' AND ' || also END);
  END LOOP;
  EXECUTE format('CREATE POLICY relation_fact_of_ours ON relation_fact AS RESTRICTIVE FOR SELECT TO onroll_app USING (%s)', other_seen);
END $$;

ALTER TABLE document ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON document TO onroll_app;
GRANT UPDATE (withdrawn_by, withdrawn_at, withdrawn_because) ON document TO onroll_app;
-- Whoever added a document has seen it, and goes on seeing it while they work with the child: a court order comes to those who may not look for one.
CREATE POLICY document_read ON document FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND (field_class = ANY ((SELECT identity.classes())::text[]) OR added_by = (SELECT identity.account()))
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY document_add ON document FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority())
  AND (SELECT identity.may('documents.change'))
  AND (added_by = (SELECT identity.account()) OR (SELECT identity.kind()) = 'engine')
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))));
CREATE POLICY document_withdraw ON document FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority())
    AND (SELECT identity.may('documents.change'))
    AND withdrawn_at IS NULL
    AND (field_class = ANY ((SELECT identity.classes())::text[]) OR added_by = (SELECT identity.account()))
    AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
    AND ((SELECT identity.scope()) = 'county' OR person_id IN (
      SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
        AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today())))))
  WITH CHECK (withdrawn_at IS NOT NULL);

-- A file about a child is within reach as the child is; evidence is of the case, a document of its class.
ALTER POLICY file_read ON file USING (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IS NULL OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))
  AND ((SELECT identity.kind()) = 'engine' OR kind = 'logo'
    OR (kind = 'list' AND (SELECT identity.may('lists.read'))
      AND (added_by = (SELECT identity.account()) OR id IN (SELECT file_id FROM import) OR id IN (SELECT addresses_file_id FROM import)))
    OR (kind = 'evidence' AND (SELECT identity.may('cases.read')))
    OR (kind = 'document' AND (field_class = ANY ((SELECT identity.classes())::text[]) OR added_by = (SELECT identity.account())))));
ALTER POLICY file_add ON file WITH CHECK (
  authority_id = (SELECT identity.authority())
  AND (NOT sealed OR (SELECT identity.kind()) = 'engine' OR person_id IN (SELECT person_id FROM seal_name))
  AND ((SELECT identity.scope()) = 'county' OR person_id IS NULL OR person_id IN (
    SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority()) AND c.reach_key = ANY ((SELECT identity.reach())::text[])
      AND c.starts_on <= (SELECT identity.today()) AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))
  AND ((SELECT identity.kind()) = 'engine'
    OR (kind = 'list' AND (SELECT identity.may('lists.import')))
    OR (kind = 'evidence' AND (SELECT identity.may('cases.change')))
    OR (kind = 'document' AND (SELECT identity.may('documents.change')))
    OR (kind = 'logo' AND (SELECT identity.may('settings.change')))));

-- Households are worked out, never kept ----------------------------------------------------------------------------------

CREATE FUNCTION line_key(line text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT nullif(regexp_replace(lower(line), '[^a-z0-9]', '', 'g'), '') $$;
COMMENT ON FUNCTION line_key(text) IS 'The first line of an address as it is compared: letters and figures only.';
CREATE INDEX address_fact_uprn ON address_fact (authority_id, uprn) WHERE retracted_at IS NULL AND uprn IS NOT NULL;

-- Which of a child's homes of today may tie the child to others there: none that any protected source ever gave for anybody, whoever may read that source.
CREATE FUNCTION homes_that_tie(wanted uuid) RETURNS TABLE (fact_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id FROM record r JOIN address_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
  WHERE r.authority_id = identity.authority() AND r.person_id = wanted AND f.retracted_at IS NULL
    AND f.starts_on <= identity.today() AND (f.ends_on IS NULL OR f.ends_on > identity.today())
    AND f.source NOT IN (SELECT k.code FROM source_kind k WHERE k.protected)
    AND NOT EXISTS (SELECT FROM address_fact p WHERE p.authority_id = f.authority_id AND p.retracted_at IS NULL AND p.postcode_key = f.postcode_key
      AND (p.uprn = f.uprn OR line_key(p.line_1) = line_key(f.line_1)) AND p.source IN (SELECT k.code FROM source_kind k WHERE k.protected))
$$;
GRANT EXECUTE ON FUNCTION line_key, homes_that_tie TO onroll_app;
