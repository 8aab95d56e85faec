import type { Read } from '../../ground/database/door.ts'
import { type ImportContext, importContext } from './import-context.ts'

/**
 * The lists of the same source that were committed and are true on a later day, the earliest first. A list that comes in after them says
 * of children what they are silent about, and they have not yet been asked who of these they no longer hold.
 */
export async function laterLists(tx: Read, list: ImportContext): Promise<ImportContext[]> {
  const rows = await tx
    .selectFrom('import')
    .where('source_id', '=', list.source_id)
    .where('state', '=', 'committed')
    .where('as_at', '>', list.as_at)
    .orderBy('as_at')
    .orderBy('committed_at')
    .select('id')
    .execute()
  const later: ImportContext[] = []
  for (const { id } of rows) later.push(await importContext(tx, id))
  return later
}
