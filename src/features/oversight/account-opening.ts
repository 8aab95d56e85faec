import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { choiceFilter, dayFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { formatDay, suspenseAccounts } from '../../rulebook/index.ts'
import { heldIn } from './accounts.ts'
import { accountsUrl } from './addresses.ts'
import { waits } from './codes.ts'
import { columns, type Opening, type Query, sort } from './openings.ts'

const accountFilter = choiceFilter(
  'Account',
  suspenseAccounts.map(({ code, title }) => ({ value: code, text: title })),
)
const waitingFilter = choiceFilter(
  'Waiting for',
  waits.map(({ code, text }) => ({ value: code, text })),
)

/** The children of a suspense account on a day, or of all of them. */
export async function openAccount(tx: Read, person: Person, query: Query): Promise<Opening> {
  const day = dayFilter('On the day')
  const definition = list({
    path: '/ledger/suspense/children',
    csv: '/ledger/suspense/children.csv',
    ...{ columns, sort },
    filters: { on: day, account: accountFilter, waiting: waitingFilter, long: flagFilter('Over 28 days') },
  })
  const state = listState(query, definition)
  const { account, waiting, long } = state.filters
  const on = state.filters.on ?? person.today
  const title = suspenseAccounts.find(({ code }) => code === account)?.title ?? 'All suspense accounts'
  return {
    title: `In suspense on ${formatDay(on)}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    on,
    back: { href: accountsUrl({ on }), text: 'Suspense accounts' },
    behind: await heldIn(tx, on, { account, waiting, long: long === true }),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}
