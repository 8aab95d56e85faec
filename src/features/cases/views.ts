import type { PageSection } from '../../ground/feature.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner, DrawnClock, SafeContactSheet } from '../children/index.ts'

export interface CaseFormModel extends PageModel {
  banner: ChildBanner
  form: DrawnForm
  /** What to know before writing, calling or visiting: on forms from which somebody does. */
  safe_contact: SafeContactSheet | null
  /** Sentences that stand before the form. */
  intro: readonly string[]
  /** What stands already, with a link to what can be done about it. */
  held: readonly { text: string; href: string; link: string }[]
  button: string
  cancel_href: string
}
export const caseFormPage = view<CaseFormModel>('features/cases/views/case-form.njk')

export interface EntryView {
  kind: string
  day: string
  iso: string
  by: string
  at: string
  facts: readonly string[]
  text: string
  file: { href: string; name: string } | null
}

export interface CasePageModel extends PageModel {
  banner: ChildBanner
  closed: { sentence: string; evidence: string; file_href: string | null } | null
  step: { blocking: string; next: string }
  opened: { sentence: string; because: string }
  band: { text: string; tag: string; because: string } | null
  /** The second scale; null where there is none. */
  concern: { text: string | null; because: string } | null
  days_out: string
  last_seen: { text: string; long_ago: boolean }
  /** What the child said last; null where nobody recorded it. */
  voice: { text: string; when: string } | null
  /** Of level two. */
  clock: DrawnClock | null
  /** Clocks of other rules that ran out. */
  overdue: readonly { title: string; href: string; due: string; owed_by: string }[]
  clocks: { count: number; href: string }
  provision: readonly { what: string; provider: string; hours: string; period: string; note: string }[]
  decisions: readonly { text: string; since: string; by: string; detail: string; end_href: string | null }[]
  actions: readonly { text: string; href: string }[]
  sections: readonly PageSection[]
  sections_at: 2 | 3
  entries: readonly EntryView[]
  kinds: readonly { text: string; href: string; current: boolean }[]
  earlier_href: string | null
}
export const casePage = view<CasePageModel>('features/cases/views/case.njk')

/** What matters of one child on one page. */
export interface SheetModel
  extends PageModel,
    Pick<
      CasePageModel,
      | 'banner'
      | 'step'
      | 'opened'
      | 'band'
      | 'concern'
      | 'days_out'
      | 'last_seen'
      | 'voice'
      | 'provision'
      | 'decisions'
      | 'sections'
      | 'sections_at'
      | 'entries'
    > {
  reference: string
  made: string
  lead: string
}
export const sheetPage = view<SheetModel>('features/cases/views/sheet.njk')

export interface CaseRowView {
  id: string
  href: string
  reference: string
  name: string
  kind: string
  state: string
  band: { text: string; tag: string } | null
  due: string
  overdue: boolean
  lead: string
  opened: string
  closed: string | null
}
export interface CasesPageModel extends PageModel {
  list: DrawnList<CaseRowView>
}
export const casesPage = view<CasesPageModel>('features/cases/views/cases.njk')

export const caseOpened = flash('case_opened', () => 'The case was opened.')
export const caseAllocated = flash('case_allocated', () => 'The case was handed over.')
export const contactRecorded = flash('case_contact_recorded', () => 'The contact was recorded.')
export const provisionRecorded = flash(
  'case_provision_recorded',
  () => 'The provision was recorded, and the child’s state was worked out anew.',
)
export const decisionRecorded = flash('case_decision_recorded', () => 'The decision was recorded.')
export const decisionEnded = flash('case_decision_ended', () => 'The decision was ended.')
export const voiceRecorded = flash('case_voice_recorded', () => 'What the child says was recorded.')
export const noteRecorded = flash('case_note_recorded', () => 'The note was recorded.')
export const caseClosed = flash('case_closed', () => 'The case was closed with its proof.')
export const caseReopened = flash('case_reopened', () => 'The case is open again.')
export const caseIsClosed = flash(
  'case_is_closed',
  () => 'This case is closed. Open it again to record on it.',
  'notice',
)
export const caseIsOpen = flash('case_is_open', () => 'This case is open already.', 'notice')
export const openAlready = flash(
  'case_open_already',
  () => 'This child has an open case already. This is it; nothing new was opened.',
  'notice',
)
