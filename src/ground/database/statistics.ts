import { sql } from 'kysely'
import type { Write } from './door.ts'

/**
 * Has the planner look over the tables that grew much. The engine's, after it wrote many rows: the server would do so by itself
 * within a minute or two, and until then a page may be planned as if its tables were empty.
 */
export const refreshStatistics = async (tx: Write): Promise<void> => {
  await sql`SELECT refresh_statistics()`.execute(tx)
}
