import type { Person } from '../../linkage/index.ts'
import type { MatchableRecord } from './matchable.ts'

type Said = MatchableRecord['identifiers'][number]['kind']

/** What a record says of its child, as the engine compares it: what is believed today, with the names and numbers of before. */
export function personOfRecord(record: MatchableRecord): Person {
  const { names, births, addresses, contacts, identifiers } = record
  const name = names.find(one => one.kind === 'legal') ?? names.find(one => one.kind === 'preferred')
  const former = names.find(one => one.kind === 'former' && one.surname !== name?.surname)
  const born = births.find(one => one.born_on !== null)
  const home = addresses.find(one => one.ends_on === null) ?? addresses[0]
  const number = (kind: Said) => identifiers.find(one => one.kind === kind && one.problem === null)?.value ?? null
  const lines = [home?.line_1, home?.line_2].filter(Boolean).join(', ')
  return {
    id: record.record_id,
    ...{ forename: name?.forename ?? null, middle_name: name?.middle_names ?? null, surname: name?.surname ?? null },
    former_surname: former?.surname ?? null,
    born: born?.born_on ?? null,
    sex: births.find(one => one.sex !== 'U')?.sex ?? null,
    ...{ postcode: home?.postcode ?? null, address: lines === '' ? null : lines, town: home?.town ?? null },
    ...{ upn: number('upn'), former_upn: number('former_upn'), nhs_number: number('nhs_number'), uln: number('uln') },
    phone: contacts.find(one => one.phone !== null)?.phone ?? null,
    email: contacts.find(one => one.email !== null)?.email ?? null,
  }
}

/** What the engine's file has columns for. */
export const variantColumns = [
  ...([
    'id',
    'forename',
    'middle_name',
    'surname',
    'former_surname',
    'born',
    'sex',
    'postcode',
    'address',
    'town',
  ] as const),
  ...(['upn', 'former_upn', 'nhs_number', 'uln', 'phone', 'email'] as const),
] as const

/** Two records with one of these say the same of a child: one of them is enough to compare. */
export const variantKey = (person: Person): string =>
  JSON.stringify(variantColumns.map(column => (column === 'id' ? null : person[column])))

/** A line of the engine's file. */
export const variantLine = (person: Person): string =>
  `${variantColumns.map(column => cell(person[column] ?? '')).join(',')}\n`

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
