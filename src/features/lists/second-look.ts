import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { ListRow, Problem } from './check-row.ts'
import type { ImportContext } from './import-context.ts'
import { findCandidates, keysOf } from './match-rows.ts'
import { decideMatch } from './match-rules.ts'
import { saidOfChanges } from './plan-facts.ts'

/** A row that is to be committed, as its preview showed it. */
export interface Previewed {
  line: number
  row: ListRow
  problems: Problem[]
  outcome: string
  because: string | null
  decision: string | null
  same_as_line: number | null
  person_id: string | null
}

/** A row that is no longer what its preview showed, with the children that it may be of. */
export interface SecondLook {
  line: number
  because: string
  candidates: readonly string[]
}

/** That a row would now change something else than its preview said. */
export const isOtherThanPreviewed = (
  { outcome, because, decision }: Pick<Previewed, 'outcome' | 'because' | 'decision'>,
  changes: readonly string[],
): boolean => {
  if (decision !== null || changes.length === 0) return false
  return outcome === 'same' || (outcome === 'changed' && because !== saidOfChanges(changes))
}

export const becauseChanged = (changes: readonly string[]): string =>
  `The child’s record changed after the preview. Now this row would change: ${saidOfChanges(changes)}. Look again.`

/**
 * Rows that were new children when the list was checked, and may be of children whom another list has made known since. A sealed child
 * is matched without a word.
 * @returns those to look at again; and the children of those that are sealed, by line.
 */
export async function noLongerNew(
  tx: Read,
  list: Pick<ImportContext, 'id'>,
  due: readonly Previewed[],
): Promise<{ again: SecondLook[]; sealed: Map<number, string> }> {
  const fresh = due.filter(
    row => row.outcome === 'new' && row.decision === null && row.person_id === null && row.same_as_line === null,
  )
  const sealed = new Map<number, string>()
  if (fresh.length === 0 || !(await othersSince(tx, list))) return { again: [], sealed }
  const candidates = await findCandidates(tx, fresh.map(keysOf))
  const again = fresh.flatMap(({ line, ...row }): SecondLook[] => {
    const found = candidates.get(line) ?? []
    const decision = decideMatch(keysOf({ line, ...row }), found)
    if (decision.outcome === 'new') return []
    const because = 'Another list made a child known after the preview, who may be this one. Look again.'
    if (decision.outcome === 'ambiguous') return [{ line, because, candidates: decision.candidates }]
    const { person_id } = decision
    if (!found.some(child => child.person_id === person_id && child.sealed))
      return [{ line, because, candidates: [person_id] }]
    sealed.set(line, person_id)
    return []
  })
  return { again, sealed }
}

/** Whether any other list was committed since this one was checked. */
async function othersSince(tx: Read, list: Pick<ImportContext, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ others: boolean }>`SELECT EXISTS (SELECT FROM import o, import i
    WHERE i.id = ${list.id} AND o.authority_id = i.authority_id AND o.id <> i.id AND o.committed_at > i.checked_at) AS others`.execute(
    tx,
  )
  return rows[0]?.others ?? false
}

/** Lets rows wait for somebody to look again: they are doubtful now, and the list's figures say so. */
export async function askAgain(
  tx: Write,
  list: Pick<ImportContext, 'id'>,
  rows: readonly (SecondLook & Pick<Previewed, 'outcome'>)[],
): Promise<void> {
  if (rows.length === 0) return
  const lines = rows.map(row => row.line)
  await sql`UPDATE import_row r SET outcome = 'ambiguous', because = t.because, candidates = t.candidates
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (line integer, because text, candidates uuid[])
    WHERE r.authority_id = (SELECT identity.authority()) AND r.import_id = ${list.id} AND r.line = t.line AND r.line = ANY(${lines}::integer[])`.execute(
    tx,
  )
  const count = (...outcomes: string[]) => rows.filter(row => outcomes.includes(row.outcome)).length
  await sql`UPDATE import SET rows_ambiguous = rows_ambiguous + ${rows.length}, rows_new = rows_new - ${count('new')},
      rows_matched = rows_matched - ${count('matched', 'same', 'changed')}, rows_changed = rows_changed - ${count('changed')} WHERE id = ${list.id}`.execute(
    tx,
  )
}
