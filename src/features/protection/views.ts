import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import type { ChildBanner } from '../children/index.ts'
import { formatInstant } from '../people/index.ts'
import { glassReasons, labelOf, sealReasons } from './codes.ts'
import type { GlassOpening, NamedOn, Seal, SealStep } from './queries.ts'

type OfChild = PageModel & { banner: ChildBanner }

/** The form that seals, with who may and what it does. */
export const sealFormPage = view<OfChild>('features/protection/views/seal-form.njk')
/** One step of a seal: a form with a sentence of help. */
export const stepPage = view<OfChild & { help: string; button: string; cancel_href: string }>(
  'features/protection/views/step.njk',
)

export interface NameLine {
  name: string
  why: string
  named: string
  until: string
  standing: string | null
  end_href: string | null
}
export interface HistoryLine {
  when: string
  what: string
  because: string
}

export const sealPage = view<
  OfChild & {
    reason: string
    more: string
    owner: string
    sealed_on: string
    review: string
    overdue: boolean
    names: readonly NameLine[]
    history: readonly HistoryLine[]
    /** What the reader may do; null for whoever sees the seal and decides nothing of it. */
    may: { name: string; review: string; hand_over: string | null; lift: string } | null
    who_looked_href: string | null
    form: DrawnForm
  }
>('features/protection/views/seal.njk')

export const sealedPage = view<
  PageModel & {
    records: readonly {
      href: string
      known_as: string
      review: string
      tag: string | null
      owner: string
      until: string
    }[]
    may_open: boolean
  }
>('features/protection/views/sealed.njk')

export const openPage = view<PageModel & { switched_on: boolean; missed: boolean }>(
  'features/protection/views/open.njk',
)
export const takeOverPage = view<PageModel>('features/protection/views/take-over.njk')

export const sealed = flash(
  'child_sealed',
  () => 'The record is sealed. From now on it exists only for those named on it.',
)
export const unsealed = flash(
  'child_unsealed',
  () => 'The seal is lifted. Those who need to know see the child as before.',
)
export const named = flash('seal_named', () => 'The officer is named on the seal, and has been told.')
export const nameEnded = flash('seal_name_ended', () => 'The record no longer exists for that officer.')
export const reviewed = flash('seal_reviewed', () => 'The seal stays, and its next review is noted.')
export const handedOver = flash(
  'seal_handed_over',
  () => 'The seal is handed over. Who answers for it now has been told.',
)
export const opened = flash(
  'glass_broken',
  () => 'The record is open to you for four hours. Its owner and everybody named on it have been told.',
)
export const takenOver = flash('seal_taken_over', () => 'You answer for this seal now. Look whether it must stay.')
export const leftSeal = flash('seal_left', () => 'You are no longer named on that record.')

export const reviewWords = (review_on: string, today: string): string =>
  review_on < today
    ? `Overdue since ${formatDay(review_on as Seal['review_on'])}. The record stays sealed until somebody decides.`
    : `By ${formatDay(review_on as Seal['review_on'])}`

const dayOfInstant = (at: Date): string => formatShortDay(londonDay(at.toISOString()))

/** Those named now, with what each line may do. */
export const nameLine = (one: NamedOn, owner_id: string, end_href: string | null): NameLine => ({
  name: one.name,
  why: one.glass ? `Opened the record: ${one.why}` : one.why,
  named: `${dayOfInstant(one.named_at)}, by ${one.named_by}`,
  until: one.until ? formatInstant(one.until) : 'For as long as the seal holds',
  standing: one.glass
    ? 'Opened for a reason'
    : !one.acts
      ? 'Can no longer sign in'
      : one.account_id === owner_id
        ? 'Answers for the seal'
        : null,
  end_href,
})

/** What happened to the seals of a record, the newest first. */
export function historyOf(
  seals: readonly Seal[],
  names: readonly NamedOn[],
  steps: readonly SealStep[],
  openings: readonly GlassOpening[],
): HistoryLine[] {
  const lines: { at: Date; what: string; because: string }[] = []
  for (const seal of seals) {
    lines.push({
      at: seal.sealed_at,
      what: `Sealed by ${seal.sealed_by}: ${labelOf(sealReasons, seal.reason_code)}`,
      because: seal.reason,
    })
    if (seal.lifted_at) lines.push({ at: seal.lifted_at, what: `Seal lifted by ${seal.lifted_by}`, because: '' })
  }
  for (const one of names) {
    if (one.glass) continue
    lines.push({ at: one.named_at, what: `${one.name} named by ${one.named_by}`, because: one.why })
    if (one.ended_at)
      lines.push({
        at: one.ended_at,
        what: `${one.name} no longer named`,
        because: one.ended_by ? `Ended by ${one.ended_by}` : '',
      })
  }
  for (const one of steps) lines.push({ at: one.taken_at, what: stepWords(one), because: one.because })
  for (const one of openings)
    lines.push({
      at: one.tried_at,
      what: `Opened by ${one.by} until ${formatInstant(one.until)}: ${labelOf(glassReasons, one.reason_code)}`,
      because: one.reason,
    })
  return lines
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, what, because }) => ({ when: formatInstant(at), what, because }))
}

function stepWords(step: SealStep): string {
  if (step.kind === 'reviewed')
    return `Looked at again by ${step.taken_by}; next by ${step.review_on ? formatDay(step.review_on) : ''}`
  if (step.kind === 'taken_over') return `Taken over by ${step.taken_by}, when nobody was left who could act for it`
  return `Handed over to ${step.to_account} by ${step.taken_by}`
}
