import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter, dayFilter, needed } from '../../ground/web/list-filters.ts'
import { type DrawnList, drawList, list, listState } from '../../ground/web/lists.ts'
import type { Day } from '../../rulebook/index.ts'
import { stateText } from '../children/index.ts'
import { balanceUrl, compareUrl, ledgerUrl } from './addresses.ts'
import { type BalanceSide, lastBalances, onOneSide } from './balance.ts'
import { faultCodes, faultText } from './check.ts'
import { nobody, stateCodes, waits } from './codes.ts'
import { comparedChildren, sides, sourcesToCompare } from './compare.ts'
import { type Behind, type Cut, inState, type OpenedChild, withState } from './opened.ts'
import { schoolsToChoose } from './queries.ts'
import { suspendedFor, suspenseOwners } from './suspense.ts'

/** A figure opened: which children, with the state of which day, in what order, and how the list stands on its page. */
export interface Opening {
  title: string
  on: Day
  back: { href: string; text: string }
  behind: Behind
  cut: Cut
  draw(rows: readonly OpenedChild[]): DrawnList<OpenedChild>
}

export type Query = Readonly<Record<string, unknown>>

export const columns = {
  child: { text: 'Child', sort: true },
  born_on: { text: 'Born' },
  upn: { text: 'UPN' },
  state: { text: 'State' },
  since: { text: 'Since', sort: true },
  school: { text: 'School' },
  case: { text: 'Case' },
} as const
export const sort = { by: 'child', direction: 'asc' } as const

const stateFilter = choiceFilter(
  'State',
  stateCodes.map(value => ({ value, text: stateText(value) })),
)
const waitingFilter = choiceFilter(
  'Unexplained for',
  waits.map(({ code, text }) => ({ value: code, text })),
)

/** The children of a day: in a state, on a school's roll, or unexplained with an owner or for a time. */
export async function openLedger(tx: Read, person: Person, query: Query): Promise<Opening> {
  const day = dayFilter('On the day')
  const on = day.read(String(query.on)) ?? person.today
  const asked = typeof query.school === 'string' && /^\d{1,7}$/.test(query.school) ? Number(query.school) : null
  const schools = await schoolsToChoose(tx, person.authority_id, asked)
  const owners = [{ owner: nobody, name: 'Nobody' }, ...(await suspenseOwners(tx, on))]
  const definition = list({
    path: '/ledger/children',
    csv: '/ledger/children.csv',
    ...{ columns, sort },
    filters: {
      on: day,
      state: stateFilter,
      school: choiceFilter(
        'School',
        schools.map(({ urn, name }) => ({ value: String(urn), text: name })),
      ),
      waiting: waitingFilter,
      owner: choiceFilter(
        'Unexplained, with',
        owners.map(({ owner, name }) => ({ value: owner, text: name })),
      ),
    },
  })
  const state = listState(query, definition)
  const { state: code, school, waiting, owner } = state.filters
  const narrowed = { state: code, school_urn: school === null ? null : Number(school) }
  const suspense = waiting !== null || owner !== null
  const which = suspense ? 'unexplained' : code
  return {
    title: which === null ? 'Children on the ledger' : `Children: ${stateText(which).toLowerCase()}`,
    on,
    back: { href: ledgerUrl({ on }), text: 'Ledger' },
    behind: suspense ? await suspendedFor(tx, on, { owner, waiting }, narrowed) : inState(on, narrowed),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}

const balanceSides: readonly { value: BalanceSide; text: string }[] = faultCodes.map(value => ({
  value,
  text: faultText[value],
}))

/** The children of the balance's suspense accounts, as they were last counted. */
export async function openBalance(tx: Read, _person: Person, query: Query): Promise<Opening> {
  const definition = list({
    path: '/ledger/balance/children',
    csv: '/ledger/balance/children.csv',
    ...{ columns, sort },
    filters: { side: needed(choiceFilter('Which side', balanceSides)) },
  })
  const state = listState(query, definition)
  const side = state.filters.side
  const [newest] = await lastBalances(tx, 1)
  if (side === null || newest === undefined) throw new Missing()
  const on = newest.day
  return {
    title: `Children: ${faultText[side].charAt(0).toLowerCase()}${faultText[side].slice(1)}`,
    on,
    back: { href: balanceUrl, text: 'The balance' },
    behind: withState(onOneSide(newest.id, side), on),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}

/** The children on both of two lists, or on one of them only, with their state today. */
export async function openCompared(tx: Read, person: Person, query: Query): Promise<Opening> {
  const sources = (await sourcesToCompare(tx)).map(({ id, name }) => ({ value: id, text: name }))
  const definition = list({
    path: '/ledger/lists/children',
    csv: '/ledger/lists/children.csv',
    ...{ columns, sort },
    filters: {
      a: needed(choiceFilter('First list', sources)),
      b: needed(choiceFilter('Second list', sources)),
      side: needed(
        choiceFilter(
          'Children',
          sides.map(({ code, text }) => ({ value: code, text })),
        ),
      ),
      state: stateFilter,
    },
  })
  const state = listState(query, definition)
  const { a, b, side, state: code } = state.filters
  if (a === null || b === null || side === null || a === b) throw new Missing()
  await gatherWhole(tx)
  const name = (id: string): string => sources.find(({ value }) => value === id)?.text ?? ''
  const titles = {
    both: `On both ${name(a)} and ${name(b)}`,
    first_only: `On ${name(a)}, not on ${name(b)}`,
    second_only: `On ${name(b)}, not on ${name(a)}`,
  }
  return {
    title: titles[side],
    on: person.today,
    back: { href: compareUrl({ a, b }), text: 'The two lists' },
    behind: withState(comparedChildren(a, b, side), person.today, { state: code, school_urn: null }),
    cut: state,
    draw: rows => drawList(definition, state, rows),
  }
}
