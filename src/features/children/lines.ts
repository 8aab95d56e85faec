import { ageOn, type Day, formatShortDay, yearGroup, yearGroupText } from '../../rulebook/index.ts'
import type { ChildRow } from './queries.ts'
import type { ChildLine } from './views.ts'
import { bandWords, stateTag, stateText } from './words.ts'

/**
 * A child as a line of a list.
 * @param seesStates false for a role that sees no education: that it is shown no state does not mean that there is none.
 */
export function childLine(row: ChildRow, on: Day, seesStates = true): ChildLine {
  const group = row.born_on && yearGroup(row.born_on, on)
  return {
    id: row.id,
    href: `/children/${row.id}`,
    known_as: row.known_as || 'Name not known',
    born: row.born_on ? formatShortDay(row.born_on) : 'Not known',
    year: group ? yearGroupText(group) : row.born_on ? `Aged ${ageOn(row.born_on, on)}` : '',
    state: seesStates ? stateText(row.state) : 'Not shown to your role',
    tag: stateTag(row.state),
    since: row.since ? formatShortDay(row.since) : '',
    school: row.school_name ?? '',
    band: row.band ? (bandWords[row.band] ?? null) : null,
  }
}
