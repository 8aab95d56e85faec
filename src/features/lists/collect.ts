import { type CsvTable, openCsv } from '../../ground/csv.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { discard } from '../../ground/peek.ts'
import type { FieldCode } from './fields.ts'
import {
  fieldsOf,
  filled,
  type HeaderFacts,
  type ListFile,
  laestabOf,
  type OpenedList,
  type ReadRow,
  type RowProblem,
} from './list-file.ts'
import { addressFields } from './xml-address.ts'

type Cells = Record<string, string>
type Address = Partial<Record<FieldCode, string>> & { order: number }
type School = { laestab: string; urn: string; name: string }

/** The tables of a COLLECT download that are read, and the id column that tells each one from the others. */
const TABLES = {
  on_roll: 'pupilonrolltableid',
  no_longer: 'pupilnolongeronrolltableid',
  addresses: 'addressesonrolltableid',
  school: 'schoolcensustableid',
} as const

/** Which table of a COLLECT download has these columns; undefined if none that is read. */
export function collectTable(headers: readonly string[]): keyof typeof TABLES | undefined {
  const names = new Set(headers.map(header => header.toLowerCase()))
  if (names.has(TABLES.addresses)) return 'addresses'
  if (names.has(TABLES.no_longer) && names.has('surname')) return 'no_longer'
  if (names.has(TABLES.on_roll) && names.has('surname')) return 'on_roll'
  return names.has(TABLES.school) && names.has('estab') ? 'school' : undefined
}

/**
 * Opens the CSV tables that a council downloads from COLLECT: pupils on roll or no longer on roll, with their addresses
 * and schools when those tables are given too. Pupils are streamed; addresses are held by pupil, about 200 bytes each.
 * Throws FileRefused if no table of pupils is among the files. Columns: as in public readers of these tables.
 */
export async function readCollect(files: readonly ListFile[]): Promise<OpenedList> {
  const addresses: ListFile[] = []
  const schools = new Map<string, School>()
  const pupils: { file: ListFile; table: keyof typeof TABLES }[] = []
  const warnings: string[] = []
  for (const file of files) {
    const table = await openCsv(file.stream(), columns)
    const kind = collectTable(table.headers)
    if (kind === 'school') await holdSchools(table, schools)
    else await discard(table.rows)
    if (kind === 'addresses') addresses.push(file)
    if (kind === 'on_roll' || kind === 'no_longer') pupils.push({ file, table: kind })
    if (kind === undefined) warnings.push(`${file.name} is no table of COLLECT that is read; it was left aside.`)
  }
  if (pupils.length === 0) {
    throw new FileRefused('These files hold no table of pupils. Add the file “pupilonroll” of the same download.')
  }
  if (addresses.length === 0)
    warnings.push('No addresses were given. Add the file “addressesonroll” of the same download.')
  const [only] = schools.size === 1 ? schools.values() : []
  return {
    format: 'collect',
    headers: null,
    facts: factsOf(only),
    warnings,
    rows: readPupils(pupils, addresses, schools),
  }
}

const factsOf = (school: School | undefined): HeaderFacts =>
  school === undefined
    ? {}
    : filled({ source_laestab: school.laestab, source_urn: school.urn, source_name: school.name })

/** Column names in lower case: their case varies from download to download. */
const columns = { called: (name: string) => name.toLowerCase() }

/** Holds the first address of each pupil. A row that cannot be read is told, and no pupil is lost with it. */
async function* holdAddresses(file: ListFile, addresses: Map<string, Address>): AsyncGenerator<RowProblem> {
  const table = await openCsv(file.stream(), columns)
  for await (const row of table.rows) {
    if (!('cells' in row)) {
      yield { line: row.line, problem: `Addresses, line ${row.line}: ${row.problem}`, scope: 'columns' }
      continue
    }
    const cell = (name: string) => row.cells[name]?.trim() ?? ''
    const pupil = cell('pupilonrolltableid')
    const order = Number(cell('addressesonrollorderseqcolumn')) || 0
    const known = addresses.get(pupil)
    if (pupil === '' || (known !== undefined && known.order <= order)) continue
    const fields = addressFields({
      saon: cell('saon'),
      paon: cell('paon'),
      street: cell('street'),
      locality: cell('locality'),
      town: cell('town'),
      post_town: cell('posttown'),
      postcode: cell('postcode'),
      uprn: cell('uniquepropertyreferencenumber'),
      lines: [1, 2, 3, 4, 5].map(n => cell(`addressline${n}`)),
    })
    addresses.set(pupil, { ...fields, order })
  }
}

async function holdSchools(table: CsvTable, schools: Map<string, School>): Promise<void> {
  for await (const row of table.rows) {
    if (!('cells' in row)) continue
    const { cells } = row
    const id = cells.schoolcensustableid?.trim() ?? ''
    const laestab = laestabOf(cells.lea ?? cells.la ?? '', cells.estab ?? '')
    schools.set(id, { laestab, urn: cells.urn ?? '', name: cells.schoolname ?? '' })
  }
}

async function* readPupils(
  pupils: readonly { file: ListFile; table: keyof typeof TABLES }[],
  addressFiles: readonly ListFile[],
  schools: ReadonlyMap<string, School>,
): AsyncGenerator<ReadRow> {
  const addresses = new Map<string, Address>()
  for (const file of addressFiles) yield* holdAddresses(file, addresses)
  for (const { file, table } of pupils) {
    const { rows } = await openCsv(file.stream(), columns)
    for await (const row of rows) {
      if (!('cells' in row)) {
        yield row
        continue
      }
      const { cells } = row
      const address = table === 'on_roll' ? addresses.get(cells.pupilonrolltableid?.trim() ?? '') : undefined
      yield { line: row.line, raw: pupil(cells, address, schools.get(cells.schoolcensustableid?.trim() ?? '')) }
    }
  }
}

function pupil(cells: Cells, address: Address | undefined, school: School | undefined): Record<string, string> {
  const { order: _, ...home } = address ?? { order: 0 }
  return fieldsOf({
    upn: cells.upn,
    former_upn: cells.formerupn,
    uln: cells.uniquelearnernumber,
    surname: cells.surname,
    forename: cells.forename,
    middle_names: cells.middlenames,
    preferred_surname: cells.preferredsurname,
    former_surname: cells.formersurname,
    sex: cells.sex?.trim() || cells.gender,
    born_on: cells.dob,
    year_group: cells.ncyearactual,
    ...home,
    enrol_status: cells.enrolstatus,
    entered_on: cells.entrydate,
    left_on: cells.leavingdate,
    weekly_hours: cells.hoursatsetting,
    sessions_possible: cells.termlysessionspossible,
    sessions_authorised: cells.termlysessionsauthorised,
    sessions_unauthorised: cells.termlysessionsunauthorised,
    school_laestab: school?.laestab.trim() || /^\s*(\d{7})_/.exec(cells.nativeid ?? '')?.[1],
    school_urn: school?.urn,
    source_ref: cells.nativeid,
  })
}
