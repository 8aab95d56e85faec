import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { peek } from '../../ground/peek.ts'
import { readXml, type XmlElement } from '../../ground/xml.ts'
import { elementsAt, textAt, textWithin } from '../../ground/xml-path.ts'
import { fieldsOf, filled, type HeaderFacts, laestabOf, type OpenedList, type ReadRow } from './list-file.ts'
import { untilRefused } from './until-refused.ts'
import { addressFromXml } from './xml-address.ts'

const OLDEST_VERSION = 15
const LATEST_VERSION = 25

/**
 * Opens a common transfer file (CTF): its header, then its pupils as a stream. Versions 15 to 25 are known; another is
 * read the same way with a warning. Element names in any case. Source: rulebook §11.3, G1, G3, G4, G7.
 * Throws FileRefused if it is no CTF.
 */
export async function readCtf(stream: ByteStream): Promise<OpenedList> {
  const elements = readXml(stream, ['ctfile/header', 'ctfile/ctfpupildata/pupil'])
  const { first, whole } = await peek(elements, taken => taken.length === 1)
  const header = first[0]
  if (header === undefined) {
    throw new FileRefused(
      'This XML file is not a CTF: it has neither a CTfile header nor pupils. Have it exported again.',
    )
  }
  const facts = header.path === 'ctfile/header' ? headerFacts(header.element) : {}
  return { format: 'ctf', headers: null, facts, warnings: warningsOf(facts), rows: untilRefused(pupils(whole, facts)) }
}

function headerFacts(header: XmlElement): HeaderFacts {
  const source = elementsAt(header, 'SourceSchool')[0] ?? header
  const la = textAt(header, 'DestSchool/LEA') || textAt(header, 'DestSchool/LA')
  return filled({
    version: textAt(header, 'CTFversion'),
    made_at: textAt(header, 'DateTime'),
    qualifier: textAt(header, 'DocumentQualifier'),
    source_laestab: laestabOf(textAt(source, 'LEA') || textAt(source, 'LA'), textAt(source, 'Estab')),
    source_urn: textAt(source, 'URN'),
    source_name: textAt(source, 'SchoolName'),
    academic_year: textAt(source, 'AcademicYear'),
    destination: `${la}${textAt(header, 'DestSchool/Estab')}`,
  })
}

function warningsOf({ version, source_laestab, destination }: HeaderFacts): string[] {
  const warnings: string[] = []
  const number = Number.parseFloat(version ?? '')
  if (!(number >= OLDEST_VERSION && number < LATEST_VERSION + 1)) {
    const named = version === undefined ? 'does not say its version' : `is of version ${version}`
    warnings.push(
      `This CTF ${named}; versions ${OLDEST_VERSION} to ${LATEST_VERSION} are known. Compare a few children with their file.`,
    )
  }
  if (source_laestab === undefined) {
    warnings.push('This CTF does not say which school it comes from. Choose the school before going on.')
  }
  if (destination === 'XXXXXXX')
    warnings.push('Its school does not know where these children went (destination XXXXXXX).')
  if (destination === 'MMMMMMM') {
    warnings.push('Its school says these children moved abroad or outside the maintained sector (destination MMMMMMM).')
  }
  return warnings
}

async function* pupils(
  elements: AsyncIterable<{ path: string; element: XmlElement }>,
  facts: HeaderFacts,
): AsyncGenerator<ReadRow> {
  for await (const { path, element } of elements) {
    if (path !== 'ctfile/header') yield { line: element.line, raw: pupil(element, facts) }
  }
}

function pupil(element: XmlElement, facts: HeaderFacts): Record<string, string> {
  const at = (path: string): string => textAt(element, path)
  const basic = (name: string): string => at(`BasicDetails/${name}`) || at(name)
  const attended = schoolAttended(elementsAt(element, 'SchoolHistory/School'), facts.source_laestab)
  return fieldsOf({
    upn: at('UPN'),
    former_upn: basic('FormerUPN'),
    uln: at('UniqueLearnerNumber'),
    surname: at('Surname'),
    forename: at('Forename'),
    middle_names: basic('MiddleNames'),
    preferred_surname: basic('PreferredSurname'),
    preferred_forename: basic('PreferredForename'),
    former_surname: basic('FormerSurname'),
    sex: at('Sex') || at('Gender'),
    born_on: at('DOB'),
    year_group: basic('NCyearActual'),
    ...addressFromXml(elementsAt(element, 'Address')[0]),
    enrol_status: basic('EnrolStatus'),
    entered_on: attended === undefined ? '' : textAt(attended, 'EntryDate'),
    left_on: attended === undefined ? '' : textAt(attended, 'LeavingDate'),
    school_laestab: facts.source_laestab,
    school_urn: facts.source_urn,
    ...firstContact(element),
    source_ref: at('ApplicationReference'),
  })
}

/** The sending school's own entry in a pupil's history: the latest, for a pupil who left and came back. */
function schoolAttended(history: readonly XmlElement[], laestab: string | undefined): XmlElement | undefined {
  const own = history.filter(school => {
    const la = textAt(school, 'LEA') || textAt(school, 'LA')
    return laestab === undefined || laestabOf(la, textAt(school, 'Estab')) === laestab
  })
  return own.reduce<XmlElement | undefined>((latest, school) => {
    if (latest === undefined) return school
    return textAt(school, 'EntryDate') >= textAt(latest, 'EntryDate') ? school : latest
  }, undefined)
}

function firstContact(element: XmlElement) {
  const order = (contact: XmlElement): number =>
    Number.parseInt(textAt(contact, 'Order'), 10) || Number.MAX_SAFE_INTEGER
  const contact = elementsAt(element, 'Contacts/Contact').toSorted((a, b) => order(a) - order(b))[0]
  if (contact === undefined) return {}
  return {
    contact_name: [textAt(contact, 'Forename'), textAt(contact, 'Surname')].filter(Boolean).join(' '),
    contact_relationship: textAt(contact, 'Relationship'),
    contact_phone: textWithin(contact, 'PhoneNo', 'TelephoneNo'),
    contact_email: textWithin(contact, 'Email'),
  }
}
