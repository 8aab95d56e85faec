import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, foldName, type Sector } from '../../rulebook/index.ts'
import type { SchoolStatus } from './register.ts'

/** A school as other slices need it. */
export interface FoundSchool {
  urn: number
  laestab: string | null
  la_code: string | null
  name: string
  town: string | null
  postcode: string | null
  phase: string | null
  status: SchoolStatus
  /** What being on its roll means for a child's state. */
  sector: Sector
  /** Whether it stands in the authority's area. */
  in_area: boolean
  opened_on: Day | null
  closed_on: Day | null
}

/** Whether a school is in the area of the authority that asks. */
export const inArea = sql<boolean>`coalesce(school.la_code = (SELECT code FROM authority WHERE id = (SELECT identity.authority())), false)`

/** The same as a narrowing of a statement, which an index answers. */
export const ours = sql<SqlBool>`school.la_code = (SELECT code FROM authority WHERE id = (SELECT identity.authority()))`

const foundSchools = (tx: Read) =>
  tx
    .selectFrom('school')
    .select(['urn', 'laestab', 'la_code', 'name', 'town', 'postcode', 'phase', 'opened_on', 'closed_on'])
    .select([sql<SchoolStatus>`status`.as('status'), sql<Sector>`sector`.as('sector'), inArea.as('in_area')])

const isOpen = sql<boolean>`school.status IN ('open', 'open_proposed_to_close')`

/**
 * The schools with these URNs, by URN, or with these numbers of authority and establishment (seven digits), by that
 * number: of several that had it, the one that is open, else the one opened last. Those not in the register are not in
 * the answer.
 */
export async function findSchools(tx: Read, by: { urns: readonly number[] }): Promise<Map<number, FoundSchool>>
export async function findSchools(tx: Read, by: { laestabs: readonly string[] }): Promise<Map<string, FoundSchool>>
export async function findSchools(
  tx: Read,
  by: { urns: readonly number[] } | { laestabs: readonly string[] },
): Promise<Map<number, FoundSchool> | Map<string, FoundSchool>> {
  if ('urns' in by) {
    if (by.urns.length === 0) return new Map<number, FoundSchool>()
    const found = await foundSchools(tx)
      .where(sql<SqlBool>`urn = ANY(${[...by.urns]}::integer[])`)
      .execute()
    return new Map(found.map(school => [school.urn, school]))
  }
  if (by.laestabs.length === 0) return new Map<string, FoundSchool>()
  const found = await foundSchools(tx)
    .where(sql<SqlBool>`laestab = ANY(${[...by.laestabs]}::text[])`)
    .orderBy(isOpen)
    .orderBy(sql`opened_on ASC NULLS FIRST`)
    .orderBy('urn')
    .execute()
  // The last of a number wins.
  return new Map(found.flatMap(school => (school.laestab === null ? [] : [[school.laestab, school] as const])))
}

/** Names by URN; a URN that the register does not hold is not in the answer. */
export async function schoolNames(tx: Read, urns: Iterable<number>): Promise<Map<number, string>> {
  const asked = [...new Set(urns)]
  if (asked.length === 0) return new Map()
  const found = await tx
    .selectFrom('school')
    .where(sql<SqlBool>`urn = ANY(${asked}::integer[])`)
    .select(['urn', 'name'])
    .execute()
  return new Map(found.map(school => [school.urn, school.name]))
}

/** The number in "URN 123456", "123456", "8992001" or "899/2001": a URN has at most six digits, authority and establishment seven. */
export function numberIn(text: string): { urn: number } | { laestab: string } | null {
  const [, digits = ''] = /^(?:URN|LAESTAB)?[\s:]*(\d{5,6}|\d{3}\s?\/?\s?\d{4})$/i.exec(text.trim()) ?? []
  const bare = digits.replaceAll(/\D/g, '')
  if (bare === '') return null
  return bare.length === 7 ? { laestab: bare } : { urn: Number(bare) }
}

/** Schools whose name holds the text or is spelt like it, or that have it as their number; likeliest first. */
export async function searchSchools(tx: Read, text: string, limit: number): Promise<FoundSchool[]> {
  const number = numberIn(text)
  if (number !== null) {
    const found =
      'urn' in number
        ? await findSchools(tx, { urns: [number.urn] })
        : await findSchools(tx, { laestabs: [number.laestab] })
    return [...found.values()].slice(0, limit)
  }
  const key = foldName(text)
  if (key === '') return []
  return foundSchools(tx)
    .where(sql<SqlBool>`(name_key LIKE ${`%${key}%`} OR name_key % ${key})`)
    .orderBy(sql`name_key = ${key}`, 'desc')
    .orderBy(sql`name_key LIKE ${`%${key}%`}`, 'desc')
    .orderBy(inArea, 'desc')
    .orderBy(isOpen, 'desc')
    .orderBy(sql`similarity(name_key, ${key})`, 'desc')
    .orderBy('name_key')
    .orderBy('urn')
    .limit(limit)
    .execute()
}
