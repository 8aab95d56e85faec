import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Day, formatShortDay, londonDay } from '../../rulebook/index.ts'
import type { ChildBanner, ChildFrame } from '../children/index.ts'
import { pairUrl } from './addresses.ts'
import { pairStates } from './codes.ts'
import type { PairRow } from './queries.ts'
import type { Beside, FieldBesides } from './sides.ts'

const at = (name: string): `${string}.njk` => `features/matching/views/${name}.njk`

export interface PairLine {
  id: string
  href: string
  one: string
  other: string
  likely: string
  lists: number
  because: string
  state: { text: string; tag: string }
}

export const reviewPage = view<
  PageModel & {
    list: DrawnList<PairLine>
    progress: string
    agreement: string
    two: boolean
    first_href: string | null
    undo: DrawnForm | null
    sample: DrawnForm
    run: DrawnForm
    also: readonly { text: string; href: string }[]
  }
>(at('review'))

/** One of two children, at the head of its side. */
export interface SideHead {
  href: string
  known_as: string
  state: string
  school: string
  records: number
  siblings: readonly Beside[]
}

export interface Comparison {
  low: SideHead
  high: SideHead
  fields: readonly FieldBesides[]
  /** Who would see more if they were joined. */
  widens: readonly string[]
  refused: string | null
}

export const pairPage = view<
  PageModel & {
    compared: Comparison
    rest: readonly { field: string; weight: string; sentence: string }[]
    likely: string
    readings: readonly { who: string; said: string; because: string }[]
    two: boolean
    asks: boolean
    form: DrawnForm
    why_not: string | null
    skip_href: string | null
    queue_href: string
    verdict_keys: readonly { value: string; text: string; key: string }[]
  }
>(at('pair'))

export const joinPage = view<
  PageModel & { banner: ChildBanner; compared: Comparison; form: DrawnForm; cancel_href: string }
>(at('join'))
export const findPage = view<
  PageModel & {
    banner: ChildBanner
    form: DrawnForm
    alike: readonly { href: string; known_as: string; born: string; upn: string }[]
    cancel_href: string
  }
>(at('find'))
export const placePage = view<
  PageModel & { banner: ChildBanner; what: readonly string[]; form: DrawnForm; button: string; cancel_href: string }
>(at('place'))

export interface DecisionLine {
  when: string
  what: string
  other: { text: string; href: string | null }
  who: string
  because: string
  ended: string | null
  take_back_href: string | null
}

export const recordsPage = view<
  ChildFrame &
    PageModel & {
      holders: readonly {
        name: string
        key: string
        since: string
        last_on: string
        because: string
        decided: string
      }[]
      decisions: readonly DecisionLine[]
      find_href: string | null
      split_href: string | null
      siblings_href: string
    }
>(at('records'))
export const siblingsPage = view<
  ChildFrame &
    PageModel & { plight: string; same: readonly SiblingLine[]; others: readonly SiblingLine[]; records_href: string }
>(at('siblings'))

export interface SiblingLine {
  href: string
  known_as: string
  born: string
  how: string
  state: { text: string; tag: string }
  school: string
}

export const neverPage = view<
  PageModel & {
    pairs: readonly {
      one: { text: string; href: string }
      other: { text: string; href: string }
      kind: string
      because: string
      made: string
      lift_href: string | null
      lifted: string | null
    }[]
    new_href: string
  }
>(at('never'))
export const neverFormPage = view<
  PageModel & { intro: readonly string[]; form: DrawnForm; button: string; cancel_href: string }
>(at('never-form'))

export interface Rate {
  value: string
  children: string
  matched: string
  review: string
}

export const qualityPage = view<
  PageModel & {
    empty: boolean
    run: readonly { term: string; text: string }[]
    precision: string
    recall: string
    bands: readonly { band: string; pairs: string; read: string; same: string; share: string }[]
    groups: readonly { title: string; note: string | null; rates: readonly Rate[] }[]
    runs: readonly { when: string; kind: string; version: string; match: string; review: string; drift: string }[]
    sample: DrawnForm
  }
>(at('quality'))

const pairDecided = {
  joined: 'The records are joined.',
  kept_apart: 'They are kept apart, and are not offered again.',
  second_look: 'Somebody else gives the pair a second look.',
}
export const joinedFlash = flash('pair_joined', () => `${pairDecided.joined} This is the next pair.`)
export const apartFlash = flash('pair_apart', () => `${pairDecided.kept_apart} This is the next pair.`)
export const secondFlash = flash('pair_second', () => `${pairDecided.second_look} This is the next pair.`)
export const lastFlash = flash('pair_last', () => 'It is recorded. No other pair waits for you.')
export const undoneFlash = flash('pair_undone', () => 'The decision is undone, and the pair waits again.')
export const sampledFlash = flash('pairs_sampled', n =>
  n === 0 ? 'There was no pair left to draw.' : `${n} ${n === 1 ? 'pair was' : 'pairs were'} drawn to be read.`,
)
export const recordsJoined = flash(
  'records_joined',
  () => 'The records are joined into this child. The join can be taken back on this page.',
)
export const recordsApart = flash('records_apart', () => 'They are kept apart, and no review offers them again.')
export const recordsParted = flash('records_parted', () => 'The records are parted. This is one of the two children.')
export const takenBack = flash(
  'join_taken_back',
  () => 'The join is taken back: what was there before stands as it stood.',
)
export const neverMade = flash('never_joined', () => 'The two are kept apart for good.')
export const neverLifted = flash('never_join_lifted', () => 'The two may be joined again.')

export const inLondon = (instant: Date): string => formatShortDay(londonDay(instant.toISOString()))
const born = (name: string, day: Day | null): string =>
  `${name || 'Name not known'}, ${day ? formatShortDay(day) : 'birth date not known'}`

/** How likely a run held it that two are one child, to a hundredth and never quite certain. */
export const likelyText = (probability: number): string =>
  `${Math.min(99.9, Math.max(0.1, probability * 100)).toFixed(probability > 0.99 || probability < 0.01 ? 1 : 0)}%`

export const pairLine = (row: PairRow): PairLine => ({
  id: row.id,
  href: pairUrl(row.id),
  one: born(row.low_known_as, row.low_born_on),
  other: born(row.high_known_as, row.high_born_on),
  likely: likelyText(row.probability),
  lists: row.lists,
  because: row.because,
  state: pairStates[row.state],
})

export const shareText = (share: number): string => `${(share * 100).toFixed(share > 0.99 ? 1 : 0)}%`
