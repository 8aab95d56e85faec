-- What a run of the matching holds for one child is joined without anybody being asked, as the row of a list is; what a person has to
-- weigh is left to people.
ALTER TABLE join_decision ALTER COLUMN decided_by DROP NOT NULL,
  ADD CONSTRAINT decided_by_somebody_or_a_run CHECK (decided_by IS NOT NULL OR (kind = 'join' AND pair_id IS NOT NULL));
COMMENT ON COLUMN join_decision.decided_by IS 'Null where the run decided that found the pair.';
ALTER TABLE match_pair ADD COLUMN left_to_people boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN match_pair.left_to_people IS 'Certain, and yet for a person to weigh: two open cases, relatives, both on one list.';
GRANT UPDATE (left_to_people) ON match_pair TO onroll_app;
