-- Papers of a meeting: published and withdrawn, a numbered copy for each member, and who opened theirs when. They hold no child: a copy is drawn when it is opened, by what its reader may see then.

CREATE TABLE panel_pack (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  meeting_id uuid NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  published_by uuid NOT NULL REFERENCES account,
  withdrawn_at timestamptz,
  withdrawn_by uuid REFERENCES account,
  withdrawn_because text CHECK (withdrawn_because <> ''),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, meeting_id) REFERENCES panel_meeting,
  CONSTRAINT pack_withdrawn_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_because IS NULL))
);
CREATE UNIQUE INDEX one_pack_at_once ON panel_pack (authority_id, meeting_id) WHERE withdrawn_at IS NULL;

CREATE TABLE panel_pack_copy (
  authority_id uuid NOT NULL,
  pack_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  number integer NOT NULL CHECK (number >= 1),
  PRIMARY KEY (authority_id, pack_id, account_id),
  UNIQUE (authority_id, pack_id, number),
  FOREIGN KEY (authority_id, pack_id) REFERENCES panel_pack
);

CREATE TABLE panel_pack_opening (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  pack_id uuid NOT NULL,
  account_id uuid NOT NULL,
  opened_by uuid NOT NULL REFERENCES account,
  opened_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, pack_id, account_id) REFERENCES panel_pack_copy
);
CREATE INDEX panel_pack_opening_copy ON panel_pack_opening (authority_id, pack_id, account_id);
COMMENT ON COLUMN panel_pack_opening.opened_by IS 'The member whose copy it is, or who runs the meeting and prints it for them.';

ALTER TABLE panel_pack ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_pack_copy ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_pack_opening ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON panel_pack, panel_pack_copy, panel_pack_opening TO onroll_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_because) ON panel_pack TO onroll_app;

CREATE POLICY panel_pack_read ON panel_pack FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read')));
CREATE POLICY panel_pack_add ON panel_pack FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));
CREATE POLICY panel_pack_change ON panel_pack FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));
CREATE POLICY panel_pack_copy_read ON panel_pack_copy FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read')));
CREATE POLICY panel_pack_copy_add ON panel_pack_copy FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));
CREATE POLICY panel_pack_opening_read ON panel_pack_opening FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read')));
CREATE POLICY panel_pack_opening_add ON panel_pack_opening FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read'))
  AND (account_id = (SELECT identity.account()) OR (SELECT identity.may('panels.run'))));
