import type { Person } from '../../src/ground/database/identity.ts'
import type { TestCounty } from './county.ts'

/** Plants an open case with an entry, led by the officer's team, which reaches the child through it. Gives its id. */
export async function plantCase(
  county: TestCounty,
  officer: Person,
  person_id: string,
  reference: string,
): Promise<string> {
  const { rows } = await county.superuser.query<{ id: string }>(
    `WITH made AS (INSERT INTO council_case (authority_id, person_id, sealed, reference, kind, opened_on, opened_by, opened_because, lead_team_id)
       SELECT $1, id, sealed, $3, 'no_roll', '2026-11-01', $4, 'planted', $5 FROM person WHERE id = $2 RETURNING *),
     entry AS (INSERT INTO case_entry (authority_id, case_id, person_id, sealed, kind, happened_on, text, recorded_by)
       SELECT authority_id, id, person_id, sealed, 'note', '2026-11-02', 'Note of ' || reference, $4 FROM made)
     INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, made_by)
       SELECT authority_id, person_id, sealed, 'team:' || lead_team_id, '2026-11-01', 'case:' || id FROM made RETURNING replace(made_by, 'case:', '') AS id`,
    [county.authority_id, person_id, reference, officer.account_id, officer.organisation_id],
  )
  return rows[0]?.id ?? ''
}
