import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { type Cut, countedTo } from './clocks.ts'

/** A child on no roll whom nothing explains and for whom nobody has opened a case. */
export interface FoundLine {
  id: string
  known_as: string | null
  since: Day
  band: string | null
}

export type FoundSort = 'name' | 'since'
const keys: Readonly<Record<FoundSort, RawBuilder<unknown>>> = {
  name: sql`coalesce(s.surname_key || ' ' || s.forename_key, '') COLLATE "C"`,
  since: sql`n.starts_on`,
}

const unexplained = (today: Day) => sql`child_state n WHERE n.state = 'unexplained' AND n.starts_on <= ${today}
  AND (n.ends_on IS NULL OR n.ends_on > ${today})
  AND NOT EXISTS (SELECT FROM council_case c WHERE c.authority_id = n.authority_id AND c.person_id = n.person_id AND c.closed_on IS NULL)`

/** The children found, newest first unless asked otherwise. */
export async function childrenFound(tx: Read, today: Day, cut: Cut<FoundSort>): Promise<FoundLine[]> {
  const key = keys[cut.sort]
  const named = sql`(SELECT n.authority_id, n.person_id, n.starts_on FROM ${unexplained(today)}) n
    LEFT JOIN child_summary s ON s.authority_id = n.authority_id AND s.person_id = n.person_id`
  const edge =
    cut.from === null
      ? sql`true`
      : sql`(${key}, n.person_id) ${sql.raw(cut.beyond)} (SELECT ${key}, n.person_id FROM ${named} WHERE n.person_id = ${cut.from})`
  const { rows } = await sql<FoundLine>`
    SELECT n.person_id AS id, s.known_as, n.starts_on AS since, b.band
    FROM ${named}
    LEFT JOIN child_band b ON b.authority_id = n.authority_id AND b.person_id = n.person_id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    WHERE ${edge} ORDER BY ${key} ${sql.raw(cut.order)}, n.person_id ${sql.raw(cut.order)} LIMIT ${sql.lit(cut.limit)}`.execute(
    tx,
  )
  return rows
}

export async function countFound(tx: Read, today: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM ${unexplained(today)} LIMIT ${sql.lit(countedTo + 1)}) t`.execute(tx)
  return rows[0]?.n ?? 0
}
