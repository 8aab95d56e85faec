import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from '../children/index.ts'

export interface SectionNineteenModel extends PageModel {
  banner: ChildBanner
  days_out: string
  runs_from: string
  may_decide: string | null
  says_who: string
  decisions: readonly { text: string; href: string; appeared: string; decided: string; what: string; because: string }[]
}
export const sectionNineteenPage = view<SectionNineteenModel>('features/section-19/views/section-19.njk')

export interface DecisionsModel extends PageModel {
  rows: readonly {
    name: string
    href: string
    decision_href: string
    reference: string
    what: string
    appeared: string
    decided: string
    days: string
    by: string
  }[]
}
export const decisionsPage = view<DecisionsModel>('features/section-19/views/decisions.njk')

export interface DecisionModel extends PageModel {
  banner: ChildBanner
  letter: string
}
export const decisionPage = view<DecisionModel>('features/section-19/views/decision.njk')

export const sectionNineteenDecided = flash(
  'section_19_decided',
  () => 'The decision was made in writing. What it arranges counts from its first day.',
)
