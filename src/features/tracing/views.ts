import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner, SafeContactSheet } from '../children/index.ts'
import type { TraceFormWords } from './form-pages.ts'

export interface TraceFormModel extends PageModel, TraceFormWords {
  banner: ChildBanner
  form: DrawnForm
  safe_contact: SafeContactSheet | null
  button: string
  cancel_href: string
}
export const traceFormPage = view<TraceFormModel>('features/tracing/views/trace-form.njk')

interface Tag {
  text: string
  tag: string
}

/** A fear of danger, and what became of it. */
export interface DangerView {
  heading: string
  says: readonly string[]
  actions: readonly { text: string; href: string }[]
}

export interface TraceModel extends PageModel {
  banner: ChildBanner
  safe_contact: SafeContactSheet
  /** What the enquiries are about, and since when. */
  about: string
  ended: { sentence: string; because: string } | null
  dangers: readonly DangerView[]
  /** Null where nothing is to be deleted. */
  guards: {
    lead: string
    met: string
    rows: readonly { text: string; because: string; owed_by: string; standing: Tag }[]
    delete_href: string | null
  } | null
  sides: readonly {
    heading: string
    rows: readonly {
      text: string
      hint: string
      standing: Tag
      last: string
      href: string | null
      action: string
      locked: boolean
    }[]
    signed: string
    because: string | null
    sign_href: string | null
  }[]
  register: { text: string; href: string | null } | null
  visits: readonly { text: string; href: string }[]
  files: readonly { text: string; href: string }[]
  steps: readonly { day: string; by: string; what: string; asked: string; outcome: string; said: string }[]
  links: readonly { text: string; href: string }[]
}
export const tracePage = view<TraceModel>('features/tracing/views/trace.njk')

export interface TracesModel extends PageModel {
  says: string
  empty: string
  rows: readonly {
    name: string
    href: string
    since: string
    about: string
    school: string
    last: string
    signed: string
    locked: boolean
  }[]
}
export const tracesPage = view<TracesModel>('features/tracing/views/traces.njk')

export interface VisitModel extends PageModel {
  banner: ChildBanner
  safe_contact: SafeContactSheet
  /** Why the sheet is not shown; null where it is. */
  locked: string | null
  address: string
  told: string
  disputed: readonly string[]
  override: string | null
  visitors: string
  planned: string
  made: string
  words: string
}
export const visitPage = view<VisitModel>('features/tracing/views/visit.njk')
export const ctfMade = flash('trace_ctf_made', () => 'The file is made. Download it below, and upload it to s2s.')
export const visitMade = flash('trace_visit_made', () => 'It is recorded.')

export const traceEnded = flash('trace_ended', () => 'These enquiries have ended. What was found stands below.')
export const traceBegun = flash(
  'trace_begun',
  () => 'The enquiries have begun. Each step asks first whether a danger is feared.',
)
export const riskAnswered = flash('trace_risk_answered', () => 'Your answer is recorded.')
export const stepRecorded = flash('trace_step_recorded', () => 'The step is recorded.')
export const dangerTold = flash('trace_danger_told', () => 'It is recorded who was told.')
export const dangerReplied = flash('trace_danger_replied', () => 'The answer is recorded.')
export const dangerUnlocked = flash('trace_unlocked', () => 'The steps near the family are open again.')
export const registerGiven = flash(
  'trace_register_given',
  () => 'The marks are kept, and the school days are counted from them.',
)
export const traceSigned = flash('trace_signed', () => 'Your signature is recorded.')
export const nameDeleted = flash(
  'trace_deleted',
  () => 'The deletion is recorded. The child is on no roll now, and the case stays open.',
)
export const traceClosed = flash('trace_closed', () => 'The enquiries have ended.')
