import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { type Clock, type Day, type Evaluation, type GroupSpan, rulesVersion } from '../../rulebook/index.ts'
import type { LoadedChild } from './load-facts.ts'

/** A child with what the engine says of it, and of each clock the day on which others are warned; its days in groups of the routing table. */
export type Answered = LoadedChild & {
  answer: Omit<Evaluation, 'clocks'> & { clocks: readonly (Clock & { warn_on: Day | null })[] }
  groups: readonly GroupSpan[]
}

type AnswerRow = Record<string, unknown>

/** A table of answers: its columns with their types, and what a child's rows in it are. */
interface AnswerTable {
  name:
    | 'child_state'
    | 'child_band'
    | 'child_clock'
    | 'child_flag'
    | 'child_summary'
    | 'child_reach'
    | 'child_suspense'
    | 'child_group'
  columns: Record<string, string>
  rowsOf(child: Answered): readonly AnswerRow[]
  /** Which of the table's rows are this engine's: others are left alone. */
  mine?: string
}

const state: AnswerTable = {
  name: 'child_state',
  columns: {
    ...{ starts_on: 'date', ends_on: 'date', state: 'text', school_urn: 'integer', in_area: 'boolean' },
    ...{ weekly_hours: 'numeric', because: 'text', citations: 'text[]', fact_ids: 'uuid[]' },
  },
  rowsOf: child => child.answer.states as readonly AnswerRow[],
}

const others: readonly AnswerTable[] = [
  {
    name: 'child_suspense',
    columns: { starts_on: 'date', ends_on: 'date', account: 'text', since: 'date' },
    rowsOf: child => child.answer.suspense as readonly AnswerRow[],
  },
  {
    name: 'child_band',
    columns: {
      ...{ starts_on: 'date', ends_on: 'date', band: 'text', gap: 'text', weekly_hours: 'numeric', because: 'text' },
    },
    rowsOf: child => child.answer.bands as readonly AnswerRow[],
  },
  {
    name: 'child_clock',
    columns: {
      ...{ rule: 'text', opened_on: 'date', due_on: 'date', breaches_on: 'date', ended_on: 'date', warn_on: 'date' },
      ...{ because: 'text', problem: 'text', opened_by: 'text', ended_by: 'text', ended_how: 'text' },
      ...{ stopped_because: 'text', school_urn: 'integer', owed_by: 'text', field_class: 'text' },
    },
    rowsOf: ({ answer }) => [
      ...answer.clocks.map(clock => ({ ...clock, opened_by: clock.opened_by ?? '', problem: null })),
      ...answer.gaps.map(gap => ({ ...gap, opened_by: gap.opened_by ?? '', because: gap.problem })),
    ],
  },
  {
    name: 'child_flag',
    columns: {
      ...{ rule: 'text', starts_on: 'date', ends_on: 'date', because: 'text', field_class: 'text', fact_ids: 'text[]' },
    },
    rowsOf: child => child.answer.flags as readonly AnswerRow[],
  },
  {
    name: 'child_group',
    columns: {
      ...{ starts_on: 'date', ends_on: 'date', group_code: 'text', sights: 'integer', state: 'text' },
      school_urn: 'integer',
    },
    rowsOf: child => child.groups as readonly AnswerRow[],
  },
  {
    name: 'child_summary',
    columns: {
      ...{ forename: 'text', surname: 'text', known_as: 'text', forename_key: 'text', surname_key: 'text' },
      ...{ born_on: 'date', sex: 'text', upn: 'text', next_look_on: 'date', rules_version: 'text' },
    },
    rowsOf: child =>
      child.nobody
        ? []
        : [
            {
              ...child.naming,
              born_on: child.facts.born_on,
              next_look_on: child.answer.next_look_on,
              rules_version: rulesVersion,
            },
          ],
  },
  {
    name: 'child_reach',
    columns: { reach_key: 'text', starts_on: 'date', ends_on: 'date', made_by: 'text' },
    rowsOf: child =>
      child.rolls.map(({ school_urn, starts_on, ends_on }) => ({
        ...{ reach_key: `school:${school_urn}`, starts_on, ends_on, made_by: 'enrolment' },
      })),
    mine: `made_by = 'enrolment'`,
  },
]

/** The columns of a row in one spelling, so that two rows can be compared. */
const spelt = ({ columns }: AnswerTable, row: AnswerRow): string =>
  JSON.stringify(Object.keys(columns).map(column => row[column] ?? null))

/**
 * The children whose rows in the table are not what they should be. Rows are compared and not a fingerprint of them, so that
 * working everybody out anew also mends what something else has spoilt.
 */
async function unlike(
  tx: Write,
  table: AnswerTable,
  ids: readonly string[],
  children: readonly Answered[],
): Promise<Answered[]> {
  const { rows } = await sql<AnswerRow & { person_id: string }>`
    SELECT person_id, ${sql.raw(Object.keys(table.columns).join(', '))} FROM ${sql.table(table.name)}
    WHERE person_id = ANY(${ids}::uuid[]) AND ${sql.raw(table.mine ?? 'true')}`.execute(tx)
  const held = Map.groupBy(rows, row => row.person_id)
  const text = (some: readonly AnswerRow[]) =>
    some
      .map(row => spelt(table, row))
      .sort()
      .join()
  return children.filter(child => text(held.get(child.person_id) ?? []) !== text(table.rowsOf(child)))
}

async function replace(tx: Write, table: AnswerTable, children: readonly Answered[]): Promise<void> {
  if (children.length === 0) return
  const ids = children.map(child => child.person_id)
  await sql`DELETE FROM ${sql.table(table.name)} WHERE person_id = ANY(${ids}::uuid[]) AND ${sql.raw(table.mine ?? 'true')}`.execute(
    tx,
  )
  const rows = children.flatMap(child =>
    table.rowsOf(child).map(row => ({ ...row, person_id: child.person_id, sealed: child.sealed })),
  )
  if (rows.length === 0) return
  const names = sql.raw(Object.keys(table.columns).join(', '))
  const types = sql.raw(
    Object.entries(table.columns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  await sql`INSERT INTO ${sql.table(table.name)} (authority_id, person_id, sealed, ${names})
    SELECT identity.authority(), person_id, sealed, ${names}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (person_id uuid, sealed boolean, ${types})`.execute(tx)
}

/** The children whose states are not what is held of them: those whose lines in the ledger's book change. */
export const withOtherStates = (
  tx: Write,
  ids: readonly string[],
  children: readonly Answered[],
): Promise<Answered[]> => unlike(tx, state, ids, children)

/**
 * Replaces what the engine said of children, where it says something else now.
 * @param moved those whose states changed, as `withOtherStates` found them.
 * @returns the children of whom anything was written.
 */
export async function writeAnswers(
  tx: Write,
  ids: readonly string[],
  children: readonly Answered[],
  moved: readonly Answered[],
): Promise<Set<string>> {
  const written = new Set(moved.map(child => child.person_id))
  await replace(tx, state, moved)
  for (const table of others) {
    const changed = await unlike(tx, table, ids, children)
    await replace(tx, table, changed)
    for (const child of changed) written.add(child.person_id)
  }
  return written
}
