import type { RowKeys } from './match-rules.ts'

/** A row that counts, with the child it was matched to, if any, and the school it is of ('' in a list of no schools). */
export interface PlacedRow extends RowKeys {
  person_id: string | null
  school: string
}

/** A later row of the same child: at another school it counts as well, at the same one it is left out. */
export interface Repeat {
  line: number
  same_as_line: number
  /** The line that it repeats at the same school; null when it is the first of this child there. */
  repeats: number | null
}

/**
 * Finds the same child twice in one list, given by line: rows matched to one child, rows with one UPN, and rows with the
 * same name, birth date and postcode of which no two have different UPNs. Two rows at two schools are dual registration.
 */
export function findRepeats(rows: readonly PlacedRow[]): Repeat[] {
  const groups = groupsOf(rows)
  const firstAt = new Map<string, number>()
  const first = new Map<number, number>()
  const repeats: Repeat[] = []
  rows.forEach((row, at) => {
    const group = groups.of(at)
    const place = `${group} ${row.school}`
    const earlier = first.get(group)
    const here = firstAt.get(place)
    if (earlier !== undefined) repeats.push({ line: row.line, same_as_line: earlier, repeats: here ?? null })
    else first.set(group, row.line)
    if (here === undefined) firstAt.set(place, row.line)
  })
  return repeats
}

function groupsOf(rows: readonly PlacedRow[]): { of(at: number): number } {
  const parent = rows.map((_, at) => at)
  const of = (at: number): number => {
    let root = at
    while (parent[root] !== root) root = parent[root] ?? root
    parent[at] = root
    return root
  }
  const join = (key: (row: PlacedRow) => string | null, mayJoin: (alike: readonly PlacedRow[]) => boolean) => {
    const first = new Map<string, number>()
    const alike = new Map<number, number[]>()
    rows.forEach((row, at) => {
      const value = key(row)
      if (value === null) return
      const before = first.get(value)
      if (before === undefined) first.set(value, at)
      else alike.set(before, [...(alike.get(before) ?? [before]), at])
    })
    for (const [from, group] of alike) {
      if (!mayJoin(group.flatMap(at => rows[at] ?? []))) continue
      for (const at of group) parent[of(at)] = of(from)
    }
  }
  const atMostOne = (values: (string | null)[]) => new Set(values.filter(value => value !== null)).size <= 1
  const always = () => true
  join(row => row.person_id, always)
  join(
    row => row.upn,
    lines => atMostOne(lines.map(row => row.person_id)),
  )
  join(wholeName, lines => atMostOne(lines.map(row => row.upn)) && atMostOne(lines.map(row => row.person_id)))
  return { of }
}

const wholeName = ({ surname_key, forename_key, born_on, postcode_key }: PlacedRow): string | null =>
  born_on === null || surname_key === '' || forename_key === ''
    ? null
    : [surname_key, forename_key, born_on, postcode_key ?? ''].join('|')
