import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { counted, counting, isShown, schoolYearOf } from './clock-rows.ts'
import type { ShowCode } from './codes.ts'

/** For how many children a rule runs, is overdue, and was kept late this school year. */
export type RuleCounts = Readonly<Record<ShowCode, number>>

export const noneCounted: RuleCounts = { running: 0, overdue: 0, met_late: 0 }

/**
 * The counts of every rule, or of one, by its id; a rule that counts nobody is not in it. One statement, over the clocks that run or
 * ended this school year: the years before are not read.
 */
export const countByRule = (tx: Read, person: Person, rule: string | null = null): Promise<Map<string, RuleCounts>> =>
  counting(tx, person, async sight => {
    const { today } = person
    const children = (show: ShowCode) =>
      sql`count(DISTINCT k.person_id) FILTER (WHERE ${isShown(show, today)})::integer`
    const { rows } = await sql<RuleCounts & { rule: string }>`
      SELECT k.rule, ${children('running')} AS running, ${children('overdue')} AS overdue, ${children('met_late')} AS met_late
      FROM child_clock k
      WHERE (k.ended_on IS NULL OR k.ended_on >= ${schoolYearOf(today)}::date) AND k.opened_on <= ${today}::date
        AND ${rule === null ? sql`true` : sql`k.rule = ${rule}`} AND ${counted(person)}
      GROUP BY k.rule`.execute(sight)
    return new Map(rows.map(({ rule: id, ...counts }) => [id, counts]))
  })

/** How many sealed records there are, held by how many officers: they stand in no rule's count. For who may read the ledger. */
export async function sealedBeside(tx: Read, { today }: Person): Promise<{ children: number; named_officers: number }> {
  const { rows } = await sql<{ children: number; named_officers: number }>`
    SELECT children::integer, named_officers::integer FROM sealed_totals(${today}::date)`.execute(tx)
  return rows[0] ?? { children: 0, named_officers: 0 }
}
