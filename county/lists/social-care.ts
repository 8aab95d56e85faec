import type { County } from '../county.ts'
import { iso } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List, Row } from './list.ts'
import { athome, csvWriter, dayOr, departed, line1, line2, mappingOf, postcode, stillHeld, town } from './list.ts'

const OF_ALL_CHILDREN = 0.038
const IN_CARE_OF_ALL = 0.04

const CATEGORIES = ['Neglect', 'Emotional abuse', 'Physical abuse', 'Multiple']
const LEGAL: Record<string, string> = { CLA: 'C2 Full care order' }

const onPlan = (row: Row): string =>
  row.child.care === 'CP' ? (CATEGORIES[row.child.number % CATEGORIES.length] ?? '') : ''

const COLUMNS: readonly Column[] = [
  ['LL Child ID', row => row.child.council_id, 'council_id'],
  ['NHS No', row => row.nhs_number, 'nhs_number'],
  ['UPN', row => row.upn, 'upn'],
  ['Last name', row => row.surname, 'surname'],
  ['First name', row => row.forename, 'forename'],
  ['Date of birth', row => dayOr(day => `${iso(day)}T00:00:00`, row.born), 'born_on'],
  ['Sex', row => row.sex, 'sex'],
  ['Home address 1', line1, 'address_line_1'],
  ['Home address 2', line2, 'address_line_2'],
  ['Home town', town, 'town'],
  ['Home postcode', postcode, 'postcode'],
  ['Involvement', row => row.child.care],
  ['Legal status', row => LEGAL[row.child.care] ?? ''],
  ['Category of abuse', onPlan],
  ['Involvement start', row => dayOr(iso, row.holding.since), 'registered_on'],
  ['Social worker', () => 'Duty team'],
]

/** Children whom social care works with. Its list carries details of care, which the importer must leave alone. */
export function socialCare(county: County): List {
  const path = 'lists/childrens-social-care.csv'
  const keeps = stillHeld('social_care', OF_ALL_CHILDREN, IN_CARE_OF_ALL)
  return {
    code: 'social_care',
    earlier_of: null,
    kind: 'social_care',
    source_name: 'Marlshire children’s social care',
    paths: [path],
    as_at: county.day,
    school_urn: null,
    protected: false,
    column: 'social_care',
    mapping: mappingOf(COLUMNS),
    system: () => 'social_care',
    holds: (child, random) => {
      if (child.care === '') return null
      const gone = departed(child)
      if (gone !== null) return random.chance(keeps) ? gone : null
      const home = athome(child, county.day)
      return home !== null && (home.address?.in_area === true || child.lists !== null)
        ? { ...home, since: Math.max(child.born, county.day - random.integer(20, 700)) }
        : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, newline: '\r\n' }, COLUMNS),
  }
}
