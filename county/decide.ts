import { sql } from 'kysely'
import { decideRows, type ListWork } from '../src/features/lists/index.ts'
import { rowOwners } from './read-county.ts'

/** Every so many doubtful rows are left for whoever visits the demonstration. */
const leftForVisitors = 25

const truths = new Map<string, ReturnType<typeof rowOwners>>()

/** Which made-up child each row of each file is of. */
function truthOf(folder: string): ReturnType<typeof rowOwners> {
  const before = truths.get(folder)
  if (before) return before
  const made = rowOwners(folder)
  truths.clear()
  truths.set(folder, made)
  return made
}

/**
 * Decides the doubtful rows of a made-up list as an officer who rang every school would: by the truth the county was made
 * from. The decisions stand in the record under that officer's name, like any other.
 */
export async function decideByTruth(
  work: ListWork,
  import_id: string,
  o: { folder: string; path: string; officer: string; leave: boolean },
): Promise<void> {
  const truth = truthOf(o.folder)
  await work.write('doubtful rows decided', async tx => {
    const { rows: doubtful } = await sql<{ line: number; candidates: string[] }>`SELECT line, candidates FROM import_row
      WHERE import_id = ${import_id} AND outcome = 'ambiguous' ORDER BY line`.execute(tx)
    const ids = [...new Set(doubtful.flatMap(row => row.candidates))]
    const { rows: known } = await sql<{ person_id: string; file: string; line: number }>`
      SELECT d.person_id, f.name AS file, r.line FROM record d JOIN import_row r ON r.authority_id = d.authority_id AND r.record_id = d.id
      JOIN import i ON i.authority_id = r.authority_id AND i.id = r.import_id JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id
      WHERE d.person_id = ANY(${ids}::uuid[])`.execute(tx)
    const childOf = new Map<string, Set<number>>()
    for (const row of known) {
      const child = truth(`lists/${row.file}`, row.line)
      if (child) childOf.set(row.person_id, (childOf.get(row.person_id) ?? new Set()).add(child))
    }
    const decisions = doubtful.flatMap((row, index) => {
      if (o.leave && index % leftForVisitors === leftForVisitors - 1) return []
      const child = truth(o.path, row.line)
      const same = row.candidates.find(id => child !== 0 && childOf.get(id)?.has(child))
      return [{ line: row.line, decision: same ? ('same' as const) : ('new' as const), person_id: same ?? null }]
    })
    await decideRows(tx, { account_id: o.officer }, import_id, decisions)
  })
}
