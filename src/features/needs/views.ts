import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildFrame } from '../children/index.ts'

export interface NeedLine {
  text: string
  days: string
  evidence: string
  document: { text: string; href: string | null } | null
  detail: string | null
  review: { text: string; overdue: boolean } | null
  law: { text: string; mark: string }
  by: string
  seen_by: string
  actions: readonly { text: string; href: string }[]
}
export type NeedsModel = PageModel &
  ChildFrame & {
    now: readonly NeedLine[]
    past: readonly { text: string; days: string; why: string }[]
    add_href: string | null
    /** Which classes of need this reader is shown, in words. */
    shown: string
  }
export const needsPage = view<NeedsModel>('features/needs/views/needs.njk')
