import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { inArea } from './queries.ts'
import type { SchoolStatus } from './register.ts'

/** Another school that the register links to one. */
export interface LinkedSchool {
  relation: 'predecessor' | 'successor' | 'other'
  /** As the register words it, from the school's own side when it does. */
  link_type: string
  urn: number
  /** Null when the register holds the link and not the school. */
  name: string | null
  type_name: string | null
  status: SchoolStatus | null
  opened_on: Day | null
  closed_on: Day | null
  established_on: Day | null
}

/** Everything that the register says of a school; undefined for a URN that it does not hold. */
export const schoolFacts = (tx: Read, urn: number) =>
  tx.selectFrom('school').where('urn', '=', urn).selectAll().select(inArea.as('in_area')).executeTakeFirst()

export type SchoolFacts = NonNullable<Awaited<ReturnType<typeof schoolFacts>>>

/** The schools that this one was linked to, from either side, each once for each relation. */
export async function linkedSchools(tx: Read, urn: number): Promise<LinkedSchool[]> {
  const { rows } = await sql<LinkedSchool>`
    WITH both_ways AS (
      SELECT link_urn AS other, link_type, established_on, true AS own,
        CASE WHEN link_type ILIKE 'predecessor%' THEN 'predecessor' WHEN link_type ILIKE 'successor%' THEN 'successor' ELSE 'other' END AS relation
      FROM school_link WHERE urn = ${urn}
      UNION ALL
      SELECT urn, link_type, established_on, false,
        CASE WHEN link_type ILIKE 'predecessor%' THEN 'successor' WHEN link_type ILIKE 'successor%' THEN 'predecessor' ELSE 'other' END
      FROM school_link WHERE link_urn = ${urn}
    ), once AS (SELECT DISTINCT ON (other, relation) * FROM both_ways ORDER BY other, relation, own DESC)
    SELECT once.relation, once.link_type, once.other AS urn, s.name, s.type_name, s.status, s.opened_on, s.closed_on, once.established_on
    FROM once LEFT JOIN school s ON s.urn = once.other
    ORDER BY once.established_on DESC NULLS LAST, once.other`.execute(tx)
  return rows
}

/** How many children the ledger has at the school on a day; null for whoever may not see its figures. Sealed ones are in no school's figure. */
export async function childrenAt(tx: Read, identity: Identity, urn: number, on: Day): Promise<number | null> {
  if (!may(identity, 'ledger.read')) return null
  const { children } = await tx
    .selectFrom('child_movement')
    .where('school_urn', '=', urn)
    .where('day', '<=', on)
    .select(sql<number>`coalesce(sum(change), 0)::integer`.as('children'))
    .executeTakeFirstOrThrow()
  return children
}
