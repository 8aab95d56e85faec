-- Bodies that meet about children: who sits on them, their meetings, what was decided, and the minute of each child.

CREATE TABLE panel_series (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  body text,
  title text NOT NULL CHECK (title <> ''),
  purpose text NOT NULL CHECK (purpose <> ''),
  chair text,
  every text NOT NULL CHECK (every IN ('weeks', 'months', 'half_term', 'term', 'dates')),
  count integer NOT NULL CHECK (count BETWEEN 1 AND 52),
  first_on date NOT NULL,
  entry text NOT NULL CHECK (entry IN ('open_cases', 'level_2', 'level_3', 'proposal')),
  begun_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id)
);
COMMENT ON TABLE panel_series IS 'count is how many weeks or months, or which week of the term or half-term; its weekday is that of first_on.';

CREATE TABLE panel_member (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  series_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  seat text NOT NULL CHECK (seat IN ('chair', 'clerk', 'member')),
  starts_on date NOT NULL,
  ends_on date CHECK (ends_on >= starts_on),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, series_id) REFERENCES panel_series
);
CREATE UNIQUE INDEX one_seat_each ON panel_member (authority_id, series_id, account_id) WHERE ends_on IS NULL;

CREATE TABLE panel_meeting (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  series_id uuid NOT NULL,
  meets_on date NOT NULL,
  cancelled_because text CHECK (cancelled_because <> ''),
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, series_id) REFERENCES panel_series
);
CREATE UNIQUE INDEX one_meeting_a_day ON panel_meeting (authority_id, series_id, meets_on) WHERE cancelled_because IS NULL;

CREATE TABLE panel_present (
  authority_id uuid NOT NULL,
  meeting_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  how text NOT NULL CHECK (how IN ('room', 'remote', 'apologies', 'substitute')),
  PRIMARY KEY (authority_id, meeting_id, account_id),
  FOREIGN KEY (authority_id, meeting_id) REFERENCES panel_meeting
);

CREATE TABLE panel_item (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  meeting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  place integer NOT NULL,
  why text NOT NULL CHECK (why IN ('open_case', 'level_2', 'level_3', 'returns', 'proposal')),
  because text NOT NULL CHECK (because <> ''),
  state text NOT NULL DEFAULT 'waits' CHECK (state IN ('waits', 'heard', 'deferred')),
  deferred_because text CHECK (deferred_because <> ''),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, meeting_id, case_id),
  FOREIGN KEY (authority_id, meeting_id) REFERENCES panel_meeting,
  FOREIGN KEY (authority_id, case_id) REFERENCES council_case,
  CONSTRAINT deferred_with_reason CHECK ((state = 'deferred') = (deferred_because IS NOT NULL))
);
CREATE INDEX panel_item_case ON panel_item (authority_id, case_id);
COMMENT ON TABLE panel_item IS 'A case before a meeting. It names no child: whoever may not see the case sees no item of it, and what happens to the child happens to it.';

CREATE TABLE panel_conflict (
  authority_id uuid NOT NULL,
  item_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('family', 'friend', 'employer', 'other')),
  declared_on date NOT NULL,
  PRIMARY KEY (authority_id, item_id, account_id),
  FOREIGN KEY (authority_id, item_id) REFERENCES panel_item
);
COMMENT ON TABLE panel_conflict IS 'From then on the member sees nothing of the item. It is declared, and never taken back.';

CREATE TABLE panel_decision (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  item_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('advice', 'support_and_challenge', 'fund_interim', 'allocate_school', 'escalate', 'return_on', 'close')),
  text text NOT NULL CHECK (text <> ''),
  provider text,
  weekly_hours numeric(4, 1),
  weekly_pence integer CHECK (weekly_pence >= 0),
  until_on date,
  return_on date,
  decided_on date NOT NULL,
  recorded_by uuid NOT NULL REFERENCES account,
  PRIMARY KEY (authority_id, id),
  FOREIGN KEY (authority_id, item_id) REFERENCES panel_item,
  CONSTRAINT funding_whole CHECK (kind <> 'fund_interim' OR (provider IS NOT NULL AND weekly_hours IS NOT NULL AND weekly_pence IS NOT NULL AND until_on IS NOT NULL)),
  CONSTRAINT return_whole CHECK ((kind = 'return_on') = (return_on IS NOT NULL))
);
CREATE INDEX panel_decision_item ON panel_decision (authority_id, item_id);
COMMENT ON TABLE panel_decision IS 'Never changed: what was wrong is put right by another decision, or by an addendum to the minute.';

CREATE TABLE panel_minute (
  authority_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  item_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  text text NOT NULL CHECK (text <> ''),
  version integer NOT NULL DEFAULT 1,
  written_by uuid NOT NULL REFERENCES account,
  approved_by uuid REFERENCES account,
  approved_on date,
  PRIMARY KEY (authority_id, id),
  UNIQUE (authority_id, item_id, number),
  FOREIGN KEY (authority_id, item_id) REFERENCES panel_item,
  CONSTRAINT approved_by_another CHECK (approved_by <> written_by),
  CONSTRAINT approved_whole CHECK ((approved_by IS NULL) = (approved_on IS NULL))
);
COMMENT ON TABLE panel_minute IS 'Of one child. Once approved it is never changed; numbers after the first are addenda.';

ALTER TABLE panel_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_present ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE panel_minute ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON panel_series, panel_member, panel_meeting, panel_present, panel_item, panel_conflict, panel_decision, panel_minute TO onroll_app;
GRANT UPDATE (ends_on) ON panel_member TO onroll_app;
GRANT UPDATE (cancelled_because) ON panel_meeting TO onroll_app;
GRANT UPDATE (how) ON panel_present TO onroll_app;
GRANT UPDATE (place, state, deferred_because, version) ON panel_item TO onroll_app;
GRANT UPDATE (text, version, written_by, approved_by, approved_on) ON panel_minute TO onroll_app;

DO $$
DECLARE
  open_table text;
BEGIN
  FOREACH open_table IN ARRAY ARRAY['panel_series', 'panel_member', 'panel_meeting', 'panel_present', 'panel_conflict'] LOOP
    EXECUTE format($p$CREATE POLICY %1$s_read ON %1$s FOR SELECT TO onroll_app USING (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read')))$p$, open_table);
  END LOOP;
  FOREACH open_table IN ARRAY ARRAY['panel_series', 'panel_member', 'panel_meeting', 'panel_present'] LOOP
    EXECUTE format($p$CREATE POLICY %1$s_add ON %1$s FOR INSERT TO onroll_app WITH CHECK (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')))$p$, open_table);
  END LOOP;
  FOREACH open_table IN ARRAY ARRAY['panel_member', 'panel_meeting', 'panel_present'] LOOP
    EXECUTE format($p$CREATE POLICY %1$s_change ON %1$s FOR UPDATE TO onroll_app USING (
      authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')))$p$, open_table);
  END LOOP;
END $$;

CREATE POLICY panel_item_read ON panel_item FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND case_id IN (SELECT id FROM council_case)
  AND ((SELECT identity.kind()) = 'engine' OR (
    meeting_id IN (SELECT m.id FROM panel_meeting m JOIN panel_member p ON p.authority_id = m.authority_id AND p.series_id = m.series_id
      WHERE p.account_id = (SELECT identity.account()) AND p.starts_on <= (SELECT identity.today()) AND (p.ends_on IS NULL OR p.ends_on > (SELECT identity.today())))
    AND id NOT IN (SELECT c.item_id FROM panel_conflict c WHERE c.account_id = (SELECT identity.account())))));
CREATE POLICY panel_item_add ON panel_item FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND case_id IN (SELECT id FROM council_case));
CREATE POLICY panel_item_change ON panel_item FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));
CREATE POLICY panel_conflict_add ON panel_conflict FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read'))
  AND (account_id = (SELECT identity.account()) OR (SELECT identity.may('panels.run'))));

CREATE POLICY panel_decision_read ON panel_decision FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND item_id IN (SELECT id FROM panel_item));
CREATE POLICY panel_decision_add ON panel_decision FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND item_id IN (SELECT id FROM panel_item));
CREATE POLICY panel_minute_read ON panel_minute FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND item_id IN (SELECT id FROM panel_item));
CREATE POLICY panel_minute_add ON panel_minute FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND item_id IN (SELECT id FROM panel_item));
CREATE POLICY panel_minute_change ON panel_minute FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND approved_on IS NULL) WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));

INSERT INTO permission (code, label) VALUES
  ('panels.read', 'See the bodies that meet about children, and the children of those on which they sit'),
  ('panels.run', 'Set up bodies and meetings, record what they decide, and approve minutes that somebody else wrote');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager,virtual_school,send_officer,family_worker,social_worker,youth_justice,team_officer}'::text[], '{panels.read}'::text[]),
  ('{cme_officer,fair_access_officer,team_manager}', '{panels.run}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;
