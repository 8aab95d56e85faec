/** Words longer than this are looked for with one letter left out, not two: there are too many ways. */
const longest = 14

const withoutOne = (word: string): string[] => {
  const letters = [...word]
  return letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))
}

/**
 * A word and what is left when one letter, or two, are left out. Two words within so many edits of each other (a letter more,
 * less, other, or swapped with the next) always have one of these in common, so that an index of them finds every such
 * pair without comparing with each word: with two letters out for words of six and more, with one for shorter ones.
 */
export function lettersOut(word: string): string[] {
  const one = withoutOne(word)
  const length = [...word].length
  const two = length >= 5 && length <= longest ? one.flatMap(withoutOne) : []
  return [...new Set([word, ...one, ...two])].filter(left => left !== '')
}

/** A word with each two neighbouring letters swapped: one slip of the hand, though two edits. */
export function neighboursSwapped(word: string): string[] {
  const letters = [...word]
  const swapped = letters.slice(1).map((letter, at) => {
    return [...letters.slice(0, at), letter, letters[at] ?? '', ...letters.slice(at + 2)].join('')
  })
  return [...new Set(swapped)].filter(other => other !== word)
}
