import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Candidate, RowKeys } from './match-rules.ts'

type By = Candidate['by'][number]

/** Which persons each line leads to, and by which of its identifiers; by none, where names and days do. */
export type LedTo = Map<number, Map<string, By[]>>

const identifiers: readonly By[] = ['upn', 'nhs_number', 'council_id']
const here = sql`(SELECT identity.authority())`

/** The persons who bear an identifier of rows. */
export async function personsMarked(tx: Read, keys: readonly RowKeys[]): Promise<LedTo> {
  const marked = await recordsMarked(tx, keys)
  const personOf = await personsOf(
    tx,
    marked.map(row => row.record_id),
  )
  const led: LedTo = new Map()
  for (const { line, record_id, by } of marked) lead(led, line, personOf.get(record_id), [by])
  return led
}

/**
 * The persons that the keys of rows lead to, with those of their identifiers: who bears the name (either way round) or lives at the
 * postcode and was born on the day; who bears the name and lives at the postcode. Each table is asked once, by an index, for the
 * whole batch: a join of them all is planned for a table as it was before the list came in.
 */
export async function personsLedTo(tx: Read, keys: readonly RowKeys[], marked: LedTo): Promise<LedTo> {
  const named = await recordsNamed(tx, keys)
  const housed = await recordsHoused(tx, keys)
  const personOf = await personsOf(tx, [...flat(named), ...flat(housed)])
  const persons = (records: readonly string[] | undefined) =>
    new Set((records ?? []).flatMap(id => personOf.get(id) ?? []))

  const likely = new Map<number, { named: Set<string>; housed: Set<string> }>()
  for (const row of keys) {
    const both = {
      named: new Set(namesOf(row).flatMap(name => [...persons(named.get(name))])),
      housed: persons(row.postcode_key === null ? [] : housed.get(row.postcode_key)),
    }
    if (both.named.size + both.housed.size > 0) likely.set(row.line, both)
  }
  const births = await birthsOf(
    tx,
    [...likely.values()].flatMap(found => [...found.named, ...found.housed]),
  )

  const led: LedTo = new Map([...marked].map(([line, persons]) => [line, new Map(persons)]))
  for (const { line, born_on } of keys) {
    const found = likely.get(line)
    for (const person of found?.named.union(found.housed) ?? []) {
      const born = born_on !== null && births.get(person)?.has(born_on)
      if (born || (found?.named.has(person) && found.housed.has(person))) lead(led, line, person, [])
    }
  }
  return led
}

function lead(led: LedTo, line: number, person_id: string | undefined, by: readonly By[]): void {
  if (person_id === undefined) return
  const persons = led.get(line) ?? new Map<string, By[]>()
  persons.set(person_id, [...new Set([...(persons.get(person_id) ?? []), ...by])])
  led.set(line, persons)
}

const flat = (records: ReadonlyMap<string, readonly string[]>): string[] => [...records.values()].flat()

/** The name both ways round: forms have their boxes mixed up. */
const namesOf = ({ surname_key, forename_key }: RowKeys): string[] =>
  surname_key === '' ? [] : [...new Set([`${surname_key}|${forename_key}`, `${forename_key}|${surname_key}`])]

async function recordsMarked(
  tx: Read,
  keys: readonly RowKeys[],
): Promise<{ line: number; record_id: string; by: By }[]> {
  const marked: { line: number; record_id: string; by: By }[] = []
  for (const by of identifiers) {
    const linesOf = Map.groupBy(
      keys.filter(row => row[by] !== null),
      row => row[by],
    )
    if (linesOf.size === 0) continue
    const { rows } = await sql<{ record_id: string; value: string }>`SELECT record_id, value FROM identifier_fact
      WHERE authority_id = ${here} AND kind = ${by} AND value = ANY(${[...linesOf.keys()]}::text[]) AND retracted_at IS NULL`.execute(
      tx,
    )
    for (const { record_id, value } of rows)
      for (const { line } of linesOf.get(value) ?? []) marked.push({ line, record_id, by })
  }
  return marked
}

/** The records on which each name stands, by the two keys of the name. Name by name (OFFSET 0 keeps it so): merged, all names of the county are walked. */
async function recordsNamed(tx: Read, keys: readonly RowKeys[]): Promise<Map<string, string[]>> {
  const names = [...new Set(keys.flatMap(namesOf))].map(name => name.split('|'))
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ record_id: string; name: string }>`
    SELECT n.record_id, k.surname_key || '|' || k.forename_key AS name
    FROM unnest(${names.map(([surname]) => surname)}::text[], ${names.map(([, forename]) => forename)}::text[]) AS k (surname_key, forename_key)
    CROSS JOIN LATERAL (SELECT f.record_id FROM name_fact f WHERE f.authority_id = ${here} AND f.surname_key = k.surname_key
      AND f.forename_key = k.forename_key AND f.retracted_at IS NULL OFFSET 0) n`.execute(tx)
  return grouped(rows.map(row => [row.name, row.record_id]))
}

async function recordsHoused(tx: Read, keys: readonly RowKeys[]): Promise<Map<string, string[]>> {
  const postcodes = [...new Set(keys.flatMap(row => row.postcode_key ?? []))]
  if (postcodes.length === 0) return new Map()
  const { rows } = await sql<{
    record_id: string
    postcode_key: string
  }>`SELECT record_id, postcode_key FROM address_fact
    WHERE authority_id = ${here} AND postcode_key = ANY(${postcodes}::text[]) AND retracted_at IS NULL`.execute(tx)
  return grouped(rows.map(row => [row.postcode_key, row.record_id]))
}

async function personsOf(tx: Read, record_ids: readonly string[]): Promise<Map<string, string>> {
  if (record_ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; person_id: string }>`SELECT id, person_id FROM record
    WHERE authority_id = ${here} AND id = ANY(${[...new Set(record_ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.person_id]))
}

/** The days of birth that any source gives of these persons. */
async function birthsOf(tx: Read, person_ids: readonly string[]): Promise<Map<string, Set<Day>>> {
  if (person_ids.length === 0) return new Map()
  const { rows: records } = await sql<{ id: string; person_id: string }>`SELECT id, person_id FROM record
    WHERE authority_id = ${here} AND person_id = ANY(${[...new Set(person_ids)]}::uuid[])`.execute(tx)
  const personOf = new Map(records.map(row => [row.id, row.person_id]))
  const { rows } = await sql<{ record_id: string; born_on: Day }>`SELECT record_id, born_on FROM birth_fact
    WHERE authority_id = ${here} AND record_id = ANY(${[...personOf.keys()]}::uuid[]) AND retracted_at IS NULL AND born_on IS NOT NULL`.execute(
    tx,
  )
  const births = new Map<string, Set<Day>>()
  for (const { record_id, born_on } of rows) {
    const person_id = personOf.get(record_id) ?? ''
    births.set(person_id, (births.get(person_id) ?? new Set()).add(born_on))
  }
  return births
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, some]) => [key, some.map(([, value]) => value)]))
}
