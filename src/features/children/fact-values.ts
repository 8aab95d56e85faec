import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { checkNhsNumber, checkUln, checkUpn, type Day, foldName, formatDay, isInArea } from '../../rulebook/index.ts'
import { findTyped } from '../schools/index.ts'
import type { FactCode } from './codes.ts'

/** Why something cannot be recorded, in a sentence, and the field of the form that says how to mend it. Nothing was done. */
export class CorrectionRefused extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

export type Values = Readonly<Record<string, unknown>>

/**
 * The columns of a fact from the answers of its form, with sentences of caution for the preview.
 * @param kind_value the fact's kind within its table, where the form does not ask for it.
 * @throws CorrectionRefused for a school that cannot be found or was not open on the day.
 */
export async function valuesOf(
  tx: Read,
  kind: FactCode,
  given: Values,
  kind_value: unknown = given.kind,
): Promise<{ values: Values; cautions: string[] }> {
  const plain = (values: Values) => ({ values, cautions: [] })
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : null)
  switch (kind) {
    case 'name': {
      const [forename, surname] = [text('forename') ?? '', text('surname') ?? '']
      const keys = { forename_key: foldName(forename), surname_key: foldName(surname) }
      return plain({ kind: kind_value, forename, middle_names: text('middle_names'), surname, ...keys })
    }
    case 'birth':
      return plain({ born_on: text('born_on'), sex: given.sex })
    case 'identifier':
      return identifier(String(kind_value), text('value') ?? '')
    case 'address':
      return address(tx, given, kind_value)
    case 'contact':
      return plain({
        ...{ name: text('name'), relationship: text('relationship') },
        ...{ phone: text('phone'), email: text('email') },
      })
    case 'enrolment':
      return enrolment(tx, given)
    case 'provision':
      return plain({
        ...{ kind: kind_value, weekly_hours: given.weekly_hours ?? null },
        ...{ provider: text('provider'), school_urn: null, note: text('note') },
      })
    default:
      return plain({ kind: kind_value, detail: text('detail'), case_id: null })
  }
}

const checks: Record<string, typeof checkUpn> = {
  upn: checkUpn,
  former_upn: checkUpn,
  uln: checkUln,
  nhs_number: checkNhsNumber,
}

/** A number that does not check is kept as it came, and flagged: it is what somebody wrote. */
function identifier(kind: string, typed: string): { values: Values; cautions: string[] } {
  const checked = checks[kind]?.(typed)
  const problem = checked && !checked.valid ? checked.reason : null
  return {
    values: { kind, value: checked?.normalised ?? typed, problem },
    cautions: checked?.reason
      ? [`${checked.reason} ${checked.valid ? '' : 'It is kept as typed, and flagged.'}`.trim()]
      : [],
  }
}

async function address(tx: Read, given: Values, kind_value: unknown): Promise<{ values: Values; cautions: string[] }> {
  const postcode = typeof given.postcode === 'string' ? given.postcode : null
  const { rows } = await sql<{ areas: string[] }>`SELECT postcode_areas AS areas FROM authority
    WHERE id = (SELECT identity.authority())`.execute(tx)
  const by = postcode === null ? null : isInArea(postcode, rows[0]?.areas ?? [])
  const in_area = given.in_area === 'postcode' ? by : given.in_area === 'yes'
  const cautions =
    by !== null && by !== in_area ? [`By its postcode the address would be ${by ? 'in' : 'outside'} the area.`] : []
  const lines = { line_1: given.line_1 ?? null, line_2: given.line_2 ?? null, town: given.town ?? null }
  const postcode_key = postcode?.replaceAll(' ', '') ?? null
  return { values: { kind: kind_value, ...lines, postcode, postcode_key, uprn: null, in_area }, cautions }
}

async function enrolment(tx: Read, given: Values): Promise<{ values: Values; cautions: string[] }> {
  const found = await findTyped(tx, String(given.school))
  if ('problem' in found) throw new CorrectionRefused('school', found.problem)
  const { school } = found
  const from = given.starts_on as Day
  if (school.closed_on !== null && school.closed_on <= from)
    throw new CorrectionRefused(
      'school',
      `${school.name} closed on ${formatDay(school.closed_on)}, before the child’s first day: choose the school that followed it`,
    )
  if (school.opened_on !== null && school.opened_on > from)
    throw new CorrectionRefused(
      'starts_on',
      `${school.name} opened on ${formatDay(school.opened_on)}: the first day must not be before it`,
    )
  const { urn: school_urn, in_area, sector } = school
  const more = { status: given.status, year_group: given.year_group ?? null, weekly_hours: given.weekly_hours ?? null }
  return { values: { school_urn, in_area, sector, ...more, ended_because: null }, cautions: [] }
}
