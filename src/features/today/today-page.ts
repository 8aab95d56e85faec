import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { formatDay, formatShortDay, type SchoolCalendar } from '../../rulebook/index.ts'
import { readAuthorityCalendar } from '../calendars/index.ts'
import { casesUrl } from '../cases/index.ts'
import { listUrl } from '../lists/index.ts'
import { personOnly } from '../people/index.ts'
import { clocksDueUrl, foundUrl, todayUrl } from './addresses.ts'
import { clocksDue, clocksWithoutDate, countClocks } from './clocks.ts'
import { childrenFound, countFound } from './found.ts'
import { clockLine, countText, foundLine, listSentence, myCaseLine } from './lines.ts'
import { cameIn, countMyCases, myCases } from './queries.ts'
import { type TodayModel, todayPage, type WorkSection } from './views.ts'
import { dueBetween, type Window } from './windows.ts'

const shown = 8

const windows: readonly { window: Window; title: string; says: string; empty: string }[] = [
  {
    window: 'overdue',
    title: 'Overdue',
    says: 'Level two is open: these children have been without education for longer than the clock allows, the longest first.',
    empty: 'No clock is overdue.',
  },
  {
    window: 'soon',
    title: 'Due within 5 school days',
    says: 'Level two opens on these days unless the child is in education before. Today counts as one of the five.',
    empty: 'No clock is due within 5 school days.',
  },
  {
    window: 'next_week',
    title: 'Will breach next week',
    says: 'Children whose clock runs out next week if nothing happens, so that something can.',
    empty: 'Nothing breaches next week as things stand.',
  },
]

/** The first page of a day: every section is a few lines and the way to all of them. */
export function todayPages(page: Pages): void {
  page.get(todayUrl, { may: 'today.read', audit: 'today viewed' }, async ({ tx, identity, look, reply, today }) => {
    const person = personOnly(identity)
    const calendar = await readAuthorityCalendar(tx)
    const sections: WorkSection[] = []
    for (const part of windows) sections.push(await clockSection(tx, person, calendar, part, look))
    sections.push(await myCasesSection(tx, person, calendar, look))
    sections.push(await foundSection(tx, person, look))
    const without = await clocksWithoutDate(tx, today)
    return reply.page(todayPage, {
      title: 'Today',
      recorded: true,
      date: formatDay(today),
      sections,
      without_date: without && `${countText(without.count)} running without a date. ${without.problem}`,
      lists: may(person, 'lists.read') ? await listsSection(tx, person) : null,
    })
  })
}

async function clockSection(
  tx: Read,
  person: Person,
  calendar: SchoolCalendar,
  { window, ...words }: (typeof windows)[number],
  look: Look,
): Promise<WorkSection> {
  const between = dueBetween(window, calendar, person.today)
  const rows = await clocksDue(tx, person, between, first('due_on', 'asc'))
  seen(look, rows.slice(0, shown))
  return {
    ...words,
    id: window.replace('_', '-'),
    count: countText(await countClocks(tx, person.today, between)),
    href: clocksDueUrl(window),
    when: 'Due',
    lines: rows.slice(0, shown).map(row => clockLine(person, calendar, row, person.today)),
    more: rows.length > shown,
  }
}

async function myCasesSection(tx: Read, person: Person, calendar: SchoolCalendar, look: Look): Promise<WorkSection> {
  const rows = await myCases(tx, person, shown + 1)
  seen(
    look,
    rows.slice(0, shown).map(row => ({ id: row.person_id })),
  )
  return {
    id: 'my-cases',
    title: 'My cases',
    says: 'Open cases that you lead, the first due first.',
    count: countText(await countMyCases(tx, person)),
    href: `${casesUrl}?whose=mine`,
    empty: 'You lead no open case. A case comes to you when somebody hands it over.',
    when: 'Clock due',
    lines: rows.slice(0, shown).map(row => myCaseLine(calendar, row, person.today)),
    more: rows.length > shown,
  }
}

async function foundSection(tx: Read, person: Person, look: Look): Promise<WorkSection> {
  const rows = await childrenFound(tx, person.today, first('since', 'desc'))
  seen(look, rows.slice(0, shown))
  return {
    id: 'found',
    title: 'Children newly found',
    says: 'On no roll in the newest lists, nothing explains it, and nobody has opened a case.',
    count: countText(await countFound(tx, person.today)),
    href: foundUrl,
    empty: 'Every child that the lists show is explained or has a case. New ones come with the next list.',
    when: 'On no roll since',
    lines: rows.slice(0, shown).map(row => foundLine(person, row)),
    more: rows.length > shown,
  }
}

const listsSection = async (tx: Read, person: Person): Promise<TodayModel['lists']> =>
  (await cameIn(tx, person.today, shown)).map(row => ({
    href: listUrl(row.id),
    source: row.source,
    as_at: formatShortDay(row.as_at),
    sentence: listSentence(row),
  }))

const first = <Sort extends string>(sort: Sort, order: 'asc' | 'desc') => ({
  ...{ sort, order, from: null, limit: shown + 1 },
  beyond: order === 'asc' ? ('>' as const) : ('<' as const),
})

const seen = (look: Look, rows: readonly { id: string }[]): void =>
  look.saw(
    rows.map(row => row.id),
    ['known_as', 'clock', 'band', 'case'],
  )
