import type { XmlElement } from '../../ground/xml.ts'
import { textWithin } from '../../ground/xml-path.ts'
import type { FieldCode } from './fields.ts'

/** The parts of an address in the BS7666 form: flat, house, street, and the places around it. */
export interface AddressParts {
  saon: string
  paon: string
  street: string
  locality: string
  town: string
  post_town: string
  postcode: string
  uprn: string
  lines: readonly string[]
}

/**
 * An address by field, from whichever of its two forms is filled: BS7666 parts, or up to five lines, where the last
 * filled line after the first is the town.
 */
export function addressFields(parts: AddressParts): Partial<Record<FieldCode, string>> {
  const { postcode, uprn } = parts
  const house = [parts.saon, [parts.paon, parts.street].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  if (house !== '' || parts.town !== '') {
    const town = parts.town || parts.post_town
    return { address_line_1: house, address_line_2: parts.locality, town, postcode, uprn }
  }
  const [first = '', ...others] = parts.lines.filter(Boolean)
  return { address_line_1: first, town: others.pop() ?? '', address_line_2: others.join(', '), postcode, uprn }
}

/** As `addressFields`, from the elements of a CTF or a census return. */
export function addressFromXml(address: XmlElement | undefined): Partial<Record<FieldCode, string>> {
  if (address === undefined) return {}
  const at = (...names: string[]): string => textWithin(address, ...names)
  return addressFields({
    saon: at('SAON'),
    paon: at('PAON'),
    street: at('Street'),
    locality: at('Locality'),
    town: at('Town'),
    post_town: at('PostTown'),
    postcode: at('PostCode', 'Postcode'),
    uprn: at('UniquePropertyReferenceNumber', 'UPRN'),
    lines: [1, 2, 3, 4, 5].map(n => at(`AddressLine${n}`, `Line${n}`)),
  })
}
