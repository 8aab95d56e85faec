import { join } from 'node:path'
import type pg from 'pg'
import { readTruth, rowOwners } from '../county/read-county.ts'
import { amount, type Measured } from './measure.ts'

/** How a loaded county stands beside its truth. */
export interface MissingJudged {
  /** Children who by the truth are on no list that says where they learn, though lists hold them. */
  truly: number
  /** Persons whom the ledger has as unexplained, those without a date of birth left out: whether they are of school age nobody knows. */
  listed: number
  /** The truly missing children whom it has so, each counted once. */
  found: number
  /** Persons who hold rows of two children, and children who are held as more than one person. */
  joined_wrongly: number
  held_twice: number
}

/**
 * Judges the missing list of a county by its truth, before anybody worked through cases: which children it ought to hold, and whom it holds.
 * What people left undecided counts as it stands. Sealed children are left out on both sides.
 */
export async function judgeMissing(client: pg.Client, folder: string, today: string): Promise<MissingJudged> {
  const owner = rowOwners(folder)
  const { children } = readTruth(folder)
  const of = new Map<string, Set<number>>()
  const unexplained = new Set<string>()
  const { rows } = await client.query<{
    person_id: string
    file: string
    line: number
    missing: boolean
  }>(
    `SELECT r.person_id, f.name AS file, x.line, s.state = 'unexplained' AND EXISTS (SELECT FROM child_suspense a WHERE a.authority_id = r.authority_id AND a.person_id = r.person_id
         AND a.account <> 'born_unknown' AND a.starts_on <= $1::date AND (a.ends_on IS NULL OR a.ends_on > $1::date)) AS missing
     FROM import_line x JOIN import i ON i.id = x.import_id JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id
     JOIN record r ON r.authority_id = x.authority_id AND r.id = x.record_id JOIN person p ON p.authority_id = r.authority_id AND p.id = r.person_id AND NOT p.sealed
     LEFT JOIN child_state s ON s.authority_id = r.authority_id AND s.person_id = r.person_id AND s.during @> $1::date`,
    [today],
  )
  for (const { person_id, file, line, missing } of rows) {
    const child = owner(join('lists', file), line)
    if (child === 0) continue
    of.set(person_id, (of.get(person_id) ?? new Set()).add(child))
    if (missing) unexplained.add(person_id)
  }
  const persons = new Map<number, string[]>()
  for (const [person, held] of of) for (const child of held) persons.set(child, [...(persons.get(child) ?? []), person])
  const truly = new Set(
    [...children.values()].flatMap(({ child_id, listed_state }) => {
      const child = Number(child_id.slice(1))
      return listed_state === 'unexplained' && persons.has(child) ? [child] : []
    }),
  )
  const found = new Set(
    [...unexplained].flatMap(person => [...(of.get(person) ?? [])].filter(child => truly.has(child))),
  )
  return {
    ...{ truly: truly.size, listed: unexplained.size, found: found.size },
    joined_wrongly: [...of.values()].filter(held => held.size > 1).length,
    held_twice: [...persons.values()].filter(held => held.length > 1).length,
  }
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)}%`)

/** The missing list of a county, as lines of the table. */
export function missingLines({ truly, found, listed, joined_wrongly, held_twice }: MissingJudged): Measured[] {
  return [
    { what: 'missing list: truly on no roll, listed', of: amount(truly, 'children'), figure: share(found, truly) },
    { what: 'missing list: listed, truly on no roll', of: amount(listed, 'listed'), figure: share(found, listed) },
    {
      what: 'persons of two children, children held as two persons',
      of: '',
      figure: `${amount(joined_wrongly, '')}, ${amount(held_twice, '')}`,
    },
  ]
}
