import { ageOn, type Day, formatShortDay, londonDay, yearGroup, yearGroupText } from '../../rulebook/index.ts'
import type { ChildRow, FactRow } from './queries.ts'
import type { ChildLine, FactLine } from './views.ts'
import { bandWords, fromTo, stateTag, stateText } from './words.ts'

/** A child as a line of a list. */
export function childLine(row: ChildRow, on: Day): ChildLine {
  const group = row.born_on && yearGroup(row.born_on, on)
  return {
    id: row.id,
    href: `/children/${row.id}`,
    known_as: row.known_as || 'Name not known',
    born: row.born_on ? formatShortDay(row.born_on) : 'Not known',
    year: group ? yearGroupText(group) : row.born_on ? `Aged ${ageOn(row.born_on, on)}` : '',
    state: stateText(row.state),
    tag: stateTag(row.state),
    since: row.since ? formatShortDay(row.since) : '',
    school: row.school_name ?? '',
    band: row.band ? (bandWords[row.band] ?? null) : null,
  }
}

/** A fact with its source and age. Outsiders are told the class of the source, never its name. */
export const factLine = (row: FactRow, insider: boolean): FactLine => ({
  what: row.what,
  said: row.said,
  days: fromTo(row.starts_on, row.ends_on),
  source: insider ? (row.source_name ?? row.shown_as) : row.shown_as,
  recorded: formatShortDay(londonDay(row.recorded_at.toISOString())),
  retracted: row.retracted_at ? formatShortDay(londonDay(row.retracted_at.toISOString())) : null,
  problem: row.problem,
})
