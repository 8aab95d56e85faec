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
}

export interface TodayModel extends PageModel {
  date: string
  sections: readonly WorkSection[]
  without_date: string | null
  lists: readonly { href: string; source: string; as_at: string; sentence: string }[] | null
}
export const todayPage = view<TodayModel>('features/today/views/today.njk')

export interface WorkListModel extends PageModel {
  says: string
  empty: string
  list: DrawnList<WorkLine & { id: string }>
}
export const workListPage = view<WorkListModel>('features/today/views/work-list.njk')
