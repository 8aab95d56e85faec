import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { discard, peek } from '../../ground/peek.ts'
import { readXml, type XmlElement } from '../../ground/xml.ts'
import { elementsAt, textAt, textWithin } from '../../ground/xml-path.ts'
import type { FieldCode } from './fields.ts'
import { fieldsOf, filled, type HeaderFacts, laestabOf, type OpenedList, type ReadRow } from './list-file.ts'
import { untilRefused } from './until-refused.ts'
import { addressFromXml } from './xml-address.ts'

const PATHS = {
  header: 'message/header',
  school: 'message/school',
  child: 'message/children/child',
  on_roll: 'message/pupils/pupilsonroll/pupilonroll',
  no_longer: 'message/pupils/pupilsnolongeronroll/pupilnolongeronroll',
} as const

const OTHER_COLLECTIONS: Readonly<Record<string, string>> = {
  CIN: 'a children in need census return (CIN) that was taken for a School Census. Bring it in again',
  SSDA903: 'a return on looked-after children (SSDA903). It is not read as a list of children',
  SWF: 'a school workforce census. It holds staff and no children',
}

/**
 * Opens a School Census return (XML): pupils on roll, then those no longer on roll, who carry a leaving date.
 * Throws FileRefused for another collection. Source: rulebook §11.5 (school census), authored samples.
 */
export async function readSchoolCensus(stream: ByteStream): Promise<OpenedList> {
  const elements = readXml(stream, Object.values(PATHS))
  const { first, whole } = await peek(elements, taken => {
    const last = taken.at(-1)
    return last !== undefined && last.path !== PATHS.header && last.path !== PATHS.school
  })
  const header = first.find(({ path }) => path === PATHS.header)?.element
  const school = first.find(({ path }) => path === PATHS.school)?.element
  const collection = header === undefined ? '' : textAt(header, 'CollectionDetails/Collection').toUpperCase()
  if (header === undefined || OTHER_COLLECTIONS[collection] !== undefined || first.at(-1)?.path === PATHS.child) {
    await discard(whole)
    const what = OTHER_COLLECTIONS[collection] ?? 'no School Census return'
    throw new FileRefused(`This is ${what}. Send a School Census return, a CTF or a CSV list.`)
  }
  const facts = censusFacts(header, school)
  return {
    format: 'census',
    headers: null,
    facts,
    warnings: warningsOf(facts),
    rows: untilRefused(pupils(whole, facts)),
  }
}

function censusFacts(header: XmlElement, school: XmlElement | undefined): HeaderFacts {
  const source = (name: string): string => textAt(header, `Source/${name}`)
  return filled({
    collection: textAt(header, 'CollectionDetails/Collection'),
    term: textAt(header, 'CollectionDetails/Term'),
    year: textAt(header, 'CollectionDetails/Year'),
    reference_date: textAt(header, 'CollectionDetails/ReferenceDate'),
    made_at: source('DateTime'),
    source_laestab: laestabOf(source('LEA') || source('LA'), source('Estab')),
    source_urn: source('URN') || (school === undefined ? '' : textWithin(school, 'URN')),
    source_name: school === undefined ? '' : textWithin(school, 'SchoolName'),
  })
}

function warningsOf(facts: HeaderFacts): string[] {
  const warnings: string[] = []
  if (facts.source_laestab === undefined && facts.source_urn === undefined) {
    warnings.push('This return does not say which school it comes from. Choose the school before going on.')
  }
  if (facts.collection !== 'SC') {
    warnings.push(
      `This return is of the collection ${facts.collection ?? 'not named'}; it was read as a School Census.`,
    )
  }
  return warnings
}

async function* pupils(
  elements: AsyncIterable<{ path: string; element: XmlElement }>,
  facts: HeaderFacts,
): AsyncGenerator<ReadRow> {
  for await (const { path, element } of elements) {
    if (path === PATHS.on_roll || path === PATHS.no_longer) yield { line: element.line, raw: pupil(element, facts) }
  }
}

function pupil(element: XmlElement, facts: HeaderFacts): Record<string, string> {
  const identity = (name: string): string => textAt(element, `PupilIdentifiers/${name}`)
  const status = (name: string): string => textAt(element, `PupilStatus/${name}`)
  return fieldsOf({
    upn: identity('UPN'),
    former_upn: identity('FormerUPN'),
    uln: identity('UniqueLearnerNumber'),
    surname: identity('Surname'),
    forename: identity('Forename'),
    middle_names: identity('MiddleNames'),
    preferred_surname: identity('PreferredSurname'),
    former_surname: identity('FormerSurname'),
    sex: identity('Sex') || identity('Gender'),
    born_on: identity('DOB'),
    year_group: status('NCyearActual'),
    ...addressFromXml(elementsAt(element, 'HomeInformation/Address')[0]),
    enrol_status: status('EnrolStatus'),
    entered_on: status('EntryDate'),
    left_on: status('LeavingDate'),
    weekly_hours: textWithin(element, 'HoursAtSetting'),
    ...termlyAttendance(element),
    school_laestab: facts.source_laestab,
    school_urn: facts.source_urn,
  })
}

/** Attendance codes of unauthorised absence; every other reason that a census gives for absence is authorised. Source: rulebook §2. */
const UNAUTHORISED: ReadonlySet<string> = new Set(['G', 'N', 'O', 'U'])

/** Sessions of the term before the census's, summed over the reasons for absence. */
function termlyAttendance(pupil: XmlElement): Partial<Record<FieldCode, string>> {
  const [term] = elementsAt(pupil, 'Attendance/TermlyAttendance')
  const possible = term === undefined ? '' : textAt(term, 'SessionsPossible')
  if (term === undefined || possible === '') return {}
  let [authorised, unauthorised] = [0, 0]
  for (const detail of elementsAt(term, 'SessionDetails/SessionDetail')) {
    const sessions = Number(textAt(detail, 'AbsenceSessions')) || 0
    if (UNAUTHORISED.has(textAt(detail, 'AttendanceReason').toUpperCase())) unauthorised += sessions
    else authorised += sessions
  }
  return {
    sessions_possible: possible,
    sessions_authorised: String(authorised),
    sessions_unauthorised: String(unauthorised),
  }
}
