/** A message kept for the next page. The cookie holds its code and counts, never words and never a child. */
export interface Flash<Counts extends readonly number[]> {
  readonly code: string
  readonly kind: 'success' | 'notice'
  readonly sentence: (...counts: Counts) => string
}

export interface FlashBanner {
  kind: 'success' | 'notice'
  sentence: string
}

/** What the cookie carries. */
export interface FlashNote {
  code: string
  counts: readonly number[]
}

const declared = new Map<string, Flash<readonly number[]>>()

/**
 * Declares a message, once, where its feature's views stand: `const rowsRead = flash('rows_read', n => `${n} rows were read.`)`.
 * Throws Error when the code is taken.
 */
export function flash<Counts extends readonly number[]>(
  code: string,
  sentence: (...counts: Counts) => string,
  kind: Flash<Counts>['kind'] = 'success',
): Flash<Counts> {
  if (declared.has(code)) throw new Error(`Two flash messages are called ${code}`)
  const made = { code, kind, sentence }
  declared.set(code, { code, kind, sentence: (...counts) => sentence(...(counts as unknown as Counts)) })
  return made
}

/** The notes as the text of a cookie. */
export const writeFlashes = (notes: readonly FlashNote[]): string =>
  notes.map(({ code, counts }) => [code, ...counts].join('.')).join('~')

/** The banners that a cookie's text stands for; codes that nobody declared are left out. */
export function readFlashes(text: string): FlashBanner[] {
  return text.split('~').flatMap(note => {
    const [code = '', ...counts] = note.split('.')
    const found = declared.get(code)
    return found ? [{ kind: found.kind, sentence: found.sentence(...counts.map(Number)) }] : []
  })
}
