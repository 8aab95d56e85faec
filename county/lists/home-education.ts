import { curriculumYear } from '../ages.ts'
import type { County } from '../county.ts'
import { slashed } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List } from './list.ts'
import { athome, csvWriter, dayOr, departed, mappingOf, postcode, stillHeld, wholeAddress } from './list.ts'

/** Of children educated at home, those whom the council knows of. */
const KNOWN = 0.93
const OF_ALL_CHILDREN = 0.0085

const columns = (county: County): Column[] => [
  ['EHE Ref', row => `EHE/${1000 + row.nth}`, 'source_ref'],
  ['Surname', row => row.surname, 'surname'],
  ['Forename', row => row.forename, 'forename'],
  ['DOB', row => dayOr(slashed, row.born), 'born_on'],
  ['M/F', row => row.sex, 'sex'],
  ['UPN', row => row.upn, 'upn'],
  ['Address', wholeAddress, 'address_line_1'],
  ['Postcode', postcode, 'postcode'],
  ['Previous School', row => row.child.enrolments.at(-1)?.school.name ?? 'Never at school'],
  ['EHE Start', row => dayOr(slashed, row.holding.since), 'registered_on'],
  ['Last Contact', row => slashed(county.day - 20 - (row.nth % 300))],
  ['Outcome', () => 'Suitable education seen'],
]

/** Children known to be educated at home. */
export function homeEducation(county: County): List {
  const path = 'lists/home-education.csv'
  const keeps = stillHeld('home_education', OF_ALL_CHILDREN, 0.65)
  return {
    code: 'home_education',
    kind: 'home_education',
    source_name: 'Marlshire home education list',
    paths: [path],
    as_at: county.day,
    school_urn: null,
    protected: false,
    column: 'home_education',
    mapping: mappingOf(columns(county)),
    system: () => 'home_education',
    holds: (child, random) => {
      const gone = departed(child)
      const year = curriculumYear(child.born, county.day)
      if (gone !== null)
        return year >= 1 && year <= 11 && random.chance(keeps)
          ? { ...gone, since: county.day - random.integer(300, 1500) }
          : null
      const home = athome(child, county.day)
      if (child.home_educated_from === null || home === null) return null
      return child.lists !== null || random.chance(KNOWN) ? { ...home, since: child.home_educated_from } : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, newline: '\r\n' }, columns(county)),
  }
}
