import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'

/** Whether two children are never to be mentioned beside each other. */
export type Apart = (one: string, other: string) => boolean

/** Which of these children are never to be mentioned beside which others, by ids alone: one statement, answered by index. */
export async function neverBeside(tx: Read, person_ids: Iterable<string>): Promise<Apart> {
  const { rows } = await sql<{ id: string; person_id: string }>`
    SELECT t.id, n.person_id FROM unnest(${[...new Set(person_ids)]}::uuid[]) AS t (id) CROSS JOIN LATERAL never_beside(t.id) AS n`.execute(
    tx,
  )
  const apart = Map.groupBy(rows, row => row.id)
  return (one, other) => apart.get(one)?.some(row => row.person_id === other) ?? false
}

/** Those of a choice that may be shown together, the first first: whoever is never to stand beside one before is left out. */
export function shownTogether<T>(choice: readonly T[], idOf: (one: T) => string, isApart: Apart): T[] {
  const shown: T[] = []
  for (const one of choice) if (!shown.some(other => isApart(idOf(one), idOf(other)))) shown.push(one)
  return shown
}
