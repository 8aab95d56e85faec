import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { addDays, type Day } from '../../rulebook/index.ts'

/** A period of a school in a group, as the export writes it and `readGroupFile` reads it back. */
export interface GroupLineOut {
  urn: number
  school: string | null
  kind: string
  group: string
  from: Day
  last_day: Day | null
}

/** Every period of every school in a group that is believed, by kind, group and school. */
export async function groupLines(tx: Read): Promise<GroupLineOut[]> {
  const { rows } = await sql<Omit<GroupLineOut, 'last_day'> & { ends_on: Day | null }>`
    SELECT m.school_urn AS urn, s.name AS school, m.kind, g.name AS "group", m.starts_on AS "from", m.ends_on
    FROM school_group_member m JOIN school_group g ON g.authority_id = m.authority_id AND g.id = m.group_id
    LEFT JOIN school s ON s.urn = m.school_urn
    WHERE m.retracted_at IS NULL ORDER BY m.kind, g.name_key, s.name_key, m.school_urn, m.starts_on`.execute(tx)
  return rows.map(({ ends_on, ...line }) => ({ ...line, last_day: ends_on === null ? null : addDays(ends_on, -1) }))
}
