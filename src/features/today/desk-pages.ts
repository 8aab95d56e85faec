import type { Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { choiceFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { leftUrl, type Reckoning, reckoningForReading } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { deskClocksDueUrl, deskClocksUrl, deskUrl } from './addresses.ts'
import { type ClockLine, type ClocksAsked, clocksDue, lineIdForm } from './clocks.ts'
import { clockLine } from './lines.ts'
import { ofCouncil, ofSchool, ruleChoices, warnedAs } from './owners.ts'
import { type ClockSection, clockSection } from './sections.ts'
import { deskPage, type WorkLine, type WorkSection, workListPage } from './views.ts'
import { dueBetween, type Window, windowChoices } from './windows.ts'

const deskList = list({
  path: deskClocksUrl,
  columns: {
    name: { text: 'Child', sort: true },
    what: { text: 'What is due' },
    due_on: { text: 'Due', sort: true },
    owed_by: { text: 'Owed by' },
    action: { text: 'More' },
  },
  sort: { by: 'due_on', direction: 'asc' },
  filters: {
    due: choiceFilter('Due', windowChoices),
    owed: choiceFilter('Owed by', [
      { value: 'school', text: 'The school' },
      { value: 'council', text: 'The council' },
    ]),
    rule: choiceFilter('Rule', ruleChoices),
  },
  ids: lineIdForm,
})

/** What a school owes the council and what the council owes the school's children: of those on its roll, by its own people. */
export function deskPages(page: Pages): void {
  page.get(deskUrl, { may: 'desk.read', audit: 'desk viewed' }, async ({ tx, identity, look, reply, today }) => {
    const person = personOnly(identity)
    const reckoning = await reckoningForReading(tx)
    const sections: WorkSection[] = []
    for (const part of sectionsOf(person, reckoning))
      sections.push(await clockSection(tx, person, part, look, row => deskLine(person, reckoning, row, today)))
    return reply.page(deskPage, { title: 'Desk', recorded: true, date: formatDay(today), sections })
  })

  page.get(
    deskClocksUrl,
    { may: 'desk.read', audit: 'desk’s clocks listed' },
    async ({ tx, identity, query, look, reply }) => {
      const person = personOnly(identity)
      const state = listState(query, deskList)
      const reckoning = await reckoningForReading(tx)
      const { due, owed, rule } = state.filters
      const between = dueBetween(due, reckoning.calendars.authority, person.today)
      const drawn = drawList(
        deskList,
        state,
        await clocksDue(tx, person, { ...askedOf(person, due, owed), between, rule }, state),
      )
      look.saw(
        drawn.rows.map(row => row.person_id),
        ['known_as', 'clock'],
      )
      return reply.page(workListPage, {
        ...{ title: 'What is due for our children', back: { href: deskUrl, text: 'Back to the desk' }, recorded: true },
        says: 'Clocks of children on your roll, by who owes what they ask for; and of children who have left, what the school still owes. Tell the council when it is done: it records that it was.',
        empty: 'No clock runs for a child on your roll.',
        shows_lead: false,
        list: {
          ...drawn,
          rows: drawn.rows.map(row => ({ id: row.id, ...deskLine(person, reckoning, row, person.today) })),
        },
      })
    },
  )
}

/** Of what the school is warned of, whoever owes it. */
const askedOf = (
  person: Person,
  due: Window | null,
  owed: 'school' | 'council' | null,
): Omit<ClocksAsked, 'between'> => {
  const by = owedBy(person, owed)
  return due === 'warned' ? { ...by, owners: owed === null ? null : by.owners, warned: warnedAs(person) } : by
}

/** Of what a school owes, only its own: a child may have brought a clock of another school along. */
const owedBy = (person: Person, owed: 'school' | 'council' | null): Pick<ClocksAsked, 'owners' | 'schools'> => {
  if (owed === 'council') return { owners: ofCouncil }
  return { owners: owed === 'school' ? ofSchool : [...ofSchool, ...ofCouncil], schools: person.schools }
}

const windows: readonly { window: Window; title: string; says: string; empty: string }[] = [
  {
    window: 'overdue',
    title: 'We owe, overdue',
    says: 'What the school or its board owes and has not done by its day, about children who have left too. Tell the council when it is done.',
    empty: 'The school owes nothing that is overdue.',
  },
  {
    window: 'soon',
    title: 'We owe within 5 school days',
    says: 'What the school or its board owes on these days. Today counts as one of the five.',
    empty: 'Nothing is due from the school within 5 school days.',
  },
  {
    window: 'next_week',
    title: 'Will be late next week',
    says: 'What runs out next week if nothing happens.',
    empty: 'Nothing of the school’s runs out next week.',
  },
]

const shows = { what: true, owed_by: true, lead: '', action: 'More' }

const sectionsOf = (person: Person, { calendars }: Reckoning): ClockSection[] => [
  ...windows.map(({ window, ...words }) => ({
    ...words,
    ...{ id: window.replace('_', '-'), href: deskClocksDueUrl(window, 'school'), shows },
    asked: { ...owedBy(person, 'school'), between: dueBetween(window, calendars.authority, person.today) },
  })),
  {
    ...{ id: 'warned', title: 'You are warned', href: deskClocksDueUrl('warned'), shows },
    says: 'What others owe children on your roll, and is to be known to the school from now on by its rule.',
    empty: 'No rule warns the school of what others owe.',
    asked: {
      ...askedOf(person, 'warned', null),
      between: dueBetween('warned', calendars.authority, person.today),
    },
  },
  {
    ...{
      id: 'council',
      title: 'The council owes our children, overdue',
      href: deskClocksDueUrl('overdue', 'council'),
      shows,
    },
    says: 'What the council owes children on your roll and has not done by its day.',
    empty: 'The council owes your children nothing that is overdue.',
    asked: { ...owedBy(person, 'council'), between: dueBetween('overdue', calendars.authority, person.today) },
  },
]

const deskLine = (person: Person, reckoning: Reckoning, row: ClockLine, today: Day): WorkLine => {
  const line = clockLine(person, reckoning, row, today)
  // Nothing else of a child who has left is the school's to see: the line leads to those who left, and not to the child.
  if (row.left && line.what)
    return { ...line, child_href: null, what: { ...line.what, href: null }, href: leftUrl, action: 'Has left us' }
  return { ...line, href: line.what?.href ?? line.href, action: 'See the clock' }
}
