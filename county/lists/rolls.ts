import { academicYear, cohort, curriculumYear, isCompulsoryAge, yearLabel } from '../ages.ts'
import type { Child, Enrolment } from '../children.ts'
import { enrolmentOn } from '../children.ts'
import type { County } from '../county.ts'
import { fromCivil, iso, onOrAfter, stamped } from '../days.ts'
import { csvLine, openFile, PLAIN } from '../files.ts'
import { MARLSHIRE } from '../places.ts'
import type { Random } from '../random.ts'
import type { School } from '../schools.ts'
import type { Column, Holding, List, ListCode, Row } from './list.ts'
import { athome, dayOr, departed, line1, line2, postcode, stillHeld, town } from './list.ts'
import { sessionsOf } from './sessions.ts'

/** The tables as a council downloads them from the Department's collection system. */
const FORMAT = { ...PLAIN, newline: '\r\n' } as const

/** Of all children, those whom a school of the county has on its roll. */
const ON_ROLLS = 0.64

const nativeId = (row: Row): string => `${row.holding.enrolment?.school.laestab ?? ''}_${row.nth}`
const schoolTable = (row: Row): string => `${(row.holding.enrolment?.school.urn ?? 0) - 990000}`
const none = (): string => ''

/** The first day off the roll, of one who has left by the day of the list. */
const leavingOn = ({ holding }: Row, on: number): number | null => {
  const until = holding.enrolment?.until ?? null
  return until !== null && until <= on && !holding.left ? until : null
}

/** School days of the summer term that a roll of the autumn tells of; 0 for a roll that tells of none. */
function daysOfSummer(county: County, on: number): number {
  const year = academicYear(on)
  // A roll of the spring or summer tells of another term.
  if (on !== county.rolls_on || on >= fromCivil(year + 1, 1, 1)) return 0
  let days = 0
  for (let day = fromCivil(year, 4, 1); day < fromCivil(year, 8, 1); day += 1)
    if (county.calendar.isSchoolDay(day)) days += 1
  return days
}

const pupilColumns = (on: number, summer: number): Column[] => [
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
  ['termlysessionspossible', row => `${sessionsOf(row, on, summer)?.possible ?? ''}`],
  ['termlysessionsauthorised', row => `${sessionsOf(row, on, summer)?.authorised ?? ''}`],
  ['termlysessionsunauthorised', row => `${sessionsOf(row, on, summer)?.unauthorised ?? ''}`],
  ['enrolstatus', row => (leavingOn(row, on) === null ? (row.holding.enrolment?.status ?? 'C') : 'P')],
  ['leavingdate', row => dayOr(day => stamped(day - 1), leavingOn(row, on))],
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

/** Whether the school is one whose roll the county's collection holds. */
const ofTheCounty = ({ school }: Enrolment): boolean =>
  school.town.authority === MARLSHIRE && school.kind !== 'independent'

/** Whether the last school of one who moved away has not noticed, and goes on to send the child. */
const unnoticed = (child: Child, county: County): boolean =>
  departed(child) !== null && county.random('unnoticed', child.number).chance(stillHeld('school_rolls', ON_ROLLS, 0.6))

/** The child on the roll of a school of the county on a day; a school that has not noticed keeps one who has moved away. */
export function onRoll(child: Child, county: County, on: number): Holding | null {
  const enrolment = enrolmentOn(child, on)
  if (enrolment !== undefined && ofTheCounty(enrolment)) {
    const home = athome(child, on)
    return home && { ...home, enrolment }
  }
  const gone = departed(child)
  const last = child.enrolments.findLast(ofTheCounty)
  if (gone === null || last === undefined || last.school.closed !== null || on < (last.until ?? on)) return null
  if (!unnoticed(child, county)) return null
  const year = curriculumYear(child.born, county.as_at)
  // A school that teaches the child's year now would still have the child; it has not taken on the year above its last.
  return year <= last.school.to_year && year <= 11 && cohort(child.born) > 0 ? { ...gone, enrolment: last } : null
}

/** Further schools on whose rolls the child is at the same time. */
function alongside(child: Child, on: number): Holding[] {
  const home = athome(child, on)
  if (home === null || child.enrolments.every(({ status }) => status === undefined)) return []
  const main = enrolmentOn(child, on)
  return child.enrolments
    .filter(one => one !== main && one.from <= on && (one.until === null || one.until > on) && ofTheCounty(one))
    .map(enrolment => ({ ...home, enrolment }))
}

/** Of those who leave, the ones whose school sends the day with its next roll; the others are only missing from it. */
const LEAVING_TOLD = 0.97

/**
 * The rows of those who left a school of the county after one roll and by the day of the next. A school tells what it knows:
 * when it is asked for the rolls of now, that is those who went on to another school or have left school age behind.
 */
function leavers(child: Child, county: County, after: number, on: number, random: Random): Holding[] {
  const held = unnoticed(child, county) ? child.enrolments.findLast(ofTheCounty) : undefined
  const left = child.enrolments.filter(
    one =>
      one !== held &&
      ofTheCounty(one) &&
      one.until !== null &&
      one.until > after &&
      one.until <= on &&
      one.from <= after,
  )
  return left.flatMap(enrolment => {
    const until = enrolment.until ?? on
    const wentOn = child.enrolments.some(({ from }) => from >= until) || !isCompulsoryAge(child.born, until)
    const told = child.leaving_told || (on < county.rolls_on ? random.chance(LEAVING_TOLD) : wentOn)
    const home = athome(child, until - 1)
    return told && home !== null ? [{ ...home, enrolment: { ...enrolment, hours: null } }] : []
  })
}

/** One school's system writes a child in one way, whichever list it makes. */
export const schoolSystem = (holding: Holding): string => `roll/${holding.enrolment?.school.urn}`

function rolls(county: County, code: ListCode, on: number, after: number): List {
  const stem = `lists/collect-${iso(on)}`
  const paths = [`${stem}-pupilonroll.csv`, `${stem}-addressesonroll.csv`] as const
  const earlier = code === 'earlier_rolls'
  return {
    code,
    earlier_of: earlier ? 'previous_rolls' : null,
    kind: 'school_roll',
    source_name: 'Marlshire school rolls',
    paths: [...paths],
    as_at: on,
    school_urn: null,
    protected: false,
    column: 'school_rolls',
    mapping: null,
    system: schoolSystem,
    holds: child => {
      const holding = onRoll(child, county, on)
      // Fewer hours are a matter of these last months.
      return earlier && holding?.enrolment ? { ...holding, enrolment: { ...holding.enrolment, hours: null } } : holding
    },
    also: (child, random) => [...alongside(child, on), ...leavers(child, county, after, on, random)],
    open: folder => {
      const pupils = openFile(`${folder}/${paths[0]}`, FORMAT)
      const addresses = openFile(`${folder}/${paths[1]}`, FORMAT)
      const columns = pupilColumns(on, daysOfSummer(county, on))
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

/** The days of the autumn rolls of earlier years, the first Thursdays of October, the oldest first. */
export function earlierDays(county: County): number[] {
  const last = academicYear(county.previous_rolls_on)
  const days = Array.from({ length: county.years + 1 }, (_, back) => onOrAfter(fromCivil(last - back, 10, 1), 4))
  return days
    .filter(day => day < county.previous_rolls_on - 30)
    .slice(0, county.years)
    .reverse()
}

/** The rolls of earlier years, with the names, schools and homes of then, and those who left since the year before. */
export const earlierRolls = (county: County): List[] =>
  earlierDays(county).map((day, nth, days) => rolls(county, 'earlier_rolls', day, days[nth - 1] ?? day))

/** Every school's roll at the end of an earlier term, and now: those who left in between and nobody knows where to are missing from the second. */
export const previousRolls = (county: County): List =>
  rolls(county, 'previous_rolls', county.previous_rolls_on, earlierDays(county).at(-1) ?? county.previous_rolls_on)
export const rollsNow = (county: County): List => rolls(county, 'rolls', county.rolls_on, county.previous_rolls_on)

/** The academy that also sends its roll by itself, out of its own system. */
export function sendingAcademy(county: County): School {
  const school = county.schools.of('secondary').find(({ type }) => type === 'academy')
  if (school === undefined) throw new RangeError('The county needs an academy')
  return school
}
