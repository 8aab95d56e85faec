import { readDay } from '../rulebook/index.ts'
import { type Field, fieldOf, knownFields } from './fields.ts'
import type { Model } from './model.ts'
import { type NameForm, nameForm, nameText } from './name-forms.ts'

/** What a list, or a record, says of somebody. Everything but the id may be missing or null, and may be written as people write it. */
export interface Person {
  id: string
  forename?: string | null
  middle_name?: string | null
  surname?: string | null
  former_surname?: string | null
  born?: string | null
  sex?: string | null
  postcode?: string | null
  /** The lines of the address, without town and postcode. */
  address?: string | null
  town?: string | null
  upn?: string | null
  former_upn?: string | null
  nhs_number?: string | null
  uln?: string | null
  phone?: string | null
  email?: string | null
  /** Fields of a list's own by their codes: `exact:NAME`, `fuzzy:NAME` or `identifier:NAME`. */
  own?: Readonly<Record<string, string | null>>
}

/** A person as they are compared: worked out once, however many they are compared with. */
export interface Prepared {
  person: Person
  forename: NameForm | null
  middle_name: NameForm | null
  surname: NameForm | null
  former_surname: NameForm | null
  /** As a number such as 20141105. */
  born: number | null
  sex: 'F' | 'M' | null
  postcode: string | null
  address: string | null
  former_upn: string | null
  /** Town, numbers, contacts and the list's own fields by their codes, as they are compared. */
  values: ReadonlyMap<string, string>
}

/** Texts, in small letters and figures alone, that say that nothing is known. */
export const nothings = ['', 'null', 'none', 'na', 'nan', 'nil', 'unknown', 'notknown', 'notstated']

const saysNothing = (tidied: string): boolean => nothings.includes(tidied.toLowerCase())
const orNull = (tidied: string): string | null => (saysNothing(tidied) ? null : tidied)

/** What stands between letters and figures and says nothing. */
export const between = ` \t-–./,'’"&()_:`
/** What stands between the words of an address. */
export const betweenWords = `\t-–./,'’"&()_:;`
const withoutBetween = (text: string): string => text.replace(/[ \t\-–./,'’"&()_:]/g, '')
const lettersAndFigures = (text: string): string => withoutBetween(text.toUpperCase())

export const tidyNumber = (text: string): string | null => {
  const number = lettersAndFigures(text)
  if (number.length < 3 || /^(.)\1*$/.test(number) || number === '1234567890') return null
  return orNull(number)
}
const tidyPhone = (text: string): string | null => {
  const digits = text.replace(/[^0-9]/g, '').replace(/^(?:00)?44(?=\d{9})/, '0')
  return digits.length < 6 ? null : digits
}
const tidyText = (text: string): string | null => orNull(withoutBetween(text.toLowerCase()))

/** A value of a field as it is compared, or null where it says nothing. */
export function tidyValue({ kind }: Field, raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null
  const text = raw.trim()
  if (kind === 'identifier') return tidyNumber(text)
  if (kind === 'phone') return tidyPhone(text)
  if (kind === 'email') return orNull(text.toLowerCase())
  return tidyText(text)
}

export function sexOf(text: string): 'F' | 'M' | null {
  const first = text.charAt(0).toUpperCase()
  if (first === '') return null
  return 'FG2'.includes(first) ? 'F' : 'MB1'.includes(first) ? 'M' : null
}

/** A day as a number such as 20141105, however it was written; null for what is no day. */
export function dayNumberOf(text: string): number | null {
  const read = readDay(text)
  return 'day' in read ? Number(read.day.replaceAll('-', '')) : null
}

/** The text by which a name is told apart, null for what says none. */
export const nameGiven = (raw: string | null | undefined): string | null => {
  const text = nameText(raw ?? '')
  return saysNothing(text.replaceAll(' ', '')) ? null : text
}

const nameOf = (raw: string | null | undefined, model: Model): NameForm | null => {
  const text = nameGiven(raw)
  return text === null ? null : nameForm(text, isCommonName(model.frequencies, text))
}

/** Whether so many are called so that it is a name of its own, and no slip in another. */
export const isCommonName = ({ forename, surname }: Model['frequencies'], text: string): boolean =>
  [forename, surname].some(known => known !== undefined && (known.shares[text] ?? 0) >= known.common)

/** The first of several middle names: others are seldom on two lists. */
export const firstMiddle = (text: string | null | undefined): string => text?.trim().split(/\s+/)[0] ?? ''

/** A person made ready to be compared under a model. */
export function prepare(person: Person, model: Model): Prepared {
  const compact = (person.address ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return {
    person,
    forename: nameOf(person.forename, model),
    middle_name: nameOf(firstMiddle(person.middle_name), model),
    surname: nameOf(person.surname, model),
    former_surname: nameOf(person.former_surname, model),
    born: dayNumberOf(person.born ?? ''),
    sex: sexOf(person.sex?.trim() ?? ''),
    postcode: orNull(lettersAndFigures(person.postcode ?? '')),
    address: orNull(compact),
    former_upn: tidyNumber(person.former_upn ?? ''),
    values: valuesOf(person),
  }
}

function valuesOf(person: Person): Map<string, string> {
  const own = Object.entries(person.own ?? {}).map(([code, raw]) => [fieldOf(code), raw] as const)
  const known = knownFields.map(field => [field, rawOf(person, field.code)] as const)
  const values = new Map<string, string>()
  for (const [field, raw] of [...known, ...own]) {
    const value = tidyValue(field, raw)
    if (value !== null) values.set(field.code, value)
  }
  return values
}

/** What a person's record says under the code of a field that is compared by its value alone. */
export function rawOf(person: Person, code: string): string | null {
  switch (code) {
    case 'town':
    case 'upn':
    case 'nhs_number':
    case 'uln':
    case 'phone':
    case 'email':
      return person[code] ?? null
    default:
      return person.own?.[code] ?? null
  }
}
