import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import {
  type DatedPolicy,
  type Day,
  decidedPolicy,
  defaultPolicy,
  type Override,
  policies,
} from '../../rulebook/index.ts'
import { storedOverrides } from './stored-overrides.ts'

/** What an authority decided: a pack, its own numbers over it, from a day on. */
export interface Decided {
  id: string
  pack: DatedPolicy
  overrides: readonly Override[]
  starts_on: Day
}

interface Row {
  id: string
  pack: string
  overrides: unknown
  starts_on: Day
}

/** The pack of this name. Throws Error for one that the product does not have. */
export function packNamed(id: string): DatedPolicy {
  const found = policies.find(policy => policy.id === id)
  if (!found) throw new Error(`There is no policy pack ${id}`)
  return found
}

export const decidedOf = (row: Row): Decided => ({
  id: row.id,
  pack: packNamed(row.pack),
  overrides: storedOverrides(row.overrides),
  starts_on: row.starts_on,
})

/**
 * The decisions that stand, in order of the days from which they hold.
 * @param known_at those that stood at this instant; those that stand now when null.
 */
export async function decisionsOf(tx: Read, known_at: Date | null = null): Promise<Decided[]> {
  const believed =
    known_at === null
      ? sql`retracted_at IS NULL`
      : sql`decided_at <= ${known_at} AND (retracted_at IS NULL OR retracted_at > ${known_at})`
  const { rows } =
    await sql<Row>`SELECT id, pack, overrides, starts_on FROM authority_policy WHERE ${believed} ORDER BY starts_on`.execute(
      tx,
    )
  return rows.map(decidedOf)
}

/** Policies from decisions: each holds until the next, and what comes with the product until the first. */
export function policiesOf(decisions: readonly Decided[]): readonly DatedPolicy[] {
  const [first] = decisions
  if (!first) return [defaultPolicy]
  const decided = decisions.map(({ id, pack, overrides, starts_on }, at) =>
    decidedPolicy({ id, pack, overrides, valid_from: starts_on, valid_to: decisions[at + 1]?.starts_on ?? null }),
  )
  return first.starts_on > defaultPolicy.valid_from
    ? [{ ...defaultPolicy, valid_to: first.starts_on }, ...decided]
    : decided
}

/**
 * The authority's policies in order of the days from which they hold, one on each day; `default` until it decides otherwise. Each
 * has an id and a version, which an answer that rests on it names.
 * @param known_at as it was decided by this instant; as it is decided now when null.
 */
export const readPolicies = async (tx: Read, known_at: Date | null = null): Promise<readonly DatedPolicy[]> =>
  policiesOf(await decisionsOf(tx, known_at))

/** Names the decisions that stand, so that a form or a count can tell whether they are still the same. */
export const standing = (decisions: readonly Decided[]): string => decisions.map(({ id }) => id).join(' ') || 'none'
