import { sql } from 'kysely'
import { type Read, withEngineSight } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** Somebody who would see more of a child by a join. */
export interface Widening {
  /** `school:URN`, `team:ID` or `account:ID`. */
  key: string
  text: string
}

/**
 * Who would see more than before if two records were one child: schools and teams within whose reach one of the two is and the other is
 * not, and whoever is named on the one's seal and not on the other's. The council's casework sees the county's children anyway.
 */
export const whoWouldSeeMore = (tx: Read, [one, other]: readonly [string, string], today: Day): Promise<Widening[]> =>
  withEngineSight<Widening[], Read>(tx, async engine => {
    const { rows } = await sql<Widening>`
      WITH reached AS (
        SELECT DISTINCT reach_key AS key, person_id FROM child_reach
        WHERE authority_id = (SELECT identity.authority()) AND person_id IN (${one}, ${other}) AND starts_on <= ${today} AND (ends_on IS NULL OR ends_on > ${today})
        UNION SELECT DISTINCT 'account:' || n.account_id, n.person_id FROM seal_name n
        WHERE n.authority_id = (SELECT identity.authority()) AND n.person_id IN (${one}, ${other}) AND n.ended_at IS NULL AND (n.until IS NULL OR n.until > now())
          AND (SELECT bool_and(p.sealed) FROM person p WHERE p.authority_id = n.authority_id AND p.id IN (${one}, ${other}))
      ), of_one AS (SELECT key FROM reached GROUP BY key HAVING count(*) = 1)
      SELECT w.key, coalesce(k.name, o.name, a.name, w.key) AS text FROM of_one w
      LEFT JOIN school k ON w.key = 'school:' || k.urn LEFT JOIN organisation o ON o.authority_id = (SELECT identity.authority()) AND w.key = 'team:' || o.id
      LEFT JOIN account a ON w.key = 'account:' || a.id ORDER BY 2, 1`.execute(engine)
    return rows
  })
