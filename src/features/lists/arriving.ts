import type { Write } from '../../ground/database/door.ts'
import { type BroughtIn, bringIn } from './bring-in.ts'
import { importContext } from './import-context.ts'
import { type Mapping, mappingProblems } from './mapping.ts'
import { hasColumns } from './read-list.ts'

/** A list that came without anybody at a page. */
export interface Arrived {
  id: string
  /** The very file came in before. */
  again: boolean
  mapping: Mapping
  /** Why its columns have to be chosen by somebody before it can be checked, in sentences; none when it can be. */
  problems: string[]
}

/**
 * Brings in a list that arrived by itself: its columns are those that were chosen before, or that their names tell. It is never committed
 * by itself. Throws FileRefused, FileTooLarge.
 */
export async function arrive(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  given: BroughtIn & { came_by: 'pick_up' | 'key' },
): Promise<Arrived> {
  const { id, again } = await bringIn(tx, actor, given)
  const { mapping, format, needed, expected } = await importContext(tx, id)
  const { headers, month_first } = await tx
    .selectFrom('import')
    .where('id', '=', id)
    .select(['headers', 'month_first'])
    .executeTakeFirstOrThrow()
  const problems = hasColumns(format)
    ? mappingProblems(mapping, { needed, expected }, { headers: headers ?? [], month_first })
        .filter(problem => problem.severity === 'refused')
        .map(problem => problem.reason)
    : []
  return { id, again, mapping, problems }
}
