import type { StoryLine } from '../../ground/feature.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from './banner.ts'
import type { GoesBy } from './goes-by.ts'
import type { ChildRow } from './queries.ts'
import type { SafeContactSheet } from './safe-contact.ts'

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

export const childrenPage = view<PageModel & { list: DrawnList<ChildLine>; intro: string; brings: boolean }>(
  'features/children/views/children.njk',
)
export const storyPage = view<
  OfChild & {
    story: readonly (StoryLine & { day: string; word: string })[]
    kinds: readonly { text: string; href: string; current: boolean }[]
    earlier_href: string | null
  }
>('features/children/views/story.njk')
export const identityPage = view<
  OfChild & {
    goes_by: readonly GoesBy[]
    /** Every fact by kind. */
    kinds: readonly { title: string; id: string; add_href: string | null; empty: string; facts: readonly FactLine[] }[]
    shows_sources: boolean
    shows: { text: string; href: string; current: boolean }[]
    /** Which past day is shown, as a sentence; null for today. */
    looking_back: string | null
    look_back: DrawnForm
    records: readonly RecordLine[]
    record_links: readonly { text: string; href: string }[]
    history_href: string | null
    undo_href: string | null
    seal_href: string | null
  }
>('features/children/views/identity.njk')

/** A record of a child and how it came to be this child's. */
export interface RecordLine {
  source: string
  key: string
  last_on: string
  because: string
  decided: string
}

/** A fact by itself, with what can be done about it. */
export const factPage = view<
  OfChild & {
    fact: FactLine
    told: readonly { term: string; text: string }[]
    can: readonly { text: string; hint: string; href: string }[]
    chain: readonly FactLine[]
    identity_href: string
  }
>('features/children/views/fact.njk')

export const correctionFormPage = view<
  PageModel & {
    banner: ChildBanner
    form: DrawnForm
    intro: readonly string[]
    button: string
    cancel_href: string
    safe_contact: SafeContactSheet | null
  }
>('features/children/views/correction.njk')
export const correctionRecorded = flash(
  'fact_recorded',
  () => 'It is recorded, and the child’s state is worked out anew.',
)
export const correctionUndone = flash('fact_undone', () => 'It is undone: what was believed before is believed again.')

/** What one action or one list changed in the record of a child. */
export interface HistoryEvent {
  when: string
  who: string
  lines: readonly { what: string; before: string | null; after: string | null; note: string }[]
  because: string | null
  undo_href: string | null
}
export const historyPage = view<
  OfChild & { events: readonly HistoryEvent[]; earlier_href: string | null; look_back: DrawnForm }
>('features/children/views/history.njk')
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
  check: { text: string; doubt: boolean } | null
  /** Where it is looked at by itself and corrected, for who may. */
  href: string | null
}

export type { ChildRow }
