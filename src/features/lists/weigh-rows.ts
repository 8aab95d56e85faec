import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import { defaultModel, type Model, type PairScore, type Person, scorePairs } from '../../linkage/index.ts'
import { isDoubt, matchableRecords, neverBeside, personOfRecord, shownTogether, thresholds } from '../matching/index.ts'
import type { Problem } from './check-row.ts'
import type { ImportContext } from './import-context.ts'
import type { KeptRaw, KeptRow } from './kept-row.ts'
import { keysOf, type LineRow, type MatchedRow } from './match-rows.ts'
import { childrenNear } from './near-children.ts'
import { rowOf } from './read-in.ts'

/** What a row and a child of the county have in common, weighed. */
export interface WeighedChild {
  line: number
  person_id: string
  probability: number
  evidence: PairScore['evidence']
  reason: string
  /** Whether another row of the list is this child's already. */
  owned: boolean
  /** Whether nobody was born on the day beside them, on the list or in the county: no twin is at hand. */
  alone: boolean
}

/** What is known of the list as a whole when its undecided rows are weighed. */
export interface WholeList {
  /** Children of whom this list has a row already. */
  owned: ReadonlySet<string>
  /** Days and places, as `placeKey`, at which the list has more than one child. */
  twins: ReadonlySet<string>
  /** Children of the county, of whom each row may be one: as many as a small authority has, where fewer are known as yet. */
  children: number
}

const placeKey = (born: string | null | undefined, postcode: string | null | undefined): string | null =>
  born && postcode ? `${born} ${postcode.replaceAll(' ', '')}` : null

/** What the list as a whole says before its undecided rows are weighed. @returns null where there is nobody to weigh them with. */
export async function wholeList(tx: Read, rows: readonly MatchedRow[]): Promise<WholeList | null> {
  const { rows: counted } = await sql<{ children: number }>`SELECT count(*)::integer AS children FROM person`.execute(
    tx,
  )
  const children = counted[0]?.children ?? 0
  if (children === 0) return null
  const places = new Map<string, number>()
  const owned = new Set<string>()
  for (const { person_id, born_on, postcode_key } of rows) {
    if (person_id !== null) owned.add(person_id)
    const key = placeKey(born_on, postcode_key)
    if (key !== null) places.set(key, (places.get(key) ?? 0) + 1)
  }
  return {
    owned,
    twins: new Set([...places].flatMap(([key, held]) => (held > 1 ? [key] : []))),
    children: Math.max(children, fewest),
  }
}

/** Children of the smallest authorities: what a handful have in common says nothing about how rare it is. */
const fewest = 10_000

/** A row that the rules left as a new child's, or as a question. */
export interface Undecided extends LineRow {
  outcome: string
  candidates: string[]
}

/** The rows that are left undecided: the next after a line, or those of these lines. */
export async function undecided(
  tx: Read,
  list: ImportContext,
  lines: { after: number; size: number } | readonly number[],
): Promise<Undecided[]> {
  const cut =
    'after' in lines
      ? sql`r.line > ${lines.after} ORDER BY r.line LIMIT ${sql.lit(lines.size)}`
      : sql`r.line = ANY(${lines}::integer[]) ORDER BY r.line`
  // To whoever brings a list in a sealed child's row is a new child's, and so it stays.
  const { rows } = await sql<{
    line: number
    row: KeptRow | null
    raw: KeptRaw
    said: string | null
    problems: Problem[]
    outcome: string
    candidates: string[]
  }>`SELECT r.line, r.row, r.raw, r.said, r.problems, r.outcome, r.candidates FROM import_row r
    WHERE r.authority_id = (SELECT identity.authority()) AND r.import_id = ${list.id} AND r.outcome IN ('new', 'ambiguous') AND NOT r.refused AND r.decision IS NULL
      AND NOT EXISTS (SELECT FROM import_match m WHERE m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line) AND ${cut}`.execute(
    tx,
  )
  return rows.flatMap(({ raw, said, row: kept, ...found }) => {
    const row = rowOf({ row: kept, raw, said }, list)
    return row === null ? [] : [{ ...found, row, refused: false }]
  })
}

/**
 * Weighs the next rows that the rules left undecided against the children whom they may mean though they write them otherwise.
 * @returns what is worth a question or more, and the last line looked at; null when none is left.
 */
export async function weighRows(
  tx: Read,
  list: ImportContext,
  { after, size }: { after: number; size: number },
  whole: WholeList,
): Promise<{ last: number | null; weighed: WeighedChild[] }> {
  await goByIndex(tx)
  const rows = await undecided(tx, list, { after, size })
  const last = rows.at(-1)
  if (!last) return { last: null, weighed: [] }
  const near = await childrenNear(tx, rows.map(keysOf))
  for (const { line, candidates } of rows)
    if (candidates.length > 0) near.set(line, new Set(candidates).union(near.get(line) ?? new Set()))
  const found = [...new Set([...near.values()].flatMap(persons => [...persons]))]
  const records = await recordsOfChildren(tx, found)
  const isApart = await neverBeside(tx, found)
  const model = defaultModel()
  const weighed = rows.flatMap(row => {
    const children = [...(near.get(row.line) ?? [])].flatMap(person_id => {
      const said = records.get(person_id)
      return said ? [{ person_id, said }] : []
    })
    const likeliest = children.flatMap(child => weigh(model, row, child, { whole, children })).sort(likeliestFirst)
    return shownTogether(likeliest, ({ person_id }) => person_id, isApart)
  })
  return { last: last.line, weighed }
}

/** The likelier of two children first; of two that are as likely, the first by id. */
export const likeliestFirst = (one: WeighedChild, other: WeighedChild): number =>
  other.probability - one.probability || (one.person_id < other.person_id ? -1 : 1)

interface Child {
  person_id: string
  said: readonly Person[]
}

/** What the sources say of these children, as it is compared; of a sealed child nothing. */
async function recordsOfChildren(tx: Read, person_ids: readonly string[]): Promise<Map<string, Person[]>> {
  const { rows } = await sql<{ id: string }>`SELECT d.id FROM record d
    WHERE d.authority_id = (SELECT identity.authority()) AND d.person_id = ANY(${person_ids}::uuid[]) AND NOT d.sealed`.execute(
    tx,
  )
  const said = new Map<string, Person[]>()
  for (const record of await matchableRecords(tx, { of: rows.map(row => row.id) }))
    said.set(record.person_id, [...(said.get(record.person_id) ?? []), personOfRecord(record)])
  return said
}

/** The likeliest of what is said of a child beside a row; nothing where it is not worth a question. */
function weigh(
  model: Model,
  { line, row }: Undecided,
  { person_id, said }: Child,
  { whole, children }: { whole: WholeList; children: readonly Child[] },
): WeighedChild[] {
  const person: Person = {
    id: String(line),
    ...{
      forename: row.forename,
      middle_name: row.middle_names,
      surname: row.surname,
      former_surname: row.former_surname,
    },
    ...{ born: row.born_on, sex: row.sex, postcode: row.postcode, town: row.town },
    address: [row.address_line_1, row.address_line_2].filter(Boolean).join(', ') || null,
    ...{ upn: row.upn, former_upn: row.former_upn, nhs_number: row.nhs_number, uln: row.uln },
    ...{ phone: row.contact_phone, email: row.contact_email },
  }
  const isTwin = (one: Person): boolean => {
    const key = placeKey(one.born, one.postcode)
    if (one === person) return key !== null && whole.twins.has(key)
    return children.some(
      other =>
        one.born &&
        other.person_id !== person_id &&
        other.said.some(
          ({ born, postcode, surname }) => born === one.born && (postcode === one.postcode || surname === one.surname),
        ),
    )
  }
  const scores = scorePairs(model, [person], said, { expected: 0.5, possible: whole.children, twin: isTwin })
  const [best] = scores.sort((one, other) => other.weight - one.weight)
  if (best === undefined || best.probability < thresholds.review || !isDoubt(best.evidence)) return []
  const { probability, evidence, reason } = best
  const alone = !isTwin(person) && !isTwin(best.right)
  return [{ line, person_id, probability, evidence, reason, owned: whole.owned.has(person_id), alone }]
}
