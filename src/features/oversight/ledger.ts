import type { Read } from '../../ground/database/door.ts'
import { type Day, formatDay, type StateCode } from '../../rulebook/index.ts'
import { stateText } from '../children/index.ts'
import { balanceSheet } from './queries.ts'

/** The ledger of one day, as `onroll ledger --json` prints it. */
export interface Ledger {
  on: Day
  states: readonly LedgerState[]
  /** Children whose record is sealed: in `total`, in no state. */
  sealed: number
  total: number
  unexplained: number
}

export interface LedgerState {
  state: StateCode
  children: number
  /** With a first day only: children the day before it, and what came and went since. */
  opening?: number
  came?: number
  went?: number
}

/**
 * How many children are in each state at the end of `on`; with `from`, also what changed from that day on. Takes the
 * permission `ledger.read`, without which the sealed totals refuse to answer.
 */
export async function ledgerOn(tx: Read, on: Day, from?: Day): Promise<Ledger> {
  const { lines, sealed, total, unexplained } = await balanceSheet(tx, on, from ?? on)
  return {
    on,
    states: lines.map(({ state, closing, ...moves }) => ({
      state,
      children: closing,
      ...(from === undefined ? {} : moves),
    })),
    sealed: sealed.children,
    total,
    unexplained,
  }
}

/** The ledger as lines of text for a terminal. */
export function ledgerText({ on, states, sealed, total, unexplained }: Ledger): string {
  const rows: [string, number][] = [
    ...states.map(({ state, children }): [string, number] => [stateText(state), children]),
    ['Sealed', sealed],
    ['All children', total],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    `${formatDay(on)}: ${explained(total, unexplained)}`,
    ...rows.map(([name, children]) => `${name.padEnd(width)}  ${count(children).padStart(9)}`),
  ].join('\n')
}

/** A number of children as it is read: `2,981`. */
export const count = (children: number): string => children.toLocaleString('en-GB')

/** The ledger in one sentence. */
export function explained(total: number, unexplained: number): string {
  if (total === 0) return 'No children are on the ledger.'
  if (unexplained > 0) {
    return `${count(unexplained)} of ${count(total)} ${unexplained === 1 ? 'is' : 'are'} not explained.`
  }
  return total === 1 ? 'The one child is explained.' : `All ${count(total)} children are explained.`
}
