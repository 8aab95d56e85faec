import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** Something that is to be looked at, and until when. */
export interface FlagRow {
  rule: string
  starts_on: Day
  ends_on: Day | null
  because: string
}

/** What is to be looked at about a child on a day, of which this reader may know, the newest first. */
export async function flagsOfChild(tx: Read, person_id: string, on: Day): Promise<FlagRow[]> {
  const { rows } = await sql<FlagRow>`SELECT rule, starts_on, ends_on, because FROM child_flag
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ${person_id} AND starts_on <= ${on} AND (ends_on IS NULL OR ends_on > ${on})
    ORDER BY starts_on DESC, rule, because`.execute(tx)
  return rows
}
