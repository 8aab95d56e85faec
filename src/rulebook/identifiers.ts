import { type Checked, right, wrong } from './checked.ts'

export type { Checked } from './checked.ts'
export { checkPostcode } from './postcodes.ts'

const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const upnBody = /^\d{11}[\dA-HJ-NP-RT-Z]$/

const tidy = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '')

/** The sum of each figure times its weight, weights falling by one from `first`. */
const weighted = (digits: string, first: number): number =>
  [...digits].reduce((sum, digit, i) => sum + Number(digit) * (first - i), 0)

/**
 * A whole UPN from the 12 characters after the check letter: authority, establishment, year, serial (3 figures, or 2 and a
 * letter if temporary). Throws RangeError for any other body. Source: U1–U3.
 */
export const makeUpn = (body12: string): string => {
  const body = tidy(body12)
  if (!upnBody.test(body)) throw new RangeError(`“${body12}” is not the body of a UPN`)
  const sum = [...body].reduce(
    (total, character, i) => total + (/\d/.test(character) ? Number(character) : letters.indexOf(character)) * (i + 2),
    0,
  )
  return `${letters.charAt(sum % letters.length)}${body}`
}

/** The lowest number of an authority; what is lower is a made-up code that some systems write, to be shown, not refused. */
const lowestAuthority = 201

/** Checks a unique pupil number. Source: U1–U5. */
export const checkUpn = (text: string): Checked => {
  const upn = tidy(text)
  if (upn === '') return wrong(upn, 'The UPN is missing.')
  if (/^UN[1-5]$/.test(upn)) return wrong(upn, `${upn} is a code for “no UPN”, not a UPN.`)
  if (upn.length !== 13) return wrong(upn, `A UPN has 13 characters; this has ${upn.length}.`)
  if (!/^[A-Z]/.test(upn)) return wrong(upn, 'A UPN begins with a letter.')
  if (/[IOS]/.test(upn)) return wrong(upn, 'The letters I, O and S are never used in a UPN. Is it 1, 0 or 5?')
  const body = upn.slice(1)
  if (!upnBody.test(body)) {
    return wrong(upn, 'After its first letter a UPN has 12 figures, of which only the last may be a letter.')
  }
  const letter = makeUpn(body).charAt(0)
  if (letter !== upn.charAt(0)) {
    return wrong(upn, `The check letter does not fit: with these figures it would be ${letter}. Check for a slip.`)
  }
  const authority = body.slice(0, 3)
  return Number(authority) < lowestAuthority
    ? right(upn, `${authority} is not the number of an authority; the check letter is right.`)
    : right(upn)
}

/** Checks a unique learner number. Source: §11.2. */
export const checkUln = (text: string): Checked => {
  const uln = tidy(text)
  if (uln === '') return wrong(uln, 'The ULN is missing.')
  if (!/^\d{10}$/.test(uln)) return wrong(uln, 'A ULN has 10 figures.')
  if (uln.startsWith('0')) return wrong(uln, 'A ULN does not begin with 0.')
  if (uln === '9999999999') return wrong(uln, '9999999999 stands for a learner who has no ULN yet.')
  const remainder = weighted(uln.slice(0, 9), 10) % 11
  const fits = remainder !== 0 && 10 - remainder === Number(uln.charAt(9))
  return fits ? right(uln) : wrong(uln, 'The check figure does not fit. Check for a slip.')
}

/** Checks an NHS number, which is a text: it may begin with 0. Source: §11.2. */
export const checkNhsNumber = (text: string): Checked => {
  const nhs = tidy(text)
  if (nhs === '') return wrong(nhs, 'The NHS number is missing.')
  if (!/^\d{10}$/.test(nhs)) return wrong(nhs, 'An NHS number has 10 figures.')
  if (/^(\d)\1{9}$/.test(nhs)) return wrong(nhs, 'An NHS number is never one figure ten times.')
  const check = 11 - (weighted(nhs.slice(0, 9), 10) % 11)
  const fits = check !== 10 && check % 11 === Number(nhs.charAt(9))
  return fits ? right(nhs) : wrong(nhs, 'The check figure does not fit. Check for a slip.')
}
