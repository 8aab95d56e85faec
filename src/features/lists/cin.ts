import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { peek } from '../../ground/peek.ts'
import { readXml, type XmlElement } from '../../ground/xml.ts'
import { textAt } from '../../ground/xml-path.ts'
import { fieldsOf, filled, type OpenedList, type ReadRow } from './list-file.ts'
import { untilRefused } from './until-refused.ts'

const PATHS = { header: 'message/header', child: 'message/children/child' } as const

/**
 * Opens a children in need census return (XML): of each child the council's own number, UPN, former UPN, date of birth and sex.
 * It holds no name and no address; what it says of need, plans and assessments is not read. Source: rulebook §11.5, public
 * validators of the return. Throws FileRefused for another collection.
 */
export async function readCinCensus(stream: ByteStream): Promise<OpenedList> {
  const { first, whole } = await peek(readXml(stream, Object.values(PATHS)), taken => taken.length === 1)
  const header = first[0]?.path === PATHS.header ? first[0].element : undefined
  const collection = header === undefined ? '' : textAt(header, 'CollectionDetails/Collection').toUpperCase()
  if (header === undefined || collection !== 'CIN')
    throw new FileRefused(
      'This is no children in need census return: its header does not say CIN. Have it exported again.',
    )
  return {
    format: 'cin',
    headers: null,
    facts: filled({
      collection,
      year: textAt(header, 'CollectionDetails/Year'),
      reference_date: textAt(header, 'CollectionDetails/ReferenceDate'),
      made_at: textAt(header, 'Source/DateTime'),
    }),
    warnings: [
      'A children in need census holds no names and no addresses. A child is found by UPN or by the council’s own number and the date of birth; one who is not found is not added. Details of care are not read.',
    ],
    rows: untilRefused(children(whole)),
  }
}

async function* children(elements: AsyncIterable<{ path: string; element: XmlElement }>): AsyncGenerator<ReadRow> {
  for await (const { path, element } of elements) {
    if (path === PATHS.child) yield { line: element.line, raw: child(element) }
  }
}

function child(element: XmlElement): Record<string, string> {
  const identity = (name: string): string => textAt(element, `ChildIdentifiers/${name}`)
  return fieldsOf({
    council_id: identity('LAchildID'),
    upn: identity('UPN'),
    former_upn: identity('FormerUPN'),
    born_on: identity('PersonBirthDate'),
    sex: identity('Sex') || identity('GenderCurrent'),
    source_ref: identity('LAchildID'),
  })
}
