-- With which model, from which likelihoods on, and among how many children the undecided rows of a list were weighed: so that it can be done
-- again to the same answer. Nothing where nobody was known to weigh them with.
ALTER TABLE import ADD COLUMN weighed_with jsonb;
COMMENT ON COLUMN import.weighed_with IS 'Model, thresholds and number of children that undecided rows were weighed with when the list was last checked.';
