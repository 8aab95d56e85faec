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
