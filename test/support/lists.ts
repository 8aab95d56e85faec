import { workOf } from '../../county/load.ts'
import { bringIn, checkList, commitList, sourceNamed } from '../../src/features/lists/index.ts'
import type { Engine, Person } from '../../src/ground/database/identity.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { TestCounty } from './county.ts'

export interface GivenList {
  /** The source; its kind is school_roll when nothing is said. */
  source?: string
  kind?: string
  as_at: string
  school_urn?: number | null
  /** Rows of cells under the template's names, or the text of a file. */
  rows: readonly Record<string, string>[] | string
}

/** The text of a list under the template's column names: every column that any row fills. */
export function csvOf(rows: readonly Record<string, string>[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return `${[columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(cells => cells.map(cell).join(',')).join('\n')}\n`
}

export const engineFor = (county: TestCounty, person: Person): Engine => ({
  kind: 'engine',
  name: 'import',
  authority_id: county.authority_id,
  asked_by: person.account_id,
  today: county.today,
})

/** The work on lists as a job does it, without the queue. */
export function listWork(county: TestCounty, person: Person) {
  const work = workOf(county.door, engineFor(county, person))
  const bring = async (given: GivenList): Promise<{ id: string; again: boolean }> =>
    work.write('list brought in', async tx => {
      const { source = 'Roll', kind = 'school_roll', as_at, school_urn = null, rows } = given
      const actor = { authority_id: county.authority_id, account_id: person.account_id }
      const source_id = await sourceNamed(tx, actor, { kind, name: source, school_urn: null })
      const text = typeof rows === 'string' ? rows : csvOf(rows)
      const stream = (async function* () {
        yield Buffer.from(text)
      })()
      return bringIn(tx, actor, {
        ...{ source_id, as_at: asDay(as_at), school_urn, stream, most: 2 ** 30 },
        ...{ file_name: `${source}.csv`, media_type: 'text/csv' },
      })
    })
  const commit = async (id: string, size?: number): Promise<void> => {
    await county.superuser.query(
      `UPDATE import SET state = 'committing', committed_by = $2 WHERE id = $1 AND state = 'ready'`,
      [id, person.account_id],
    )
    await commitList(work, id, size === undefined ? {} : { size })
  }
  return {
    work,
    bring,
    check: (id: string) => checkList(work, id),
    commit,
    /** Brings a list in and checks it. */
    preview: async (given: GivenList): Promise<string> => {
      const { id } = await bring(given)
      await checkList(work, id)
      return id
    },
    /** Brings a list in, checks it and commits it. */
    takeIn: async (given: GivenList): Promise<string> => {
      const { id } = await bring(given)
      await checkList(work, id)
      await commit(id)
      return id
    },
  }
}

const factTables = ['name', 'birth', 'identifier', 'address', 'contact', 'enrolment', 'provision', 'circumstance']

/** How many rows each table of children holds: what a list brought in twice leaves as it was. */
export async function countsOf(county: TestCounty): Promise<Record<string, number>> {
  const tables = [
    ...factTables.map(name => `${name}_fact`),
    ...[
      'person',
      'record',
      'record_link',
      'child_state',
      'child_band',
      'child_clock',
      'child_summary',
      'child_reach',
      'child_movement',
      'ledger_move',
    ],
  ]
  const { rows } = await county.superuser.query(
    `SELECT ${tables.map(table => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')}`,
  )
  return rows[0]
}

/**
 * Everything that is believed and was believed of all children, without ids and instants: equal for two databases that the
 * same lists went through, however often the work was broken off.
 */
export async function factsOf(county: TestCounty): Promise<string[]> {
  const of = (
    table: string,
  ) => `SELECT '${table} ' || (to_jsonb(f) - ARRAY['authority_id', 'id', 'record_id', 'import_id', 'recorded_at', 'recorded_by', 'retracted_at', 'retracted_by', 'retracted_import_id', 'during', 'instead_of'])::text
      || ' ' || (f.retracted_at IS NOT NULL) || ' ' || coalesce(r.source_key, '') || ' ' || coalesce(r.last_on::text, '') || ' ' || coalesce(r.school_urn::text, '') AS line
    FROM ${table} f JOIN record r ON r.id = f.record_id`
  const answers = ['child_state', 'child_band', 'child_clock'].map(
    table =>
      `SELECT '${table} ' || s.known_as || (to_jsonb(f) - ARRAY['authority_id', 'person_id', 'fact_ids'])::text FROM ${table} f JOIN child_summary s ON s.person_id = f.person_id`,
  )
  const { rows } = await county.superuser.query<{ line: string }>(
    `SELECT line FROM (${[...factTables.map(name => of(`${name}_fact`)), ...answers].join(' UNION ALL ')}) all_facts ORDER BY line COLLATE "C"`,
  )
  return rows.map(row => row.line)
}

/** One child's state today by a UPN or surname, with what the enrolment facts in force say. */
export async function stateOf(county: TestCounty, known_as: string): Promise<string | null> {
  const { rows } = await county.superuser.query<{ state: string }>(
    `SELECT s.state FROM child_summary c JOIN child_state s ON s.person_id = c.person_id AND s.during @> $2::date WHERE c.known_as = $1`,
    [known_as, county.today],
  )
  return rows.length === 0 ? null : rows.map(row => row.state).join(' ')
}
