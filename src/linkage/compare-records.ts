import { compareForenames, compareSurnames } from './compare-names.ts'
import { jaroWinkler, withinOneEdit } from './edits.ts'
import { type Field, levelAt } from './fields.ts'
import type { NameForm } from './name-forms.ts'
import type { Prepared } from './person.ts'

// Each level here is said a second time in SQL, in compare-sql.ts; a property test holds the two together.

const middleUsed = levelAt('forename', 'middle')
const swapped = levelAt('forename', 'swapped')
const otherSurname = levelAt('surname', 'other')
const surnameSwapped = levelAt('surname', 'swapped')

/** Addresses with the same figures are one from this likeness on: Rd is Road, 12 is not 14. */
export const sameAddressFrom = 0.85
export const nearTextFrom = 0.9
export const partTextFrom = 0.8

const same = (a: NameForm | null, b: NameForm | null): boolean => a !== null && b !== null && a.text === b.text
const soundsSame = (a: NameForm, b: NameForm): boolean => a.keys[0] !== undefined && a.keys[0] === b.keys[0]

const sameInitial = (a: NameForm, b: NameForm): boolean => a.joined[0] === b.joined[0]

function areSwapped(a: Prepared, b: Prepared): boolean {
  if (a.forename === null || b.forename === null || a.surname === null || b.surname === null) return false
  const oneWay = same(a.forename, b.surname)
  const otherWay = same(a.surname, b.forename)
  return (
    (oneWay && (otherWay || sameInitial(a.surname, b.forename))) ||
    (otherWay && sameInitial(a.forename, b.surname)) ||
    (soundsSame(a.forename, b.surname) && soundsSame(a.surname, b.forename))
  )
}

function forenameLevel(a: Prepared, b: Prepared): number {
  if (a.forename === null || b.forename === null) return -1
  const level = compareForenames(a.forename, b.forename)
  if (level < middleUsed) return level
  if (same(a.forename, b.middle_name) || same(a.middle_name, b.forename)) return middleUsed
  return areSwapped(a, b) ? swapped : level
}

function surnameLevel(a: Prepared, b: Prepared, forename: number): number {
  if (a.surname === null || b.surname === null) return -1
  if (forename === swapped) return surnameSwapped
  const level = compareSurnames(a.surname, b.surname)
  if (level < otherSurname) return level
  return same(a.surname, b.former_surname) || same(a.former_surname, b.surname) ? otherSurname : level
}

function middleLevel(a: Prepared, b: Prepared, forename: number): number {
  const one = a.middle_name
  const other = b.middle_name
  if (one === null || other === null || forename === middleUsed) return -1
  if (one.text === other.text) return 0
  const initial = (one.joined.length === 1 || other.joined.length === 1) && one.joined[0] === other.joined[0]
  return initial || soundsSame(one, other) ? 1 : 2
}

const days = { exact: 0, swapped: 1, digit: 2, placeholder: 3, part: 4, year: 5, differs: 6 }

/** The level of two days such as 20141105. */
export function bornLevel(a: number, b: number): number {
  if (a === b) return days.exact
  const [year, month, day] = [Math.trunc(a / 10000), Math.trunc(a / 100) % 100, a % 100]
  const [otherYear, otherMonth, otherDay] = [Math.trunc(b / 10000), Math.trunc(b / 100) % 100, b % 100]
  const [y, m, d] = [year === otherYear, month === otherMonth, day === otherDay]
  if (y && month === otherDay && day === otherMonth) return days.swapped
  if (y && ((m && (day === 1 || otherDay === 1)) || a % 10000 === 101 || b % 10000 === 101)) return days.placeholder
  const equal = Number(y) + Number(m) + Number(d)
  if (equal === 2) {
    const apart = Math.abs(year - otherYear) + Math.abs(month - otherMonth) + Math.abs(day - otherDay)
    const digits = (y ? 0 : wrongDigits(year, otherYear)) + wrongDigits(a % 10000, b % 10000)
    return apart === 1 || digits === 1 ? days.digit : days.part
  }
  return y ? days.year : days.differs
}

function wrongDigits(a: number, b: number): number {
  let wrong = 0
  for (let unit = 1; unit <= 1000; unit *= 10) if (Math.trunc(a / unit) % 10 !== Math.trunc(b / unit) % 10) wrong += 1
  return wrong
}

const places = { address: 0, neighbour: 1, slip: 2, sector: 3, outward: 4, street: 5, differs: 6 }

/** How near two postcodes are, counted as a field of postcodes alone counts it. */
function postcodeLevel(a: string, b: string): number {
  if (a === b) return 0
  if (withinOneEdit(a, b)) return 1
  if (a.length < 5 || b.length < 5) return 4
  if (a.slice(0, -2) === b.slice(0, -2)) return 2
  return a.slice(0, -3) === b.slice(0, -3) ? 3 : 4
}

const similarityOf = (one: string, other: string): number =>
  one < other ? jaroWinkler(one, other) : jaroWinkler(other, one)

const figuresOf = (address: string | null): string => (address ?? '').replace(/[^0-9]+/g, ' ').trim()

const sameAddress = (a: Prepared, b: Prepared): boolean =>
  a.address === b.address ||
  (a.address?.slice(0, 2) === b.address?.slice(0, 2) &&
    similarityOf(a.address ?? '', b.address ?? '') >= sameAddressFrom &&
    figuresOf(a.address) === figuresOf(b.address))

function placeLevel(a: Prepared, b: Prepared): number {
  if (a.address === null || b.address === null) return -1
  const atOne = sameAddress(a, b)
  if (a.postcode === null || b.postcode === null) return atOne ? places.address : places.differs
  const postcode = postcodeLevel(a.postcode, b.postcode)
  if (atOne) return postcode <= 1 ? places.address : places.street
  return [places.neighbour, places.slip, places.sector, places.outward, places.differs][postcode] ?? places.differs
}

/** The level of a field that is compared by its value alone. */
function valueLevel({ code, kind }: Field, a: Prepared, b: Prepared): number {
  const one = a.values.get(code)
  const other = b.values.get(code)
  if (one === undefined || other === undefined) return -1
  if (one === other) return 0
  if (kind === 'identifier') {
    if (code === 'upn' && (one === b.former_upn || other === a.former_upn)) return 1
    return withinOneEdit(one, other) ? 2 : 3
  }
  if (kind === 'phone' || kind === 'exact') return 1
  const similarity = similarityOf(one, other)
  if (kind === 'email') return one.split('@')[0] === other.split('@')[0] || similarity >= nearTextFrom ? 1 : 2
  return similarity >= nearTextFrom ? 1 : similarity >= partTextFrom ? 2 : 3
}

/** The level of each field for two records, -1 where one of them does not have it. Their order makes no difference. */
export function compareRecords(fields: readonly Field[], a: Prepared, b: Prepared): number[] {
  const forename = forenameLevel(a, b)
  const place = placeLevel(a, b)
  const postcode = place >= 0 || a.postcode === null || b.postcode === null ? -1 : postcodeLevel(a.postcode, b.postcode)
  return fields.map(field => {
    switch (field.kind) {
      case 'forename':
        return forename
      case 'surname':
        return surnameLevel(a, b, forename)
      case 'middle_name':
        return middleLevel(a, b, forename)
      case 'born':
        return a.born === null || b.born === null ? -1 : bornLevel(a.born, b.born)
      case 'sex':
        return a.sex === null || b.sex === null ? -1 : a.sex === b.sex ? 0 : 1
      case 'place':
        return place
      case 'postcode':
        return postcode
      case 'town':
        return place >= 0 || postcode >= 0 ? -1 : valueLevel(field, a, b)
      default:
        return valueLevel(field, a, b)
    }
  })
}
