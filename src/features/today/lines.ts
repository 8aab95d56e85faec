import { type Identity, may } from '../../ground/database/identity.ts'
import { type Day, formatShortDay, type SchoolCalendar } from '../../rulebook/index.ts'
import { caseUrl, openCaseUrl } from '../cases/index.ts'
import { awayText, bandWords, childUrl, schoolDaysLeft, stateText } from '../children/index.ts'
import { type ClockLine, countedTo } from './clocks.ts'
import type { FoundLine } from './found.ts'
import type { CameIn, MyCaseLine } from './queries.ts'
import type { WorkLine } from './views.ts'

const band = (code: string | null): WorkLine['band'] =>
  code === null ? null : { text: code, tag: 'grey', ...bandWords[code] }

const away = (calendar: SchoolCalendar, due_on: Day, today: Day): string =>
  awayText(schoolDaysLeft(calendar, due_on, today), due_on, today)

/** Where the work on a child without a case is done, by what this person may. */
const withoutCase = (identity: Identity, person_id: string) =>
  may(identity, 'cases.change')
    ? { href: openCaseUrl(person_id), action: 'Open a case' }
    : { href: childUrl(person_id), action: 'See the child' }

export const clockLine = (identity: Identity, calendar: SchoolCalendar, line: ClockLine, today: Day): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.id),
  ...(line.case_id === null
    ? withoutCase(identity, line.id)
    : { href: caseUrl(line.case_id), action: 'Go to the case' }),
  when: formatShortDay(line.due_on),
  away: away(calendar, line.due_on, today),
  band: band(line.band),
  lead: line.lead ?? 'No case yet',
})

export const foundLine = (identity: Identity, line: FoundLine): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.id),
  ...withoutCase(identity, line.id),
  when: formatShortDay(line.since),
  away: '',
  band: band(line.band),
  lead: 'No case yet',
})

export const myCaseLine = (calendar: SchoolCalendar, line: MyCaseLine, today: Day): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.person_id),
  href: caseUrl(line.id),
  action: line.reference,
  when: line.due_on === null ? 'No clock runs' : formatShortDay(line.due_on),
  away: line.due_on === null ? '' : away(calendar, line.due_on, today),
  band: band(line.band),
  lead: stateText(line.state),
})

export const countText = (count: number): string =>
  count > countedTo ? `${countedTo.toLocaleString('en-GB')}+` : count.toLocaleString('en-GB')

const states: Readonly<Record<string, string>> = {
  uploaded: 'Waiting for its columns to be named.',
  mapped: 'Waiting to be checked.',
  checking: 'Being checked.',
  ready: 'Checked, and waiting to be committed.',
  committing: 'Being committed.',
  committed: 'Committed.',
  withdrawn: 'Withdrawn.',
  refused: 'Refused.',
  undone: 'Undone.',
}

/** "Committed. 312 rows: 4 new children, 2 to decide, 1 missing, 3 refused." */
export function listSentence(list: CameIn): string {
  const state = states[list.state] ?? list.state
  if (list.rows_read === 0) return state
  const parts = [
    [list.rows_new, 'new'],
    [list.rows_ambiguous, 'to decide'],
    [list.missing, 'missing since the list before'],
    [list.rows_refused, 'refused'],
  ] as const
  const counts = parts.filter(([n]) => n > 0).map(([n, text]) => `${n.toLocaleString('en-GB')} ${text}`)
  const rows = `${list.rows_read.toLocaleString('en-GB')} ${list.rows_read === 1 ? 'row' : 'rows'}`
  return `${state} ${rows}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.`
}
