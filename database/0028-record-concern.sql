-- A level of concern, beside the band: a person's word, recorded like any other decision.
ALTER TABLE circumstance_fact DROP CONSTRAINT circumstance_fact_kind_check;
ALTER TABLE circumstance_fact ADD CONSTRAINT circumstance_fact_kind_check
  CHECK (kind IN ('moved_away', 'whereabouts_unknown', 'awaiting_place', 'plan', 'stuck', 'concern_high', 'concern_medium', 'died'));
COMMENT ON COLUMN circumstance_fact.kind IS 'What the council decided or accepted: stuck is RAG1''s "unable to progress", a recorded decision with date and author; concern_high and concern_medium are the second scale (RAG5).';
