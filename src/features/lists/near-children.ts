import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, readDay } from '../../rulebook/index.ts'
import type { RowKeys } from './match-rules.ts'

const here = sql`(SELECT identity.authority())`

/** Names that are at most two letters apart, or begin alike: enough to be looked at, far from enough to be one. */
const alike = (ours: RawBuilder<unknown>, theirs: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${ours} <> '' AND ${theirs} <> '' AND (levenshtein_less_equal(left(${ours}, 60), left(${theirs}, 60), 2) <= 2 OR left(${ours}, 3) = left(${theirs}, 3)))`

const nameAlike = sql`(${alike(sql`n.forename_key`, sql`t.forename_key`)} OR ${alike(sql`n.surname_key`, sql`t.surname_key`)}
  OR (n.forename_key = t.surname_key AND t.surname_key <> '') OR (n.surname_key = t.forename_key AND t.forename_key <> ''))`

const namedSo = (record: RawBuilder<unknown>, test: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`EXISTS (SELECT FROM name_fact n WHERE n.authority_id = ${here} AND n.record_id = ${record} AND n.retracted_at IS NULL AND (${test}) OFFSET 0)`
const bornOn = (record: RawBuilder<unknown>, test: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`EXISTS (SELECT FROM birth_fact b WHERE b.authority_id = ${here} AND b.record_id = ${record} AND b.retracted_at IS NULL AND (${test}) OFFSET 0)`

/**
 * The children whom a row may mean though it writes them otherwise: who was born on its day, or on that with day and month swapped, and is
 * called a little like it; who lives at its postcode and is called like it or was born on its day; who bears its name, in either order, and
 * was born on a day that one figure, or a first of a month, makes another; and whoever bears the name of a row without a day. One statement each, by index, for all rows together. No
 * sealed child is among them.
 * @returns the persons by line.
 */
export async function childrenNear(tx: Read, rows: readonly RowKeys[]): Promise<Map<number, Set<string>>> {
  const near = new Map<number, Set<string>>()
  const add = async (asked: RawBuilder<{ line: number; person_id: string }>): Promise<void> => {
    for (const { line, person_id } of (await asked.execute(tx)).rows)
      near.set(line, (near.get(line) ?? new Set()).add(person_id))
  }
  const given = <T>(some: readonly RowKeys[], value: (row: RowKeys) => T): T[] => some.map(value)
  const persons = (records: RawBuilder<unknown>): RawBuilder<{ line: number; person_id: string }> =>
    sql`SELECT DISTINCT f.line, d.person_id FROM (${records}) AS f
      CROSS JOIN LATERAL (SELECT d.person_id FROM record d WHERE d.authority_id = ${here} AND d.id = f.record_id AND NOT d.sealed OFFSET 0) d`

  const born = rows.flatMap(row => daysMeant(row.born_on).map(day => ({ ...row, born_on: day })))
  if (born.length > 0)
    await add(
      persons(sql`SELECT t.line, f.record_id FROM unnest(${given(born, row => row.line)}::integer[], ${given(born, row => row.born_on)}::date[],
          ${given(born, row => row.forename_key)}::text[], ${given(born, row => row.surname_key)}::text[]) AS t (line, born_on, forename_key, surname_key)
        CROSS JOIN LATERAL (SELECT f.record_id FROM birth_fact f WHERE f.authority_id = ${here} AND f.born_on = t.born_on AND f.retracted_at IS NULL OFFSET 0) f
        WHERE ${namedSo(sql`f.record_id`, nameAlike)}`),
    )
  const housed = rows.filter(row => row.postcode_key !== null)
  if (housed.length > 0)
    await add(
      persons(sql`SELECT t.line, f.record_id FROM unnest(${given(housed, row => row.line)}::integer[], ${given(housed, row => row.postcode_key)}::text[], ${given(housed, row => row.born_on)}::date[],
          ${given(housed, row => row.forename_key)}::text[], ${given(housed, row => row.surname_key)}::text[]) AS t (line, postcode_key, born_on, forename_key, surname_key)
        CROSS JOIN LATERAL (SELECT f.record_id FROM address_fact f WHERE f.authority_id = ${here} AND f.postcode_key = t.postcode_key AND f.retracted_at IS NULL OFFSET 0) f
        WHERE ${namedSo(sql`f.record_id`, nameAlike)} OR ${bornOn(sql`f.record_id`, sql`b.born_on = t.born_on`)}`),
    )
  const named = rows.flatMap(row =>
    row.born_on === null || row.surname_key === '' || row.forename_key === ''
      ? []
      : [row, { ...row, surname_key: row.forename_key, forename_key: row.surname_key }],
  )
  if (named.length > 0)
    await add(
      persons(sql`SELECT t.line, f.record_id FROM unnest(${given(named, row => row.line)}::integer[], ${given(named, row => row.born_on)}::date[],
          ${given(named, row => row.forename_key)}::text[], ${given(named, row => row.surname_key)}::text[]) AS t (line, born_on, forename_key, surname_key)
        CROSS JOIN LATERAL (SELECT f.record_id FROM name_fact f WHERE f.authority_id = ${here} AND f.surname_key = t.surname_key AND f.forename_key = t.forename_key
          AND f.retracted_at IS NULL OFFSET 0) f
        WHERE ${bornOn(
          sql`f.record_id`,
          sql`levenshtein_less_equal(to_char(b.born_on, 'YYYYMMDD'), to_char(t.born_on, 'YYYYMMDD'), 1) <= 1
          OR (extract(day FROM b.born_on) = 1 OR extract(day FROM t.born_on) = 1) AND date_trunc('year', b.born_on) = date_trunc('year', t.born_on)`,
        )}`),
    )
  const undated = rows.filter(row => row.born_on === null && row.surname_key !== '' && row.forename_key !== '')
  if (undated.length > 0)
    await add(
      persons(sql`SELECT t.line, f.record_id FROM unnest(${given(undated, row => row.line)}::integer[], ${given(undated, row => row.forename_key)}::text[],
          ${given(undated, row => row.surname_key)}::text[]) AS t (line, forename_key, surname_key)
        CROSS JOIN LATERAL (SELECT array_agg(f.record_id) AS record_ids FROM (SELECT f.record_id FROM name_fact f WHERE f.authority_id = ${here}
          AND f.surname_key = t.surname_key AND f.forename_key = t.forename_key AND f.retracted_at IS NULL LIMIT ${sql.lit(namesakes + 1)}) f
          HAVING count(*) <= ${sql.lit(namesakes)}) g CROSS JOIN LATERAL unnest(g.record_ids) AS f (record_id)`),
    )
  return near
}

/** A row without a day of birth is looked at beside the records of its name: where more than so many bear it, the name says nothing. */
const namesakes = 50

/** A day of birth, and the day that it is with day and month swapped. */
function daysMeant(day: Day | null): Day[] {
  if (day === null) return []
  const swapped = readDay(`${day.slice(0, 4)}-${day.slice(8, 10)}-${day.slice(5, 7)}`)
  return 'day' in swapped && swapped.day !== day ? [day, swapped.day] : [day]
}
