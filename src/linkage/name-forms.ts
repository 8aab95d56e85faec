import { readFileSync } from 'node:fs'
import { foldName, inLatin, otherNames, soundKeys } from '../rulebook/index.ts'

/** A name as it is compared: worked out once for each text, however many bear it. */
export interface NameForm {
  /** Its folded parts with a space between, as "al hassan"; what two names are told apart by. */
  text: string
  /** The parts without anything between. */
  joined: string
  parts: readonly string[]
  /** How it sounds; spellings of one name share one. */
  keys: readonly string[]
  /** Without such beginnings as Mc, O’ and al; the whole where nothing would be left. */
  bare: string
  /** What its bearers are called otherwise, folded, and whether that is a form in another language. */
  others: ReadonlyMap<string, 'form' | 'short'> | null
  /** How the names sound that it is short for. */
  longKeys: readonly string[]
  /** Whether so many have it that it is a name of its own and no slip in another. */
  common: boolean
}

interface NameTable {
  prefixes: readonly string[]
  one_name: readonly string[]
}

const table: NameTable = JSON.parse(
  readFileSync(new URL('../../reference/linkage-names.json', import.meta.url), 'utf8'),
)
const joinedPrefix = /^(?:mc|mac|fitz|o(?=[bcdfghklmnrst][a-z]{3}))(?=[a-z]{3})/
const prefixes = new Set(table.prefixes)

function gatherForms(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const line of table.one_name) {
    const names = line.split(' ').map(foldName)
    for (const name of names)
      found.set(name, new Set([...(found.get(name) ?? []), ...names.filter(one => one !== name)]))
  }
  return found
}

const forms = gatherForms()

/** How the whole names sound that a short one stands for, and their forms in other languages: Mo is Maxamed too. */
function longKeysOf(joined: string): string[] {
  const longs = otherNames(joined).flatMap(({ name, how }) => (how === 'long' ? [name] : []))
  const whole = longs.flatMap(name => [name, ...(forms.get(name) ?? []), ...otherNames(name).flatMap(formOf)])
  return [...new Set(whole.flatMap(soundKeys))]
}
const formOf = ({ name, how }: { name: string; how: string }): string[] => (how === 'form' ? [name] : [])

function othersOf(joined: string): NameForm['others'] {
  const others = new Map<string, 'form' | 'short'>()
  for (const { name, how } of otherNames(joined)) others.set(name, how === 'form' ? 'form' : 'short')
  for (const name of forms.get(joined) ?? []) others.set(name, 'form')
  return others.size === 0 ? null : others
}

/** A name's parts, folded and in Latin letters: words and sides of a hyphen. An apostrophe parts nothing. */
const partsOf = (text: string): string[] =>
  text
    .split(/[\s\-–—/,.()]+/)
    .map(part => inLatin(foldName(part)))
    .filter(part => part !== '')

/** The text by which a name is told apart, "" for one without a letter or figure. */
export const nameText = (raw: string): string => partsOf(raw).join(' ')

/** The form of a name that was told apart by `nameText`. */
export function nameForm(text: string, common: boolean): NameForm {
  const parts = text.split(' ')
  const joined = parts.join('')
  const rest = parts.filter(part => !prefixes.has(part)).join('')
  const whole = rest.length < 3 ? joined : rest
  return {
    ...{ text, joined, parts, common },
    keys: soundKeys(joined),
    bare: whole.replace(joinedPrefix, ''),
    others: othersOf(joined),
    longKeys: longKeysOf(joined),
  }
}
