import { figureText } from './words.ts'

/** A number of a page; it opens where it has an address. */
export interface Figure {
  text: string
  href: string | null
}

/** Nothing stands behind a nought, so it does not open. */
export const figure = (count: number, href: string | null): Figure => ({
  text: figureText(count),
  href: count === 0 ? null : href,
})
