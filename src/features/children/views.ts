import type { StoryLine } from '../../ground/feature.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from './banner.ts'
import type { ChildRow } from './queries.ts'

/** A child in a list, in words. */
export interface ChildLine {
  id: string
  href: string
  known_as: string
  born: string
  year: string
  state: string
  tag: string
  since: string
  school: string
  band: { text: string; tag: string } | null
}

export interface ChildTab {
  text: string
  href: string
  current: boolean
}

type OfChild = PageModel & {
  banner: ChildBanner
  tabs: readonly ChildTab[]
  actions: readonly { text: string; href: string }[]
}

export const childrenPage = view<PageModel & { list: DrawnList<ChildLine>; intro: string; search: boolean }>(
  'features/children/views/children.njk',
)
export const storyPage = view<OfChild & { story: readonly (StoryLine & { day: string })[] }>(
  'features/children/views/story.njk',
)
export const identityPage = view<
  OfChild & { facts: readonly FactLine[]; shows_sources: boolean; seal_href: string | null }
>('features/children/views/identity.njk')
export const leaversPage = view<
  PageModel & { leavers: readonly { known_as: string; born: string; left: string }[]; next: string | null }
>('features/children/views/leavers.njk')

export interface FactLine {
  what: string
  said: string
  days: string
  source: string
  recorded: string
  retracted: string | null
  problem: string | null
}

export type { ChildRow }
