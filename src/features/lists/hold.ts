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

/** Why a list of a roll is held back that says of no child at which school, where the lists of its source before said it. */
export const schoolUnsaid =
  'No row says at which school its children are, and no school was chosen; the list of this source before said it. Committed so, each child would be on a second roll, of no school. Bring the list in again with its school, or with the column that holds it.'

/** Whether a list of a roll says of no child at which school, though the list of its source before did. */
async function isSchoolUnsaid(tx: Read, { id, source_id, as_at, presence, school_urn }: Held): Promise<boolean> {
  if (presence !== 'enrolment' || school_urn !== null) return false
  const says = sql`jsonb_path_exists(i.schools_named, '$[*] ? (@.school_urn != null || @.school_laestab != null)')`
  const { rows } = await sql<{ unsaid: boolean }>`SELECT NOT coalesce(${says}, true) AND EXISTS (
      SELECT FROM (SELECT b.schools_named, b.school_urn FROM import b WHERE b.source_id = ${source_id} AND b.state = 'committed' AND b.as_at <= ${as_at}::date
        ORDER BY b.as_at DESC, b.committed_at DESC LIMIT 1) i WHERE i.school_urn IS NOT NULL OR ${says}) AS unsaid
    FROM import i WHERE i.id = ${id}`.execute(tx)
  return rows[0]?.unsaid ?? false
}

type Held = Pick<ImportContext, 'id' | 'source_id' | 'as_at' | 'presence' | 'school_urn'>

/** Holds a checked list back when it is unlike those of its source before it, and says why. */
export async function holdIfUnlike(tx: Write, list: Held): Promise<void> {
  const now = await tx
    .selectFrom('import')
    .where('id', '=', list.id)
    .select(['rows_read', 'rows_refused', 'rows_matched'])
    .executeTakeFirstOrThrow()
  const unlike = reasonsToHold(now, await listsBefore(tx, list))
  const held = (await isSchoolUnsaid(tx, list)) ? [schoolUnsaid, ...unlike] : unlike
  await tx
    .updateTable('import')
    .set({ held, released_by: null, released_because: null })
    .where('id', '=', list.id)
    .execute()
}
