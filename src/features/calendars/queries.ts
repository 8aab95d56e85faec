import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { academicYear, type Day, type EntryKind } from '../../rulebook/index.ts'
import type { StoredEntry } from './entry.ts'

/** What stands in these calendars (null: the authority's own), in order of day. */
export async function entriesOf(tx: Read, calendars: readonly (number | null)[]): Promise<StoredEntry[]> {
  const urns = calendars.filter(urn => urn !== null)
  return tx
    .selectFrom('calendar_entry')
    .where('retracted_at', 'is', null)
    .where(sql<SqlBool>`(school_urn = ANY(${urns}::integer[]) OR (school_urn IS NULL AND ${calendars.includes(null)}))`)
    .select(['id', 'school_urn', sql<EntryKind>`kind`.as('kind'), 'starts_on', 'last_on', 'name'])
    .orderBy('starts_on')
    .orderBy('id')
    .execute()
}

export type AnnouncedEntry = StoredEntry & { school_name: string | null; announced_on: Day }

/** Whether an entry stood at an instant; whether it stands now when null. */
export const stood = (known_at: Date | null) =>
  known_at === null
    ? sql<SqlBool>`retracted_at IS NULL`
    : sql<SqlBool>`recorded_at <= ${known_at} AND (retracted_at IS NULL OR retracted_at > ${known_at})`

/**
 * Every entry that stands, or stood at `known_at`, of the authority and of each school, with the school's name and the day in London on
 * which it was entered.
 */
export async function everyEntry(tx: Read, known_at: Date | null): Promise<AnnouncedEntry[]> {
  const { rows } = await sql<AnnouncedEntry>`
    SELECT e.id, e.school_urn, e.kind, e.starts_on, e.last_on, e.name, s.name AS school_name,
      (e.recorded_at AT TIME ZONE 'Europe/London')::date AS announced_on
    FROM calendar_entry e LEFT JOIN school s ON s.urn = e.school_urn WHERE ${stood(known_at)} ORDER BY e.starts_on, e.id`.execute(
    tx,
  )
  return rows
}

/** An entry by its id, and whether it still stands; undefined when the authority has none. */
export async function findEntry(tx: Read, id: string): Promise<(StoredEntry & { stands: boolean }) | undefined> {
  return (await entriesByIds(tx, [id]))[0]
}

/** Entries by their ids, those among them that were retracted too, in order of day. */
export async function entriesByIds(tx: Read, ids: readonly string[]): Promise<(StoredEntry & { stands: boolean })[]> {
  const { rows } = await sql<StoredEntry & { stands: boolean }>`
    SELECT id, school_urn, kind, starts_on, last_on, name, retracted_at IS NULL AS stands FROM calendar_entry
    WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY starts_on, id`.execute(tx)
  return rows
}

/** A text that changes whenever any calendar of the authority does: what a preview was drawn from. */
export async function calendarsVersion(tx: Read): Promise<string> {
  const { version } = await tx
    .selectFrom('calendar_entry')
    .select(
      sql<string>`md5(concat_ws(' ', count(*), count(retracted_at), max(recorded_at), max(retracted_at)))`.as(
        'version',
      ),
    )
    .executeTakeFirstOrThrow()
  return version
}

/** The academic years, by the year in which they begin, in which the authority's own calendar has a term. */
export async function yearsWithTerms(tx: Read): Promise<number[]> {
  const entries = await entriesOf(tx, [null])
  return [...new Set(entries.filter(({ kind }) => kind === 'term').map(({ starts_on }) => academicYear(starts_on)))]
}

/** Groups of types in the register whose schools no authority maintains: the 190 days are not theirs by regulation. */
const notMaintained = [
  'Academies',
  'Free Schools',
  'Independent schools',
  'Colleges',
  'Universities',
  'Online provider',
]

/** Whether a school must meet on 190 days: unless the register says that nobody maintains it. The authority's calendar: yes. */
export async function isMaintained(tx: Read, school_urn: number | null): Promise<boolean> {
  if (school_urn === null) return true
  const school = await tx.selectFrom('school').where('urn', '=', school_urn).select('type_group').executeTakeFirst()
  return !notMaintained.includes(school?.type_group ?? '')
}

/** A school with days of its own, and how many entries of each kind it has. */
export interface OwnDays {
  school_urn: number
  /** Null when the register does not hold the school. */
  name: string | null
  terms: number
  inset: number
  closures: number
  other: number
}

/** The schools with entries of their own that begin from one day until another, by name; `most` of them. */
export async function schoolsWithOwnDays(tx: Read, from: Day, until: Day, most: number): Promise<OwnDays[]> {
  const { rows } = await sql<OwnDays>`
    SELECT c.school_urn, s.name, count(*) FILTER (WHERE c.kind = 'term') AS terms, count(*) FILTER (WHERE c.kind = 'inset') AS inset,
      count(*) FILTER (WHERE c.kind = 'closure') AS closures, count(*) FILTER (WHERE c.kind IN ('half_term', 'holiday')) AS other
    FROM calendar_entry c LEFT JOIN school s ON s.urn = c.school_urn
    WHERE c.school_urn IS NOT NULL AND c.retracted_at IS NULL AND c.starts_on >= ${from} AND c.starts_on < ${until}
    GROUP BY c.school_urn, s.name, s.name_key ORDER BY s.name_key, c.school_urn LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}
