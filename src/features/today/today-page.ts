import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { actionsFor, countActionsFor, myActionsUrl } from '../agreed-actions/index.ts'
import { casesUrl } from '../cases/index.ts'
import { type Reckoning, reckoningForReading } from '../children/index.ts'
import { listUrl } from '../lists/index.ts'
import { countPlansWithoutEducation, listPlansWithoutEducation } from '../needs/index.ts'
import { ownCalendarUrl, personOnly } from '../people/index.ts'
import { countUnnamed, lateReferralsUrl, lateSinceFor } from '../referrals/index.ts'
import { clocksDueUrl, foundUrl, plansUrl, todayUrl } from './addresses.ts'
import { clocksWithoutDate, countedTo } from './clocks.ts'
import { childrenFound, countFound } from './found.ts'
import { actionLine, clockLine, countText, foundLine, listSentence, myCaseLine, noneFound, planLine } from './lines.ts'
import { ofOthers, ownersFor, warnedAs } from './owners.ts'
import { cameIn, countMyCases, myCases } from './queries.ts'
import { type ClockSection, clockSection, first, seen, shown } from './sections.ts'
import { type TodayModel, todayPage, type WorkSection } from './views.ts'
import { dueBetween, type Window } from './windows.ts'

const columns = { what: true, owed_by: false, lead: 'Led by', action: 'What you can do' }

const windows: readonly { window: Window; title: string; says: string; empty: string }[] = [
  {
    window: 'overdue',
    title: 'Overdue',
    says: 'What the council owes these children and has not done by its day, the longest first.',
    empty: 'No clock is overdue.',
  },
  {
    window: 'soon',
    title: 'Due within 5 school days',
    says: 'What is due on these days. Today counts as one of the five.',
    empty: 'No clock is due within 5 school days.',
  },
  {
    window: 'next_week',
    title: 'Will breach next week',
    says: 'Clocks that run out next week if nothing happens, so that something can.',
    empty: 'Nothing breaches next week as things stand.',
  },
]

/** The first page of a day: every section is a few lines and the way to all of them. */
export function todayPages(page: Pages): void {
  page.get(todayUrl, { may: 'today.read', audit: 'today viewed' }, async ({ tx, identity, look, reply, today }) => {
    const person = personOnly(identity)
    const reckoning = await reckoningForReading(tx)
    const sections: WorkSection[] = []
    for (const part of [
      ...ownSections(person, reckoning),
      warningsSection(person, reckoning),
      othersSection(person, reckoning),
    ])
      sections.push(await clockSection(tx, person, part, look, row => clockLine(person, reckoning, row, today)))
    if (may(person, 'cases.change')) sections.push(await actionsSection(tx, person, look))
    sections.push(await myCasesSection(tx, person, reckoning, look))
    sections.push(await foundSection(tx, person, look))
    if (person.classes.includes('care_status')) sections.push(await plansSection(tx, person, look))
    const without = await clocksWithoutDate(tx, today)
    return reply.page(todayPage, {
      title: 'Today',
      recorded: true,
      date: formatDay(today),
      sections,
      without_date: without && `${countText(without.count)} running without a date. ${without.problem}`,
      feed_href: ownCalendarUrl,
      lists: may(person, 'lists.read') ? await listsSection(tx, person) : null,
      referrals: may(person, 'referrals.triage') ? await lateReferrals(tx, person) : null,
    })
  })
}

/** What the person's own team answers for. */
const ownSections = (person: Person, { calendars }: Reckoning): ClockSection[] =>
  windows.map(({ window, ...words }) => ({
    ...words,
    ...{ id: window.replace('_', '-'), href: clocksDueUrl(window, { owed: 'team' }), shows: columns },
    asked: { between: dueBetween(window, calendars.authority, person.today), owners: ownersFor(person) },
    foretells: window === 'next_week',
  }))

/** What somebody else has still time for, and the rule says that this team is to know. */
const warningsSection = (person: Person, { calendars }: Reckoning): ClockSection => ({
  id: 'warned',
  title: 'You are warned',
  says: 'What others owe or may do, and is to be known to you from now on by its rule. It stands here until the day on which it is due.',
  empty: 'No rule warns you of what others owe.',
  href: clocksDueUrl('warned'),
  shows: { ...columns, owed_by: true },
  asked: {
    between: dueBetween('warned', calendars.authority, person.today),
    ...{ owners: null, warned: warnedAs(person) },
  },
})

const othersSection = (person: Person, { calendars }: Reckoning): ClockSection => ({
  id: 'others',
  title: 'Owed by schools and providers',
  says: 'What schools, boards and providers owe and have not done by its day. The rule says what may be done about it; a person decides.',
  empty: 'No school, board or provider is late.',
  href: clocksDueUrl('overdue', { owed: 'others' }),
  shows: { ...columns, owed_by: true },
  asked: { between: dueBetween('overdue', calendars.authority, person.today), owners: ofOthers },
})

async function myCasesSection(tx: Read, person: Person, reckoning: Reckoning, look: Look): Promise<WorkSection> {
  const rows = await myCases(tx, person, shown + 1)
  const lines = rows.slice(0, shown)
  seen(
    look,
    lines.map(row => row.person_id),
  )
  return {
    id: 'my-cases',
    title: 'My cases',
    says: 'Open cases that you lead, the first due first.',
    count: countText(await countMyCases(tx, person)),
    href: `${casesUrl}?whose=mine`,
    empty: 'You lead no open case. A case comes to you when somebody hands it over.',
    when: 'Due',
    lines: lines.map(row => myCaseLine(reckoning, row, person.today)),
    more: rows.length > shown,
    shows: { ...columns, lead: 'State today', action: 'Case' },
    forecast: null,
  }
}

async function actionsSection(tx: Read, person: Person, look: Look): Promise<WorkSection> {
  const rows = await actionsFor(tx, person.account_id, shown + 1)
  const lines = rows.slice(0, shown)
  seen(
    look,
    lines.map(row => row.person_id),
  )
  return {
    id: 'my-actions',
    title: 'My actions',
    says: 'What you agreed to do about a child, the first due first.',
    count: countText(await countActionsFor(tx, person.account_id, countedTo + 1)),
    href: myActionsUrl,
    empty: 'Nothing that you agreed to do waits.',
    when: 'Due',
    lines: lines.map(row => actionLine(row, person.today)),
    more: rows.length > shown,
    shows: { ...columns, lead: 'Case', action: 'What you can do' },
    forecast: null,
  }
}

async function foundSection(tx: Read, person: Person, look: Look): Promise<WorkSection> {
  const rows = await childrenFound(tx, person.today, first('since', 'desc'))
  const lines = rows.slice(0, shown)
  seen(
    look,
    lines.map(row => row.id),
  )
  return {
    id: 'found',
    title: 'Children newly found',
    says: 'On no roll in the newest lists, nothing explains it, and nobody has opened a case.',
    count: countText(await countFound(tx, person.today)),
    href: foundUrl,
    empty: noneFound(person),
    when: 'On no roll since',
    lines: lines.map(row => foundLine(person, row)),
    more: rows.length > shown,
    shows: { ...columns, what: false },
    forecast: null,
  }
}

async function plansSection(tx: Read, person: Person, look: Look): Promise<WorkSection> {
  const anybody = { plan: null, why: null, account: null }
  const rows = await listPlansWithoutEducation(tx, anybody, person.today, first('since', 'asc'))
  const lines = rows.slice(0, shown)
  look.saw(
    lines.map(row => row.id),
    ['known_as', 'needs', 'state', 'attendance'],
  )
  return {
    id: 'plans',
    title: 'In need or on a protection plan, without education',
    says: 'Children with a plan of social care who are not in education or not attending, the longest first.',
    count: countText(await countPlansWithoutEducation(tx, person.today, countedTo + 1)),
    href: plansUrl,
    empty: 'No child whom you see with such a plan is without education or misses a tenth of the sessions.',
    when: 'Since',
    lines: lines.map(row => planLine(person, row)),
    more: rows.length > shown,
    shows: { ...columns, lead: 'Led by' },
    forecast: null,
  }
}

async function lateReferrals(tx: Read, { today }: Person): Promise<TodayModel['referrals']> {
  const count = await countUnnamed(tx, await lateSinceFor(tx, today))
  if (count === 0) return null
  const are = count === 1 ? '1 is' : `${count.toLocaleString('en-GB')} are`
  return { sentence: `${are} over the limit and nobody’s name is on them`, href: lateReferralsUrl }
}

const listsSection = async (tx: Read, person: Person): Promise<TodayModel['lists']> =>
  (await cameIn(tx, person.today, shown)).map(row => ({
    href: listUrl(row.id),
    source: row.source,
    as_at: formatShortDay(row.as_at),
    sentence: listSentence(row),
  }))
