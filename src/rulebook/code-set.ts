import { addDays, covers, type Day, formatDay } from './days.ts'
import type { Mark, Sourced } from './sources.ts'

/** `valid_from` null: since before any day we hold; `valid_to`: the first day on which it no longer holds. `dates`: how far
 * these two were checked, which is often less than the rest. */
export type Dated = { readonly valid_from: Day | null; readonly valid_to: Day | null; readonly dates: Mark }

/** The class of a code in its set; null in the sets that have none. */
type Class = string | null

/** One code as it stood for a time. An entry is never edited: other wording or another class is a new entry with the same code. */
export type CodeEntry<Category extends Class = Class> = Sourced &
  Dated & { readonly code: string; readonly label: string; readonly category: Category }

/** What a set was called while it stood: what is stored beside a code that was written under it. */
export type CodeSetVersion = Sourced & Dated & { readonly version: string; readonly title: string }

/** What files are known to hold that the set does not, and what becomes of it. */
export type CodeNote = { readonly fits: RegExp; readonly text: string }

export type CodeSet<Category extends Class = Class> = {
  readonly id: string
  readonly title: string
  /** In order of time, none beside another. */
  readonly versions: readonly CodeSetVersion[]
  readonly entries: readonly CodeEntry<Category>[]
  readonly byCode: ReadonlyMap<string, readonly CodeEntry<Category>[]>
  readonly notes: readonly CodeNote[]
}

/** Whether something dated stood on a day. */
export const stood = ({ valid_from, valid_to }: Dated, on: Day): boolean =>
  valid_from === null ? valid_to === null || on < valid_to : covers({ starts_on: valid_from, ends_on: valid_to }, on)

/** Puts a set together. */
export const codeSet = <Category extends Class>(
  written: Omit<CodeSet<Category>, 'byCode' | 'notes'> & { readonly notes?: readonly CodeNote[] },
): CodeSet<Category> => ({
  ...written,
  notes: written.notes ?? [],
  byCode: Map.groupBy(written.entries, entry => entry.code),
})

/** The version of a set in force on a day; undefined if none is held. */
export const versionOn = (set: CodeSet, on: Day): CodeSetVersion | undefined =>
  set.versions.find(version => stood(version, on))

/** A code as it stood on a day, with the version of its set; undefined if it did not stand. Codes are compared as written:
 * `i` is not `I`. */
export const codeOn = <Category extends Class>(
  set: CodeSet<Category>,
  code: string,
  on: Day,
): { readonly version: string; readonly entry: CodeEntry<Category> } | undefined => {
  const entry = set.byCode.get(code)?.find(one => stood(one, on))
  const version = entry && versionOn(set, on)
  return entry && version && { version: version.version, entry }
}

/** A code as a file has it, read for a day. `entry` null: it did not stand then; `caution`: a sentence to show beside it. */
export type ReadCode<Category extends Class = Class> = {
  readonly raw: string
  readonly version: string | null
  readonly entry: CodeEntry<Category> | null
  readonly caution: string | null
}

const otherTimes = (entries: readonly CodeEntry[], on: Day): string | undefined => {
  const said = (entry: CodeEntry, when: string): string =>
    `${entry.code} (${entry.label}) ${when}${entry.dates === 'unsettled' ? ', or about then: the day is not settled' : ''}.`
  const ended = entries.findLast(({ valid_to }) => valid_to !== null && valid_to <= on)
  if (ended?.valid_to) return said(ended, `ended on ${formatDay(addDays(ended.valid_to, -1))}`)
  const begins = entries.find(({ valid_from }) => valid_from !== null && valid_from > on)
  return begins?.valid_from ? said(begins, `begins on ${formatDay(begins.valid_from)}`) : undefined
}

const whyNone = (set: CodeSet, code: string, on: Day): string => {
  if (code === '') return `There is no code of ${set.title}.`
  const version = versionOn(set, on)
  if (version === undefined) return `No set of ${set.title} is held for ${formatDay(on)}.`
  const other = otherTimes(set.byCode.get(code) ?? [], on)
  const turned = code === code.toUpperCase() ? code.toLowerCase() : code.toUpperCase()
  const meant = set.byCode.has(turned) ? ` ${turned} is; a code counts only as it is written.` : ''
  const note = set.notes.find(({ fits }) => fits.test(code))?.text
  return [other ?? `“${code}” is not in ${version.title}.${meant}`, note].filter(text => text !== undefined).join(' ')
}

/**
 * Reads a code from a file for the day that it was written for, spaces round it apart. What is raw stays beside what was
 * read, and an old code is never turned into a newer one: it has no entry on a day on which it did not stand, and the
 * caution says why. Source: §2, “never re-map historic marks silently”.
 */
export const readCode = <Category extends Class>(set: CodeSet<Category>, raw: string, on: Day): ReadCode<Category> => {
  const code = raw.trim()
  const found = codeOn(set, code, on)
  if (found === undefined)
    return {
      raw,
      version: versionOn(set, on)?.version ?? null,
      entry: null,
      caution: `${whyNone(set, code, on)} It is kept as it was written.`,
    }
  const unsettled = found.entry.dates === 'unsettled'
  const caution = unsettled ? `From when to when ${code} (${found.entry.label}) stands is not settled.` : null
  return { raw, ...found, caution }
}
