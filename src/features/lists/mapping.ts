import { FIELDS, type FieldCode, fieldOf, type RawRow } from './fields.ts'
import { SYNONYMS } from './header-synonyms.ts'
import { monthFirstReason } from './month-first.ts'

/** Which column of a file fills which field. */
export type Mapping = Partial<Record<FieldCode, string>>

export interface MappingProblem {
  field: FieldCode | null
  severity: 'refused' | 'flagged'
  reason: string
}

/** What a kind of list says of the fields of its lists: a row of `source_kind` or of `own_kind`. */
export interface KindFields {
  /** Without them a row is of little use. */
  needed: readonly FieldCode[]
  /** Usually there. */
  expected: readonly FieldCode[]
}

/** A column name for comparing: lower case, letters and digits only, without a leading “child” or “pupil”. */
export function foldHeader(header: string): string {
  const folded = header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[’']s\b|[^a-z0-9]/g, '')
  return folded.replace(/^(child|pupil|student|learner)(?=.{2})/, '')
}

const KNOWN: ReadonlySet<string> = new Set(FIELDS.flatMap(field => [foldHeader(field.code), ...SYNONYMS[field.code]]))

/** Whether a column name is one that lists of children use; tells a header row from instructions. */
export function knowsHeader(header: string): boolean {
  return KNOWN.has(foldHeader(header))
}

/** The likely column for each field, each column used once; a field nobody names is left out. To be shown and edited. */
export function guessMapping(headers: readonly string[]): Mapping {
  const mapping: Mapping = {}
  const folded = headers.map(foldHeader)
  for (const { code } of FIELDS) {
    const found = [foldHeader(code), ...SYNONYMS[code]].map(name => folded.indexOf(name)).find(i => i >= 0)
    const header = found === undefined ? undefined : headers[found]
    if (header !== undefined) mapping[code] = header
  }
  return mapping
}

/** The cells of one row by field, as written; columns that fill no field are left out. */
export function applyMapping(mapping: Mapping, cells: Readonly<Record<string, string>>): RawRow {
  const raw: RawRow = {}
  for (const { code } of FIELDS) {
    const header = mapping[code]
    const cell = header === undefined || !Object.hasOwn(cells, header) ? undefined : cells[header]
    if (cell !== undefined) raw[code] = cell
  }
  return raw
}

/**
 * What keeps a mapping from being used (`refused`) or makes its list weaker (`flagged`), each with how to mend it.
 * `kind` is what the list's kind says of fields; `headers`, if given, are the columns the file really has; `month_first` those whose
 * days are written as in America.
 */
export function mappingProblems(
  mapping: Mapping,
  kind: KindFields,
  { headers, month_first = [] }: { headers?: readonly string[]; month_first?: readonly string[] } = {},
): MappingProblem[] {
  const problems: MappingProblem[] = []
  const used = new Map<string, FieldCode>()
  for (const { code, label } of FIELDS) {
    const header = mapping[code]
    if (header === undefined) continue
    const other = used.get(header)
    if (other !== undefined) {
      const reason = `The column “${header}” is chosen for both ${fieldOf(other).label} and ${label}. Choose one of them.`
      problems.push({ field: code, severity: 'refused', reason })
    }
    if (headers !== undefined && !headers.includes(header)) {
      const reason = `The file has no column named “${header}”. Choose the column that holds ${label}, or none.`
      problems.push({ field: code, severity: 'refused', reason })
    }
    if (month_first.includes(header) && fieldOf(code).kind === 'day')
      problems.push({ field: code, severity: 'refused', reason: monthFirstReason(header) })
    used.set(header, code)
  }
  return [...problems, ...missing(mapping, kind)]
}

/** Numbers that are one child's alone. */
const NUMBERS = ['upn', 'nhs_number', 'council_id'] as const satisfies readonly FieldCode[]

function missing(mapping: Mapping, { needed, expected }: KindFields): MappingProblem[] {
  const has = (code: FieldCode): boolean => mapping[code] !== undefined
  const problems: MappingProblem[] = []
  if (!NUMBERS.some(has) && !(has('surname') && has('born_on'))) {
    const reason =
      'A child cannot be told from another by these columns. Choose the column that holds the UPN (or the NHS number, or the ' +
      'council’s own number), or those that hold the surname and the date of birth.'
    problems.push({ field: has('surname') ? 'born_on' : 'surname', severity: 'refused', reason })
  } else if (!has('surname')) {
    const reason = 'No column is chosen for the surname: a child not already known by number will have no name.'
    problems.push({ field: 'surname', severity: 'flagged', reason })
  } else if (!has('born_on')) {
    const reason = 'No column is chosen for the date of birth: a child whose number is not known cannot be matched.'
    problems.push({ field: 'born_on', severity: 'flagged', reason })
  }
  const said = new Set(problems.map(problem => problem.field))
  if (problems.some(problem => problem.severity === 'refused')) said.add('surname').add('born_on')
  for (const code of new Set([...needed, ...expected])) {
    if (has(code) || said.has(code) || (code === 'postcode' && has('uprn'))) continue
    const { label } = fieldOf(code)
    const reason = needed.includes(code)
      ? `This kind of list needs ${label}, and no column is chosen for it. Choose the column that holds it, or ask the sender for it.`
      : `Lists of this kind usually have ${label}, and no column is chosen for it. Choose the column that holds it, if there is one.`
    problems.push({ field: code, severity: 'flagged', reason })
  }
  return problems
}
