import { type Checked, right, wrong } from './checked.ts'

/** Outward forms as the Royal Mail issues them, then a figure and two letters without C, I, K, M, O and V. */
const geographic =
  /^(?:[A-PR-UWYZ]\d\d?|[A-PR-UWYZ][A-HK-Y]\d\d?|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UWXYZ]{2}$/

/** Codes that are lawful in a record but name no place. */
const placeless: ReadonlyMap<string, string> = new Map([
  ['ZZ99 3VZ', 'NHS code for no fixed abode: it names no place.'],
  ['ZZ99 3CZ', 'NHS code for England, not otherwise known: it names no place.'],
  ['ZZ99 3WZ', 'NHS code for an address not known: it names no place.'],
  ['GIR 0AA', 'A postcode of the former Girobank: nobody lives there.'],
])

const forces = /^BFPO(\d{1,4})$/

const spaced = (code: string): string => `${code.slice(0, -3)} ${code.slice(-3)}`

/** The same code with the letters O and I of its figures as 0 and 1, if that makes a postcode. */
const withFigures = (code: string): string | undefined => {
  const inward = code.slice(-3).replace(/^O/, '0').replace(/^I/, '1')
  const outward = code.slice(0, -3).replace(/(?<=^[A-Z]{1,2})[OI]/g, letter => (letter === 'O' ? '0' : '1'))
  const mended = `${outward} ${inward}`
  return mended !== spaced(code) && geographic.test(mended) ? mended : undefined
}

/** Checks a United Kingdom postcode; what looks like a slip is named, never mended silently. Source: §11.2. */
export const checkPostcode = (text: string): Checked => {
  const code = text.toUpperCase().replace(/\s/g, '')
  if (code === '') return wrong(code, 'The postcode is missing.')
  const number = forces.exec(code)?.[1]
  if (number !== undefined) return right(`BFPO ${number}`, 'A British Forces address: it is in no authority’s area.')
  const normalised = code.length >= 5 ? spaced(code) : code
  const caution = placeless.get(normalised)
  if (caution !== undefined) return right(normalised, caution)
  if (geographic.test(normalised)) return right(normalised)
  const mended = withFigures(code)
  return mended === undefined
    ? wrong(normalised, 'This is not the form of a postcode, such as NG7 1AA.')
    : wrong(normalised, `A letter stands where a figure belongs. Is it ${mended}?`)
}

/** Whether a postcode lies in the area: its outward code is one of the area's, or begins with one written as letters only. */
export function isInArea(postcode: string, areas: readonly string[]): boolean {
  const outward = postcode.toUpperCase().split(' ')[0] ?? ''
  return areas.some(
    area =>
      outward === area || (/^[A-Z]+$/.test(area) && outward.startsWith(area) && /^\d/.test(outward.slice(area.length))),
  )
}
