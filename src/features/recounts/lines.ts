import { type Day, entriesOfRule, fairAccessCategories, ruleOn } from '../../rulebook/index.ts'
import { bandWords, stateText } from '../children/index.ts'
import { keyOrder, statusText, type What, whats } from './codes.ts'
import type { Counted, Recount } from './queries.ts'

/** A number of a recount as a page or a table has it. */
export interface Line extends Counted {
  name: string
  /** How a clock stands, in words; empty for anything else. */
  status_text: string
  /** By each definition; of one definition, of that one. */
  numbers: readonly number[]
  differs: boolean
}

/** The numbers of a recount by what they count, each in the order of its page. */
export function linesOf(
  recount: Pick<Recount, 'on_day' | 'policies' | 'counts'>,
  counts: readonly Counted[],
): { what: What; lines: readonly Line[] }[] {
  const two = recount.policies.length === 2
  const lines = counts
    .map((one): Line => {
      const numbers = [one.first_only + one.both_sides, ...(two ? [one.second_only + one.both_sides] : [])]
      return {
        ...one,
        name: cellName(one, recount.on_day) + classNote(one, counts),
        status_text: statusText[one.status] ?? one.status,
        numbers,
        differs: two && one.first_only + one.second_only > 0,
      }
    })
    // Nobody is in it any more: a seal took the last one out.
    .filter(line => line.numbers.some(number => number > 0))
    .sort(inOrder)
  return whats
    .filter(what => what === 'state' || recount.counts.some(one => one === what))
    .map(what => ({ what, lines: lines.filter(line => line.what === what) }))
}

/** What a number counts, in words: a state, a band, or the title of a rule as it stood on the day. */
export function cellName({ what, key }: Pick<Counted, 'what' | 'key'>, on: Day): string {
  if (what === 'state') return stateText(key)
  if (what === 'band') return bandWords[key]?.text ?? key
  const [category] = fairAccessCategories.filter(one => `F5.${one.key}` === key)
  const title = category
    ? `Fair access, category (${category.key}): ${category.text}`
    : ((ruleOn(key, on) ?? entriesOfRule(key)[0])?.title ?? '')
  return title === '' ? key : `${title} (${key})`
}

/** Where one rule has numbers of two classes, which of them this is. */
const classNote = (one: Counted, all: readonly Counted[]): string =>
  one.field_class !== 'education' &&
  all.some(({ what, key, field_class }) => what === one.what && key === one.key && field_class !== one.field_class)
    ? ', by what only some may see'
    : ''

function inOrder(a: Line, b: Line): number {
  const keys = keyOrder[a.what]
  const statuses = Object.keys(statusText)
  return (
    whats.indexOf(a.what) - whats.indexOf(b.what) ||
    keys.indexOf(a.key) - keys.indexOf(b.key) ||
    a.key.localeCompare(b.key, 'en', { numeric: true }) ||
    statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
    a.field_class.localeCompare(b.field_class)
  )
}
