import { type Identity, may, type Person } from '../../ground/database/identity.ts'
import { type Day, formatShortDay, ownerText } from '../../rulebook/index.ts'
import { endActionUrl, type MyAction } from '../agreed-actions/index.ts'
import { caseUrl, kindForState, openCaseUrl } from '../cases/index.ts'
import { awayOf, bandWords, childUrl, clockTitle, clockUrl, type Reckoning, stateText } from '../children/index.ts'
import { type PlanWithoutEducation, whyText } from '../needs/index.ts'
import { type ClockLine, countedTo } from './clocks.ts'
import type { FoundLine } from './found.ts'
import type { CameIn, MyCaseLine } from './queries.ts'
import type { WorkLine } from './views.ts'

const band = (code: string | null): WorkLine['band'] =>
  code === null ? null : { text: code, tag: 'grey', ...bandWords[code] }

/** Where the work on a child without a case is done, by what this person may. */
const withoutCase = (identity: Identity, person_id: string) =>
  may(identity, 'cases.change')
    ? { href: openCaseUrl(person_id), action: 'Open a case' }
    : { href: childUrl(person_id), action: 'See the child' }

/** A clock as a line of work: what is due and by whom, and where the work is done. */
export const clockLine = (identity: Identity, reckoning: Reckoning, line: ClockLine, today: Day): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.person_id),
  ...(line.case_id !== null && may(identity, 'cases.read')
    ? { href: caseUrl(line.case_id), action: 'Go to the case' }
    : kindForState(line.state) === null
      ? { href: clockUrl(line.person_id, line), action: 'See the clock' }
      : withoutCase(identity, line.person_id)),
  what: { text: clockTitle(line), href: clockUrl(line.person_id, line) },
  owed_by: ownerText(line.owed_by),
  when: formatShortDay(line.due_on),
  away: awayOf(line, reckoning, today),
  band: band(line.band),
  lead: line.lead ?? 'No case yet',
})

export const foundLine = (identity: Identity, line: FoundLine): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.id),
  ...withoutCase(identity, line.id),
  ...{ what: null, owed_by: null, when: formatShortDay(line.since), away: '' },
  band: band(line.band),
  lead: 'No case yet',
})

export const planLine = (identity: Identity, line: PlanWithoutEducation): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.id),
  ...(line.case_id !== null && may(identity, 'cases.read')
    ? { href: caseUrl(line.case_id), action: 'Go to the case' }
    : line.account === null
      ? { href: childUrl(line.id), action: 'See the child' }
      : withoutCase(identity, line.id)),
  what: { text: whyText(line), href: null },
  ...{ owed_by: null, when: formatShortDay(line.since), away: '' },
  band: null,
  lead: line.lead ?? 'No case yet',
})

export const myCaseLine = (reckoning: Reckoning, line: MyCaseLine, today: Day): WorkLine => {
  const { rule, clock_opened_on, opened_by, due_on, school_urn } = line
  const clock =
    rule === null || clock_opened_on === null || due_on === null
      ? null
      : { rule, opened_on: clock_opened_on, opened_by: opened_by ?? '', due_on, school_urn }
  return {
    name: line.known_as ?? 'A child',
    child_href: childUrl(line.person_id),
    href: caseUrl(line.id),
    action: line.reference,
    what: clock && { text: clockTitle(clock), href: clockUrl(line.person_id, clock) },
    owed_by: null,
    when: clock === null ? 'No clock runs' : formatShortDay(clock.due_on),
    away: clock === null ? '' : awayOf(clock, reckoning, today),
    band: band(line.band),
    lead: stateText(line.state),
  }
}

/** What somebody agreed to do, as a line of work. */
export const actionLine = (line: MyAction, today: Day): WorkLine => ({
  name: line.known_as ?? 'A child',
  child_href: childUrl(line.person_id),
  ...{ href: endActionUrl(line.case_id, line.id), action: 'Done or dropped' },
  what: { text: line.what, href: caseUrl(line.case_id) },
  ...{ owed_by: null, when: formatShortDay(line.due_on), away: line.due_on < today ? 'Overdue' : '', band: null },
  lead: line.reference,
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

/** Why nobody stands among the children newly found: of the county nobody is left, or of those whom this person works with. */
export const noneFound = ({ scope }: Person): string =>
  scope === 'county'
    ? 'Every child that the lists show is explained or has a case. New ones come with the next list.'
    : 'No child whom you work with is newly found. Children whom nobody works with yet are shown to the officers of the whole council.'
