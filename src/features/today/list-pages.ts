import type { Pages } from '../../ground/feature.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { readAuthorityCalendar } from '../calendars/index.ts'
import { personOnly } from '../people/index.ts'
import { clocksUrl, foundUrl, todayUrl } from './addresses.ts'
import { clocksDue } from './clocks.ts'
import { childrenFound } from './found.ts'
import { clockLine, foundLine } from './lines.ts'
import { workListPage } from './views.ts'
import { dueBetween } from './windows.ts'

const clocksList = list({
  path: clocksUrl,
  columns: {
    name: { text: 'Child', sort: true },
    due_on: { text: 'Due', sort: true },
    band: { text: 'Band' },
    lead: { text: 'Led by' },
    action: { text: 'What you can do' },
  },
  sort: { by: 'due_on', direction: 'asc' },
  filters: {
    due: choiceFilter('Due', [
      { value: 'overdue', text: 'Overdue' },
      { value: 'soon', text: 'Within 5 school days' },
      { value: 'next_week', text: 'Will breach next week' },
    ]),
    mine: flagFilter('Only mine'),
  },
})

const foundList = list({
  path: foundUrl,
  columns: {
    name: { text: 'Child', sort: true },
    since: { text: 'On no roll since', sort: true },
    band: { text: 'Band' },
    lead: { text: 'Led by' },
    action: { text: 'What you can do' },
  },
  sort: { by: 'since', direction: 'desc' },
  filters: {},
})

const back = { href: todayUrl, text: 'Back to Today' }

/** The whole lists behind the sections of the Today page. */
export function listPages(page: Pages): void {
  page.get(clocksUrl, { may: 'today.read', audit: 'clocks listed' }, async ({ tx, identity, query, look, reply }) => {
    const person = personOnly(identity)
    const state = listState(query, clocksList)
    const calendar = await readAuthorityCalendar(tx)
    const between = dueBetween(state.filters.due, calendar, person.today)
    const drawn = drawList(clocksList, state, await clocksDue(tx, person, between, state, state.filters.mine === true))
    look.saw(
      drawn.rows.map(row => row.id),
      ['known_as', 'clock', 'band', 'case'],
    )
    const rows = drawn.rows.map(row => ({ id: row.id, ...clockLine(person, calendar, row, person.today) }))
    return reply.page(workListPage, {
      ...{ title: 'Clocks that run', back, recorded: true },
      says: 'Every child without education has a clock: level two opens after 20 school days.',
      empty: 'No clock runs: every child within your reach has education.',
      list: { ...drawn, rows },
    })
  })

  page.get(foundUrl, { may: 'today.read', audit: 'children found listed' }, async asked => {
    const { tx, identity, query, look, reply } = asked
    const person = personOnly(identity)
    const state = listState(query, foundList)
    const drawn = drawList(foundList, state, await childrenFound(tx, person.today, state))
    look.saw(
      drawn.rows.map(row => row.id),
      ['known_as', 'state', 'band'],
    )
    return reply.page(workListPage, {
      ...{ title: 'Children newly found', back, recorded: true },
      says: 'On no roll in the newest lists, nothing explains it, and nobody has opened a case.',
      empty: 'Every child that the lists show is explained or has a case. New ones come with the next list.',
      list: { ...drawn, rows: drawn.rows.map(row => ({ id: row.id, ...foundLine(person, row) })) },
    })
  })
}
