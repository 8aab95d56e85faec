import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

/** One line of work: it opens the place where the work is done. */
export interface WorkLine {
  name: string
  /** The child's page; null where the line opens the case, whose banner leads there. */
  child_href: string | null
  href: string
  /** What the link does, when the name alone does not say it: "Open a case". */
  action: string
  /** The rule, leading to the page of its clock; null where the line is of no clock. */
  what: { text: string; href: string | null } | null
  owed_by: string | null
  when: string
  away: string
  band: { text: string; tag: string } | null
  lead: string
}

export interface WorkSection {
  id: string
  title: string
  /** "What will breach next week if nothing happens" */
  says: string
  count: string
  /** Where the whole list is. */
  href: string
  empty: string
  when: string
  lines: readonly WorkLine[]
  more: boolean
  /** Which columns it has besides the child, the day and what can be done. */
  shows: { what: boolean; owed_by: boolean; lead: string; action: string }
  /** What will breach, by day and by owner; null in the other sections. */
  forecast: Forecast | null
}

/** How many clocks run out on each day of a week, by whom they are owed. */
export interface Forecast {
  days: readonly string[]
  owners: readonly { text: string; cells: readonly { n: string; href: string | null }[]; total: string }[]
}

export interface TodayModel extends PageModel {
  date: string
  sections: readonly WorkSection[]
  without_date: string | null
  feed_href: string
  lists: readonly { href: string; source: string; as_at: string; sentence: string }[] | null
  /** Referrals over the policy's limit without a name on them; null where there is none, or none is for this person. */
  referrals: { sentence: string; href: string } | null
}
export interface DeskModel extends PageModel {
  date: string
  sections: readonly WorkSection[]
}
export const deskPage = view<DeskModel>('features/today/views/desk.njk')

export interface FigureLine {
  rule: string
  title: string
  owed_by: string
  cells: readonly { n: string; href: string | null }[]
}
export const figuresPage = view<PageModel & { says: string; lines: readonly FigureLine[]; totals: readonly string[] }>(
  'features/today/views/figures.njk',
)

export const todayPage = view<TodayModel>('features/today/views/today.njk')

export interface WorkListModel extends PageModel {
  says: string
  empty: string
  /** Band and lead are casework's, and not on a school's list. */
  shows_lead: boolean
  list: DrawnList<WorkLine & { id: string }>
}
export const workListPage = view<WorkListModel>('features/today/views/work-list.njk')

export const feedPage = view<PageModel & { made: string | null; press: DrawnForm; ends_action: string }>(
  'features/today/views/feed.njk',
)
export const feedMadePage = view<PageModel & { address: string; href: string }>('features/today/views/feed-made.njk')
