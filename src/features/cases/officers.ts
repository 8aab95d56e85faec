import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import { type Day, teams } from '../../rulebook/index.ts'

/** Somebody who can lead a case, through one membership of a council team. */
export interface Officer {
  membership_id: string
  account_id: string
  name: string
  team_id: string
  team: string
}

export interface Team {
  id: string
  code: string
  name: string
}

/** The officers of council teams whose role may record on a case, on a day. */
export async function officersOn(tx: Read, today: Day): Promise<Officer[]> {
  return tx
    .selectFrom('membership as m')
    .innerJoin('organisation as o', join =>
      join.onRef('o.authority_id', '=', 'm.authority_id').onRef('o.id', '=', 'm.organisation_id'),
    )
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .innerJoin('role_permission as p', 'p.role', 'm.role')
    .where('p.permission', '=', 'cases.change')
    .where('o.kind', '=', 'council_team')
    .where('o.closed_at', 'is', null)
    .where('a.disabled_at', 'is', null)
    .where('m.starts_on', '<=', today)
    .where(where => where.or([where('m.ends_on', 'is', null), where('m.ends_on', '>', today)]))
    .select(['m.id as membership_id', 'm.account_id', 'a.name', 'o.id as team_id', 'o.name as team'])
    .orderBy('o.name')
    .orderBy('a.name')
    .orderBy('m.id')
    .execute()
}

/** Those whom this person may name as the lead of a case: only themselves unless they may allocate. */
export async function officersFor(tx: Read, person: Person): Promise<Officer[]> {
  const officers = await officersOn(tx, person.today)
  return may(person, 'cases.allocate')
    ? officers
    : officers.filter(officer => officer.membership_id === person.membership_id)
}

/** The teams of the routing table, as this authority has them. Source: rulebook 12.6. */
export async function leadTeams(tx: Read): Promise<Team[]> {
  const codes = teams.map(team => team.code)
  return tx
    .selectFrom('organisation')
    .where('kind', '=', 'council_team')
    .where('code', 'in', codes)
    .where('closed_at', 'is', null)
    .select(['id', 'code', 'name'])
    .orderBy('name')
    .execute()
}
