import type pg from 'pg'
import type { Asker, FieldClass, Row } from './policy.ts'

/** Kinds of list that an authority adds, and how lists arrive by themselves: who sees and changes them, said a second time. */

interface Known {
  holds(who: Asker, permission: string): boolean
  has(who: Asker, field: FieldClass): boolean
}

/** A kind is for who may read lists; a protected one for who made it, and for who sees protected fields. Keys and pick-ups are for who sets them up. */
export const seesArrivals = ({ holds, has }: Known) => {
  const here = (who: Asker, row: Row) => row.authority_id === who.authority_id
  const seesKind = (who: Asker, row: Row) =>
    here(who, row) &&
    holds(who, 'lists.read') &&
    (row.base !== 'own_protected' || has(who, 'protected') || row.made_by === who.account_id)
  const setsUp = (who: Asker, row: Row) => here(who, row) && holds(who, 'lists.arrivals')
  return {
    own_kind: seesKind,
    own_kind_change: (who: Asker, row: Row) =>
      seesKind(who, { ...(row.kind_of as Row), authority_id: row.authority_id }),
    upload_key: setsUp,
    pick_up: setsUp,
    picked_file: setsUp,
  }
}

export const arrivalPrivileges: Record<string, string> = {
  own_kind: 'r a w(absence_means,expected,name,needed,presence_means,stopped_at,version)',
  own_kind_change: 'r a',
  upload_key: 'r a w(ended_at,ended_by,last_used_at)',
  pick_up:
    'r a w(ended_at,every,folder,host,host_key,hour,last_at,last_outcome,last_sentence,login,next_at,pattern,paused_at,port,secret,true_on,version,weekday)',
  picked_file: 'r a',
}

/** An open and a protected kind with their beginnings, a key and a pick-up of a source, each in force and ended, and a picked file. */
export async function plantArrivals(
  db: pg.ClientBase,
  authority_id: string,
  { by, manager }: { by: string; manager: string },
): Promise<void> {
  for (const [base, made_by] of [
    ['own_residence', by],
    ['own_protected', by],
    ['own_protected', manager],
  ] as const)
    await db.query(
      `WITH made AS (INSERT INTO own_kind (authority_id, base, name, presence_means, absence_means, made_by)
         VALUES ($1, $2, $2 || ' ' || $3::text, 'planted', 'planted', $3::uuid) RETURNING *)
       INSERT INTO own_kind_change (authority_id, own_kind_id, version, what, name, presence_means, absence_means, expected, needed, changed_by)
       SELECT authority_id, id, 1, 'added', name, presence_means, absence_means, '{}', '{}', made_by FROM made`,
      [authority_id, base, made_by],
    )
  for (const ended_at of [null, '2026-11-01'])
    await db.query(
      `WITH kept AS (SELECT id FROM source WHERE authority_id = $1 AND kind = 'health'),
       key AS (INSERT INTO upload_key (authority_id, source_id, name, secret_hash, made_by, ended_at)
         SELECT $1, id, 'planted', sha256((id::text || coalesce($3::text, ''))::bytea), $2, $3::timestamptz FROM kept),
       up AS (INSERT INTO pick_up (authority_id, source_id, place, folder, pattern, true_on, every, hour, weekday, next_at, made_by, ended_at)
         SELECT $1, id, 'folder', 'planted', '*.csv', 'file_day', 'day', 6, 1, now(), $2, $3::timestamptz FROM kept RETURNING id)
       INSERT INTO picked_file (authority_id, pick_up_id, name, size, changed_at, outcome, sentence)
       SELECT $1, id, 'planted.csv', 1, now(), 'refused', 'planted' FROM up`,
      [authority_id, manager, ended_at],
    )
}
