import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'

interface Link {
  text: string
  href: string
}
interface Figure {
  text: string
  href: string | null
}

export const registersView = view<
  PageModel & {
    scope: string
    hidden: string | null
    plans_href: string
    xlsx: string
    teams: readonly {
      name: string
      groups: readonly { name: string; source: string; owner: Link; part: boolean; known: Link; waiting: Figure }[]
    }[]
  }
>('features/registers/views/registers.njk')

export interface RegisterModel extends PageModel {
  scope: string
  told_by: string
  owner: Link
  figures: readonly (Figure & { name: string })[]
  list: DrawnList<{
    id: string
    name: string
    href: string
    born_on: string
    state: string
    tag: string
    since: string
    school: string
    case: Link | null
  }>
}
export const registerView = view<RegisterModel>('features/registers/views/register.njk')

export interface PlansModel extends PageModel {
  says: string
  owner: Link
  list: DrawnList<{
    id: string
    name: string
    href: string
    plan: string
    why: string
    since: string
    school: string
    action: Link
  }>
}
export const plansView = view<PlansModel>('features/registers/views/plans.njk')
