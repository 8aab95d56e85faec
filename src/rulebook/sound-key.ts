import { inLatin } from './alphabets.ts'
import { foldName } from './names.ts'

/**
 * Keys by which spellings of one name agree: Mohammed and Muhammad, Yusuf and Youssef, Siobhan and Shivaun, Юлия and Yulia.
 * A key keeps the consonants, as classes, and the class of the first vowel; a spelling that can be read in two ways (a
 * Somali x, a soft g) has a key for each. Two names sound alike when they share one. Ours, tried on the corpus of the test;
 * mark [?]. None for a text without letters.
 */
export function soundKeys(name: string): string[] {
  const word = inLatin(foldName(name))
  if (!/\p{L}/u.test(word)) return []
  return [...new Set(readings(word).map(keyOf))].filter(key => key !== '')
}

/** The ways in which a spelling may be read, the plain one first. */
function readings(word: string): string[] {
  const found = [word]
  const also = (reading: string) => {
    if (reading !== word) found.push(reading)
  }
  // Somali writes h as x and leaves the ayn as c: Xirsi is Hersi, Cabdi is Abdi.
  also(word.replaceAll('x', 'h').replace(/c(?=[aeiou])/g, ''))
  // Irish lenition: Siobhan, Niamh, Caoimhe.
  also(word.replaceAll(/(?<=[aeiou])[bm]h/g, 'v'))
  // Polish and German j, and j for y in older transliteration: Julia, Jan, Maja.
  also(word.replaceAll('j', 'y'))
  also(word.replace(/^g(?=[eiy])/, 'j'))
  if (/^e/.test(word)) also(word.replace(/^e+/, 'i'))
  return found
}

const vowel = /[aeiouy]/

/** From left to right, the longest first: what is written, and the class that it is heard as. */
const spelt: readonly [RegExp, string][] = [
  [/^olek/, 'alek'],
  [/^mc(?=[^aeiou])/, 'mak'],
  [/^mc/, 'mak'],
  [/^kn/, 'n'],
  [/que?$/, 'k'],
  [/^wr/, 'r'],
  [/^ng(?=[^aeiouy])/, 'n'],
  [/shch|tsch|tch|cz|ch(?=.)/g, 'C'],
  [/ch$/g, 'C'],
  [/sch|sh|sz/g, 's'],
  [/ph/g, 'f'],
  [/ck|cq/g, 'k'],
  [/kh/g, 'k'],
  [/gh(?=[aeiouy])/g, 'g'],
  [/(?<=[aeiouy])gh/g, ''],
  [/ce(?=[ao])|ci(?=[aou])/g, 'C'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/ts|tz|z/g, 's'],
  [/dzh|dj/g, 'j'],
  [/(?<=[bdgkpt])h/g, ''],
  [/th/g, 't'],
  [/[w]/g, 'v'],
  [/h(?![aeiouy])/g, ''],
]

function keyOf(word: string): string {
  const heard = spelt.reduce((text, [from, to]) => text.replace(from, to), word)
  const begins = /^y(?=[aeiou])/.test(heard) ? 'y' : ''
  const rest = heard.slice(begins.length)
  const at = rest.search(vowel)
  const first = at < 0 ? '' : vowelClass(rest.slice(at))
  const consonants = (text: string) => text.replaceAll(/(.)\1+/gu, '$1')
  if (at < 0) return begins + consonants(rest)
  // A vowel between two of the same consonant parts them: Lola is not Lo.
  const tail = rest
    .slice(at)
    .replaceAll(/[aeiouy]+/g, ' ')
    .replaceAll(/([^ ])\1+/gu, '$1')
    .replaceAll(' ', '')
  return begins + consonants(rest.slice(0, at)) + first + tail
}

/** How the first vowels of a text are heard: e is nearer to a than to i, as records mix Salma and Selma. */
function vowelClass(text: string): 'A' | 'I' | 'U' {
  const group = /^[aeiouy]+/.exec(text)?.[0] ?? ''
  if (/^(?:ee|ie|ea|i|y)/.test(group)) return 'I'
  return /^(?:o|u|eu)/.test(group) ? 'U' : 'A'
}
