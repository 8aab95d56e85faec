import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/**
 * The day on which the authority's ledger opens: that of its first roll, or of its first list of any kind while there is no
 * roll yet. Null before any list. `but_for` leaves one import out.
 */
export async function readOpening(tx: Read, but_for: string | null = null): Promise<Day | null> {
  const { rows } = await sql<{ opens_on: Day | null }>`
    SELECT coalesce(min(i.as_at) FILTER (WHERE s.kind = 'school_roll'), min(i.as_at)) AS opens_on
    FROM import i JOIN source s ON s.authority_id = i.authority_id AND s.id = i.source_id WHERE i.state IN ('committing', 'committed', 'undoing') AND i.id IS DISTINCT FROM ${but_for}::uuid`.execute(
    tx,
  )
  return rows[0]?.opens_on ?? null
}
