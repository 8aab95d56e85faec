import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner, ChildFrame, DrawnClock } from '../children/index.ts'

interface Link {
  text: string
  href: string | null
}

export interface HappeningLine {
  id: string
  text: string
  days: string
  school: string
  more: readonly string[]
  by: string
  seen_by: string
  /** The clocks that it opened. */
  opened: readonly Link[]
  actions: readonly { text: string; href: string }[]
}
export const happeningsPage = view<
  ChildFrame &
    PageModel & {
      now: readonly HappeningLine[]
      past: readonly { id: string; text: string; days: string; why: string }[]
      record_href: string | null
      shown: string
    }
>('features/happenings/views/happenings.njk')

export const choosePage = view<
  PageModel & { banner: ChildBanner; form: DrawnForm; action: string; cancel_href: string }
>('features/happenings/views/choose.njk')

export interface ClockLine {
  title: string
  href: string
  due: string
  away: string
  overdue: boolean
  owed_by: string
  opened: string
}
export interface ClocksModel extends PageModel, ChildFrame {
  title: string
  recorded: true
  running: readonly ClockLine[]
  gaps: readonly { title: string; href: string; problem: string; calendar_href: string }[]
  ended: readonly { title: string; href: string; out: Link & { tag: string }; due: string }[]
  flags: readonly { text: string; because: string; until: string; source: string }[]
  record_href: string | null
  happened_href: string
}
export const clocksPage = view<ClocksModel>('features/happenings/views/clocks.njk')

export interface ClockModel extends PageModel {
  recorded: true
  banner: ChildBanner
  clock: DrawnClock
  running: boolean
  opened_by: Link
  ended_by: Link | null
  owed_by: string
  /** What would keep it, and where that is recorded; null for what follows from other facts or is not this reader's to record. */
  keeps: readonly Link[]
  stops: readonly (Link & { why: string })[]
  warned: readonly string[]
  proposes: readonly string[]
  calendar: Link | null
  /** Its page in the rulebook. */
  rule: Link
  mark: string
}
export const clockPage = view<ClockModel>('features/happenings/views/clock.njk')
