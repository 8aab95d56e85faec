import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type CalendarChange, changedDays, writeEntries } from './change.ts'
import type { MovedClock } from './moved-clocks.ts'
import { countedOver, recount } from './recount.ts'

/** Children on whom a change is tried before it is made. Of more a preview would keep its reader, and the database, waiting. */
export const mostTried = 2000

/** What a change would do to clocks. Of sealed children only those on whom the reader is named are in it. */
export interface TriedChange {
  /** Children whom the change makes worked out anew, and how many of them it was tried on. */
  children: number
  tried: number
  /** Those that the reader may see, with what their children are called. */
  seen: readonly (MovedClock & { known_as: string })[]
  /** The others, to be counted. */
  others: readonly MovedClock[]
}

/** Tries a change and takes it back, so that what is told before it is made is what will come. Throws Stale. */
export async function tryChange(tx: Write, actor: Person, change: CalendarChange): Promise<TriedChange> {
  const days = changedDays(change)
  if (days === undefined) return { children: 0, tried: 0, seen: [], others: [] }
  await sql`SAVEPOINT tried_calendar`.execute(tx)
  await writeEntries(tx, actor, change)
  const counted = await countedOver(tx, days)
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
  // Of which class a clock is goes by what opened it: the same that its policy asks.
  const maySee = ({ field_class }: MovedClock) => actor.classes.some(one => one === field_class)
  const open = (rows: readonly { sealed: boolean }[]) => rows.filter(({ sealed }) => !sealed).length
  return {
    children: open(counted),
    tried: open(some),
    seen: moved
      .flatMap(clock => {
        const known_as = maySee(clock) ? names.get(clock.person_id) : undefined
        return known_as === undefined ? [] : [{ ...clock, known_as }]
      })
      .sort((a, b) => (a.due_after ?? '').localeCompare(b.due_after ?? '') || a.known_as.localeCompare(b.known_as)),
    others: moved.filter(clock => !clock.sealed && !(maySee(clock) && names.has(clock.person_id))),
  }
}

/** What the children are called whom the reader may see. */
async function namesSeen(tx: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ person_id: string; known_as: string }>`
    SELECT person_id, known_as FROM child_summary WHERE person_id = ANY(${[...new Set(ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.person_id, row.known_as || 'Name not known']))
}
