import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { Carried } from './carry.ts'

/** What every page of the form carries. */
interface FormParts extends PageModel {
  form: DrawnForm
  /** The form's own address. */
  base: string
  carried: readonly Carried[]
}

export interface StepModel extends FormParts {
  step: string
  number: string
  /** The warning that stands before the first question. */
  first: boolean
  has_before: boolean
  from_check: boolean
  continue_href: string
  status_href: string
}
export const stepPage = view<StepModel>('features/referrals/views/step.njk')

export interface CheckModel extends FormParts {
  groups: readonly { step: string; title: string; rows: readonly { label: string; text: string }[] }[]
}
export const checkPage = view<CheckModel>('features/referrals/views/check.njk')

export interface SlipModel extends PageModel {
  says: string
  reference: string
  code: string
  next: readonly string[]
  link: { href: string; text: string } | null
}
export const slipPage = view<SlipModel>('features/referrals/views/slip.njk')

export interface AskSlipModel extends PageModel {
  form: DrawnForm
  lead: string
  button: string
}
export const askSlipPage = view<AskSlipModel>('features/referrals/views/ask-slip.njk')

export interface StatusModel extends PageModel {
  state: string
  news: readonly string[]
}
export const statusPage = view<StatusModel>('features/referrals/views/status.njk')

export interface OursModel extends PageModel {
  refer_href: string
  rows: readonly { reference: string; child: string; received: string; state: string; outcome: string }[]
}
export const oursPage = view<OursModel>('features/referrals/views/ours.njk')

export interface QueueRow {
  id: string
  href: string
  child: string
  received: string
  waiting: string
  late: boolean
  concern: string
  signals: readonly string[]
  team: string
  taken: string
  state: string
  chosen: boolean
  open: boolean
}
export interface QueueModel extends PageModel {
  list: DrawnList<QueueRow>
  form: DrawnForm
  caller_href: string
  together_href: string
  sentence: string
}
export const queuePage = view<QueueModel>('features/referrals/views/queue.njk')

export interface ReferralModel extends PageModel {
  sentence: string
  signals: readonly string[]
  facts: readonly { term: string; text: string }[]
  concern: string
  route: { team: string; others: string; because: string; source: string }
  child: { text: string; href: string } | null
  possible: readonly { id: string; text: string; href: string; about: string; why: string }[]
  /** Null where it is not for this person, or a child was named. */
  name_href: string | null
  earlier: readonly { text: string; href: string; about: string }[]
  steps: readonly { what: string; note: string; by: string; href: string | null }[]
  take_href: string | null
  decide_href: string | null
  form: DrawnForm
  buttons: readonly { value: string; text: string }[]
}
export const referralPage = view<ReferralModel>('features/referrals/views/referral.njk')

export const referralTaken = flash('referral_taken', () => 'Your name is on the referral.')
export const childNamed = flash('referral_child_named', () => 'It is recorded who the child is.')
export const referralDecided = flash('referral_decided', () => 'The decision was recorded.')
export const referralsDecided = flash('referrals_decided', (count: number) =>
  count === 1 ? 'The decision was recorded on 1 referral.' : `The decision was recorded on ${count} referrals.`,
)
export const alreadyOpen = flash(
  'referral_case_open',
  () => 'The child had an open case: the referral was put to it, and no second case was opened.',
  'notice',
)
