import { curriculumYear, yearLabel } from '../ages.ts'
import type { County } from '../county.ts'
import { slashed } from '../days.ts'
import { PLAIN } from '../files.ts'
import type { Column, List } from './list.ts'
import { csvWriter, dayOr, line1, line2, mappingOf, postcode, town } from './list.ts'
import { onRoll, schoolSystem, sendingAcademy } from './rolls.ts'

const SEX: Record<string, string> = { F: 'Female', M: 'Male' }

const columns = (on: number): Column[] => [
  ['UPN', row => row.upn, 'upn'],
  ['Legal Surname', row => row.surname, 'surname'],
  ['Legal Forename', row => row.forename, 'forename'],
  ['Middle Name(s)', row => row.middle_names, 'middle_names'],
  ['Preferred Surname', row => row.surname, 'preferred_surname'],
  ['Preferred Forename', row => row.child.forename.short[0] ?? row.forename, 'preferred_forename'],
  ['Gender', row => SEX[row.sex] ?? '', 'sex'],
  ['Date of Birth', row => dayOr(slashed, row.born), 'born_on'],
  ['Year', row => `Year ${yearLabel(curriculumYear(row.child.born, on))}`, 'year_group'],
  ['Enrolment Status', () => 'Single Registration', 'enrol_status'],
  ['Admission Date', row => dayOr(slashed, row.holding.enrolment?.from ?? null), 'entered_on'],
  ['Leaving Date', () => '', 'left_on'],
  ['Timetabled Hours', row => `${row.holding.enrolment?.hours ?? 26}`, 'weekly_hours'],
  ['Address Line 1', line1, 'address_line_1'],
  ['Address Line 2', line2, 'address_line_2'],
  ['Town', town, 'town'],
  ['Postcode', postcode, 'postcode'],
  [
    'Priority 1 Contact',
    row => `${row.child.family.parent.forename} ${row.child.family.parent.surname}`,
    'contact_name',
  ],
  ['Relationship', row => row.child.family.parent.relationship, 'contact_relationship'],
  ['Contact Telephone', row => row.child.family.parent.phone, 'contact_phone'],
  ['Contact Email', row => row.child.family.parent.email, 'contact_email'],
]

/** One academy's roll out of its own management information system: UTF-8 with a byte-order mark, dates as 05/11/2014. */
export function academyRoll(county: County): List {
  const school = sendingAcademy(county)
  const path = `lists/${school.name.toLowerCase().replace(/[^a-z]+/g, '-')}-pupils.csv`
  return {
    code: 'academy_roll',
    earlier_of: null,
    kind: 'school_roll',
    source_name: `${school.name} roll`,
    paths: [path],
    as_at: county.day,
    school_urn: school.urn,
    protected: false,
    column: 'school_rolls',
    mapping: mappingOf(columns(county.day)),
    system: schoolSystem,
    holds: child => {
      const holding = onRoll(child, county, county.day)
      return holding?.enrolment?.school === school && !holding.left ? holding : null
    },
    open: folder => csvWriter(`${folder}/${path}`, { ...PLAIN, bom: true, newline: '\r\n' }, columns(county.day)),
  }
}
