import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export interface TruthChild {
  child_id: string
  forename: string
  middle_names: string
  surname: string
  sex: string
  born_on: string
  upn: string
  former_upn: string
  nhs_number: string
  several_spellings: string
  twin: string
  family_id: string
  state: string
  listed_state: string
  school_urn: string
  postcode: string
  old_postcode: string
  other_postcode: string
  story: string
}

export interface TruthRow {
  child_id: string
  list: string
  file: string
  line: string
  faults: string
}

export type Table = Record<string, string>[]

/** A CSV file of a county as rows by header. The first row stands on line 2 of the file, the next on line 3. */
export function readTable(path: string, encoding = 'utf-8', delimiter = ','): Table {
  const text = new TextDecoder(encoding).decode(readFileSync(path))
  return parse(text, { columns: true, delimiter, bom: true })
}

/** The truth beside a county: who the children are, and which row of which list is whose. */
export function readTruth(folder: string): { children: Map<string, TruthChild>; rows: TruthRow[] } {
  const children = parse(readFileSync(`${folder}/truth.csv`), { columns: true }) as TruthChild[]
  const rows = parse(readFileSync(`${folder}/truth-rows.csv`), { columns: true }) as TruthRow[]
  return { children: new Map(children.map(child => [child.child_id, child])), rows }
}

/**
 * Which child each row of each list is of, by file and line: the number of the child, or 0 for no row of a child. Four bytes a
 * row, so that the truth of a large county fits beside it.
 */
export function rowOwners(folder: string): (file: string, line: number) => number {
  const owners = new Map<string, Int32Array<ArrayBuffer>>()
  const text = readFileSync(`${folder}/truth-rows.csv`, 'latin1')
  for (let at = text.indexOf('\n') + 1; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const [child = '', , file = '', line = ''] = text.slice(at, end).split(',', 4)
    let lines = owners.get(file)
    if (lines === undefined || lines.length <= Number(line)) {
      const longer = new Int32Array(Math.max(1024, Number(line) * 2))
      longer.set(lines ?? [])
      owners.set(file, longer)
      lines = longer
    }
    lines[Number(line)] = Number(child.slice(1))
    at = end + 1
  }
  return (file, line) => owners.get(file)?.[line] ?? 0
}
