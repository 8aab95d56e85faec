import type { Day, StateCode } from '../../rulebook/index.ts'
import type { BalanceSide } from './balance.ts'
import type { WaitCode } from './codes.ts'
import type { ComparedSide } from './compare.ts'
import type { DifferenceField } from './differences.ts'
import type { Place } from './queries.ts'
import type { ExpectedPart } from './residents.ts'
import type { SourceSide } from './source-lines.ts'

type Asked = Readonly<Record<string, string | number | null | undefined>>

const address = (path: string, asked: Asked): string => {
  const parts = Object.entries(asked).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  )
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts)}`
}

/** The balance sheet at the end of a day. */
export const ledgerUrl = (asked: { on?: Day; from?: Day } = {}): string => address('/ledger', asked)
export const ledgerXlsxUrl = (asked: { on: Day; from: Day }): string => address('/ledger.xlsx', asked)
export const ledgerCsvUrl = (asked: { on: Day; from: Day }): string => address('/ledger.csv', asked)

/** The children behind a figure of the ledger. */
export const ledgerChildrenUrl = (asked: {
  on: Day
  state?: StateCode
  school?: number
  owner?: string
  waiting?: WaitCode
}): string => address('/ledger/children', asked)

/** The days on which a state grew or shrank. */
export const ledgerDaysUrl = (asked: { state: StateCode; from: Day; on: Day }): string => address('/ledger/days', asked)

/** The suspense accounts of a period, and the children of one. */
export const accountsUrl = (asked: { from?: Day; on?: Day } = {}): string => address('/ledger/suspense', asked)
export const accountsXlsxUrl = (asked: { from: Day; on: Day }): string => address('/ledger/suspense.xlsx', asked)
export const inAccountUrl = (asked: { on: Day; account?: string; waiting?: WaitCode; long?: 'yes' }): string =>
  address('/ledger/suspense/children', asked)
export const accountMovesUrl = (asked: {
  account: string
  way: 'came' | 'went'
  from: Day
  on: Day
  after_day?: Day
  after?: string
}): string => address('/ledger/suspense/moves', asked)

/** The moves between states in a period, and the children who made them. */
export const flowUrl = (asked: { from: Day; on: Day }): string => address('/ledger/flow', asked)
export const movesUrl = (asked: {
  from: Day
  on: Day
  from_state?: Place | null
  to_state?: Place | null
  after_day?: Day
  after?: string
}): string => address('/ledger/moves', asked)

/** Both sides as they were last counted, and the children on one side only. */
export const balanceUrl = '/ledger/balance'
export const balanceChildrenUrl = (side: BalanceSide): string => address('/ledger/balance/children', { side })

/** Working everybody out anew, and how far that or a count is. */
export const againUrl = '/ledger/again'
export const workUrl = (job_id: string): string => `/ledger/work/${job_id}`

/** A page of `recounts`, which stands on the same floor and so is known by its address only. */
export const recountDayUrl = (on: Day): string => address('/recounts/new', { on })
export const recountsUrl = '/recounts'

/** Every list beside the ledger, and its children in the population, outside it, or in it and not on the list. */
export const sourcesUrl = '/ledger/sources'
export const sourceChildrenUrl = (source: string, side: SourceSide): string =>
  address('/ledger/sources/children', { source, side })

/** How many children are to be expected, by year group, part of the area and school area. */
export const expectedUrl = '/ledger/expected'
export const expectedChildrenUrl = (by: string, key: string, part: ExpectedPart): string =>
  address('/ledger/expected/children', { by, key, part })

/** How a child's state is decided, and why a child is ours. */
export const rulesUrl = '/ledger/rules'

/** Two sources' newest lists beside each other. */
export const compareUrl = (asked: { a?: string; b?: string } = {}): string => address('/ledger/lists', asked)
export const differencesUrl = (a: string, b: string, field: DifferenceField): string =>
  address('/ledger/lists/differences', { a, b, field })
export const comparedChildrenUrl = (a: string, b: string, side: ComparedSide): string =>
  address('/ledger/lists/children', { a, b, side })
