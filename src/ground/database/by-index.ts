import { sql } from 'kysely'
import type { Read } from './door.ts'

/**
 * From here to the end of the transaction statements go by index where there is one. For bulk work that asks for a thousand
 * rows by their keys, again and again, while the tables grow under it: statistics are behind, and one walk through a whole
 * table where a thousand look-ups were meant costs more than all that the walk could ever save.
 */
export const goByIndex = async (tx: Read): Promise<void> => {
  await sql`SELECT set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`.execute(
    tx,
  )
}
