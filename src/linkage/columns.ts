import { knownFields } from './fields.ts'

/** What a column can be to a list, beside the fields that are compared. */
const parts = ['id', 'full_name', 'former_surname', 'former_upn', 'address'] as const

/** Which columns of a file hold what, by their headers. An address may lie in several columns. */
export interface ColumnMap {
  /** By what: `id`, `forename`, `full_name`, `born`, … each the header of one column, or several for an address. */
  columns: ReadonlyMap<string, readonly string[]>
}

/** Why a column map cannot be used, in a sentence that says how to mend it. */
export class ColumnsRefused extends Error {}

const codes: ReadonlySet<string> = new Set([
  ...knownFields.map(({ code }) => code).filter(code => code !== 'place'),
  ...parts,
])
const ownKinds = ['exact', 'fuzzy', 'identifier'] as const

/** Headers that real files give each, folded to letters and figures; of several in one file the first listed wins. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  id: [
    ...[
      'id',
      'recid',
      'recordid',
      'uniqueid',
      'rowid',
      'sourceref',
      'reference',
      'personid',
      'childid',
      'pupilid',
      'clientid',
    ],
    ...['llchildid', 'nativeid', 'admissionno', 'admissionnumber', 'patientid', 'entityid', 'key', 'ref', 'accountref'],
  ],
  forename: [
    'forename',
    'legalforename',
    'firstname',
    'givenname',
    'fname',
    'legalfirstname',
    'forenames',
    'givennames',
    'childfirstname',
    'christianname',
    'first',
  ],
  middle_name: [
    'middlename',
    'middlenames',
    'mname',
    'legalmiddlenames',
    'legalmiddlename',
    'othergivennames',
    'othernames',
    'secondname',
    'middle',
    'middleinitial',
  ],
  surname: [
    'surname',
    'legalsurname',
    'lastname',
    'familyname',
    'lname',
    'legallastname',
    'childsurname',
    'legalfamilyname',
    'last',
  ],
  full_name: ['fullname', 'name', 'childname', 'pupilname', 'personname', 'displayname'],
  former_surname: ['formersurname', 'previoussurname', 'birthsurname', 'maidenname', 'formerlastname'],
  born: ['born', 'bornon', 'dateofbirth', 'dob', 'birthdate', 'birthday', 'personbirthdate', 'childdob', 'birth', 'bd'],
  sex: ['sex', 'gender', 'legalsex', 'legalgender', 'childmf', 'gendercode', 'sexcode'],
  postcode: [
    'postcode',
    'homepostcode',
    'postalcode',
    'addresspostcode',
    'propertypostcode',
    'pcode',
    'zip',
    'zipcode',
    'currentpostcode',
  ],
  town: ['town', 'city', 'posttown', 'suburb', 'towncity', 'propertytown', 'hometown', 'birthplace', 'locality'],
  upn: ['upn', 'uniquepupilnumber', 'upnnumber', 'uniquepupilno'],
  former_upn: ['formerupn', 'previousupn', 'oldupn'],
  nhs_number: ['nhsnumber', 'nhsno', 'nhs', 'nhsid'],
  uln: ['uln', 'uniquelearnernumber', 'uniquelearnerno'],
  phone: [
    'phone',
    'telephone',
    'phonenumber',
    'telephonenumber',
    'mobile',
    'contactphone',
    'mobilephone',
    'parentphone',
    'homephone',
    'tel',
  ],
  email: ['email', 'emailaddress', 'contactemail', 'parentemail', 'mail'],
}

const addressHeaders =
  /^(?:(?:home|property|current)?(?:address(?:line)?[1-5]?|addressline|street(?:number|name|address)?|house(?:number|name|no)?|saon|paon|houseandstreet))$/
const ownHeaders: Readonly<Record<string, RegExp>> = {
  identifier:
    /^(?:socsecid|ssn|socialsecuritynumber|nationalid|nino|nationalinsurancenumber|passport(?:number)?|mrn|hospitalnumber|councilid|studentid|licence(?:number)?)$/,
  exact: /^(?:state|county|country|region|nationality|ethnicity|occupation)$/,
}

const fold = (header: string): string => header.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The columns of a file as their headers tell. Never empty of an id: without one, rows are known by their numbers. */
export function guessColumns(headers: readonly string[]): ColumnMap {
  const columns = new Map<string, readonly string[]>()
  const taken = new Set<string>()
  for (const [code, known] of Object.entries(synonyms)) {
    const header = known.flatMap(name => headers.filter(one => fold(one) === name && !taken.has(one)))[0]
    if (header === undefined) continue
    if (code === 'full_name' && (columns.has('forename') || columns.has('surname'))) continue
    columns.set(code, [header])
    taken.add(header)
  }
  const address = headers.filter(header => addressHeaders.test(fold(header)) && !taken.has(header))
  if (address.length > 0) columns.set('address', address)
  for (const [kind, shape] of Object.entries(ownHeaders))
    for (const header of headers)
      if (shape.test(fold(header)) && !taken.has(header)) columns.set(`${kind}:${fold(header)}`, [header])
  return { columns }
}

const textsOf = (value: unknown): string[] | null => {
  const list = typeof value === 'string' ? [value] : value
  return Array.isArray(list) && list.every(one => typeof one === 'string') ? list : null
}

/**
 * A column map as somebody wrote it: `{"forename": "first_name", "address": ["line 1", "line 2"], "exact": ["city"]}`. Under
 * `exact`, `fuzzy` and `identifier` stand columns that are no field of Onroll's; an object there names them for both lists,
 * `{"exact": {"school": "School name"}}`. Throws ColumnsRefused.
 */
export function parseColumns(value: unknown, headers: readonly string[], file: string): ColumnMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ColumnsRefused('A column map is an object, such as {"forename": "first_name", "born": "dob"}.')
  const columns = new Map<string, readonly string[]>()
  const add = (code: string, given: unknown) => {
    const wanted = textsOf(given)
    if (wanted === null) throw new ColumnsRefused(`“${code}” takes the header of a column, as a text.`)
    const found = wanted.map(
      header => headers.find(one => one === header.trim()) ?? headers.find(one => fold(one) === fold(header)),
    )
    const missing = wanted.find((_, at) => found[at] === undefined)
    if (missing !== undefined)
      throw new ColumnsRefused(`${file} has no column “${missing}”. Its columns are: ${headers.join(', ')}.`)
    columns.set(
      code,
      found.filter(header => header !== undefined),
    )
  }
  for (const [code, given] of Object.entries(value)) {
    const kind = ownKinds.find(one => one === code)
    if (kind === undefined && !codes.has(code))
      throw new ColumnsRefused(`There is no field “${code}”. There are: ${[...codes, ...ownKinds].join(', ')}.`)
    if (kind === undefined) add(code, given)
    else if (typeof given === 'object' && given !== null && !Array.isArray(given))
      for (const [name, header] of Object.entries(given)) add(`${kind}:${fold(name)}`, header)
    else for (const header of textsOf(given) ?? []) add(`${kind}:${fold(header)}`, header)
  }
  return { columns }
}
