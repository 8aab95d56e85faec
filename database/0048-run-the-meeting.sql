-- What a meeting may decide and what it needs to decide it, money that it commits, substitutes, and an entry that a conflict of interest hides as it hides the item.

ALTER TABLE panel_series
  ADD quorum integer CHECK (quorum BETWEEN 1 AND 50),
  ADD quorum_chair boolean NOT NULL DEFAULT false,
  ADD quorum_of text[] NOT NULL DEFAULT '{}',
  ADD may_decide text[] NOT NULL DEFAULT '{advice,support_and_challenge,fund_interim,allocate_school,escalate,return_on,close}'
    CHECK (may_decide <@ '{advice,support_and_challenge,fund_interim,allocate_school,escalate,return_on,close}' AND may_decide <> '{}'),
  ADD yearly_budget_pence bigint CHECK (yearly_budget_pence >= 0),
  ADD ended_on date,
  ADD ended_because text CHECK (ended_because <> ''),
  ADD version integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT ended_with_reason CHECK ((ended_on IS NULL) = (ended_because IS NULL));
COMMENT ON COLUMN panel_series.quorum IS 'How many people must be there; null where nobody has said, and then every meeting has it.';
COMMENT ON COLUMN panel_series.quorum_of IS 'For which services somebody must be there, as members speak for them.';
COMMENT ON COLUMN panel_series.yearly_budget_pence IS 'What it may commit in a financial year, April to March.';

ALTER TABLE panel_member ADD speaks_for text CHECK (speaks_for <> '');
ALTER TABLE panel_meeting ADD item_order text NOT NULL DEFAULT 'band' CHECK (item_order IN ('band', 'opened', 'reference', 'school', 'locality', 'hand'));
ALTER TABLE panel_present
  ADD substitute_id uuid REFERENCES account,
  ADD CONSTRAINT substitute_came CHECK (substitute_id IS NULL OR (how = 'substitute' AND substitute_id <> account_id));
COMMENT ON COLUMN panel_present.substitute_id IS 'Who came instead, and sees what stands before this one meeting.';

ALTER TABLE panel_item ADD added_on date;
UPDATE panel_item i SET added_on = m.meets_on FROM panel_meeting m WHERE m.authority_id = i.authority_id AND m.id = i.meeting_id;
ALTER TABLE panel_item ALTER added_on SET NOT NULL;

ALTER TABLE panel_decision
  ADD how_made text NOT NULL DEFAULT 'meeting' CHECK (how_made IN ('meeting', 'urgent', 'chair')),
  ADD made_because text CHECK (made_because <> ''),
  ADD from_on date,
  ADD ratified_on date,
  ADD ratified_by uuid REFERENCES account,
  ADD withdrawn_on date,
  ADD withdrawn_by uuid REFERENCES account,
  ADD withdrawn_because text CHECK (withdrawn_because <> ''),
  ADD CONSTRAINT made_with_reason CHECK ((how_made = 'meeting') = (made_because IS NULL)),
  ADD CONSTRAINT ratified_whole CHECK ((ratified_on IS NULL) = (ratified_by IS NULL) AND (ratified_on IS NULL OR how_made <> 'meeting')),
  ADD CONSTRAINT withdrawn_whole CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_because IS NULL)),
  ADD CONSTRAINT funded_in_order CHECK (from_on <= until_on);
UPDATE panel_decision SET from_on = least(decided_on, until_on) WHERE kind = 'fund_interim';
COMMENT ON TABLE panel_decision IS 'Its words are never changed: it is withdrawn with a reason, and another stands in its place. Made without a meeting, it is ratified by the next.';

CREATE TABLE panel_commitment (
  authority_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  series_id uuid NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL CHECK (until_on >= from_on),
  weekly_pence integer NOT NULL CHECK (weekly_pence >= 0),
  withdrawn_on date,
  PRIMARY KEY (authority_id, decision_id),
  FOREIGN KEY (authority_id, decision_id) REFERENCES panel_decision,
  FOREIGN KEY (authority_id, series_id) REFERENCES panel_series
);
CREATE INDEX panel_commitment_series ON panel_commitment (authority_id, series_id);
COMMENT ON TABLE panel_commitment IS 'The money of a decision to fund, apart from the child: the running total of a body counts children whom its reader may not see. until_on is its last day.';
INSERT INTO panel_commitment (authority_id, decision_id, series_id, from_on, until_on, weekly_pence)
SELECT d.authority_id, d.id, m.series_id, d.from_on, d.until_on, d.weekly_pence FROM panel_decision d
JOIN panel_item i ON i.authority_id = d.authority_id AND i.id = d.item_id JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id
WHERE d.kind = 'fund_interim';

-- What a meeting said of a child stands in the case as well, and is as hidden there from whoever has a conflict with it.
ALTER TABLE case_entry ADD panel_item_id uuid, ADD FOREIGN KEY (authority_id, panel_item_id) REFERENCES panel_item;
ALTER TABLE agreed_action ADD panel_item_id uuid, ADD FOREIGN KEY (authority_id, panel_item_id) REFERENCES panel_item;
CREATE POLICY case_entry_conflict ON case_entry AS RESTRICTIVE FOR SELECT TO onroll_app USING (
  panel_item_id IS NULL OR panel_item_id NOT IN (SELECT c.item_id FROM panel_conflict c WHERE c.account_id = (SELECT identity.account())));
CREATE POLICY agreed_action_conflict ON agreed_action AS RESTRICTIVE FOR SELECT TO onroll_app USING (
  panel_item_id IS NULL OR panel_item_id NOT IN (SELECT c.item_id FROM panel_conflict c WHERE c.account_id = (SELECT identity.account())));

GRANT UPDATE (title, purpose, chair, every, count, first_on, entry, quorum, quorum_chair, quorum_of, may_decide, yearly_budget_pence, ended_on, ended_because, version)
  ON panel_series TO onroll_app;
GRANT UPDATE (item_order) ON panel_meeting TO onroll_app;
GRANT UPDATE (substitute_id) ON panel_present TO onroll_app;
GRANT UPDATE (ratified_on, ratified_by, withdrawn_on, withdrawn_by, withdrawn_because) ON panel_decision TO onroll_app;
GRANT SELECT, INSERT ON panel_commitment TO onroll_app;
GRANT UPDATE (withdrawn_on) ON panel_commitment TO onroll_app;

ALTER TABLE panel_commitment ENABLE ROW LEVEL SECURITY;
CREATE POLICY panel_commitment_read ON panel_commitment FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.read')));
CREATE POLICY panel_commitment_add ON panel_commitment FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND decision_id IN (SELECT id FROM panel_decision));
CREATE POLICY panel_commitment_change ON panel_commitment FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')) AND decision_id IN (SELECT id FROM panel_decision));
CREATE POLICY panel_series_change ON panel_series FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));
CREATE POLICY panel_decision_change ON panel_decision FOR UPDATE TO onroll_app USING (
  authority_id = (SELECT identity.authority()) AND (SELECT identity.may('panels.run')));

ALTER POLICY panel_item_read ON panel_item USING (
  authority_id = (SELECT identity.authority())
  AND case_id IN (SELECT id FROM council_case)
  AND ((SELECT identity.kind()) = 'engine' OR (
    (meeting_id IN (SELECT m.id FROM panel_meeting m JOIN panel_member p ON p.authority_id = m.authority_id AND p.series_id = m.series_id
      WHERE p.account_id = (SELECT identity.account()) AND p.starts_on <= (SELECT identity.today()) AND (p.ends_on IS NULL OR p.ends_on > (SELECT identity.today())))
      OR meeting_id IN (SELECT s.meeting_id FROM panel_present s WHERE s.substitute_id = (SELECT identity.account())))
    AND id NOT IN (SELECT c.item_id FROM panel_conflict c WHERE c.account_id = (SELECT identity.account())))));

-- What a panel decides answers the step for which the case came, by whoever writes for the panel.
ALTER POLICY ladder_step_change ON ladder_step USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.may('cases.escalate')) OR ((SELECT identity.may('panels.run')) AND case_id IN (SELECT case_id FROM panel_item)))
  AND person_id IN (SELECT id FROM person));
