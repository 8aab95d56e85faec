import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

interface Link {
  text: string
  href: string
}

export interface PanelsModel extends PageModel {
  rows: readonly { title: string; href: string; purpose: string; next: string }[]
  provided: readonly { title: string; says: string; href: string }[]
  own_href: string | null
}
export const panelsPage = view<PanelsModel>('features/panels/views/panels.njk')

export interface SeriesModel extends PageModel {
  purpose: string
  facts: readonly { key: string; value: string }[]
  members: readonly { name: string; seat: string }[]
  meetings: readonly { on: string; href: string; standing: string }[]
  links: readonly Link[]
}
export const seriesPage = view<SeriesModel>('features/panels/views/series.njk')

export interface MeetingModel extends PageModel {
  says: readonly string[]
  present: readonly { name: string; how: string }[]
  /** What the meeting lacks of its quorum. */
  lacks: readonly string[]
  items: readonly {
    place: number
    name: string
    href: string
    why: string
    standing: string
    tag: string
    moves: readonly { text: string; action: string }[]
  }[]
  form: DrawnForm
  minutes: readonly { name: string; text: string; standing: string; links: readonly Link[] }[]
  links: readonly Link[]
}
export const meetingPage = view<MeetingModel>('features/panels/views/meeting.njk')

export interface LiveModel extends PageModel {
  counted: string
  /** What the time on it is counted for. */
  since_key: string
  brief: readonly string[]
  why_not: string | null
  next_href: string | null
  before_href: string | null
  chair_href: string | null
}
export const livePage = view<LiveModel>('features/panels/views/live.njk')

export interface PapersModel extends PageModel {
  says: readonly string[]
  open_action: string | null
  /** One’s own copy, once it was opened. */
  read_href: string | null
  form: DrawnForm
  copies: readonly { number: number; name: string; opened: string; action: string }[]
  links: readonly Link[]
}
export const papersPage = view<PapersModel>('features/panels/views/papers.njk')

export interface PackModel extends PageModel {
  copy: string
  lines: readonly string[]
  items: readonly { place: number; name: string; brief: readonly string[] }[]
}
export const packPage = view<PackModel>('features/panels/views/pack.njk')

export interface OversightModel extends PageModel {
  year: string
  facts: readonly { key: string; value: string }[]
  teams: readonly { team: string; agreed: number; on_time: number; late: number; overdue: number; dropped: number }[]
  late: readonly { name: string; href: string; what: string; owner: string; due: string }[]
  years: readonly Link[]
}
export const oversightPage = view<OversightModel>('features/panels/views/oversight.njk')

export interface BriefModel extends PageModel {
  brief: readonly string[]
  links: readonly Link[]
}
export const briefPage = view<BriefModel>('features/panels/views/brief.njk')

export interface PanelFormModel extends PageModel {
  says: readonly string[]
  /** What is known of the child, drafted from the record; a line each. */
  brief: readonly string[]
  links: readonly Link[]
  form: DrawnForm
  button: string
  cancel_href: string
}
export const panelFormPage = view<PanelFormModel>('features/panels/views/panel-form.njk')

export const bodyBegun = flash('panel_begun', () => 'The body was begun. You are its clerk.')
export const bodyChanged = flash('panel_changed', () => 'The body was changed.')
export const bodyEnded = flash('panel_ended', () => 'The body has ended. Its meetings and minutes stay.')
export const seatGiven = flash('panel_seat_given', () => 'The seat was given.')
export const seatTaken = flash('panel_seat_taken', () => 'They sit on the body no longer.')
export const meetingsPlanned = flash('panel_planned', () => 'The meetings are planned.')
export const meetingAdded = flash('panel_meeting_added', () => 'The meeting was added.')
export const meetingCancelled = flash(
  'panel_cancelled',
  () => 'The meeting was cancelled. Its children come to the next.',
)
export const attendanceSaid = flash('panel_attendance', () => 'Attendance was recorded.')
export const agendaBuilt = flash('panel_agenda', () => 'The agenda is drawn up.')
export const papersPublished = flash('panel_papers', () => 'The papers are published.')
export const papersWithdrawn = flash('panel_papers_withdrawn', () => 'The papers are withdrawn.')
export const caseAdded = flash('panel_case_added', () => 'The case stands before the meeting.')
export const decisionWithdrawn = flash('panel_withdrawn', () => 'The decision was withdrawn. It commits no money.')
export const decisionRatified = flash('panel_ratified', () => 'The meeting ratified it.')
export const itemRecorded = flash(
  'panel_item_recorded',
  () => 'Recorded. The decision stands in the chronology of the case.',
)
export const itemDeferred = flash('panel_item_deferred', () => 'The child comes to the next meeting.')
export const conflictDeclared = flash(
  'panel_conflict',
  () => 'Your conflict of interest was recorded. You see nothing of that child at this meeting.',
)
export const minuteEdited = flash('panel_minute_edited', () => 'The minute was changed.')
export const addendumAdded = flash('panel_addendum', () => 'The addendum waits for somebody else to approve it.')
export const minutesApproved = flash(
  'panel_minutes_approved',
  () => 'The minutes are approved. Each stands in the record of its child.',
)
