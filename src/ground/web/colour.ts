/** A colour as `#rrggbb`, the only spelling a theme may use. */
export type Colour = `#${string}`

const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i

/** Red, green and blue, 0–255. Throws RangeError unless the text is six hexadecimal digits. */
function channels(colour: string): [number, number, number] {
  const [, red, green, blue] = hex.exec(colour) ?? []
  if (red === undefined || green === undefined || blue === undefined) throw new RangeError(`Not a colour: ${colour}`)
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}

/** Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map(channel => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio". Throws RangeError on a text that is no colour. */
export function contrast(colour: string, against = '#ffffff'): number {
  const [one, other] = [luminance(colour), luminance(against)]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** What is wrong with an authority's colour, as a sentence, or null when it can carry white text. Source: WCAG 2.2, 1.4.3. */
export function colourProblem(colour: string): string | null {
  if (!hex.test(colour)) return 'Write the colour as # and six digits or letters from 0 to 9 and A to F, like #0b5d3b.'
  const ratio = contrast(colour)
  if (ratio >= 4.5) return null
  return `White text on this colour has a contrast of ${(Math.floor(ratio * 100) / 100).toFixed(2)} to 1: choose a darker one, with at least 4.5 to 1.`
}

/** The colour moved towards another: `share` 0 gives the colour itself, 1 the other. */
export function mix(colour: string, other: string, share: number): Colour {
  const [from, to] = [channels(colour), channels(other)]
  const mixed = from.map((channel, at) => Math.round(channel + ((to[at] ?? 0) - channel) * share))
  return `#${mixed.map(channel => channel.toString(16).padStart(2, '0')).join('')}`
}
