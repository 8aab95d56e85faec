import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ComparedRow, concernShown, MeetingRow, routingRows, SettingRow } from './policy-rows.ts'
import type { resultShown, sampleLine } from './preview-rows.ts'

/** A policy's numbers, meetings, teams and gaps, as `_policy.njk` draws them. */
export interface PolicyShown {
  settings: readonly SettingRow[]
  meetings: readonly MeetingRow[]
  routing: ReturnType<typeof routingRows>
  concern: ReturnType<typeof concernShown>
  faults: readonly string[]
}

export interface HistoryLine {
  id: string
  name: string
  href: string
  preview_href: string | null
  state: { text: string; tag: string }
  decided: string
  reason: string
  changes: readonly { text: string; because: string }[]
  taken_back: string | null
  take_back_href: string | null
}

export const policiesPage = view<
  PageModel & {
    name: string
    held: string
    /** Said where another day than today was asked for. */
    other_day: string | null
    policy: PolicyShown
    documents: readonly { key: string; title: string }[]
    history: readonly HistoryLine[]
    packs: readonly { name: string; href: string }[]
    previews: readonly { href: string; text: string }[]
    change_href: string | null
  }
>('features/policies/views/policies.njk')

export const comparePage = view<
  PageModel & {
    a: { value: string; name: string }
    b: { value: string; name: string }
    numbers: readonly ComparedRow[]
    meetings: readonly ComparedRow[]
    routing: readonly ComparedRow[]
  }
>('features/policies/views/compare.njk')

export const choosePage = view<
  PageModel & { packs: readonly { name: string; href: string; about: string; in_force: boolean }[] }
>('features/policies/views/choose.njk')

/** A number on the form: what the pack says, and the names of its fields. */
export interface AskedSetting {
  label: string
  decides: string
  pack: string
  note: string
  fields: readonly string[]
  opened: boolean
}

export const changePage = view<
  PageModel & {
    form: DrawnForm
    settings: readonly AskedSetting[]
    meetings: readonly AskedSetting[]
    cancel_href: string
  }
>('features/policies/views/change.njk')

export const previewPage = view<
  PageModel & {
    lines: readonly { term: string; text: string }[]
    changes: readonly { text: string; because: string }[]
    result: ReturnType<typeof resultShown> | null
    waiting: { text: string; href: string } | null
    counted: string
    sample: readonly ReturnType<typeof sampleLine>[]
    /** Why nobody can be decided on, or null. */
    stale: string | null
    decide: DrawnForm | null
    decide_href: string
    again_href: string | null
  }
>('features/policies/views/preview.njk')

export const takeBackPage = view<
  PageModel & { lines: readonly { term: string; text: string }[]; cancel_href: string; form: DrawnForm }
>('features/policies/views/take-back.njk')

export const takenBack = flash(
  'policy_taken_back',
  () =>
    'The decision is taken back, and kept with its reason. Every child is being worked out by the policy that stands.',
)
export const workStopped = flash('policy_work_stopped', () => 'The work is asked to stop.', 'notice')
