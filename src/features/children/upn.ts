import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'

/** The UPN of a child that was said last and has no fault; null where no source says one that this reader may see. */
export async function upnOf(tx: Read, person_id: string): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    SELECT f.value FROM identifier_fact f WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id})
      AND f.kind = 'upn' AND f.retracted_at IS NULL AND f.ends_on IS NULL AND f.problem IS NULL ORDER BY f.recorded_at DESC, f.id DESC LIMIT 1`.execute(
    tx,
  )
  return rows[0]?.value ?? null
}
