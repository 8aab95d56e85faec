/** Letters that are letters of their own, which Unicode does not take apart. */
const ownLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
}

/** A name for comparing, never for showing: small letters and figures only, without accents, apostrophes, hyphens and
 * spaces. "O’Brien-Núñez" and "obrien nunez" give the same. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŋ]/g, letter => ownLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The key under which two spellings of a whole name meet: the folded surname and forename, with a space between. */
export const nameKey = (forename: string, surname: string): string => `${foldName(surname)} ${foldName(forename)}`

/**
 * The parts by which a name is looked for, folded: each word, each side of a hyphen, and where there are several all of them
 * together, since "Mary Ann", "Mary-Ann" and "Maryann" are one name. An apostrophe parts nothing. Each once.
 */
export const nameParts = (text: string): string[] => {
  const parts = text
    .split(/[\s\-–—/,.()]+/)
    .map(foldName)
    .filter(part => part !== '')
  return [...new Set(parts.length > 1 ? [...parts, parts.join('')] : parts)]
}

const wordStart = /(^|[\s\-–'’.(])(\p{L})/gu
const mcName = /(^|[\s\-–(])Mc(\p{L})/gu

/**
 * A name as one would write it, from a list that shouts or whispers: "MCDONALD-O'NEILL" becomes "McDonald-O'Neill".
 * A name in mixed case is its owner's spelling and only loses spare spaces. "Mac" is left: Mackay and MacKay both exist.
 */
export const properName = (text: string): string => {
  const name = text.trim().replace(/\s+/g, ' ')
  const isMixed = name !== name.toUpperCase() && name !== name.toLowerCase()
  if (isMixed) return name
  return name
    .toLowerCase()
    .replace(wordStart, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(mcName, (_, before: string, letter: string) => `${before}Mc${letter.toUpperCase()}`)
}
