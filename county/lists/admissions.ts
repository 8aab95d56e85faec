import { curriculumYear, yearLabel } from '../ages.ts'
import { enrolmentOn } from '../children.ts'
import type { County } from '../county.ts'
import { slashed } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List, Row } from './list.ts'
import { athome, csvWriter, dayOr, line1, line2, mappingOf, postcode, town } from './list.ts'

/** Of children on a roll, those whose parents ask for another school in the year. */
const ASK_FOR_ANOTHER = 0.012

const wanted = (row: Row, county: County): string => {
  const year = curriculumYear(row.child.born, county.day)
  const schools = county.schools.of(year >= 7 ? 'secondary' : 'primary').filter(({ closed }) => closed === null)
  return schools[row.child.number % schools.length]?.name ?? ''
}

const columns = (county: County): Column[] => [
  ['Application ID', row => `IYA-${10000 + row.nth}`, 'source_ref'],
  ['Date received', row => dayOr(slashed, row.holding.since), 'registered_on'],
  ['Child UPN', row => row.upn, 'upn'],
  ['Child surname', row => row.surname, 'surname'],
  ['Child forename', row => row.forename, 'forename'],
  ['Child middle name', row => row.middle_names, 'middle_names'],
  ['Child date of birth', row => dayOr(slashed, row.born), 'born_on'],
  ['Child gender', row => row.sex, 'sex'],
  ['Address 1', line1, 'address_line_1'],
  ['Address 2', line2, 'address_line_2'],
  ['Town', town, 'town'],
  ['Postcode', postcode, 'postcode'],
  ['Current school', row => enrolmentOn(row.child, county.day)?.school.name ?? 'None'],
  ['Year group applied for', row => yearLabel(curriculumYear(row.child.born, county.day)), 'year_group'],
  ['Preference 1', row => row.child.offered?.school.name ?? wanted(row, county)],
  ['Status', row => (row.child.offered === null ? 'Under consideration' : 'Offered')],
  ['Offered school URN', row => `${row.child.offered?.school.urn ?? ''}`],
  ['Offer start date', row => dayOr(slashed, row.child.offered?.from ?? null)],
  ['Parent name', row => `${row.child.family.parent.forename} ${row.child.family.parent.surname}`, 'contact_name'],
  ['Parent relationship', row => row.child.family.parent.relationship, 'contact_relationship'],
  ['Parent email', row => row.child.family.parent.email, 'contact_email'],
  ['Parent telephone', row => row.child.family.parent.phone, 'contact_phone'],
]

/** Applications for a place in the year that are still open. */
export function admissions(county: County): List {
  const path = 'lists/in-year-applications.csv'
  return {
    code: 'admissions',
    earlier_of: null,
    kind: 'admissions',
    source_name: 'Marlshire in-year admissions',
    paths: [path],
    as_at: county.day,
    school_urn: null,
    protected: false,
    column: 'admissions',
    mapping: mappingOf(columns(county)),
    system: () => 'admissions',
    holds: (child, random) => {
      const home = athome(child, county.day)
      if (home?.address?.in_area !== true) return null
      if (child.applied_on !== null) return { ...home, since: child.applied_on }
      const asks = random.chance(ASK_FOR_ANOTHER) && child.lists === null
      return asks && enrolmentOn(child, county.day) !== undefined
        ? { ...home, since: county.day - random.integer(3, 60) }
        : null
    },
    open: folder => csvWriter(`${folder}/${path}`, PLAIN, columns(county)),
  }
}
