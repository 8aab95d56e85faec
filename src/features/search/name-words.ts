import { foldName, lettersOut, neighboursSwapped, otherNames, soundKeys } from '../../rulebook/index.ts'

/** One typed word as the database looks for it; `joined` when it is two words that stand beside each other. */
interface NameWord {
  at: number
  word: string
  near: string[]
  sounds: string[]
  swapped: string[]
  short: string[]
  alike: string[]
  forms: string[]
  joined: boolean
}

/** Everything under which the typed parts of a name are looked for: as they are, near, sounding alike, short and long. */
export function nameWords(words: readonly string[]): NameWord[] {
  const folded = words.map(foldName)
  const single = folded.map((word, at): NameWord => {
    const others = otherNames(word)
    const named = (...hows: string[]) => others.filter(({ how }) => hows.includes(how)).map(({ name }) => name)
    return {
      ...{ at, word, near: lettersOut(word), sounds: soundKeys(word), swapped: neighboursSwapped(word) },
      ...{ short: named('short', 'long'), alike: named('alike'), forms: named('form'), joined: false },
    }
  })
  const joined = folded.slice(1).flatMap((second, before) => {
    const word = `${folded[before]}${second}`
    const none = { sounds: [], swapped: neighboursSwapped(word), short: [], alike: [], forms: [], joined: true }
    return [before, before + 1].map((at): NameWord => ({ at, word, near: lettersOut(word), ...none }))
  })
  return [...single, ...joined]
}

/** How many of the words must agree: of three and more, one may be a name that is on no record. */
export const wordsNeeded = (words: number): number => (words > 2 ? words - 1 : words)
