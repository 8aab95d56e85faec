import { type Checked, checkNhsNumber, checkPostcode, checkUln, checkUpn } from '../../rulebook/identifiers.ts'
import { flag, type Reading } from './reading.ts'

export function readUpn(text: string): Reading<string> {
  if (/^UN[1-9]$/i.test(text)) return { value: null, finding: flag(`“${text}” stands for a UPN not known.`) }
  const { valid, normalised, reason } = checkUpn(text)
  if (!valid) return keptWithReason(text, normalised, reason)
  return reason === null ? { value: normalised } : { value: normalised, finding: flag(reason) }
}

export const readUln = (text: string): Reading<string> => readNumber(text, checkUln)

export const readNhsNumber = (text: string): Reading<string> => readNumber(text, checkNhsNumber)

function readNumber(text: string, check: (text: string) => Checked): Reading<string> {
  const { valid, normalised, reason } = check(text)
  if (valid) return { value: normalised }
  // One figure ten times over stands for “none”; kept, it would join strangers.
  if (/^(\d)\1+$/.test(normalised)) return { value: null, finding: flag(reason ?? `${text} is no real number.`) }
  return keptWithReason(text, normalised, reason)
}

/** A wrong identifier is kept, because a person may still know the child by it; words in its column are not one. */
function keptWithReason(text: string, normalised: string, reason: string | null): Reading<string> {
  if (/\d[eE]\+\d/.test(text)) {
    const mend = 'Format the column as text and save the file again.'
    return { value: null, finding: flag(`“${text}” was shortened by a spreadsheet. ${mend}`) }
  }
  if (!/\d/.test(text)) return { value: null, finding: flag(`“${text}” is not a number of this kind; taken as none.`) }
  return { value: normalised, finding: flag(reason ?? `“${text}” is not right. Check it with its sender.`) }
}

export function readPostcode(text: string): Reading<string> {
  const { valid, normalised, reason } = checkPostcode(text)
  if (valid) return { value: normalised }
  return { value: text, finding: flag(reason ?? `“${text}” is not a postcode. Check it.`) }
}

export function readUprn(text: string): Reading<string> {
  const value = text.replace(/^0+(?=\d)/, '')
  if (/^\d{1,12}$/.test(value) && value !== '0') return { value }
  return { value: null, finding: flag(`“${text}” is not a UPRN, which is a number of at most 12 digits. Check it.`) }
}

export function readUrn(text: string): Reading<number> {
  if (/^[1-9]\d{5}$/.test(text)) return { value: Number(text) }
  return {
    value: null,
    finding: flag(`“${text}” is not a URN, which has six digits. Find it in the register of schools.`),
  }
}

export function readLaestab(text: string): Reading<string> {
  const parts = /^(\d{3})[\s/-]?(\d{4})$/.exec(text)
  if (parts !== null) return { value: `${parts[1]}${parts[2]}` }
  return { value: null, finding: flag(`“${text}” is not a LAESTAB, which has seven digits, such as 8992001.`) }
}
