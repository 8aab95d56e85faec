import { type RawBuilder, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { coveredBy } from './compare.ts'
import { held } from './facts-side.ts'

/** What two sources can say otherwise of one child. */
export const differenceFields = [
  { value: 'name', text: 'Name' },
  { value: 'born_on', text: 'Date of birth' },
  { value: 'address', text: 'Address' },
  { value: 'school', text: 'School' },
  { value: 'upn', text: 'UPN' },
] as const
export type DifferenceField = (typeof differenceFields)[number]['value']

export interface Difference {
  id: string
  forename: string
  surname: string
  born_on: Day | null
  /** What each source says, as it stands on its newest list. */
  first: string
  second: string
}

export interface DifferencesAsked {
  a: string
  b: string
  field: DifferenceField
}

/** What the records say of a field today, a row a record: how it is compared, and how it reads. */
function said(field: DifferenceField, on: Day): RawBuilder<unknown> {
  const so = sql`NOT f.sealed AND ${held('f', on)}`
  switch (field) {
    case 'name':
      return sql`SELECT f.record_id, f.surname_key || ' ' || f.forename_key AS key, concat_ws(', ', f.surname, f.forename) AS told
        FROM name_fact f WHERE f.kind = 'legal' AND ${so}`
    case 'born_on':
      return sql`SELECT f.record_id, f.born_on::text AS key, to_char(f.born_on, 'FMDD Mon YYYY') AS told FROM birth_fact f WHERE f.born_on IS NOT NULL AND ${so}`
    case 'address':
      return sql`SELECT f.record_id, f.postcode_key AS key, concat_ws(', ', f.line_1, f.line_2, f.town, f.postcode) AS told
        FROM address_fact f WHERE f.kind = 'home' AND f.postcode_key IS NOT NULL AND ${so}`
    case 'school':
      return sql`SELECT DISTINCT ON (f.record_id) f.record_id, f.school_urn::text AS key, coalesce(o.name, f.school_urn::text) AS told
        FROM enrolment_fact f LEFT JOIN school o ON o.urn = f.school_urn WHERE f.school_urn IS NOT NULL AND ${so} ORDER BY f.record_id, f.starts_on DESC, f.id`
    case 'upn':
      return sql`SELECT DISTINCT ON (f.record_id) f.record_id, upper(f.value) AS key, f.value AS told
        FROM identifier_fact f WHERE f.kind = 'upn' AND ${so} ORDER BY f.record_id, f.starts_on DESC, f.id`
  }
}

/** The record by which the newest list of a source holds each child: the newest where there are several. */
const records = (source_id: string): RawBuilder<unknown> => sql`
  SELECT DISTINCT ON (r.authority_id, r.person_id) r.authority_id, r.person_id, r.id AS record_id ${coveredBy(source_id)}
  ORDER BY r.authority_id, r.person_id, r.last_on DESC, r.id`

/** Children on both lists of whom both say something of the field, and not the same. Joined as sets. */
const differing = ({ a, b, field }: DifferencesAsked, on: Day): RawBuilder<unknown> => sql`
  WITH said AS MATERIALIZED (${said(field, on)})
  SELECT x.authority_id, x.person_id, fx.told AS first, fy.told AS second
  FROM (${records(a)}) AS x JOIN (${records(b)}) AS y ON y.authority_id = x.authority_id AND y.person_id = x.person_id
  JOIN said fx ON fx.record_id = x.record_id JOIN said fy ON fy.record_id = y.record_id
  WHERE fx.key <> fy.key`

/** Of how many children on both lists the two sources say something else. */
export async function countDifferences(tx: Read, asked: DifferencesAsked, on: Day): Promise<number> {
  await gatherWhole(tx)
  const { rows } = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM (${differing(asked, on)}) AS d`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export interface DifferencesCut {
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

const listed = (asked: DifferencesAsked, on: Day, cut: DifferencesCut): RawBuilder<unknown> => {
  const key = sql`coalesce(c.surname_key || ' ' || c.forename_key, '') COLLATE "C"`
  const order = sql.raw(cut.order)
  const edge = sql`(SELECT ${key} FROM child_summary c WHERE c.person_id = ${cut.from}::uuid)`
  return sql`
    SELECT d.person_id AS id, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, c.born_on, d.first, d.second
    FROM (${differing(asked, on)}) AS d LEFT JOIN child_summary c ON c.authority_id = d.authority_id AND c.person_id = d.person_id
    WHERE ${cut.from === null ? sql`true` : sql`(${key}, d.person_id) ${sql.raw(cut.beyond)} (${edge}, ${cut.from}::uuid)`}
    ORDER BY ${key} ${order}, d.person_id ${order} ${cut.limit === null ? sql`` : sql`LIMIT ${sql.lit(cut.limit)}`}`
}

/** The differences of a page, by the name that Onroll goes by. */
export async function listDifferences(
  tx: Read,
  asked: DifferencesAsked,
  on: Day,
  cut: DifferencesCut,
): Promise<Difference[]> {
  await gatherWhole(tx)
  return (await sql<Difference>`${listed(asked, on, cut)}`.execute(tx)).rows
}

/** All of them, a thousand at a time: joined and sorted once, whatever their number. */
export async function* everyDifference(tx: Read, asked: DifferencesAsked, on: Day): AsyncGenerator<Difference> {
  await gatherWhole(tx)
  const whole = listed(asked, on, { order: 'asc', beyond: '>', from: null, limit: null })
  await sql`DECLARE differences NO SCROLL CURSOR FOR ${whole}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Difference>`FETCH 1000 FROM differences`.execute(tx)
    if (rows.length === 0) return
    yield* rows
  }
}
