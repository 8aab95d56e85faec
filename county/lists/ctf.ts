import { academicYear, curriculumYear, yearLabel } from '../ages.ts'
import type { Child } from '../children.ts'
import type { County } from '../county.ts'
import { iso } from '../days.ts'
import { openFile, PLAIN } from '../files.ts'
import type { School } from '../schools.ts'
import type { List, ListWriter, Row } from './list.ts'
import { athome, line1, line2, postcode, town } from './list.ts'
import { onRoll, schoolSystem } from './rolls.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const element = (name: string, text: string): string => (text === '' ? '' : `<${name}>${escaped(text)}</${name}>`)

/** The file version that the school year's systems write: 25 from August 2025, the last that is known. Source: DfE CTF guidance. */
const version = (year: number): string => `${Math.min(year - 2000, 25)}.0`

function header(source: School, destination: [string, string], on: number): string[] {
  const year = academicYear(on)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<CTfile>',
    '<Header>',
    `<DocumentName>Common Transfer File</DocumentName><CTFversion>${version(year)}</CTFversion><DateTime>${iso(on)}T09:30:00</DateTime>`,
    '<DocumentQualifier>partial</DocumentQualifier><DataDescriptor>CTF</DataDescriptor><SupplierID>MARLMIS</SupplierID>',
    `<SourceSchool><LEA>${source.laestab.slice(0, 3)}</LEA><Estab>${source.laestab.slice(3)}</Estab><URN>${source.urn}</URN>${element('SchoolName', source.name)}<AcademicYear>${year}</AcademicYear></SourceSchool>`,
    `<DestSchool><LEA>${destination[0]}</LEA><Estab>${destination[1]}</Estab></DestSchool>`,
    '</Header>',
    '<CTFpupilData>',
  ]
}

/** A pupil on one line, so that a row has a line number as it has in the other lists. */
function pupil(row: Row, on: number): string {
  const { child, holding } = row
  const parent = child.family.parent
  const enrolment = holding.enrolment
  const { school } = enrolment ?? {}
  const leaving = enrolment?.until ?? null
  return [
    '<Pupil>',
    element('UPN', row.upn),
    element('Surname', row.surname),
    element('Forename', row.forename),
    element('DOB', row.born === null ? '' : iso(row.born)),
    element('Sex', row.sex),
    '<BasicDetails>',
    element('FormerUPN', child.former_upn),
    element('MiddleNames', row.middle_names),
    element('NCyearActual', yearLabel(curriculumYear(child.born, on))),
    element('EnrolStatus', leaving === null ? 'C' : 'P'),
    '</BasicDetails><Address><AddressLines>',
    element('AddressLine1', line1(row)),
    element('AddressLine2', line2(row) || town(row)),
    element('AddressLine3', line2(row) === '' ? '' : town(row)),
    `</AddressLines>${element('PostCode', postcode(row))}</Address>`,
    `<Contacts><Contact><Order>1</Order>${element('Surname', parent.surname)}${element('Forename', parent.forename)}`,
    `<Relationship>${parent.relationship === 'Mother' ? 'PAM' : 'PAF'}</Relationship><Responsibility>true</Responsibility></Contact></Contacts>`,
    school === undefined || enrolment === null
      ? ''
      : `<SchoolHistory><School><LEA>${school.laestab.slice(0, 3)}</LEA><Estab>${school.laestab.slice(3)}</Estab>${element('SchoolName', school.name)}${element('EntryDate', iso(enrolment.from))}${element('LeavingDate', leaving === null ? '' : iso(leaving - 1))}<LastSchool>true</LastSchool></School></SchoolHistory>`,
    '</Pupil>',
  ].join('')
}

function ctfWriter(path: string, source: School, destination: [string, string], on: number): ListWriter {
  const file = openFile(path, PLAIN)
  for (const line of header(source, destination, on)) file.line(line)
  return {
    write: row => file.line(pupil(row, on)),
    close: () => {
      file.line('</CTFpupilData>')
      file.line('</CTfile>')
      file.close()
    },
  }
}

/** The special school's whole roll, sent to the council as a common transfer file. */
export function specialSchoolRoll(county: County): List {
  const [school] = county.schools.of('special')
  if (school === undefined) throw new RangeError('The county needs a special school')
  const path = `lists/${school.laestab}_CTF_899LLLL_001.xml`
  return {
    code: 'special_school_roll',
    earlier_of: null,
    kind: 'school_roll',
    source_name: `${school.name} roll`,
    paths: [path],
    as_at: county.day,
    school_urn: school.urn,
    protected: false,
    column: 'school_rolls',
    mapping: null,
    system: schoolSystem,
    holds: child => {
      const holding = onRoll(child, county, county.day)
      return holding?.enrolment?.school === school && !holding.left ? holding : null
    },
    open: folder => ctfWriter(`${folder}/${path}`, school, ['899', 'LLLL'], county.day),
  }
}

/** The file of a child whose next school nobody knows: destination XXXXXXX, into the "lost pupil" store. */
export function lostPupils(county: County): List {
  const school = county.schools.of('secondary')[1]
  if (school === undefined) throw new RangeError('The county needs a second secondary school')
  const path = `lists/${school.laestab}_CTF_XXXXXXX_001.xml`
  const lost = (child: Child): boolean => child.lost_on !== null && child.enrolments.at(-1)?.school === school
  return {
    code: 'lost_pupils',
    earlier_of: null,
    kind: 'school_roll',
    source_name: `${school.name} lost pupils`,
    paths: [path],
    as_at: county.day,
    school_urn: school.urn,
    protected: false,
    column: 'school_rolls',
    mapping: null,
    system: schoolSystem,
    holds: child => {
      const home = athome(child, county.day)
      const enrolment = child.enrolments.at(-1)
      return lost(child) && home !== null && enrolment !== undefined ? { ...home, enrolment } : null
    },
    open: folder => ctfWriter(`${folder}/${path}`, school, ['XXX', 'XXXX'], county.day),
  }
}
