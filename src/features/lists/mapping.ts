import { FIELDS, type FieldCode, fieldOf, type RawRow } from './fields.ts'
import { SYNONYMS } from './header-synonyms.ts'

/** Which column of a file fills which field. */
export type Mapping = Partial<Record<FieldCode, string>>

export interface MappingProblem {
  field: FieldCode | null
  severity: 'refused' | 'flagged'
  reason: string
}

/** Lists whose presence means that the child lives in the area: they are of little use without an address. */
const RESIDENCE_KINDS: readonly string[] = ['health', 'council_tax']

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
 * `kind` is the list's kind; `headers`, if given, are the columns the file really has.
 */
export function mappingProblems(mapping: Mapping, kind: string, headers?: readonly string[]): MappingProblem[] {
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
    used.set(header, code)
  }
  return [...problems, ...missing(mapping, kind)]
}

function missing(mapping: Mapping, kind: string): MappingProblem[] {
  const has = (code: FieldCode): boolean => mapping[code] !== undefined
  const problems: MappingProblem[] = []
  if (!has('upn') && !(has('surname') && has('born_on'))) {
    const reason =
      'A child cannot be told from another by these columns. Choose the column that holds the UPN, or those that hold ' +
      'the surname and the date of birth.'
    problems.push({ field: has('surname') ? 'born_on' : 'surname', severity: 'refused', reason })
  } else if (!has('surname')) {
    const reason = 'No column is chosen for the surname: a child not already known by UPN will have no name.'
    problems.push({ field: 'surname', severity: 'flagged', reason })
  } else if (!has('born_on')) {
    const reason = 'No column is chosen for the date of birth: a child whose UPN is not known cannot be matched.'
    problems.push({ field: 'born_on', severity: 'flagged', reason })
  }
  if (RESIDENCE_KINDS.includes(kind) && !has('postcode') && !has('uprn')) {
    const reason = 'This kind of list says where a child lives. Choose the column that holds the postcode or the UPRN.'
    problems.push({ field: 'postcode', severity: 'flagged', reason })
  }
  return problems
}
