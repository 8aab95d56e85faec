import { ENGLISH_BOYS, ENGLISH_GIRLS, ENGLISH_SURNAMES, TAIL_ENDS, TAIL_STARTS } from './names/english.ts'
import { SEVERAL_SPELLINGS } from './names/several.ts'
import type { Random } from './random.ts'
import { picker } from './random.ts'

export type Sex = 'F' | 'M'

/** A name as this child's family spells it, the other ways in which it is written, and what the child may be called instead. */
export interface Name {
  text: string
  spellings: readonly string[]
  short: readonly string[]
}

/** A family's name in the form for each sex; the two differ in some languages. */
export type Surname = Record<Sex, Name>

interface ForenameEntry {
  spellings: readonly string[]
  short: readonly string[]
}

export interface Background {
  code: string
  /** Whether its names have several spellings in English records, for which the noise is half as much again. */
  several: boolean
  /** Share of middle names. */
  middle: number
  forename(sex: Sex, random: Random): Name
  surname(random: Random): Surname
}

/** Share of families whose names have several spellings. */
export const SHARE_OF_SEVERAL = SEVERAL_SPELLINGS.reduce((sum, { share }) => sum + share, 0)
const DOUBLE_BARRELLED = 0.04
const FROM_THE_TAIL = 0.45

const entries = (text: string): string[] => text.split(/[|\n]/).map(entry => entry.trim())
const words = (text: string): string[] => text.split(/\s+/)

/** Weights fall with rank as name frequencies do; `flatness` says how slowly. */
const ranked = <T>(items: readonly T[], flatness: number) =>
  picker(items.map((item, rank) => ({ item, weight: 1 / (rank + flatness) })))

function forenames(text: string): (random: Random) => ForenameEntry {
  const list = entries(text).map(entry => {
    const [spellings = '', short = ''] = entry.split(':')
    return { spellings: spellings.split('/'), short: short === '' ? [] : short.split(' ') }
  })
  return ranked(list, 12)
}

/** The commonest spelling for half of the families, any other for the rest. */
function spell(entry: ForenameEntry, random: Random): Name {
  const [first = '', ...others] = entry.spellings
  const text = others.length === 0 || random.chance(0.5) ? first : random.pick(others)
  return { text, spellings: entry.spellings.filter(spelling => spelling !== text), short: entry.short }
}

const plain = (text: string): Name => ({ text, spellings: [], short: [] })
const alike = (text: string): Surname => ({ F: plain(text), M: plain(text) })

function english(): Background {
  const drawn = { F: forenames(ENGLISH_GIRLS), M: forenames(ENGLISH_BOYS) }
  const common = ranked(entries(ENGLISH_SURNAMES), 10)
  const starts = words(TAIL_STARTS)
  const ends = words(TAIL_ENDS)
  const single = (random: Random): string =>
    random.chance(FROM_THE_TAIL) ? random.pick(starts) + random.pick(ends) : common(random)
  return {
    code: 'english',
    several: false,
    middle: 0.75,
    forename: (sex, random) => spell(drawn[sex](random), random),
    surname: random => alike(random.chance(DOUBLE_BARRELLED) ? `${single(random)}-${single(random)}` : single(random)),
  }
}

function several(source: (typeof SEVERAL_SPELLINGS)[number]): Background {
  const drawn = { F: forenames(source.girls), M: forenames(source.boys) }
  const surnames = ranked(
    entries(source.surnames).map(entry => {
      const [men = '', women = men] = entry.split('~')
      return { F: women.split('/'), M: men.split('/') }
    }),
    6,
  )
  return {
    code: source.background,
    several: true,
    middle: 0.3,
    forename: (sex, random) => spell(drawn[sex](random), random),
    surname: random => {
      const entry = surnames(random)
      const way = random.chance(0.6) ? 0 : random.integer(0, Math.min(entry.F.length, entry.M.length) - 1)
      const form = (spellings: string[]): Name => {
        const text = spellings[way] ?? spellings[0] ?? ''
        return { text, spellings: spellings.filter(spelling => spelling !== text), short: [] }
      }
      return { F: form(entry.F), M: form(entry.M) }
    },
  }
}

/** Draws a family's background by its share of the county. */
export const drawBackground: (random: Random) => Background = picker([
  { weight: 1 - SHARE_OF_SEVERAL, item: english() },
  ...SEVERAL_SPELLINGS.map(source => ({ weight: source.share, item: several(source) })),
])

/** A name of the same sex that sounds like the other, as families choose for twins: Imani and Imara. */
export function likeSounding(name: Name, sex: Sex, background: Background, random: Random): Name {
  for (const start of [name.text.slice(0, 2), name.text.slice(0, 1), '']) {
    for (let tries = 0; tries < 60; tries += 1) {
      const other = background.forename(sex, random)
      const same = other.text === name.text || name.spellings.includes(other.text)
      if (!same && other.text.startsWith(start)) return other
    }
  }
  return name
}

/** Names for the stories, which choose their own. */
export const namedSurname = alike
export const namedForename = plain
