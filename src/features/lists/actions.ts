import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { Mapping } from './mapping.ts'
import { checkKind, commitKind } from './work.ts'

/** Sets what each column means and asks for the list to be checked. @returns the job. Throws Stale. */
export async function askForCheck(
  tx: Write,
  queue: Queue,
  actor: { authority_id: string; account_id: string | null },
  given: { import_id: string; mapping: Mapping; seen: number | null },
): Promise<string> {
  const row = await lockImport(tx, given.import_id, given.seen, ['uploaded', 'mapped', 'checking', 'ready', 'refused'])
  await sql`UPDATE import SET mapping = ${JSON.stringify(given.mapping)}::jsonb, state = 'checking', refusal = NULL, version = version + 1 WHERE id = ${given.import_id}`.execute(
    tx,
  )
  return queue.enqueue(tx, actor, { kind: checkKind, title: `Check ${row.file_name}`, subject_id: given.import_id })
}

/**
 * Asks for a previewed list to be committed, or for a commit that was stopped to go on.
 * @param given.because why a list that is held back is right all the same.
 * @returns the job. Throws Stale when the preview is not the newest, or the list is held back and nobody has said why it is right.
 */
export async function askForCommit(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { import_id: string; seen: number | null; because: string | null },
): Promise<string> {
  const row = await lockImport(tx, given.import_id, given.seen, ['ready', 'committing'])
  if (row.state === 'ready' && row.held.length > 0 && given.because === null) throw new Stale()
  await sql`UPDATE import SET state = 'committing', committed_by = coalesce(committed_by, ${actor.account_id}),
      released_by = CASE WHEN ${given.because}::text IS NULL THEN released_by ELSE ${actor.account_id}::uuid END,
      released_because = coalesce(${given.because}, released_because), version = version + 1 WHERE id = ${given.import_id}`.execute(
    tx,
  )
  return queue.enqueue(tx, actor, { kind: commitKind, title: `Commit ${row.file_name}`, subject_id: given.import_id })
}

/** Has what was decided since the commit taken in, by the same work as before. @returns the job. */
export async function askForDecided(tx: Write, queue: Queue, actor: Person, import_id: string): Promise<string> {
  const { rows } = await sql<{
    file_name: string
  }>`SELECT f.name AS file_name FROM import i JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id
    WHERE i.id = ${import_id} AND i.state IN ('committing', 'committed')`.execute(tx)
  const [row] = rows
  if (!row) throw new Stale()
  return queue.enqueue(tx, actor, { kind: commitKind, title: `Commit ${row.file_name}`, subject_id: import_id })
}

/** Takes a list back before it was committed. The file and its rows are kept, with who withdrew it. */
export async function withdraw(tx: Write, given: { import_id: string; seen: number | null }): Promise<void> {
  await lockImport(tx, given.import_id, given.seen, ['uploaded', 'mapped', 'checking', 'ready', 'refused'])
  await sql`UPDATE import SET state = 'withdrawn', version = version + 1 WHERE id = ${given.import_id}`.execute(tx)
}

export interface RowDecision {
  line: number
  decision: 'same' | 'new' | 'leave_out'
  person_id: string | null
}

/** An officer's word on doubtful rows. `same` names the child; it must be one of the candidates of its row. @returns how many were taken. */
export async function decideRows(
  tx: Write,
  actor: { account_id: string | null },
  import_id: string,
  decisions: readonly RowDecision[],
): Promise<number> {
  const { rows } = await sql<{
    line: number
  }>`UPDATE import_row r SET decision = t.decision, decided_by = ${actor.account_id}, decided_at = now(),
      decided_person_id = CASE WHEN t.decision = 'same' THEN t.person_id END
    FROM jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) AS t (line integer, decision text, person_id uuid)
    WHERE r.import_id = ${import_id} AND r.line = t.line AND r.outcome = 'ambiguous' AND r.committed_at IS NULL
      AND (t.decision <> 'same' OR t.person_id = ANY(r.candidates)) RETURNING r.line`.execute(tx)
  return rows.length
}

/** Locks a list in one of these states, unchanged since it was `seen`. Throws Stale. */
export async function lockImport(
  tx: Write,
  import_id: string,
  seen: number | null,
  states: readonly string[],
): Promise<{ file_name: string; state: string; held: string[] }> {
  const { rows } = await sql<{
    version: number
    state: string
    held: string[]
    file_name: string
  }>`SELECT i.version, i.state, i.held, f.name AS file_name FROM import i
    JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id WHERE i.id = ${import_id} FOR UPDATE OF i`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw new Error('The list to lock is not there.')
  if ((seen !== null && row.version !== seen) || !states.includes(row.state)) throw new Stale()
  // A check or commit that goes on by itself is left alone; one that was stopped or given up can be asked for again.
  if (row.state === 'checking' || row.state === 'committing') {
    if (await isAtWork(tx, import_id)) throw new Stale()
  }
  return row
}

/** Whether a job is waiting to work on the list, or working. */
export async function isAtWork(tx: Read, import_id: string): Promise<boolean> {
  const job = await tx
    .selectFrom('job')
    .where('subject_id', '=', import_id)
    .where('state', 'in', ['waiting', 'running'])
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return job !== undefined
}
