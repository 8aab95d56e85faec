import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { EntryKind } from '../../rulebook/index.ts'
import type { StoredEntry } from './plan.ts'

/** What stands in these calendars (null: the authority's own), in order of day. */
export async function entriesOf(tx: Read, calendars: readonly (number | null)[]): Promise<StoredEntry[]> {
  const urns = calendars.filter(urn => urn !== null)
  return tx
    .selectFrom('calendar_entry')
    .where('retracted_at', 'is', null)
    .where(sql<SqlBool>`(school_urn = ANY(${urns}::integer[]) OR (school_urn IS NULL AND ${calendars.includes(null)}))`)
    .select(['id', 'school_urn', sql<EntryKind>`kind`.as('kind'), 'starts_on', 'last_on', 'name'])
    .orderBy('starts_on')
    .orderBy('id')
    .execute()
}

/** A text that changes whenever any calendar of the authority does: what a preview was drawn from. */
export async function calendarsVersion(tx: Read): Promise<string> {
  const { version } = await tx
    .selectFrom('calendar_entry')
    .select(
      sql<string>`md5(concat_ws(' ', count(*), count(retracted_at), max(recorded_at), max(retracted_at)))`.as(
        'version',
      ),
    )
    .executeTakeFirstOrThrow()
  return version
}
