import { curriculumYear, yearLabel } from '../ages.ts'
import { enrolmentOn } from '../children.ts'
import type { County } from '../county.ts'
import { iso, spelled } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List } from './list.ts'
import { athome, csvWriter, dayOr, line1, line2, mappingOf, postcode, town } from './list.ts'

/** Of the pupils of independent schools, those whom the schools have returned. */
const RETURNED = 0.92

const columns = (on: number): Column[] => [
  ['School', row => row.holding.enrolment?.school.name ?? ''],
  ['School URN', row => `${row.holding.enrolment?.school.urn ?? ''}`, 'school_urn'],
  ['Surname', row => row.surname, 'surname'],
  ['First name(s)', row => [row.forename, row.middle_names].filter(name => name !== '').join(' '), 'forename'],
  ['Known as', row => row.forename, 'preferred_forename'],
  ['D.O.B.', row => dayOr(spelled, row.born), 'born_on'],
  ['Boy/Girl', row => (row.sex === 'F' ? 'Girl' : row.sex === 'M' ? 'Boy' : ''), 'sex'],
  ['Address', row => [line1(row), line2(row)].filter(line => line !== '').join(', '), 'address_line_1'],
  ['Town', town, 'town'],
  ['Post code', postcode, 'postcode'],
  ['Date admitted', row => dayOr(spelled, row.holding.enrolment?.from ?? null), 'entered_on'],
  ['Year group', row => yearLabel(curriculumYear(row.child.born, on)), 'year_group'],
  ['Previous school', row => row.child.enrolments.at(-2)?.school.name ?? ''],
]

/** What independent schools return of their pupils, now or on the day of an earlier year: no pupil numbers, all given names in one field, dates as 05 Nov 2014. */
export function independentReturn(county: County, earlier: number | null = null): List {
  const on = earlier ?? county.day
  const path = earlier === null ? 'lists/independent-new-pupils.csv' : `lists/independent-pupils-${iso(on)}.csv`
  return {
    code: earlier === null ? 'independent_return' : 'earlier_independent_returns',
    earlier_of: earlier === null ? null : 'independent_return',
    kind: 'independent_return',
    source_name: 'Independent schools’ returns',
    paths: [path],
    as_at: earlier ?? county.calendar.before(county.day, 4),
    school_urn: null,
    protected: false,
    column: 'school_rolls',
    mapping: mappingOf(columns(on)),
    system: holding => `independent/${holding.enrolment?.school.urn}`,
    holds: (child, random) => {
      const enrolment = enrolmentOn(child, on)
      const home = athome(child, on)
      if (enrolment?.school.kind !== 'independent' || home === null) return null
      return child.lists !== null || random.chance(RETURNED) ? { ...home, enrolment } : null
    },
    open: folder => csvWriter(`${folder}/${path}`, PLAIN, columns(on)),
  }
}
