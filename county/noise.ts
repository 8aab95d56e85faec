import type { Child } from './children.ts'
import { fromCivil, toCivil } from './days.ts'
import { misspell, mistype } from './misspell.ts'
import type { Name } from './names.ts'
import { SHARE_OF_SEVERAL } from './names.ts'
import type { Fault, NoiseColumn } from './noise-table.ts'
import { NOISE, SEVERAL_SPELLINGS_FACTOR } from './noise-table.ts'
import type { Address } from './places.ts'
import type { Random } from './random.ts'

/** A child as one source has written it down. `born` is null and texts are empty where the source holds nothing. */
export interface Written {
  upn: string
  nhs_number: string
  forename: string
  middle_names: string
  surname: string
  born: number | null
  sex: '' | 'F' | 'M'
  address: Address | null
  faults: Fault[]
}

const OTHERS_FACTOR = 1 / (1 - SHARE_OF_SEVERAL + SHARE_OF_SEVERAL * SEVERAL_SPELLINGS_FACTOR)

/** The chance of a fault in this child's row, between 0 and 1; `given` is the share of rows on which the fault can fall at all. */
export function chanceOf(fault: Fault, column: NoiseColumn, child: Child, given = 1): number {
  const rate = NOISE[fault][column] / 100
  if (rate === 0 || rate === 1 || fault === 'transliteration') return rate
  const factor = child.family.background.several ? SEVERAL_SPELLINGS_FACTOR * OTHERS_FACTOR : OTHERS_FACTOR
  return Math.min(1, (rate * factor) / given)
}

/** As the child would stand in a source without a fault. */
export function clean(child: Child, address: Address | null): Written {
  return {
    upn: child.upn,
    nhs_number: child.nhs_number,
    forename: child.forename.text,
    middle_names: child.middle?.text ?? '',
    surname: child.surname.text,
    born: child.born,
    sex: child.sex,
    address,
    faults: [],
  }
}

/** Share of children on a list whose former address is known: the rate of old postcodes falls on these. */
const HAVE_MOVED = 0.22

/** The child as a source of the kind writes it, with the faults that such sources make. `old` is an address that the child has left. */
export function written(
  child: Child,
  address: Address | null,
  old: Address | null,
  column: NoiseColumn,
  random: Random,
): Written {
  const row = clean(child, address)
  const falls = (fault: Fault, given = 1): boolean => {
    if (!random.chance(chanceOf(fault, column, child, given))) return false
    if (NOISE[fault][column] < 100) row.faults.push(fault)
    return true
  }
  numbers(row, child, column, random, falls)
  names(row, child, random, falls)
  birthday(row, column, random, falls)
  if (falls('postcode_missing')) row.address = row.address && { ...row.address, postcode: '' }
  else if (old !== null && falls('postcode_old', HAVE_MOVED)) row.address = old
  if (falls('sex_missing')) row.sex = ''
  else if (falls('sex_wrong')) row.sex = row.sex === 'F' ? 'M' : 'F'
  return row
}

type Falls = (fault: Fault, given?: number) => boolean

function numbers(row: Written, child: Child, column: NoiseColumn, random: Random, falls: Falls): void {
  if (row.upn === '' || falls('upn_missing')) row.upn = ''
  else if (falls('upn_wrong', 1 - NOISE.upn_missing[column] / 100)) {
    row.upn = child.former_upn || mistype(row.upn, random.integer(8, 12), random)
  }
  if (falls('nhs_number_missing')) row.nhs_number = ''
}

/** The share of names left for a spelling mistake once others took their part is near enough to all of them. */
function names(row: Written, child: Child, random: Random, falls: Falls): void {
  if (falls('surname_other')) row.surname = otherSurname(child, random)
  else row.surname = respelt(child.surname, random, falls)
  if (falls('forename_other')) row.forename = otherForename(child, random)
  else row.forename = respelt(child.forename, random, falls)
  if (falls('forename_misspelt')) row.forename = misspell(row.forename, random)
  if (falls('surname_misspelt')) row.surname = misspell(row.surname, random)
  if (falls('names_swapped')) {
    const { forename } = row
    row.forename = row.surname
    row.surname = forename
  }
}

function respelt(name: Name, random: Random, falls: Falls): string {
  return name.spellings.length > 0 && falls('transliteration') ? random.pick(name.spellings) : name.text
}

function otherForename(child: Child, random: Random): string {
  const { text, short } = child.forename
  if (child.middle !== null && child.middle.text !== text && (short.length === 0 || random.chance(0.35)))
    return child.middle.text
  if (short.length > 0) return random.pick(short)
  return text.length > 4 ? text.slice(0, random.integer(3, 4)) : `${text[0]}`
}

function otherSurname(child: Child, random: Random): string {
  const { text } = child.surname
  const other = child.other_surname.text
  const parts = text.split('-')
  if (parts.length > 1) return random.pick(parts)
  return other === text || random.chance(0.15) ? `${text}-${other === text ? 'Marr' : other}` : other
}

function birthday(row: Written, column: NoiseColumn, random: Random, falls: Falls): void {
  if (row.born === null) return
  const { year, month, day } = toCivil(row.born)
  const held = 1 - NOISE.born_missing[column] / 100
  if (falls('born_missing')) row.born = null
  else if (falls('born_placeholder', held)) {
    const placeholder = random.chance(0.5) ? fromCivil(year, 1, 1) : fromCivil(year, month, 1)
    row.born = placeholder === row.born ? fromCivil(year, month === 1 ? 7 : 1, 1) : placeholder
  } else if (day <= 12 && day !== month && falls('born_day_month', held)) row.born = fromCivil(year, day, month)
  else if (falls('born_digit', held)) row.born = otherDigit(year, month, day, random)
}

/** One digit of the date written wrong, in such a way that the date exists. */
function otherDigit(year: number, month: number, day: number, random: Random): number {
  const born = fromCivil(year, month, day)
  const place = random.integer(1, 3)
  if (place === 1) return fromCivil(year + (random.chance(0.5) || year % 10 === 0 ? 1 : -1), month, Math.min(day, 28))
  if (place === 2 && month <= 9) return fromCivil(year, (month % 9) + 1, Math.min(day, 28))
  const units = day % 10
  return units < 9 && day + 1 <= 28 ? born + 1 : born - 1
}
