import type { Child } from '../children.ts'
import type { County } from '../county.ts'
import { iso } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Random } from '../random.ts'
import type { Column, Holding, List, ListCode } from './list.ts'
import { athome, csvWriter, dayOr, departed, line1, line2, mappingOf, postcode, stillHeld, town } from './list.ts'

/** Of residents, those registered with a general practice of the county. */
const REGISTERED = 0.975
const OF_ALL_CHILDREN = 0.92
/** Of those with two homes, the ones whose practice has the other home. */
const OTHER_HOME = 0.4

const PRACTICES: Record<string, [code: string, name: string]> = {
  Marlham: ['ZY0001', 'The Marl Surgery'],
  Stavering: ['ZY0002', 'Stavering Quay Medical Centre'],
  Wrenholt: ['ZY0003', 'Wrenholt Family Practice'],
  Ottersby: ['ZY0004', 'Ottersby Health Centre'],
}
const ANY_PRACTICE = ['ZY0009', 'The Windmill Practice'] as const

const SEX: Record<string, string> = { F: 'Female', M: 'Male' }
const practice = (townName: string) => PRACTICES[townName] ?? ANY_PRACTICE
const grouped = (number: string): string => number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')

const COLUMNS: readonly Column[] = [
  ['NHS Number', row => grouped(row.nhs_number), 'nhs_number'],
  ['Family Name', row => row.surname, 'surname'],
  ['Given Name', row => row.forename, 'forename'],
  ['Other Given Names', row => row.middle_names, 'middle_names'],
  ['Date of Birth', row => dayOr(iso, row.born), 'born_on'],
  ['Gender', row => SEX[row.sex] ?? 'Not known', 'sex'],
  ['Address Line 1', line1, 'address_line_1'],
  ['Address Line 2', line2, 'address_line_2'],
  ['Address Line 3', town, 'town'],
  ['Postcode', postcode, 'postcode'],
  ['GP Practice Code', row => practice(town(row))[0]],
  ['GP Practice', row => practice(town(row))[1]],
  ['Registered From', row => dayOr(iso, row.holding.since), 'registered_on'],
]

function healthList(county: County, code: ListCode, path: string, name: string, holds: List['holds']): List {
  return {
    code,
    earlier_of: null,
    kind: 'health',
    source_name: name,
    paths: [path],
    as_at: county.day,
    school_urn: null,
    protected: code === 'protected_health',
    column: 'health',
    mapping: mappingOf(COLUMNS),
    system: () => 'health',
    holds,
    open: folder => csvWriter(`${folder}/${path}`, PLAIN, COLUMNS),
  }
}

/** Registrations with general practices: NHS numbers in groups, no pupil numbers, dates as 2014-11-05. */
export function health(county: County): List {
  const keeps = stillHeld('health', OF_ALL_CHILDREN, 1)
  const holds = (child: Child, random: Random): Holding | null => {
    const gone = departed(child)
    const home = athome(child, county.day)
    if (gone !== null) return random.chance(keeps) ? gone : null
    if (home?.address?.in_area !== true || (child.lists === null && !random.chance(REGISTERED))) return null
    const other = child.family.other_home
    return other !== null && random.chance(OTHER_HOME) ? { ...home, address: other, old: null } : home
  }
  return healthList(county, 'health', 'lists/gp-registrations.csv', 'Marlshire GP registrations', holds)
}

/** Children registered from an address that must not be shown: one house, three families. Only stories place children here. */
export function protectedHealth(county: County): List {
  const holds = (child: Child): Holding | null => (child.lists === null ? null : athome(child, county.day))
  return healthList(
    county,
    'protected_health',
    'lists/protected-health.csv',
    'Marlshire health registrations (protected)',
    holds,
  )
}
