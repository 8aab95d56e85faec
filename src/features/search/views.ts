import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { FoundLine } from './search.ts'

/** A child at hand, as a line. */
export interface AtHandLine {
  id: string
  href: string
  known_as: string
  born: string
  year: string
  state: string
  tag: string
  school: string
  out: string
  next: string
  opened: string
  pinned: boolean
  /** The single-use key of its button. */
  once: string
}

export const searchPage = view<
  PageModel & {
    typed: string
    understood: string
    advice: readonly string[]
    widened: boolean
    count: string
    found: readonly FoundLine[]
    shows_area: boolean
    schools: readonly { name: string; town: string; href: string; children_href: string }[]
    previous: number | null
    next: number | null
    pinned: readonly AtHandLine[]
    recent: readonly AtHandLine[]
    at_hand: boolean
  }
>('features/search/views/search.njk')

export const minePage = view<PageModel & { pinned: readonly AtHandLine[]; recent: readonly AtHandLine[] }>(
  'features/search/views/mine.njk',
)

export const pinned = flash(
  'child_pinned',
  () => 'The child is pinned. You find your pinned children under Pinned and recent.',
)
export const unpinned = flash('child_unpinned', () => 'The child is no longer pinned.')
