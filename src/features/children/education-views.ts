import type { Chart } from '../../ground/web/charts.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildFrame } from './child-frame.ts'
import type { attendanceLine, enrolmentLine } from './education-lanes.ts'
import type { FactLine } from './views.ts'
import type { WhyOurs } from './why-ours.ts'

interface Law {
  rule: string
  text: string
}

export const educationPage = view<
  ChildFrame & {
    years: readonly { text: string; href: string; current: boolean }[]
    year: Chart
    calendar_note: string | null
    problems: readonly string[]
    enrolments: readonly ReturnType<typeof enrolmentLine>[]
    week: Chart | null
    week_days: string
    week_href: string | null
    week_untrue_href: string | null
    weeks: readonly { days: string; hours: string; untrue_href: string | null }[]
    attendance: readonly ReturnType<typeof attendanceLine>[]
    spans: readonly {
      days: string
      state: string
      tag: string
      school: string
      because: string
      laws: readonly Law[]
    }[]
    why_ours: readonly WhyOurs[]
    facts: readonly FactLine[]
    add: readonly { text: string; href: string }[]
  }
>('features/children/views/education.njk')

export const weekPage = view<
  PageModel & {
    banner: ChildFrame['banner']
    lines: readonly number[]
    has_provisions: boolean
    more: boolean
    full_time: string
    cancel_href: string
  }
>('features/children/views/week.njk')

export const untruePage = view<
  PageModel & { banner: ChildFrame['banner']; week: Chart; days: string; cancel_href: string }
>('features/children/views/week-untrue.njk')

export const weekSaved = flash('week_saved', () => 'The week is saved. The week before it ended on the day it begins.')
export const weekRetracted = flash(
  'week_retracted',
  () => 'The week is no longer believed. The week before it stays ended: draw the right one if there is one.',
)
