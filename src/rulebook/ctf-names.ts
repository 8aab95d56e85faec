/** Where a common transfer file goes: to a school or authority (seven characters), to the lost pupils, or abroad. Source: G3, G4. */
export const lostPupils = 'XXXXXXX'

/** The place by which an authority itself sends and receives: its number and LLLL. Source: G3. */
export const authorityPlace = (la_code: string): string => `${la_code}LLLL`

/**
 * The name of a common transfer file. `number`: which of the sender's files it is; after 999 it begins again at 1.
 * @throws RangeError for a place that is not of seven characters. Source: G3.
 */
export function ctfName(from: string, to: string, number: number): string {
  for (const place of [from, to])
    if (!/^[0-9A-Z]{7}$/.test(place)) throw new RangeError(`“${place}” is no place of seven characters.`)
  const shown = ((number - 1) % 999) + 1
  return `${from}_CTF_${to}_${String(shown).padStart(3, '0')}.xml`
}
