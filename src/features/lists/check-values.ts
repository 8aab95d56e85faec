import type { Day } from '../../rulebook/days.ts'
import { readDay } from '../../rulebook/read-day.ts'
import { readLaestab, readNhsNumber, readPostcode, readUln, readUpn, readUprn, readUrn } from './check-identifiers.ts'
import type { FieldKind } from './fields.ts'
import { flag, type Reading, refuse } from './reading.ts'

export type Sex = 'F' | 'M' | 'U'

export type ValueOf<Kind extends FieldKind> = Kind extends 'day'
  ? Day
  : Kind extends 'hours' | 'urn' | 'sessions'
    ? number
    : Kind extends 'sex'
      ? Sex
      : string

/** One check for each way of writing. Given text is never blank; spaces at its ends are gone. */
export const CHECKS: { readonly [Kind in FieldKind]: (text: string) => Reading<ValueOf<Kind>> } = {
  upn: readUpn,
  uln: readUln,
  nhs_number: readNhsNumber,
  name: readName,
  text: readText,
  sex: text => readCode(text, SEXES, 'Write F, M or U (not known).'),
  day: readDate,
  year_group: readYearGroup,
  postcode: readPostcode,
  uprn: readUprn,
  enrol_status: text => readCode(text, ENROL_STATUSES, 'Write C, M, S, F, O, G or P.'),
  hours: readHours,
  urn: readUrn,
  laestab: readLaestab,
  phone: readPhone,
  email: readEmail,
  sessions: readSessions,
}

const SEXES: Readonly<Record<string, Sex>> = {
  f: 'F',
  female: 'F',
  girl: 'F',
  m: 'M',
  male: 'M',
  boy: 'M',
  u: 'U',
  unknown: 'U',
  notknown: 'U',
  notspecified: 'U',
  indeterminate: 'U',
  // The NHS and children-in-need code sets.
  '0': 'U',
  '1': 'M',
  '2': 'F',
  '9': 'U',
}

const ENROL_STATUSES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['C', 'M', 'S', 'F', 'O', 'G', 'P'].map(code => [code.toLowerCase(), code])),
  current: 'C',
  single: 'C',
  singleregistration: 'C',
  currentsingleregistration: 'C',
  main: 'M',
  currentmain: 'M',
  dualmain: 'M',
  subsidiary: 'S',
  currentsubsidiary: 'S',
  dualsubsidiary: 'S',
  guest: 'G',
  previous: 'P',
}

function readCode<T>(text: string, codes: Readonly<Record<string, T>>, mend: string): Reading<T> {
  const folded = text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const value = Object.hasOwn(codes, folded) ? codes[folded] : undefined
  return value === undefined ? { value: null, finding: flag(`“${text}” is not one of its codes. ${mend}`) } : { value }
}

function readDate(text: string): Reading<Day> {
  const read = readDay(text)
  return 'day' in read ? { value: read.day } : { value: null, finding: flag(read.problem) }
}

/** Control characters, and marks that turn the direction of writing; joiners that some scripts need are not among them. */
const CONTROLS = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u
const LONGEST_NAME = 200

function readName(text: string): Reading<string> {
  if (CONTROLS.test(text)) {
    return {
      value: null,
      finding: refuse('A name holds an invisible control character or a line break. Type it again.'),
    }
  }
  const value = text.normalize('NFC').replace(/\s+/gu, ' ')
  if (value.length > LONGEST_NAME) {
    return { value: null, finding: refuse(`A name is longer than ${LONGEST_NAME} characters. Shorten it.`) }
  }
  if (/\ufffd|[ÃÂ][\u0080-\u00bf‚-™]/u.test(value)) {
    return { value, finding: flag(`“${value}” was damaged on its way. Save the file as UTF-8 and send it again.`) }
  }
  if (!/^[\p{L}\p{M}'’‘ʼ`.,()&/ –-]+$/u.test(value)) {
    return { value, finding: flag(`“${value}” holds a character that names rarely hold. Kept as written: check it.`) }
  }
  return { value }
}

function readText(text: string): Reading<string> {
  const value = text.replace(/\s+/gu, ' ')
  return CONTROLS.test(value)
    ? { value, finding: flag('It holds an invisible control character. Type it again.') }
    : { value }
}

function readYearGroup(text: string): Reading<string> {
  const folded = text.toUpperCase().replace(/^(NC)?\s*(YEAR|YR|Y)?[\s.]*/, '')
  const number = /^0?(\d|1[0-4])[A-Z]?$/.exec(folded)?.[1]
  if (number !== undefined) return { value: number === '0' ? 'R' : number }
  if (/^(R|REC|RECEPTION)$/.test(folded)) return { value: 'R' }
  if (/^(N|NURSERY|NUR)$/.test(folded)) return { value: 'N' }
  if (/^(N[12]|E[12]|X)$/.test(folded)) return { value: folded }
  return { value: text, finding: flag(`“${text}” is not a year group. Write N, R or 1 to 13.`) }
}

function readHours(text: string): Reading<number> {
  const hours = /^(\d{1,3}(?:\.\d+)?)\s*(?:h|hrs?|hours?)?$/i.exec(text)?.[1]
  if (hours !== undefined && Number(hours) <= 60) return { value: Number(hours) }
  return { value: null, finding: flag(`“${text}” is not a number of hours in a week. Write such as 25 or 12.5.`) }
}

/** Two a school day, and no term has more than a hundred days. */
function readSessions(text: string): Reading<number> {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 200) return { value: Number(text) }
  return { value: null, finding: flag(`“${text}” is not a number of sessions in a term. Write such as 136.`) }
}

function readPhone(text: string): Reading<string> {
  const digits = text.replace(/\(0\)|[\s().-]/g, '')
  if (/^(\+|00)?\d{10,14}$/.test(digits)) return { value: text }
  return { value: text, finding: flag(`“${text}” is not a telephone number with its area code. Kept as written.`) }
}

function readEmail(text: string): Reading<string> {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { value: text }
  return { value: text, finding: flag(`“${text}” is not an email address. Kept as written.`) }
}
