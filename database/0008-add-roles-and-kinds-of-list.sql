-- Roles and permissions as data, and the kinds of list that are read so far.

INSERT INTO permission (code, label) VALUES
  ('today.read', 'See the Today page'),
  ('children.read', 'Look at children within reach'),
  ('children.change', 'Record and correct facts about a child'),
  ('children.seal', 'Seal a child''s record and name who may see it'),
  ('lists.read', 'See the lists that came in, row by row'),
  ('lists.import', 'Bring in a list and commit it'),
  ('cases.read', 'Read cases'),
  ('cases.change', 'Open a case and record on it'),
  ('cases.allocate', 'Allocate a case to an officer'),
  ('cases.close', 'Close a case with its proof'),
  ('ledger.read', 'See the ledger''s figures'),
  ('ledger.open', 'Open a figure of the ledger to its children'),
  ('schools.read', 'Look up schools and calendars'),
  ('schools.import', 'Bring in the national register of schools'),
  ('calendars.change', 'Bring in term dates'),
  ('accounts.read', 'See accounts and who is signed in'),
  ('accounts.change', 'Add accounts, set passwords, end sessions'),
  ('settings.change', 'Change the authority''s settings'),
  ('audit.read', 'Verify the audit log');

INSERT INTO role (code, label, organisation_kind, scope, classes, first_page, sort) VALUES
  ('cme_officer', 'Children Missing Education Officer', 'council_team', 'county', '{identity,address,education,care_status}', '/today', 10),
  ('fair_access_officer', 'Fair Access Officer', 'council_team', 'county', '{identity,address,education,care_status}', '/today', 11),
  ('practitioner', 'Pupils Missing Education Practitioner', 'council_team', 'county', '{identity,address,education,care_status}', '/today', 12),
  ('team_manager', 'Team manager', 'council_team', 'county', '{identity,address,education,care_status,care_detail}', '/today', 13),
  ('virtual_school', 'Virtual School', 'council_team', 'own', '{identity,address,education,care_status,care_detail}', '/today', 20),
  ('send_officer', 'SEND or educational psychology', 'council_team', 'own', '{identity,address,education,care_status}', '/today', 21),
  ('family_worker', 'Family Service worker', 'council_team', 'own', '{identity,address,education,care_status}', '/today', 22),
  ('social_worker', 'Social worker', 'council_team', 'own', '{identity,address,education,care_status,care_detail,protected}', '/today', 23),
  ('youth_justice', 'Youth justice', 'council_team', 'own', '{identity,address,education,care_status}', '/today', 24),
  ('team_officer', 'Officer of another team', 'council_team', 'own', '{identity,address,education}', '/today', 25),
  ('director', 'Director', 'council_team', 'figures', '{}', '/ledger', 30),
  ('governor', 'Governor', 'school', 'figures', '{}', '/ledger', 31),
  ('auditor', 'Information-governance auditor', 'council_team', 'none', '{}', '/audit', 40),
  ('administrator', 'System administrator', 'council_team', 'none', '{}', '/accounts', 41),
  ('school_head', 'Headteacher', 'school', 'school', '{identity,address,education,care_status}', '/our-children', 50),
  ('school_safeguarding_lead', 'Designated safeguarding lead', 'school', 'school', '{identity,address,education,care_status,care_detail,protected}', '/our-children', 51),
  ('school_attendance', 'School attendance officer', 'school', 'school', '{identity,address,education}', '/our-children', 52),
  ('school_senco', 'SENCO', 'school', 'school', '{identity,education,care_status}', '/our-children', 53),
  ('school_office', 'School office', 'school', 'school', '{identity,address}', '/our-children', 54),
  ('provider_lead', 'Alternative provider', 'provider', 'own', '{identity,education}', '/our-children', 60),
  ('partner_agency', 'Partner agency', 'partner_agency', 'own', '{identity}', '/our-children', 61);

INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager}'::text[],
   '{today.read,children.read,children.change,lists.read,cases.read,cases.change,cases.close,ledger.read,ledger.open,schools.read}'::text[]),
  ('{cme_officer,team_manager}', '{lists.import,cases.allocate,children.seal}'),
  ('{fair_access_officer}', '{cases.allocate}'),
  ('{team_manager}', '{schools.import,calendars.change,accounts.read}'),
  ('{virtual_school,send_officer,family_worker,social_worker,youth_justice,team_officer}', '{today.read,children.read,cases.read,cases.change,schools.read}'),
  ('{director,governor}', '{ledger.read}'),
  ('{director}', '{schools.read}'),
  ('{auditor}', '{audit.read}'),
  ('{administrator}', '{accounts.read,accounts.change,settings.change,schools.read,schools.import,calendars.change}'),
  ('{school_head,school_safeguarding_lead,school_attendance,school_senco,school_office,provider_lead,partner_agency}', '{children.read}'),
  ('{school_head,school_safeguarding_lead,school_attendance,school_senco,school_office}', '{schools.read}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;

INSERT INTO source_kind (code, name, shown_as, presence, presence_means, absence_means, protected) VALUES
  ('council', 'The council''s own record', 'A council record', 'none', 'An officer recorded it.', 'Nothing.', false),
  ('school_roll', 'School roll', 'A school''s roll', 'enrolment', 'On the roll of the school.', 'Left the roll: the enrolment ends on the day of the newer list.', false),
  ('neighbour_roll', 'Neighbouring council''s exchange list', 'A school''s roll', 'enrolment', 'Our resident, on a roll outside the area.', 'Left that roll.', false),
  ('independent_return', 'Independent school''s return', 'A school''s roll', 'enrolment', 'On the roll of an independent school.', 'Left that roll.', false),
  ('health', 'Health registrations', 'A health record', 'residence', 'Registered with a GP practice at the address.', 'Says nothing by itself.', false),
  ('council_tax', 'Council tax and housing', 'A council record', 'residence', 'Counted in a household at the address.', 'Says nothing by itself.', false),
  ('admissions', 'Admissions and in-year applications', 'A council record', 'awaiting_place', 'A place was applied for.', 'No longer waiting.', false),
  ('home_education', 'Home education register', 'A council record', 'home_education', 'A parent has said the child is educated at home.', 'No longer educated at home.', false),
  ('social_care', 'Children''s social care', 'A council record', 'residence', 'Known to social care at the address.', 'Says nothing by itself.', false),
  ('protected_placement', 'Protected placements', 'A council record', 'residence', 'Lives in the area at an address that is not to be told.', 'Says nothing by itself.', true);
