import { curriculumYear, yearLabel } from '../ages.ts'
import type { County } from '../county.ts'
import { slashed } from '../days.ts'
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

/** Our residents on Southmere's school rolls: parted by semicolons, dates as 05-11-2014, with the last day of those who left. */
export function neighbourRoll(county: County): List {
  const path = 'lists/southmere-exchange.csv'
  return {
    code: 'neighbour_roll',
    kind: 'neighbour_roll',
    source_name: 'Southmere exchange list',
    paths: [path],
    as_at: county.rolls_on,
    school_urn: null,
    protected: false,
    column: 'school_rolls',
    mapping: mappingOf(columns(county.day)),
    system: holding => `neighbour/${holding.enrolment?.school.urn}`,
    holds: (child, random) => {
      const enrolment = child.enrolments.findLast(({ school }) => school.town.authority === SOUTHMERE)
      const home = athome(child, county.day)
      if (enrolment === undefined || home?.address?.in_area !== true) return null
      return child.lists !== null || random.chance(HELD) ? { ...home, enrolment } : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, delimiter: ';', newline: '\r\n' }, columns(county.day)),
  }
}
