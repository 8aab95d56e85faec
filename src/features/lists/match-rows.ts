import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import { type Day, foldName } from '../../rulebook/index.ts'
import type { ListRow, Problem } from './check-row.ts'
import { heldFacts } from './held-facts.ts'
import { type ImportContext, type NamedSchool, schoolsOfRows } from './import-context.ts'
import { keepMatches, keepRows, type Match, type Outcome } from './keep-rows.ts'
import { type LedTo, personsLedTo, personsMarked } from './led-to.ts'
import { type Candidate, type Decision, decideMatch, othersThatMatter, type RowKeys } from './match-rules.ts'
import { pickRecords } from './pick-record.ts'
import { planFacts, saidOfChanges } from './plan-facts.ts'
import type { StoredRow } from './read-in.ts'
import { saidOf } from './said.ts'
import { postcodeKey, type RowSchool, wantedFacts } from './wanted-facts.ts'

/** A row that can be matched: one that could be read. */
export interface LineRow {
  line: number
  row: ListRow
  problems: Problem[]
  refused: boolean
}

/** A row that was matched: what it is known by, and the child that it is of, if any. */
export interface MatchedRow extends RowKeys {
  person_id: string | null
  /** The record of this source that it is of; null where there is none yet. */
  record_id: string | null
  /** The school it is of, as the register knows it. */
  school: Pick<RowSchool, 'urn'> | null
  named: NamedSchool
  outcome: 'counts' | 'doubtful' | 'refused'
}

/**
 * Finds for a batch of rows which child each is of and what would change, and keeps the rows with the answer. Nothing of a
 * child is changed. A line that is there already is left alone, so that reading in twice changes nothing.
 * @returns the rows that could be read.
 */
export async function matchAndKeep(tx: Write, list: ImportContext, rows: readonly StoredRow[]): Promise<MatchedRow[]> {
  await goByIndex(tx)
  const lines = rows.flatMap(stored => (stored.row ? [{ ...stored, row: stored.row }] : []))
  const schoolOf = await schoolsOfRows(
    tx,
    list,
    lines.map(({ row }) => row),
  )
  const said = new Map(lines.map(({ line, row }) => [line, saidOf(row, schoolOf(row), list)]))
  const { again, hidden: sealedAgain } = await saidAgain(tx, list, said)
  const others = lines.filter(({ line }) => !again.has(line))
  const candidates = await findCandidates(tx, others.map(keysOf))
  const decided = others.map(line => ({ line, decision: decideMatch(keysOf(line), candidates.get(line.line) ?? []) }))
  const hidden = new Set([...candidates.values()].flat().flatMap(child => (child.sealed ? [child.person_id] : [])))
  const found = await outcomesOf(tx, list, decided, { hidden, schoolOf })
  for (const [line, { person_id, record_id }] of again) {
    if (!sealedAgain.has(line)) {
      found.outcomes.set(line, { outcome: 'same', because: 'As before.', candidates: [], record_id })
      continue
    }
    // To whoever brings the list in, a sealed child is a child nobody knew; the match is kept where only those named see it.
    found.outcomes.set(line, { outcome: 'new', because: null, candidates: [] })
    found.matches.push({ line, person_id, record_id, matched_on: 'row that this source gave before' })
  }
  await keepRows(tx, list, rows, said, found.outcomes)
  await keepMatches(tx, list, found.matches)
  const matchOf = new Map([
    ...[...again].map(([line, { person_id, record_id }]) => [line, { person_id, record_id }] as const),
    ...found.matches.map(({ line, person_id, record_id }) => [line, { person_id, record_id }] as const),
  ])
  return lines.map(stored => {
    const { row, line, refused } = stored
    const { school_urn, school_laestab } = row
    const doubtful = found.outcomes.get(line)?.outcome === 'ambiguous'
    return {
      ...keysOf(stored),
      person_id: matchOf.get(line)?.person_id ?? null,
      record_id: matchOf.get(line)?.record_id ?? null,
      school: schoolOf(row),
      named: { school_urn, school_laestab },
      outcome: refused ? 'refused' : doubtful ? 'doubtful' : 'counts',
    }
  })
}

/**
 * Rows that say what this source said before of a record that is still as it was said: they are of that child, and change
 * nothing. Two children of whom a source says exactly the same are matched like any others.
 */
async function saidAgain(tx: Read, list: ImportContext, said: ReadonlyMap<number, string>) {
  const { rows } = await sql<{ line: number; person_id: string; record_id: string; sealed: boolean }>`
    SELECT t.line, (array_agg(r.person_id))[1] AS person_id, (array_agg(r.id))[1] AS record_id, bool_or(r.sealed) AS sealed
    FROM unnest(${[...said.keys()]}::integer[], ${[...said.values()]}::uuid[]) AS t (line, said)
    CROSS JOIN LATERAL (SELECT d.id, d.person_id, d.sealed FROM record d
      WHERE d.authority_id = (SELECT identity.authority()) AND d.source_id = ${list.source_id} AND d.said = t.said OFFSET 0) r
    GROUP BY t.line HAVING count(*) = 1`.execute(tx)
  return {
    again: new Map(rows.map(({ line, person_id, record_id }) => [line, { person_id, record_id }])),
    hidden: new Set(rows.flatMap(row => (row.sealed ? [row.line] : []))),
  }
}

export const keysOf = ({ line, row, problems }: Pick<LineRow, 'line' | 'row' | 'problems'>): RowKeys => {
  const sound = (field: string) =>
    !problems.some(
      problem =>
        problem.field === field && problem.severity === 'flagged' && /check (letter|digit)/i.test(problem.reason),
    )
  return {
    line,
    upn: row.upn !== null && sound('upn') ? row.upn : null,
    nhs_number: row.nhs_number !== null && sound('nhs_number') ? row.nhs_number : null,
    council_id: row.council_id,
    surname_key: foldName(row.surname ?? ''),
    forename_key: foldName(row.forename ?? ''),
    born_on: row.born_on,
    postcode_key: postcodeKey(row.postcode),
  }
}

/** The children that any key of a row leads to: SQL finds, `decideMatch` decides. A fixed number of statements a batch. */
export async function findCandidates(tx: Read, keys: readonly RowKeys[]): Promise<Map<number, Candidate[]>> {
  const marked = await personsMarked(tx, keys)
  const children = await believedOf(tx, personsOf(marked))
  const candidatesOf = (led: LedTo, line: number): Candidate[] =>
    [...(led.get(line) ?? [])].flatMap(([person_id, by]) => {
      const child = children.get(person_id)
      return child ? [{ ...child, by }] : []
    })
  const others = keys.flatMap(row => {
    const matter = othersThatMatter(row, candidatesOf(marked, row.line))
    if (matter === 'none') return []
    return [matter === 'any' ? row : { ...row, postcode_key: null }]
  })
  const led = await personsLedTo(tx, others, marked)
  const more = personsOf(led).filter(id => !children.has(id))
  for (const [person_id, child] of await believedOf(tx, more)) children.set(person_id, child)
  return new Map([...led.keys()].map(line => [line, candidatesOf(led, line)]))
}

const personsOf = (led: LedTo): string[] => [...new Set([...led.values()].flatMap(persons => [...persons.keys()]))]

/** All that is believed of these children by which they can be told: four statements over their records, by index. */
async function believedOf(tx: Read, ids: readonly string[]): Promise<Map<string, Omit<Candidate, 'by'>>> {
  if (ids.length === 0) return new Map()
  const { rows: records } = await sql<{
    id: string
    person_id: string
    sealed: boolean
  }>`SELECT id, person_id, sealed FROM record
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${ids}::uuid[])`.execute(tx)
  const record_ids = records.map(record => record.id)
  const of = async <T>(table: string, columns: string, also = '') =>
    Map.groupBy(
      (
        await sql<{ record_id: string } & T>`SELECT record_id, ${sql.raw(columns)} FROM ${sql.table(table)}
          WHERE authority_id = (SELECT identity.authority()) AND record_id = ANY(${record_ids}::uuid[]) AND retracted_at IS NULL ${sql.raw(also)}`.execute(
          tx,
        )
      ).rows,
      row => row.record_id,
    )
  const names = await of<{ forename_key: string; surname_key: string }>('name_fact', 'forename_key, surname_key')
  const births = await of<{ born_on: Day }>('birth_fact', 'born_on', 'AND born_on IS NOT NULL')
  const addresses = await of<{ postcode_key: string }>('address_fact', 'postcode_key', 'AND postcode_key IS NOT NULL')
  const upns = await of<{ value: string }>('identifier_fact', 'value', `AND kind = 'upn' AND problem IS NULL`)
  const children = new Map<string, Omit<Candidate, 'by'>>()
  for (const [person_id, held] of Map.groupBy(records, record => record.person_id)) {
    const all = <T>(facts: Map<string, T[]>): T[] => held.flatMap(record => facts.get(record.id) ?? [])
    children.set(person_id, {
      person_id,
      sealed: held.some(record => record.sealed),
      names: all(names),
      births: all(births).map(row => row.born_on),
      postcodes: all(addresses).map(row => row.postcode_key),
      upns: all(upns).map(row => row.value),
    })
  }
  return children
}

/** What each decided line comes to: new, matched for the first time, or known to this source and changed or the same. */
export async function outcomesOf(
  tx: Write,
  list: ImportContext,
  decided: readonly { line: LineRow; decision: Decision }[],
  { hidden, schoolOf }: { hidden: ReadonlySet<string>; schoolOf: (row: ListRow) => RowSchool | null },
): Promise<{ outcomes: Map<number, Outcome>; matches: Match[] }> {
  const matchedIds = decided.flatMap(({ decision }) => (decision.outcome === 'matched' ? [decision.person_id] : []))
  const records = await recordsOf(tx, list, matchedIds)
  const picked = await pickRecords(
    tx,
    decided.flatMap(({ line, decision }) => {
      if (decision.outcome !== 'matched') return []
      const of = records.get(recordKey(list, decision.person_id, schoolOf(line.row)?.urn ?? null)) ?? []
      return [{ keys: keysOf(line), source_ref: line.row.source_ref, of }]
    }),
  )
  const known = decided.flatMap(({ line }) => {
    const school = schoolOf(line.row)
    const record = picked.get(line.line)
    return record ? [{ line: line.line, record, wanted: wantedFacts(line.row, line.problems, school, list) }] : []
  })
  const held = await heldFacts(
    tx,
    known.map(({ record }) => record.id),
    new Set(known.flatMap(({ wanted }) => wanted.map(fact => fact.table))),
  )
  const knownAt = new Map(known.map(one => [one.line, one]))
  const outcomes = new Map<number, Outcome>()
  const matches: Match[] = []
  for (const { line, decision } of decided) {
    if (decision.outcome === 'ambiguous')
      outcomes.set(line.line, { outcome: 'ambiguous', because: decision.because, candidates: decision.candidates })
    else if (decision.outcome === 'new') outcomes.set(line.line, { outcome: 'new', because: null, candidates: [] })
    else {
      const before = knownAt.get(line.line)
      const record = before?.record
      const plan =
        before && planFacts(before.wanted, held.get(before.record.id) ?? new Map(), list.as_at, before.record.last_on)
      const outcome = !plan ? 'matched' : plan.insert.length + plan.retract.length > 0 ? 'changed' : 'same'
      const because = plan && outcome === 'changed' ? saidOfChanges(plan.changes) : `On the ${decision.matched_on}.`
      // To whoever brings the list in, a sealed child is a child nobody knew; the match is kept where only those named see it.
      outcomes.set(
        line.line,
        hidden.has(decision.person_id)
          ? { outcome: 'new', because: null, candidates: [] }
          : { outcome, because, candidates: [] },
      )
      matches.push({
        line: line.line,
        person_id: decision.person_id,
        record_id: record?.id ?? null,
        matched_on: decision.matched_on,
      })
    }
  }
  return { outcomes, matches }
}

export interface SourceRecord {
  id: string
  person_id: string
  school_urn: number | null
  last_on: Day | null
}

/** A person has one record of a source; of a roll, one for each school; more where two were joined. */
export const recordKey = (
  list: Pick<ImportContext, 'presence'>,
  person_id: string,
  school_urn: number | null,
): string => (list.presence === 'enrolment' ? `${person_id} ${school_urn}` : person_id)

/** The records that this import's source already has of these children. */
export async function recordsOf(
  tx: Read,
  list: Pick<ImportContext, 'presence' | 'source_id'>,
  person_ids: readonly string[],
): Promise<Map<string, SourceRecord[]>> {
  const { rows } = await sql<SourceRecord>`SELECT id, person_id, school_urn, last_on FROM record
    WHERE source_id = ${list.source_id} AND person_id = ANY(${person_ids}::uuid[]) ORDER BY id`.execute(tx)
  return Map.groupBy(rows, record => recordKey(list, record.person_id, record.school_urn))
}
