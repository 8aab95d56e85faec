import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { strongerFirst } from '../children/index.ts'
import { type FieldCode, fieldOf } from '../lists/index.ts'
import { formatInstant } from '../people/index.ts'
import { kindUrl, ownKindUrl } from './addresses.ts'
import { presenceOf, readers } from './codes.ts'
import type { Kind, KindChange } from './queries.ts'

export interface KindLine {
  name: string
  href: string
  means: string
  origin: string
  sources: number
}

export const kindsPage = view<PageModel & { kinds: readonly KindLine[]; may_add: boolean; add_href: string }>(
  'features/list-kinds/views/kinds.njk',
)
export const kindPage = view<
  PageModel & {
    facts: readonly { term: string; text: string }[]
    sources: readonly string[]
    changes: readonly { when: string; what: string; words: string }[]
    actions: readonly { text: string; href: string }[]
  }
>('features/list-kinds/views/kind.njk')
export const kindFormPage = view<PageModel & { intro: string; button: string; cancel_href: string }>(
  'features/list-kinds/views/kind-form.njk',
)

export const kindAdded = flash('kind_added', () => 'The kind is added. Choose it when you bring in a list.')
export const kindChanged = flash('kind_changed', () => 'The kind is changed. What it was before is kept below.')
export const kindStopped = flash('kind_stopped', () => 'No new source can be of this kind. What came in stays.')
export const kindTakenUp = flash('kind_taken_up', () => 'The kind is in use again.')

export const hrefOf = (kind: Kind): string => (kind.id === null ? kindUrl(kind.code) : ownKindUrl(kind.id))

export const kindLine = (kind: Kind): KindLine => ({
  name: kind.name,
  href: hrefOf(kind),
  means: kind.presence_means,
  origin: kind.id === null ? 'Provided' : kind.stopped_at === null ? 'Added here' : 'Added here, no longer used',
  sources: kind.sources,
})

const labels = (codes: readonly FieldCode[]): string =>
  codes.length === 0
    ? 'Nothing beyond what tells one child from another'
    : codes.map(code => fieldOf(code).label).join(', ')

/** What a kind is, line by line. `others` are the names of kinds by their code, for what is believed before and after it. */
export function factsOf(kind: Kind, others: ReadonlyMap<string, string>): { term: string; text: string }[] {
  const named = (codes: readonly string[]) => {
    const names = codes.flatMap(code => others.get(code) ?? [])
    return names.length === 0 ? 'None' : names.join(', ')
  }
  const { stronger, weaker } = strongerFirst(kind.code)
  return [
    { term: 'What being on it means', text: kind.presence_means },
    { term: 'What missing from the next means', text: kind.absence_means },
    { term: 'What Onroll takes from it', text: presenceOf(kind.presence)?.does ?? '' },
    { term: 'What every row must have', text: labels(kind.needed) },
    { term: 'What a list usually has', text: labels(kind.expected) },
    { term: 'Who may read its lists', text: kind.protected ? readers.protected : readers.lists },
    { term: 'Believed before it, where they differ', text: named(stronger) },
    { term: 'Believed after it', text: named(weaker) },
  ]
}

const whats: Record<KindChange['what'], string> = {
  added: 'Added',
  changed: 'Changed',
  stopped: 'No longer used',
  taken_up: 'Used again',
}

export const changeLine = (change: KindChange): { when: string; what: string; words: string } => ({
  when: formatInstant(change.changed_at),
  what: `${whats[change.what]} by ${change.changed_by ?? 'the command line'}`,
  words: `${change.name}. On it: ${change.presence_means} Missing: ${change.absence_means} Must have: ${labels(change.needed)}. Usually has: ${labels(change.expected)}.`,
})
