import { curriculumYear } from '../ages.ts'
import type { County } from '../county.ts'
import { iso, slashed } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List } from './list.ts'
import { athome, csvWriter, dayOr, departed, mappingOf, postcode, stillHeld, wholeAddress } from './list.ts'

/** Of children educated at home, those whom the council knows of. */
const KNOWN = 0.93
const OF_ALL_CHILDREN = 0.0085

const columns = (on: number): Column[] => [
  ['EHE Ref', row => `EHE/${1000 + row.nth}`, 'source_ref'],
  ['Surname', row => row.surname, 'surname'],
  ['Forename', row => row.forename, 'forename'],
  ['DOB', row => dayOr(slashed, row.born), 'born_on'],
  ['M/F', row => row.sex, 'sex'],
  ['UPN', row => row.upn, 'upn'],
  ['Address', wholeAddress, 'address_line_1'],
  ['Postcode', postcode, 'postcode'],
  ['Previous School', row => row.child.enrolments.findLast(({ from }) => from <= on)?.school.name ?? 'Never at school'],
  ['EHE Start', row => dayOr(slashed, row.holding.since), 'registered_on'],
  ['Last Contact', row => slashed(on - 20 - (row.nth % 300))],
  ['Outcome', () => 'Suitable education seen'],
]

/** Children known to be educated at home, now or on the day of an earlier year's list. */
export function homeEducation(county: County, earlier: number | null = null): List {
  const on = earlier ?? county.day
  const path = earlier === null ? 'lists/home-education.csv' : `lists/home-education-${iso(on)}.csv`
  const keeps = stillHeld('home_education', OF_ALL_CHILDREN, 0.65)
  return {
    code: earlier === null ? 'home_education' : 'earlier_home_education',
    earlier_of: earlier === null ? null : 'home_education',
    kind: 'home_education',
    source_name: 'Marlshire home education list',
    paths: [path],
    as_at: on,
    school_urn: null,
    protected: false,
    column: 'home_education',
    mapping: mappingOf(columns(on)),
    system: () => 'home_education',
    holds: (child, random) => {
      const gone = earlier === null ? departed(child) : null
      const year = curriculumYear(child.born, on)
      if (gone !== null)
        return year >= 1 && year <= 11 && random.chance(keeps)
          ? { ...gone, since: county.day - random.integer(300, 1500) }
          : null
      const home = athome(child, on)
      if (child.home_educated_from === null || child.home_educated_from > on || home === null) return null
      return child.lists !== null || random.chance(KNOWN) ? { ...home, since: child.home_educated_from } : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, newline: '\r\n' }, columns(on)),
  }
}
