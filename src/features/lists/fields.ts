/** How a value is written, and so how it is checked. */
export type FieldKind =
  | 'upn'
  | 'uln'
  | 'nhs_number'
  | 'name'
  | 'text'
  | 'sex'
  | 'day'
  | 'year_group'
  | 'postcode'
  | 'uprn'
  | 'enrol_status'
  | 'hours'
  | 'urn'
  | 'laestab'
  | 'phone'
  | 'email'
  | 'sessions'

export interface Field {
  code: string
  label: string
  hint: string
  kind: FieldKind
}

/** Every field of a child that a list can carry, in the order of the template. */
export const FIELDS = [
  { code: 'upn', label: 'UPN', kind: 'upn', hint: 'Unique pupil number, 13 characters, such as Z899200024001' },
  { code: 'former_upn', label: 'Former UPN', kind: 'upn', hint: 'A UPN the child had before' },
  { code: 'uln', label: 'ULN', kind: 'uln', hint: 'Unique learner number, 10 digits' },
  { code: 'nhs_number', label: 'NHS number', kind: 'nhs_number', hint: '10 digits, with or without spaces' },
  { code: 'council_id', label: 'Council id', kind: 'text', hint: 'The child’s number in the council’s own systems' },
  { code: 'surname', label: 'Surname', kind: 'name', hint: 'Legal surname' },
  { code: 'forename', label: 'Forename', kind: 'name', hint: 'Legal first name' },
  { code: 'middle_names', label: 'Middle names', kind: 'name', hint: 'All middle names, with spaces between' },
  {
    code: 'preferred_surname',
    label: 'Preferred surname',
    kind: 'name',
    hint: 'The surname the child goes by, if it is another',
  },
  {
    code: 'preferred_forename',
    label: 'Preferred forename',
    kind: 'name',
    hint: 'The first name the child goes by, if it is another',
  },
  { code: 'former_surname', label: 'Former surname', kind: 'name', hint: 'A surname the child had before' },
  { code: 'sex', label: 'Sex', kind: 'sex', hint: 'F, M or U (not known)' },
  {
    code: 'born_on',
    label: 'Date of birth',
    kind: 'day',
    hint: 'Day, month and year, such as 05/11/2014 or 2014-11-05',
  },
  { code: 'year_group', label: 'Year group', kind: 'year_group', hint: 'N, R or 1 to 13' },
  { code: 'address_line_1', label: 'Address line 1', kind: 'text', hint: 'House and street' },
  { code: 'address_line_2', label: 'Address line 2', kind: 'text', hint: 'Village or district' },
  { code: 'town', label: 'Town', kind: 'text', hint: 'Town or city' },
  { code: 'postcode', label: 'Postcode', kind: 'postcode', hint: 'Of the child’s home, such as ZY1 2AB' },
  { code: 'uprn', label: 'UPRN', kind: 'uprn', hint: 'Unique property reference number of the home' },
  {
    code: 'enrol_status',
    label: 'Enrolment status',
    kind: 'enrol_status',
    hint: 'C (single), M (main), S (subsidiary), F, O, G (guest) or P (previous)',
  },
  { code: 'entered_on', label: 'Entry date', kind: 'day', hint: 'The day the child joined the school' },
  { code: 'left_on', label: 'Leaving date', kind: 'day', hint: 'The day the child left the school' },
  {
    code: 'weekly_hours',
    label: 'Weekly hours',
    kind: 'hours',
    hint: 'Hours of education in a usual week, such as 25 or 12.5',
  },
  { code: 'school_urn', label: 'School URN', kind: 'urn', hint: 'Six digits, as in the national register of schools' },
  {
    code: 'school_laestab',
    label: 'School LAESTAB',
    kind: 'laestab',
    hint: 'Authority and establishment number, seven digits, such as 8992001',
  },
  { code: 'contact_name', label: 'Contact’s name', kind: 'name', hint: 'A parent or carer' },
  { code: 'contact_relationship', label: 'Contact’s relationship', kind: 'text', hint: 'Mother, father, carer …' },
  { code: 'contact_phone', label: 'Contact’s telephone', kind: 'phone', hint: 'With its area code' },
  { code: 'contact_email', label: 'Contact’s email', kind: 'email', hint: 'Such as name@example.org' },
  {
    code: 'registered_on',
    label: 'Registered on',
    kind: 'day',
    hint: 'The day the source began to hold the child at this address',
  },
  {
    code: 'sessions_possible',
    label: 'Possible sessions',
    kind: 'sessions',
    hint: 'Half days on which the child could have attended, in the term before the list’s own',
  },
  {
    code: 'sessions_authorised',
    label: 'Authorised absence',
    kind: 'sessions',
    hint: 'Sessions of authorised absence in that term',
  },
  {
    code: 'sessions_unauthorised',
    label: 'Unauthorised absence',
    kind: 'sessions',
    hint: 'Sessions of unauthorised absence in that term',
  },
  { code: 'source_ref', label: 'Source reference', kind: 'text', hint: 'The row’s own id in the system it came from' },
] as const satisfies readonly Field[]

export type FieldCode = (typeof FIELDS)[number]['code']

export const FIELD_CODES: readonly FieldCode[] = FIELDS.map(field => field.code)

const BY_CODE: ReadonlyMap<FieldCode, Field> = new Map(FIELDS.map(field => [field.code, field]))

/** The field of this code. */
export function fieldOf(code: FieldCode): Field {
  const field = BY_CODE.get(code)
  if (field === undefined) throw new Error(`No field is coded ${code}`)
  return field
}

/** The values of one child as its list wrote them, by field. */
export type RawRow = Partial<Record<FieldCode, string>>
