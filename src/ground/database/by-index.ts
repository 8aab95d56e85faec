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

/**
 * From here to the end of the transaction whole tables may be gathered. What a person reads goes by index, row by row
 * (`door.ts`); this is for the few questions that are of the whole county, whose answer no few rows hold.
 */
export const gatherWhole = async (tx: Read): Promise<void> => {
  await sql`SELECT set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
    set_config('enable_mergejoin', 'on', true), set_config('enable_material', 'on', true)`.execute(tx)
}

/**
 * From here to the end of the transaction sets are joined as sets, never row by row. For questions of a whole list that came in a
 * moment ago: the planner believes it to be a few rows, and would walk all of it for each row of the other side.
 */
export const joinSets = async (tx: Read): Promise<void> => {
  await sql`SELECT set_config('enable_nestloop', 'off', true), set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
    set_config('work_mem', '64MB', true)`.execute(tx)
}
