import { cohort, curriculumYear, yearLabel } from '../ages.ts'
import type { Child } from '../children.ts'
import { enrolmentOn } from '../children.ts'
import type { County } from '../county.ts'
import { iso, stamped } from '../days.ts'
import { csvLine, openFile, PLAIN } from '../files.ts'
import { MARLSHIRE } from '../places.ts'
import type { School } from '../schools.ts'
import type { Column, Holding, List, ListCode, Row } from './list.ts'
import { athome, departed, line1, line2, postcode, stillHeld, town } from './list.ts'

/** The tables as a council downloads them from the Department's collection system. */
const FORMAT = { ...PLAIN, newline: '\r\n' } as const

/** Of all children, those whom a school of the county has on its roll. */
const ON_ROLLS = 0.64

const nativeId = (row: Row): string => `${row.holding.enrolment?.school.laestab ?? ''}_${row.nth}`
const schoolTable = (row: Row): string => `${(row.holding.enrolment?.school.urn ?? 0) - 990000}`
const none = (): string => ''

const pupilColumns = (on: number): Column[] => [
  ['pupilonrolltableid', row => `${row.nth}`],
  ['NativeId', nativeId],
  ['pupilonrollorderseqcolumn', row => `${row.nth}`],
  ['sourceid', () => '1'],
  ['schoolcensustableid', schoolTable],
  ['upn', row => row.upn],
  ['formerupn', row => row.child.former_upn],
  ['surname', row => row.surname],
  ['forename', row => row.forename],
  ['middlenames', row => row.middle_names],
  ['preferredsurname', none],
  ['uniquelearnernumber', none],
  ['formersurname', none],
  ['dob', row => (row.born === null ? '' : stamped(row.born))],
  ['hoursatsetting', row => `${row.holding.enrolment?.hours ?? ''}`],
  ['schoollunchtaken', none],
  ['parttime', row => (row.holding.enrolment?.hours ? '1' : '0')],
  ['entrydate', row => stamped(row.holding.enrolment?.from ?? on)],
  ['topupfunding', none],
  ['termlysessionspossible', none],
  ['termlysessionsauthorised', none],
  ['termlysessionsunauthorised', none],
  ['enrolstatus', () => 'C'],
  ['sex', row => row.sex],
  ['language', row => (row.child.family.background.several ? 'OTH' : 'ENG')],
  ['ncyearactual', row => yearLabel(curriculumYear(row.child.born, on))],
  ['senprovision', row => (row.child.number % 7 === 0 ? 'K' : 'N')],
]

const ADDRESS_COLUMNS: readonly Column[] = [
  ['addressesonrolltableid', row => `${row.nth}`],
  ['NativeId', nativeId],
  ['addressesonrollorderseqcolumn', row => `${row.nth}`],
  ['sourceid', () => '1'],
  ['pupilonrolltableid', row => `${row.nth}`],
  ['uniquepropertyreferencenumber', row => row.address?.uprn ?? ''],
  ['postcode', row => postcode(row).replace(' ', '')],
  ['saon', none],
  ['paon', none],
  ['street', none],
  ['locality', none],
  ['town', none],
  ['administrativearea', none],
  ['posttown', none],
  ['addressline1', line1],
  ['addressline2', row => line2(row) || town(row)],
  ['addressline3', row => (line2(row) === '' ? '' : town(row))],
  ['addressline4', none],
  ['addressline5', none],
]

/** The child on the roll of a school of the county on a day; a school that has not noticed keeps one who has moved away. */
export function onRoll(child: Child, county: County, on: number, keeps: boolean): Holding | null {
  const enrolment = enrolmentOn(child, on)
  if (enrolment !== undefined) {
    if (enrolment.school.town.authority !== MARLSHIRE || enrolment.school.kind === 'independent') return null
    const home = athome(child, on)
    return home && { ...home, enrolment }
  }
  const last = child.enrolments.at(-1)
  const gone = departed(child)
  if (!keeps || gone === null || last === undefined || last.school.closed !== null) return null
  const year = curriculumYear(child.born, county.as_at)
  // A school that teaches the child's year now would still have the child; it has not taken on the year above its last.
  return year <= last.school.to_year && year <= 11 && cohort(child.born) > 0 ? { ...gone, enrolment: last } : null
}

/** One school's system writes a child in one way, whichever list it makes. */
export const schoolSystem = (holding: Holding): string => `roll/${holding.enrolment?.school.urn}`

function rolls(county: County, code: ListCode, on: number): List {
  const stem = `lists/collect-${iso(on)}`
  const paths = [`${stem}-pupilonroll.csv`, `${stem}-addressesonroll.csv`] as const
  const keeps = stillHeld('school_rolls', ON_ROLLS, 0.6)
  return {
    code,
    kind: 'school_roll',
    source_name: 'Marlshire school rolls',
    paths: [...paths],
    as_at: on,
    school_urn: null,
    protected: false,
    column: 'school_rolls',
    mapping: null,
    system: schoolSystem,
    holds: (child, random) => onRoll(child, county, on, random.chance(keeps)),
    open: folder => {
      const pupils = openFile(`${folder}/${paths[0]}`, FORMAT)
      const addresses = openFile(`${folder}/${paths[1]}`, FORMAT)
      const columns = pupilColumns(on)
      pupils.line(
        csvLine(
          columns.map(([header]) => header),
          FORMAT,
        ),
      )
      addresses.line(
        csvLine(
          ADDRESS_COLUMNS.map(([header]) => header),
          FORMAT,
        ),
      )
      return {
        write: row => {
          addresses.line(
            csvLine(
              ADDRESS_COLUMNS.map(([, value]) => value(row)),
              FORMAT,
            ),
          )
          return pupils.line(
            csvLine(
              columns.map(([, value]) => value(row)),
              FORMAT,
            ),
          )
        },
        close: () => {
          pupils.close()
          addresses.close()
        },
      }
    },
  }
}

/** Every school's roll at the end of an earlier term, and now: those who left in between are missing from the second. */
export const previousRolls = (county: County): List => rolls(county, 'previous_rolls', county.previous_rolls_on)
export const rollsNow = (county: County): List => rolls(county, 'rolls', county.rolls_on)

/** The academy that also sends its roll by itself, out of its own system. */
export function sendingAcademy(county: County): School {
  const school = county.schools.of('secondary').find(({ type }) => type === 'academy')
  if (school === undefined) throw new RangeError('The county needs an academy')
  return school
}
