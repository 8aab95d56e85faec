import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Balance } from './balance.ts'
import { coveredBy } from './compare.ts'
import { type Behind, inState, withState } from './opened.ts'
import { holdsOn } from './queries.ts'
import type { TallyRow } from './tally.ts'

export const sourceSides = [
  { value: 'in', text: 'On the list and in the population' },
  { value: 'out', text: 'On the list and not in the population' },
  { value: 'absent', text: 'In the population and not on the list' },
] as const
export type SourceSide = (typeof sourceSides)[number]['value']

/** A source's newest lists beside the ledger, sealed children on neither side. */
export interface SourceLine {
  id: string
  name: string
  as_at: Day
  rows: number
  refused: number
  /** Children on the list: with a state, and without one by why. */
  in_population: number
  outside: number
  died: number
  no_home: number
  /** Children with a state whom the list does not hold. */
  absent: number
}

/** Every source with a committed list, by name, as it was last counted. */
export async function sourceLines(tx: Read, balance: Balance, tally: readonly TallyRow[]): Promise<SourceLine[]> {
  const { rows } = await sql<Pick<SourceLine, 'id' | 'name' | 'as_at' | 'rows' | 'refused'>>`
    SELECT s.id, s.name, max(i.as_at) AS as_at, sum(i.rows_read)::integer AS rows, sum(i.rows_refused)::integer AS refused
    FROM source s JOIN (SELECT DISTINCT ON (authority_id, source_id, school_urn) * FROM import WHERE state = 'committed'
      ORDER BY authority_id, source_id, school_urn, as_at DESC, brought_at DESC) AS i ON i.authority_id = s.authority_id AND i.source_id = s.id
    GROUP BY s.id, s.name ORDER BY s.name`.execute(tx)
  const of = Map.groupBy(tally, row => row.key)
  return rows.map(source => {
    const parts = of.get(source.id) ?? []
    const sum = (fits: (part: string) => boolean) =>
      parts.reduce((total, { part, children }) => (fits(part) ? total + children : total), 0)
    const in_population = sum(part => part.startsWith('state '))
    return {
      ...source,
      in_population,
      outside: sum(part => part === 'none outside'),
      died: sum(part => part === 'none died'),
      no_home: sum(part => part === 'none no_home'),
      absent: balance.by_states - in_population,
    }
  })
}

/** The children of one side, with their state on a day. */
export function childrenOfSource(source_id: string, side: SourceSide, on: Day): Behind {
  const onIt = sql`SELECT DISTINCT r.authority_id, r.person_id ${coveredBy(source_id)}`
  if (side === 'absent')
    return inState(
      on,
      { state: null, school_urn: null },
      sql<boolean>`NOT EXISTS (SELECT ${coveredBy(source_id)} AND r.authority_id = s.authority_id AND r.person_id = s.person_id)`,
    )
  const has = sql`EXISTS (SELECT FROM child_state e WHERE e.authority_id = d.authority_id AND e.person_id = d.person_id AND ${holdsOn('e', on)})`
  const which = side === 'in' ? has : sql`NOT ${has}`
  return withState(sql`SELECT d.authority_id, d.person_id FROM (${onIt}) AS d WHERE ${which}`, on)
}
