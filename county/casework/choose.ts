import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { caseOf, childOn, kindForState } from '../../src/features/cases/index.ts'
import type { Read } from '../../src/ground/database/door.ts'
import type { Day } from '../../src/rulebook/index.ts'
import type { ToldArrival } from '../arrivals.ts'
import { readTruth, type TruthChild, type TruthRow } from '../read-county.ts'
import type { Cast } from '../truth.ts'
import type { Whose } from './plan.ts'

/** The children of a county's truth whom cases can be about. */
export interface Cohorts {
  /** What a story says of one of its children: days, schools and states by their names. Empty for anybody else. */
  told(whose: Whose): Readonly<Record<string, string | number | boolean>>
  /** The children whose case it can be, the fittest first, each with the row that told of them first. */
  fitting(whose: Whose): { child_id: string; row: TruthRow }[]
  /** The school of a child of the same age and the same part of the county. Null when there is none. */
  schoolLike(child_id: string): number | null
}

interface ToldStory {
  number: number
  codes: Record<string, string | number | boolean>
  children: Cast[]
}

export function cohortsOf(folder: string): Cohorts {
  const told: { stories: ToldStory[]; arrivals: ToldArrival[] } = JSON.parse(
    readFileSync(join(folder, 'truth.json'), 'utf8'),
  )
  const { children, rows } = readTruth(folder)
  const rowsOf = Map.groupBy(rows, row => row.child_id)
  const onList = (child: TruthChild, list: string) =>
    rowsOf.get(child.child_id)?.some(row => row.list === list) ?? false
  const leavers = [...children.values()].filter(
    child => child.story === '' && child.listed_state === 'unexplained' && onList(child, 'previous_rolls'),
  )
  const castOf = (number: number, part: number) => {
    const story = told.stories.find(one => one.number === number)
    return { codes: story?.codes ?? {}, cast: story?.children[part] }
  }
  const idsOf = (whose: Whose): (string | undefined)[] => {
    if (whose === 'anybody') return []
    if (whose === 'leaver') return leavers.map(child => child.child_id)
    if ('story' in whose) return [castOf(whose.story, whose.part).cast?.child_id]
    const far = (arrival: ToldArrival) => Math.abs(arrival.days_before - whose.arrived)
    return told.arrivals.toSorted((one, other) => far(one) - far(other)).map(arrival => arrival.child_id)
  }
  return {
    told: whose => {
      if (typeof whose === 'string' || !('story' in whose)) return {}
      const { codes, cast } = castOf(whose.story, whose.part)
      return { ...cast?.expect, ...codes }
    },
    fitting: whose =>
      idsOf(whose).flatMap(child_id => {
        const row = rowsOf.get(child_id ?? '')?.[0]
        return child_id === undefined || row === undefined ? [] : [{ child_id, row }]
      }),
    schoolLike: child_id => {
      const child = children.get(child_id)
      if (!child) return null
      const [area] = child.postcode.split(' ')
      const peers = [...children.values()].filter(
        peer =>
          onList(peer, 'rolls') && peer.school_urn !== '' && peer.born_on.slice(0, 4) === child.born_on.slice(0, 4),
      )
      const like = peers.find(peer => peer.postcode.startsWith(`${area} `)) ?? peers[0]
      return like ? Number(like.school_urn) : null
    },
  }
}

/** The person that a list's row was committed to; null while it is not. */
export async function personOfRow(tx: Read, row: TruthRow): Promise<string | null> {
  const { rows } = await sql<{ person_id: string }>`SELECT d.person_id FROM file f
    JOIN import i ON i.authority_id = f.authority_id AND i.file_id = f.id
    JOIN import_line r ON r.authority_id = i.authority_id AND r.import_id = i.id
    JOIN record d ON d.authority_id = r.authority_id AND d.id = r.record_id
    WHERE 'lists/' || f.name = ${row.file} AND r.line = ${Number(row.line)}`.execute(tx)
  return rows[0]?.person_id ?? null
}

/** A child for a case: the person whom the lists made of them, and since when they are in a state that needs one. */
export interface Found {
  child_id: string
  person_id: string
  /** Null for one whose case begins with what is arranged. */
  since: Day | null
}

/** The first of the fitting children who is in a state that needs a case, whose case may begin in any state, or who had one opened by an earlier load. */
export async function findChild(
  tx: Read,
  fitting: readonly { child_id: string; row: TruthRow }[],
  taken: ReadonlySet<string>,
  on: Day,
  anyState = false,
): Promise<Found | null> {
  for (const { child_id, row } of fitting) {
    const person_id = await personOfRow(tx, row)
    if (person_id === null || taken.has(person_id)) continue
    const { state, state_since } = await childOn(tx, person_id, on)
    if (kindForState(state) !== null && state_since !== null) return { child_id, person_id, since: state_since }
    if (anyState || (await hasCase(tx, person_id))) return { child_id, person_id, since: null }
  }
  return null
}

export const hasCase = async (tx: Read, person_id: string): Promise<boolean> => (await caseOf(tx, person_id)) !== null
