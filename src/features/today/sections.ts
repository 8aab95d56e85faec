import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Look } from '../../ground/look.ts'
import { type Day, formatShortDay, type Owner, ownerText, weekday, weekdayNames } from '../../rulebook/index.ts'
import { clocksDueUrl } from './addresses.ts'
import { type ClockLine, type ClocksAsked, clocksByDay, clocksDue, countClocks } from './clocks.ts'
import { countText } from './lines.ts'
import type { Forecast, WorkLine, WorkSection } from './views.ts'

/** So many lines stand on the first page; the rest behind the number. */
export const shown = 8

export const first = <Sort extends string>(sort: Sort, order: 'asc' | 'desc') => ({
  ...{ sort, order, from: null, limit: shown + 1 },
  beyond: order === 'asc' ? ('>' as const) : ('<' as const),
})

export const seen = (look: Look, person_ids: readonly string[]): void =>
  look.saw(person_ids, ['known_as', 'clock', 'band', 'case'])

/** What is said of a section of clocks, and what it asks for. */
export interface ClockSection extends Pick<WorkSection, 'id' | 'title' | 'says' | 'empty' | 'href' | 'shows'> {
  asked: ClocksAsked
  /** Whether it is told beside it what runs out on which day, whoever owes it. */
  foretells?: boolean
}

/** A section of clocks: its first lines, its number, and the way to all of them. */
export async function clockSection(
  tx: Read,
  person: Person,
  { asked, foretells = false, ...words }: ClockSection,
  look: Look,
  draw: (row: ClockLine) => WorkLine,
): Promise<WorkSection> {
  const rows = await clocksDue(tx, person, asked, first('due_on', 'asc'))
  const lines = rows.slice(0, shown)
  seen(
    look,
    lines.map(row => row.person_id),
  )
  return {
    ...words,
    when: 'Due',
    count: countText(await countClocks(tx, person, asked)),
    lines: lines.map(draw),
    more: rows.length > shown,
    forecast: foretells ? await forecastOf(tx, person, asked.between) : null,
  }
}

/** What will run out between two days if nothing happens, whoever owes it: by day and by owner, each number with its list. */
async function forecastOf(tx: Read, person: Person, between: ClocksAsked['between']): Promise<Forecast | null> {
  const counts = await clocksByDay(tx, person, { between, owners: null })
  if (counts.length === 0) return null
  const days = [...new Set(counts.map(({ due_on }) => due_on))].sort()
  const owners = Map.groupBy(counts, ({ owed_by }) => owed_by)
  return {
    days: days.map(day => `${(weekdayNames[weekday(day) - 1] ?? '').slice(0, 3)} ${formatShortDay(day)}`),
    owners: [...owners].map(([owner, some]) => ({
      text: ownerText(owner),
      cells: days.map(day => cellOf(some.find(one => one.due_on === day)?.n ?? 0, owner, day)),
      total: some.reduce((sum, { n }) => sum + n, 0).toLocaleString('en-GB'),
    })),
  }
}

const cellOf = (n: number, owed: Owner, on: Day) => ({
  n: n.toLocaleString('en-GB'),
  href: n === 0 ? null : clocksDueUrl(undefined, { owed, on }),
})
