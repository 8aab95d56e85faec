import { calendarColumns, calendarRow, schoolEntries } from './calendars.ts'
import type { County } from './county.ts'
import { iso } from './days.ts'
import type { Format } from './files.ts'
import { csvLine, openFile, PLAIN } from './files.ts'
import { GROUP_COLUMNS, GROUPS, groupRows, OFFICER_COLUMNS, OFFICERS, officerRows } from './grouping.ts'
import type { ManifestFile } from './manifest.ts'
import { linkRows, registerRow } from './register.ts'
import { LINK_COLUMNS, REGISTER_COLUMNS } from './register-columns.ts'
import type { SchoolKind } from './schools.ts'

const CAPACITY: Record<SchoolKind, number> = {
  primary: 210,
  infant: 180,
  junior: 240,
  secondary: 900,
  special: 120,
  pru: 60,
  independent: 300,
  nursery: 80,
  sixth_form: 1200,
  provider: 40,
}

const AS_THE_REGISTER: Format = { ...PLAIN, encoding: 'windows-1252', newline: '\r\n', quoted: true }

function writeRows(path: string, format: Format, rows: readonly (readonly string[])[]): void {
  const file = openFile(path, format)
  for (const row of rows) file.line(csvLine(row, format))
  file.close()
}

/** What stands before any list of children: the register of schools, its links, and the term dates. */
export function writeStandingFiles(county: County, folder: string): ManifestFile[] {
  const as_at = iso(county.as_at)
  const stamp = as_at.replaceAll('-', '')
  const { all } = county.schools
  const schools = all.map(school => registerRow(school, CAPACITY[school.kind], county.as_at - (school.urn % 200)))
  const links = linkRows(all)
  const own = [...county.schools.of('secondary'), ...county.schools.of('primary')].map(({ urn }) => urn).slice(0, 3)
  const days = [...county.calendar.entries, ...schoolEntries(county.day, own, county.calendar)].map(calendarRow)
  const register = `register/edubasealldata${stamp}.csv`
  const registerLinks = `register/links_edubasealldata${stamp}.csv`
  const calendars = 'calendars.csv'
  writeRows(`${folder}/${register}`, AS_THE_REGISTER, [REGISTER_COLUMNS, ...schools])
  writeRows(`${folder}/${registerLinks}`, AS_THE_REGISTER, [LINK_COLUMNS, ...links])
  writeRows(`${folder}/${calendars}`, PLAIN, [calendarColumns, ...days])
  const groups = groupRows(county)
  writeRows(`${folder}/${GROUPS}`, PLAIN, [GROUP_COLUMNS, ...groups])
  writeRows(`${folder}/${OFFICERS}`, PLAIN, [OFFICER_COLUMNS, ...officerRows()])
  const national = { source_name: 'National register of schools', as_at }
  return [
    { path: register, kind: 'register', ...national, rows: schools.length },
    { path: registerLinks, kind: 'register_links', ...national, rows: links.length },
    { path: GROUPS, kind: 'school_groups', source_name: 'Marlshire groups of schools', as_at, rows: groups.length },
    { path: calendars, kind: 'calendars', source_name: 'Marlshire term dates', as_at, rows: days.length },
  ]
}
