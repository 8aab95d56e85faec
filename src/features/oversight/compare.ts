import { type RawBuilder, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** A source whose lists can be compared. */
export interface ComparedSource {
  id: string
  name: string
  /** The day of its newest committed list. */
  as_at: Day
}

export interface Compared {
  both: number
  first_only: number
  second_only: number
}

export const sides = [
  { code: 'both', text: 'On both lists' },
  { code: 'first_only', text: 'On the first list only' },
  { code: 'second_only', text: 'On the second list only' },
] as const

export type ComparedSide = (typeof sides)[number]['code']

/** The sources with a committed list, by name. */
export async function sourcesToCompare(tx: Read): Promise<ComparedSource[]> {
  const { rows } = await sql<ComparedSource>`
    SELECT s.id, s.name, max(i.as_at) AS as_at FROM source s
    JOIN import i ON i.authority_id = s.authority_id AND i.source_id = s.id AND i.state = 'committed'
    GROUP BY s.authority_id, s.id, s.name ORDER BY s.name`.execute(tx)
  return rows
}

/**
 * The children on the newest list of a source: those with a record that the newest committed list covering it held. A list of
 * one school covers the records of that school, any other list all records of its source.
 */
const onSource = (source_id: string): RawBuilder<unknown> =>
  sql`SELECT DISTINCT r.authority_id, r.person_id ${coveredBy(source_id)}`

/** The records `r` that the newest committed list covering each held, after the columns that are asked of them. */
export const coveredBy = (source_id: string): RawBuilder<unknown> => sql`
  FROM record r
  LEFT JOIN (
    SELECT authority_id, school_urn, max(as_at) AS as_at FROM import
    WHERE source_id = ${source_id}::uuid AND state = 'committed' AND school_urn IS NOT NULL GROUP BY authority_id, school_urn
  ) AS of_school ON of_school.authority_id = r.authority_id AND of_school.school_urn = r.school_urn
  WHERE r.source_id = ${source_id}::uuid AND NOT r.sealed AND r.last_on >= greatest(of_school.as_at,
    (SELECT max(as_at) FROM import WHERE source_id = ${source_id}::uuid AND state = 'committed' AND school_urn IS NULL))`

const joined = (first: string, second: string): RawBuilder<unknown> => sql`
  (${onSource(first)}) AS a FULL JOIN (${onSource(second)}) AS b ON b.authority_id = a.authority_id AND b.person_id = a.person_id`

/** How many children are on both sources' newest lists, and on one of them only. */
export async function compareSources(tx: Read, first: string, second: string): Promise<Compared> {
  await gatherWhole(tx)
  const { rows } = await sql<Compared>`
    SELECT (count(*) FILTER (WHERE a.person_id IS NOT NULL AND b.person_id IS NOT NULL))::integer AS both,
      (count(*) FILTER (WHERE b.person_id IS NULL))::integer AS first_only,
      (count(*) FILTER (WHERE a.person_id IS NULL))::integer AS second_only
    FROM ${joined(first, second)}`.execute(tx)
  return rows[0] ?? { both: 0, first_only: 0, second_only: 0 }
}

/** The children on both lists, or on one of them only. */
export const comparedChildren = (first: string, second: string, side: ComparedSide): RawBuilder<unknown> => {
  const which = {
    both: sql`a.person_id IS NOT NULL AND b.person_id IS NOT NULL`,
    first_only: sql`b.person_id IS NULL`,
    second_only: sql`a.person_id IS NULL`,
  }[side]
  return sql`SELECT coalesce(a.authority_id, b.authority_id) AS authority_id, coalesce(a.person_id, b.person_id) AS person_id
    FROM ${joined(first, second)} WHERE ${which}`
}
