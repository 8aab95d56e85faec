import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { childUrl, stateText } from '../children/index.ts'
import { formatInstant } from '../people/index.ts'
import { againUrl, balanceChildrenUrl, balanceUrl, ledgerChildrenUrl, ledgerUrl, workUrl } from './addresses.ts'
import type { Balance, Suspended } from './balance.ts'
import { faultCodes, faultText } from './check.ts'
import { count } from './ledger.ts'
import { type Figure, figure } from './ledger-view.ts'

interface BalanceModel extends PageModel {
  counted: string | null
  verdict: string
  lines: readonly { name: string; figure: Figure }[]
  sealed: string
  named: readonly { name: string; href: string; side: string; state: string; since: string; owner: string }[]
  more: boolean
  before: readonly { counted: string; day: string; apart: string }[]
  work: { text: string; href: string } | null
  count_href: string | null
  again_href: string | null
  form: DrawnForm
}
export const balanceView = view<BalanceModel>('features/oversight/views/balance.njk')
export const recountStopped = flash('recount_stopped', () => 'The work was asked to stop.', 'notice')

const apartOf = ({ facts_without_state, state_without_facts, sealed_apart }: Balance): number =>
  facts_without_state + state_without_facts + sealed_apart

const otherFaults = ({ two_states, without_cause, account_apart }: Balance): number =>
  two_states + without_cause + account_apart

function verdictOf(balance: Balance): string {
  const apart = apartOf(balance)
  if (apart > 0) return `The two sides do not agree about ${count(apart)} ${apart === 1 ? 'child' : 'children'}.`
  const others = otherFaults(balance)
  if (others > 0)
    return `The two sides agree, but ${count(others)} ${others === 1 ? 'child is' : 'children are'} in two states, in one without a cause, or in no account.`
  if (balance.groups_apart > 0)
    return `The two sides agree, but the registers of groups differ from the facts by ${count(balance.groups_apart)}: have everybody worked out anew.`
  return balance.book_apart > 0
    ? `The two sides agree, but the ledger’s book differs from them by ${count(balance.book_apart)}.`
    : 'The two sides agree: every child whom the facts make ours has a state, every state has its facts, and the book says the same.'
}

/** Both sides of the balance as they were last counted, with the suspense accounts between them. */
export function balanceModel(shown: {
  counts: readonly Balance[]
  named: readonly Suspended[]
  askedBy: string | null
  work: { id: string; title: string; running: boolean } | null
  mayRecount: boolean
  form: DrawnForm
}): BalanceModel {
  const { counts, named, askedBy, work, mayRecount, form } = shown
  const [newest, ...before] = counts
  return {
    title: 'The balance of the ledger',
    back: { href: ledgerUrl(newest ? { on: newest.day } : {}), text: 'Ledger' },
    recorded: named.length > 0,
    counted:
      newest === undefined
        ? null
        : `Counted on ${formatInstant(newest.counted_at)} for ${formatDay(newest.day)}, ${newest.asked_by === null ? 'as every night' : `asked for by ${askedBy}`}.`,
    verdict: newest ? verdictOf(newest) : 'Both sides have not been counted yet.',
    lines: newest ? linesOf(newest) : [],
    sealed: newest ? sealedText(newest) : '',
    named: named.map(child => ({
      name: child.surname || child.forename ? `${child.surname}, ${child.forename}` : 'No name recorded',
      href: childUrl(child.id),
      side: faultText[child.side],
      state: child.state ? stateText(child.state) : 'No state',
      since: formatShortDay(child.since),
      owner: child.owner ?? 'Nobody',
    })),
    more: newest !== undefined && faultCodes.reduce((sum, code) => sum + newest[code], 0) > named.length,
    before: before.map(balance => ({
      counted: formatInstant(balance.counted_at),
      day: formatShortDay(balance.day),
      apart: count(apartOf(balance) + otherFaults(balance) + balance.book_apart + balance.groups_apart),
    })),
    work: work && {
      text: work.running ? `${work.title}: under way` : `${work.title}: how it went`,
      href: workUrl(work.id),
    },
    count_href: mayRecount ? balanceUrl : null,
    again_href: mayRecount ? againUrl : null,
    form,
  }
}

function linesOf({ id: _, ...balance }: Balance): BalanceModel['lines'] {
  return [
    { name: 'Children whom the facts make ours', figure: figure(balance.by_facts, null) },
    {
      name: 'In suspense: facts but no state',
      figure: figure(balance.facts_without_state, balanceChildrenUrl('facts_without_state')),
    },
    {
      name: 'In suspense: a state without facts',
      figure: figure(balance.state_without_facts, balanceChildrenUrl('state_without_facts')),
    },
    { name: 'Children with a state', figure: figure(balance.by_states, ledgerChildrenUrl({ on: balance.day })) },
    ...(['two_states', 'without_cause', 'account_apart'] as const).map(code => ({
      name: faultText[code],
      figure: figure(balance[code], balanceChildrenUrl(code)),
    })),
    { name: 'By how much the book differs from the states', figure: figure(balance.book_apart, null) },
    { name: 'By how much the registers of groups differ from the facts', figure: figure(balance.groups_apart, null) },
  ]
}

const sealedText = ({ sealed_children, sealed_apart }: Balance): string =>
  `Sealed: ${count(sealed_children)}, counted apart and in none of these figures.${
    sealed_apart === 0
      ? ''
      : ` Of the sealed, ${count(sealed_apart)} on one side only: who is named on the seal sees who.`
  }`
