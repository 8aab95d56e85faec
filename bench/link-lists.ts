import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { curriculumYear } from '../county/ages.ts'
import { type Child, formerAddress, homeOn, lastHomeHere, makeChild } from '../county/children.ts'
import { type County, makeCounty } from '../county/county.ts'
import { fromIso, iso, slashed } from '../county/days.ts'
import { type Birth, drawBirths, drawHousehold, type Family, hasLeft } from '../county/families.ts'
import { csvLine, openFile, PLAIN } from '../county/files.ts'
import { chanceOf, type Written, written } from '../county/noise.ts'
import { NOISE, type NoiseColumn } from '../county/noise-table.ts'
import { makeUpn } from '../county/numbers.ts'
import type { Random } from '../county/random.ts'

/** A list to be made: what kind of source it is, and whom it should hold of all children, as a share. */
export interface ListPlan {
  name: string
  column: NoiseColumn
  holds: number
  /** Rows after which the list is full. */
  most: number
}

/** The lists of the large measurement: a roll and a health list of so many rows each. */
export const twoLists = (rows: number): readonly ListPlan[] => [
  { name: 'roll', column: 'school_rolls', holds: 0.96, most: rows },
  { name: 'health', column: 'health', holds: 0.975, most: rows },
]

/** Six lists as a county of so many children holds them, by the shares that its own lists have. */
export const sixLists = (): readonly ListPlan[] =>
  [
    { name: 'roll', column: 'school_rolls', holds: 0.64 } as const,
    { name: 'health', column: 'health', holds: 0.92 } as const,
    { name: 'council-tax', column: 'council_tax', holds: 0.57 } as const,
    { name: 'admissions', column: 'admissions', holds: 0.07 } as const,
    { name: 'home-education', column: 'home_education', holds: 0.02 } as const,
    { name: 'social-care', column: 'social_care', holds: 0.04 } as const,
  ].map(plan => ({ ...plan, most: Number.POSITIVE_INFINITY }))

/** Of children with two homes, those whom a source other than the school has at the other one. */
const otherHome = 0.4
/** Of all children, those who have moved away within the time in which sources still hold them. */
const movedAway = 0.045
const hasFormerUpn = 0.01

const headers = {
  health: ['id', 'NHS Number', 'Family Name', 'Given Name', 'Other Given Names', 'Date of Birth', 'Gender'],
  others: ['id', 'UPN', 'Surname', 'Forename', 'Middle names', 'DOB', 'Sex'],
  care: ['id', 'UPN', 'NHS No', 'Last name', 'First name', 'Middle names', 'Date of birth', 'Sex'],
}
const addressHeaders = ['Address Line 1', 'Address Line 2', 'Town', 'Postcode']
const sexWords: Readonly<Record<string, string>> = { F: 'Female', M: 'Male' }

const headerOf = (column: NoiseColumn): string[] => [
  ...(column === 'health' ? headers.health : column === 'social_care' ? headers.care : headers.others),
  ...addressHeaders,
]

function cellsOf(id: string, column: NoiseColumn, row: Written): string[] {
  const address = [row.address?.line_1, row.address?.line_2, row.address?.town, row.address?.postcode].map(
    part => part ?? '',
  )
  const names = [row.surname, row.forename, row.middle_names]
  const born = row.born === null ? '' : column === 'council_tax' ? slashed(row.born) : iso(row.born)
  if (column === 'health') return [id, row.nhs_number, ...names, born, sexWords[row.sex] ?? 'Not known', ...address]
  if (column === 'social_care') return [id, row.upn, row.nhs_number, ...names, born, row.sex, ...address]
  return [id, row.upn, ...names, born, row.sex, ...address]
}

/** Where the source believes the child to live; null for a child whom it does not hold. */
function held(child: Child, plan: ListPlan, county: County, random: Random) {
  if (hasLeft(child.family.movement)) {
    const rate = NOISE.left[plan.column] / 100
    const last = lastHomeHere(child)
    const keeps = child.family.movement === 'moved_away' && random.chance((rate * plan.holds) / movedAway)
    return keeps && last !== undefined ? { address: last.address, old: null } : null
  }
  if (!random.chance(plan.holds)) return null
  const other = child.family.other_home
  if (other !== null && plan.column !== 'school_rolls' && random.chance(otherHome)) return { address: other, old: null }
  return { address: homeOn(child, county.day)?.address ?? null, old: formerAddress(child, county.day) }
}

function withUpn(child: Child, county: County, random: Random): Child {
  const year = Math.max(2009, Number(iso(county.day).slice(0, 4)) - Math.max(0, curriculumYear(child.born, county.day)))
  const upn = (serial: number) => makeUpn(`899${String(2000 + (child.family.number % 4000))}`, year, (serial % 900) + 1)
  const former = random.chance(hasFormerUpn) ? upn(child.number + 450) : ''
  return { ...child, upn: upn(child.number), former_upn: former }
}

/** Test NHS numbers that a county has; the children after them get the same with another beginning, whose check figure is wrong. */
const testNumbers = 890_000

function withNumber(number: number, family: Family, birth: Birth): Child {
  if (number <= testNumbers) return makeChild(number, family, birth)
  const child = makeChild(number % testNumbers, family, birth)
  return { ...child, number, nhs_number: `${998 - Math.floor(number / testNumbers)}${child.nhs_number.slice(3)}` }
}

function* allChildren(county: County): Generator<Child> {
  let number = 0
  for (let household = 1; ; household += 1) {
    const random = county.random('household', household)
    for (const family of drawHousehold(household, county, random))
      for (const child of childrenOf(family, number, county, random)) {
        number += 1
        yield child
      }
  }
}

function* childrenOf(family: Family, before: number, county: County, random: Random): Generator<Child> {
  let number = before
  for (const birth of drawBirths(family, county, random)) {
    number += 1
    yield withUpn(withNumber(number, family, birth), county, random)
  }
}

/** Rows in an order that has nothing to do with the children's. */
function shuffle(lines: string[], random: Random): string[] {
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const other = random.integer(0, at)
    const line = lines[at] ?? ''
    lines[at] = lines[other] ?? ''
    lines[other] = line
  }
  return lines
}

/**
 * Writes the lists into a folder, `NAME.csv` each with `NAME.truth.csv` (id, child, background) beside it: made-up children
 * with the county's own families, names and faults. The same seed gives the same bytes. @returns the paths by name.
 */
export function writeLists(folder: string, seed: number, children: number, plans: readonly ListPlan[]): string[] {
  mkdirSync(folder, { recursive: true })
  const county = makeCounty(seed, 5000, fromIso('2026-11-22'), 3)
  const lists = plans.map(plan => ({ plan, rows: [] as string[], truth: [] as string[] }))
  for (const child of allChildren(county)) {
    if (child.number > children || lists.every(({ plan, rows }) => rows.length >= plan.most)) break
    for (const { plan, rows, truth } of lists) {
      const random = county.random(plan.name, child.number)
      const holding = held(child, plan, county, random)
      const times = holding === null ? 0 : random.chance(chanceOf('twice', plan.column, child)) ? 2 : 1
      for (let time = 0; time < times && rows.length < plan.most; time += 1) {
        const row = written(child, holding?.address ?? null, holding?.old ?? null, plan.column, random)
        const id = `${plan.name.slice(0, 1).toUpperCase()}${rows.length + 1}`
        rows.push(csvLine(cellsOf(id, plan.column, row), PLAIN))
        truth.push(`${id},${child.number},${child.family.background.code}`)
      }
    }
  }
  return lists.map(({ plan, rows, truth }) => {
    const path = join(folder, `${plan.name}.csv`)
    writeWhole(path, csvLine(headerOf(plan.column), PLAIN), shuffle(rows, county.random('order', plan.name)))
    writeWhole(join(folder, `${plan.name}.truth.csv`), 'id,child,background', truth)
    return path
  })
}

function writeWhole(path: string, header: string, lines: readonly string[]): void {
  const file = openFile(path, PLAIN)
  file.line(header)
  for (const line of lines) file.line(line)
  file.close()
}
