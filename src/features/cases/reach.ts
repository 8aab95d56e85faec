import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

interface Reached {
  id: string
  person_id: string
}

/**
 * Lets the lead team reach the child from today, and no other team through this case. What the case made before ends
 * today; what it made today is taken back. Reach made by enrolments and by other cases stays as it is.
 * @param team_id the organisation that leads; null when the case is closed.
 */
export async function reachThroughCase(tx: Write, of: Reached, team_id: string | null, today: Day): Promise<void> {
  await withEngineSight(tx, async engine => {
    await sql`WITH gone AS (DELETE FROM child_reach WHERE person_id = ${of.person_id} AND made_by = ${`case:${of.id}`} RETURNING *)
      INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, ends_on, made_by)
      SELECT authority_id, person_id, sealed, reach_key, starts_on, coalesce(ends_on, ${today}), made_by FROM gone WHERE starts_on < ${today}`.execute(
      engine,
    )
    if (team_id === null) return
    await sql`INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, made_by)
      SELECT authority_id, id, sealed, ${`team:${team_id}`}, ${today}, ${`case:${of.id}`} FROM person WHERE id = ${of.person_id}`.execute(
      engine,
    )
  })
}
