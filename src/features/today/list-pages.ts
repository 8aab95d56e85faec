import type { Pages } from '../../ground/feature.ts'
import { choiceFilter, dayFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { reckoningForReading } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { clocksUrl, foundUrl, todayUrl } from './addresses.ts'
import { clocksDue, lineIdForm } from './clocks.ts'
import { childrenFound } from './found.ts'
import { clockLine, foundLine, noneFound } from './lines.ts'
import { ownerChoices, ownersAsked, ruleChoices, warnedAs } from './owners.ts'
import { workListPage } from './views.ts'
import { dueBetween, windowChoices } from './windows.ts'

const clocksList = list({
  path: clocksUrl,
  columns: {
    name: { text: 'Child', sort: true },
    what: { text: 'What is due' },
    due_on: { text: 'Due', sort: true },
    owed_by: { text: 'Owed by' },
    band: { text: 'Band' },
    lead: { text: 'Led by' },
    action: { text: 'What you can do' },
  },
  sort: { by: 'due_on', direction: 'asc' },
  filters: {
    due: choiceFilter('Due', windowChoices),
    owed: choiceFilter('Owed by', ownerChoices),
    rule: choiceFilter('Rule', ruleChoices),
    on: dayFilter('Due on'),
    mine: flagFilter('Only my cases'),
  },
  ids: lineIdForm,
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
    const reckoning = await reckoningForReading(tx)
    const { due, owed, rule, on, mine } = state.filters
    const between = on === null ? dueBetween(due, reckoning.calendars.authority, person.today) : { from: on, to: on }
    const asked = {
      ...{ between, owners: ownersAsked(person, owed), rule, mine: mine === true },
      ...(due === 'warned' ? { warned: warnedAs(person) } : {}),
    }
    const drawn = drawList(clocksList, state, await clocksDue(tx, person, asked, state))
    look.saw(
      drawn.rows.map(row => row.person_id),
      ['known_as', 'clock', 'band', 'case'],
    )
    const rows = drawn.rows.map(row => ({ id: row.id, ...clockLine(person, reckoning, row, person.today) }))
    return reply.page(workListPage, {
      ...{ title: 'Clocks that run', back, recorded: true, shows_lead: true },
      says: 'Every rule with a day on which something is due, for every child within your reach. A child may have several. What only a parent may do by a day is shown when you ask for it, or are warned of it.',
      empty: 'No clock runs for a child within your reach.',
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
      ...{ title: 'Children newly found', back, recorded: true, shows_lead: true },
      says: 'On no roll in the newest lists, nothing explains it, and nobody has opened a case.',
      empty: noneFound(person),
      list: { ...drawn, rows: drawn.rows.map(row => ({ id: row.id, ...foundLine(person, row) })) },
    })
  })
}
