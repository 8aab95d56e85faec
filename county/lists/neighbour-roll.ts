import { curriculumYear, yearLabel } from '../ages.ts'
import { lastHomeHere } from '../children.ts'
import type { County } from '../county.ts'
import { iso, slashed } from '../days.ts'
import { hasLeft } from '../families.ts'
import { PLAIN } from '../files.ts'
import { SOUTHMERE } from '../places.ts'
import type { Column, List } from './list.ts'
import { athome, csvWriter, dayOr, mappingOf, postcode, wholeAddress } from './list.ts'

/** Of our residents in the neighbour's schools, those whom its list holds. */
const HELD = 0.93

const dashed = (day: number): string => slashed(day, '-')

const columns = (on: number): Column[] => [
  ['Child UPN', row => row.upn, 'upn'],
  ['Family name', row => row.surname, 'surname'],
  ['Given name', row => row.forename, 'forename'],
  ['Other names', row => row.middle_names, 'middle_names'],
  ['DOB', row => dayOr(dashed, row.born), 'born_on'],
  ['Sex', row => row.sex, 'sex'],
  ['Home address', wholeAddress, 'address_line_1'],
  ['Home postcode', postcode, 'postcode'],
  ['School DfE number', row => row.holding.enrolment?.school.laestab ?? '', 'school_laestab'],
  ['School name', row => row.holding.enrolment?.school.name ?? ''],
  ['NC year', row => yearLabel(curriculumYear(row.child.born, on)), 'year_group'],
  ['On roll from', row => dayOr(dashed, row.holding.enrolment?.from ?? null), 'entered_on'],
  ['On roll to', row => dayOr(day => dashed(day - 1), row.holding.enrolment?.until ?? null), 'left_on'],
]

/** Our residents on Southmere's school rolls, those who moved there from us, those whom we look after there, now or on the day of an earlier year's list: parted by semicolons, dates as 05-11-2014, with the last day of those who left. */
export function neighbourRoll(county: County, earlier: number | null = null): List {
  const on = earlier ?? county.day
  const path = earlier === null ? 'lists/southmere-exchange.csv' : `lists/southmere-exchange-${iso(on)}.csv`
  return {
    code: earlier === null ? 'neighbour_roll' : 'earlier_neighbour_rolls',
    earlier_of: earlier === null ? null : 'neighbour_roll',
    kind: 'neighbour_roll',
    source_name: 'Southmere exchange list',
    paths: [path],
    as_at: earlier ?? county.rolls_on,
    school_urn: null,
    protected: false,
    column: 'school_rolls',
    mapping: mappingOf(columns(on)),
    system: holding => `neighbour/${holding.enrolment?.school.urn}`,
    holds: (child, random) => {
      const enrolment = child.enrolments.findLast(
        ({ school, from }) => school.town.authority === SOUTHMERE && from <= on,
      )
      const home = athome(child, on)
      if (enrolment === undefined || home === null) return null
      const cameFromUs = hasLeft(child.family.movement) && lastHomeHere(child) !== undefined
      const ours = home.address?.in_area === true || cameFromUs || child.care === 'CLA'
      if (!ours) return null
      const known = enrolment.until !== null && enrolment.until <= on ? enrolment : { ...enrolment, until: null }
      return cameFromUs || child.lists !== null || random.chance(HELD) ? { ...home, enrolment: known } : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, delimiter: ';', newline: '\r\n' }, columns(on)),
  }
}
