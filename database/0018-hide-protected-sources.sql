-- That there is a source of protected placements, and what it is called, is for who made it.
ALTER POLICY source_read ON source USING (
  authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine' OR (SELECT identity.scope()) = 'county' OR (SELECT identity.may('lists.read')))
  AND (kind NOT IN (SELECT code FROM source_kind WHERE protected) OR (SELECT identity.kind()) = 'engine' OR made_by = (SELECT identity.account())));
