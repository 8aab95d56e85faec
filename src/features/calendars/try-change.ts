import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type CalendarChange, firstDayOf, writeEntries } from './change.ts'
import type { MovedClock } from './moved-clocks.ts'
import { countedFrom, recount } from './recount.ts'

/** Children on whom a change is tried before it is made. Of more a preview would keep its reader, and the database, waiting. */
export const mostTried = 2000

/** What a change would do to clocks. Of sealed children only those on whom the reader is named are in it. */
export interface TriedChange {
  /** Children with a clock that was counted over a changed day, and how many of them it was tried on. */
  children: number
  tried: number
  /** Of children whom the reader may see, with what they are called. */
  seen: readonly (MovedClock & { known_as: string })[]
  /** Of the others: how many clocks. */
  others: readonly MovedClock[]
}

/** Tries a change and takes it back, so that what is told before it is made is what will come. Throws Stale. */
export async function tryChange(tx: Write, actor: Person, change: CalendarChange): Promise<TriedChange> {
  const from = firstDayOf(change)
  if (from === undefined) return { children: 0, tried: 0, seen: [], others: [] }
  await sql`SAVEPOINT tried_calendar`.execute(tx)
  await writeEntries(tx, actor, change)
  const counted = await countedFrom(tx, from)
  const some = counted.slice(0, mostTried)
  const moved = await recount(
    tx,
    some.map(({ person_id }) => person_id),
    actor.today,
  )
  await sql`ROLLBACK TO SAVEPOINT tried_calendar`.execute(tx)
  const names = await namesSeen(
    tx,
    moved.map(({ person_id }) => person_id),
  )
  const open = (rows: readonly { sealed: boolean }[]) => rows.filter(({ sealed }) => !sealed).length
  return {
    children: open(counted),
    tried: open(some),
    seen: moved
      .flatMap(clock => {
        const known_as = names.get(clock.person_id)
        return known_as === undefined ? [] : [{ ...clock, known_as }]
      })
      .sort((a, b) => (a.due_after ?? '').localeCompare(b.due_after ?? '') || a.known_as.localeCompare(b.known_as)),
    others: moved.filter(({ person_id, sealed }) => !sealed && !names.has(person_id)),
  }
}

/** What the children are called whose clocks the reader may see. */
async function namesSeen(tx: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ person_id: string; known_as: string }>`
    SELECT s.person_id, s.known_as FROM child_summary s WHERE s.person_id = ANY(${[...new Set(ids)]}::uuid[])
      AND EXISTS (SELECT FROM child_state k WHERE k.authority_id = s.authority_id AND k.person_id = s.person_id)`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.person_id, row.known_as || 'Name not known']))
}
