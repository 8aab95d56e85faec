import type { Person } from '../../src/ground/database/identity.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { TestDatabase } from './database.ts'

/** A small authority with one officer of its casework, for proofs that need no more of it. */
export async function officerIn({ superuser }: Pick<TestDatabase, 'superuser'>): Promise<Person> {
  const { rows } = await superuser.query<{
    authority_id: string
    account_id: string
    organisation_id: string
    id: string
  }>(`
    WITH council AS (INSERT INTO authority (code, name, short_name, out_of_hours_number, demonstration)
      VALUES ('899', 'Marlshire County Council', 'Marlshire', '01632 960999', true) RETURNING id),
    account AS (INSERT INTO account (email, name, password_hash) VALUES ('officer@example.org', 'An officer', '') RETURNING id),
    team AS (INSERT INTO organisation (authority_id, kind, code, name) SELECT id, 'council_team', 'missing_education', 'Missing education' FROM council RETURNING *),
    member AS (INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on)
      SELECT team.authority_id, account.id, team.id, 'cme_officer', '2020-01-01' FROM team, account RETURNING *)
    SELECT authority_id, account_id, organisation_id, id FROM member`)
  const [member] = rows
  if (!member) throw new Error('The officer was not made.')
  return {
    kind: 'person',
    authority_id: member.authority_id,
    account_id: member.account_id,
    account_name: 'An officer',
    session_id: null,
    membership_id: member.id,
    role: 'cme_officer',
    role_label: 'Children Missing Education Officer',
    organisation_id: member.organisation_id,
    organisation_name: 'Missing education',
    organisation_kind: 'council_team',
    scope: 'county',
    classes: ['identity', 'address', 'education', 'care_status'],
    permissions: new Set(['children.read', 'children.change', 'children.seal', 'lists.read', 'lists.import']),
    schools: [],
    first_page: '/today',
    must_change_password: false,
    today: asDay('2026-11-17'),
  }
}
