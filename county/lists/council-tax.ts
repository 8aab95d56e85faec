import type { County } from '../county.ts'
import { clipped, slashed } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List } from './list.ts'
import { athome, csvWriter, dayOr, departed, line1, line2, mappingOf, postcode, stillHeld, town } from './list.ts'

/** Of households with children, those of whom the housing and council tax accounts name the children. */
const NAMED = 0.6
const OF_ALL_CHILDREN = 0.57

const COLUMNS: readonly Column[] = [
  // One account names all the children of a household: it is no row's own reference.
  ['Account Ref', row => `CT${700000 + row.child.family.number}`],
  ['UPRN', row => row.address?.uprn ?? '', 'uprn'],
  ['Property Address 1', line1, 'address_line_1'],
  ['Property Address 2', line2, 'address_line_2'],
  ['Property Town', town, 'town'],
  ['Property Post Code', postcode, 'postcode'],
  ['Liable Person', row => `${row.child.family.parent.forename} ${row.child.family.parent.surname}`, 'contact_name'],
  ['Child Surname', row => row.surname, 'surname'],
  ['Child First Name', row => row.forename, 'forename'],
  ['Child DOB', row => dayOr(clipped, row.born), 'born_on'],
  ['Child M/F', row => row.sex, 'sex'],
  ['Resident From', row => dayOr(slashed, row.holding.since), 'registered_on'],
]

/** Children named on housing and council tax accounts: Windows-1252, births as 5/11/14, a quarter of them without, no numbers. */
export function councilTax(county: County): List {
  const path = 'lists/council-tax-household-children.csv'
  const keeps = stillHeld('council_tax', OF_ALL_CHILDREN, 1)
  return {
    code: 'council_tax',
    earlier_of: null,
    kind: 'council_tax',
    source_name: 'Marlshire council tax and housing',
    paths: [path],
    as_at: county.calendar.before(county.day, 5),
    school_urn: null,
    protected: false,
    column: 'council_tax',
    mapping: mappingOf(COLUMNS),
    system: () => 'council_tax',
    holds: (child, random) => {
      const gone = departed(child)
      if (gone !== null) return random.chance(keeps) ? gone : null
      const home = athome(child, county.day)
      const named = child.lists !== null || county.random('named', child.family.number).chance(NAMED)
      return named && home?.address?.in_area === true ? home : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, encoding: 'windows-1252', newline: '\r\n' }, COLUMNS),
  }
}
