import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { ImportContext } from './import-context.ts'

/** What a list came to when it was checked. */
export interface Checked {
  rows_read: number
  rows_refused: number
  rows_matched: number
}

/** A list of before; `first` when its source had none before it. */
export type CheckedBefore = Checked & { first: boolean }

/** Smaller lists differ by chance: one child more or less is a tenth of them. */
const fewest = 20
/** How far below the worst list of before a share may fall, in hundredths. */
const tolerance = 10

const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.round((100 * part) / whole))
const matchedShare = ({ rows_read, rows_refused, rows_matched }: Checked): number =>
  percent(rows_matched, rows_read - rows_refused)
const readShare = ({ rows_read, rows_refused }: Checked): number => percent(rows_read - rows_refused, rows_read)

/**
 * Why a list is held back whole, in sentences that say what to look at; none when it is like its source's lists of before, or when
 * there are none to compare it with. A file of another place, with columns that moved, or cut off looks like this.
 * @param before lists of the same source that were committed, the newest first.
 */
export function reasonsToHold(list: Checked, before: readonly CheckedBefore[]): string[] {
  const past = before.filter(one => one.rows_read >= fewest)
  const [last] = past
  if (!last || list.rows_read === 0) return []
  const reasons: string[] = []
  // Of the first list of a source nobody can say how many of its children are known.
  const worstMatch = Math.min(100, ...past.filter(one => !one.first).map(matchedShare))
  const isKnown = past.some(one => !one.first)
  if (isKnown && list.rows_read >= fewest && matchedShare(list) < worstMatch - tolerance)
    reasons.push(
      `${matchedShare(list)} in 100 rows are of children known here; of this source’s lists before, at least ${worstMatch} in 100 were. See that it is the right file, and that each column means what it should.`,
    )
  const worstRead = Math.min(...past.map(readShare))
  if (list.rows_read >= fewest && readShare(list) < worstRead - tolerance)
    reasons.push(
      `${100 - readShare(list)} in 100 rows are refused; of this source’s lists before, at most ${100 - worstRead} in 100 were. See what is wrong with them, mend the file and bring it in again.`,
    )
  if (list.rows_read * 2 < last.rows_read)
    reasons.push(
      `It holds ${list.rows_read.toLocaleString('en-GB')} rows, and the list before held ${last.rows_read.toLocaleString('en-GB')}. See that it is whole.`,
    )
  return reasons
}

/** The last five lists that were committed of a list's source, the newest first. */
export async function listsBefore(
  tx: Read,
  list: Pick<ImportContext, 'id' | 'source_id' | 'as_at'>,
): Promise<CheckedBefore[]> {
  const { rows } = await sql<CheckedBefore>`SELECT rows_read, rows_refused, rows_matched,
      NOT EXISTS (SELECT FROM import e WHERE e.source_id = i.source_id AND e.state = 'committed' AND e.as_at < i.as_at) AS first
    FROM import i WHERE source_id = ${list.source_id} AND id <> ${list.id} AND state = 'committed' AND as_at <= ${list.as_at}
    ORDER BY as_at DESC, committed_at DESC LIMIT 5`.execute(tx)
  return rows
}

/** Holds a checked list back when it is unlike those of its source before it, and says why. */
export async function holdIfUnlike(tx: Write, list: Pick<ImportContext, 'id' | 'source_id' | 'as_at'>): Promise<void> {
  const now = await tx
    .selectFrom('import')
    .where('id', '=', list.id)
    .select(['rows_read', 'rows_refused', 'rows_matched'])
    .executeTakeFirstOrThrow()
  const held = reasonsToHold(now, await listsBefore(tx, list))
  await tx
    .updateTable('import')
    .set({ held, released_by: null, released_because: null })
    .where('id', '=', list.id)
    .execute()
}
