import { type RawBuilder, sql } from 'kysely'
import { joinSets } from '../../ground/database/by-index.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import { bornBetween, type Day, yearGroups } from '../../rulebook/index.ts'
import type { Balance } from './balance.ts'
import { held } from './facts-side.ts'
import { holdsOn } from './queries.ts'
import { type ExpectedPart, expectedParts, inPart, onNewestLists, residents, schoolAreas } from './residents.ts'

export type TallyOf = 'list' | 'year' | 'area' | 'school_area'

/** Reception to Year 11, as the estimate counts them. */
export const schoolYears = yearGroups.slice(yearGroups.indexOf('R'), yearGroups.indexOf('11') + 1)

/** Why a child on a list is not in the population, of a child `n` without a state. */
export const whyNot = (on: Day): RawBuilder<string> => sql`CASE
  WHEN EXISTS (SELECT FROM record q JOIN circumstance_fact f ON f.authority_id = q.authority_id AND f.record_id = q.id
    WHERE q.authority_id = n.authority_id AND q.person_id = n.person_id AND f.kind = 'died' AND f.retracted_at IS NULL) THEN 'died'
  WHEN EXISTS (SELECT FROM record q JOIN address_fact f ON f.authority_id = q.authority_id AND f.record_id = q.id
    WHERE q.authority_id = n.authority_id AND q.person_id = n.person_id AND NOT f.in_area AND ${held('f', on)}) THEN 'outside'
  ELSE 'no_home' END`

/** The children on the newest lists of each source: `authority_id`, `source_id` and `person_id`, once each. */
export const onLists = sql`SELECT DISTINCT r.authority_id, r.source_id, r.person_id FROM ${onNewestLists(sql`true`)}`

/** Counts every list's children by state, and those in no state by why. */
const lists = (on: Day): RawBuilder<unknown> => sql`
  SELECT 'list' AS what, n.source_id::text AS key, coalesce('state ' || s.state, 'none ' || ${whyNot(on)}) AS part, count(*) AS children
  FROM (${onLists}) AS n LEFT JOIN child_state s ON s.authority_id = n.authority_id AND s.person_id = n.person_id AND ${holdsOn('s', on)}
  GROUP BY 2, 3`

const year = (on: Day): RawBuilder<unknown> =>
  sql`CASE ${sql.join(
    schoolYears.map(group => {
      const { starts_on, ends_on } = bornBetween(group, on)
      return sql`WHEN e.born_on >= ${starts_on}::date AND e.born_on < ${ends_on}::date THEN ${group}::text`
    }),
    sql` `,
  )} END`

/** Counts residents by year group, postcode sector and school area, in each of the parts. */
const cells = (on: Day): RawBuilder<unknown> => sql`
  SELECT t.what, t.key, p.part, count(*) FILTER (WHERE p.is_in) AS children
  FROM (SELECT e.*, ${year(on)} AS year, a.group_id FROM everybody e LEFT JOIN areas a ON a.sector = e.sector) AS e
  CROSS JOIN LATERAL (VALUES ('year', e.year), ('area', coalesce(nullif(e.sector, ''), 'none')), ('school_area', coalesce(e.group_id::text, 'none'))) AS t (what, key)
  CROSS JOIN LATERAL (VALUES ${sql.join(expectedParts.map(({ code }) => sql`(${code}::text, coalesce(${inPart[code]}, false))`))}) AS p (part, is_in)
  WHERE t.key IS NOT NULL GROUP BY 1, 2, 3`

/** Counts every list and how many children are to be expected, and keeps it beside a count of both sides. The engine's. */
export async function keepTally(tx: Write, { id, day }: Pick<Balance, 'id' | 'day'>): Promise<void> {
  await joinSets(tx)
  await sql`
    WITH everybody AS MATERIALIZED (${residents(day)}),
    areas AS MATERIALIZED (${schoolAreas(day)})
    INSERT INTO ledger_tally (authority_id, balance_id, what, key, part, children)
    SELECT identity.authority(), ${id}::uuid, what, key, part, children FROM (${lists(day)} UNION ALL ${cells(day)}) AS counted`.execute(
    tx,
  )
}

export interface TallyRow {
  what: TallyOf
  key: string
  part: string
  children: number
}

/** The tally of a count; null where a seal was set or lifted since, for then it may hold a child whom it must not. */
export async function tallyOf(tx: Read, balance: Balance, what: readonly TallyOf[]): Promise<TallyRow[] | null> {
  const { rows: seals } = await sql<{ stale: boolean }>`SELECT sealed_since(${balance.counted_at}) AS stale`.execute(tx)
  if (seals[0]?.stale !== false) return null
  const { rows } = await sql<TallyRow>`SELECT what, key, part, children FROM ledger_tally
    WHERE balance_id = ${balance.id}::uuid AND what = ANY (${[...what]}::text[])`.execute(tx)
  return rows
}

/** The children of a cell on a day, in a part of it. A year and a part of the area are looked up by index; a school area is of the whole county. */
export function inCell(what: Exclude<TallyOf, 'list'>, key: string, part: ExpectedPart, on: Day): RawBuilder<unknown> {
  if (what === 'school_area') {
    const which = key === 'none' ? sql`a.group_id IS NULL` : sql`a.group_id::text = ${key}`
    return sql`
      SELECT e.authority_id, e.person_id FROM (
        WITH everybody AS MATERIALIZED (${residents(on)}), areas AS MATERIALIZED (${schoolAreas(on)})
        SELECT e.* FROM everybody e LEFT JOIN areas a ON a.sector = e.sector WHERE ${which}) AS e
      WHERE ${inPart[part]}`
  }
  const group = schoolYears.find(code => code === key)
  const born = group ? bornBetween(group, on) : null
  const ofYear = born ? sql`c.born_on >= ${born.starts_on}::date AND c.born_on < ${born.ends_on}::date` : sql`false`
  const among =
    what === 'year'
      ? sql`SELECT c.person_id FROM child_summary c WHERE ${ofYear}`
      : sql`SELECT q.person_id FROM address_fact g JOIN record q ON q.authority_id = g.authority_id AND q.id = g.record_id
          WHERE g.retracted_at IS NULL AND ${key === 'none' ? sql`g.postcode_key IS NULL` : sql`g.postcode_key BETWEEN ${`${key}AA`} AND ${`${key}ZZ`}`}`
  const which = what === 'year' ? sql`true` : key === 'none' ? sql`coalesce(e.sector, '') = ''` : sql`e.sector = ${key}`
  return sql`SELECT e.authority_id, e.person_id FROM (${residents(on, among)}) AS e WHERE ${which} AND ${inPart[part]}`
}
