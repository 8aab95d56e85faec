/** Pairs of records that are at the same levels, and how many. A level of -1 is of a field that one side does not have. */
export interface Pattern {
  levels: readonly number[]
  count: number
}

export interface Learnt {
  /** The share of the pairs that match. */
  matching: number
  /** For each field, the shares of its levels among the pairs that match. */
  m: readonly (readonly number[])[]
  /** For each field, how many pairs that match had it on both sides. */
  seen: readonly number[]
}

/** Pairs that match, in whose place what was known before stands: so that few pairs do not overturn it. */
const priorPairs = 12
const mostRounds = 60
const settled = 1e-7

/**
 * Expectation–maximisation on counts of patterns, `u` being known: how often each level is met among the pairs that
 * match, and which share of the pairs that is. Source: Winkler 1988; Fellegi and Sunter 1969.
 * @param before the shares among matches to start from, which also weigh as a few pairs.
 * @param fixed fields whose shares are not learnt, such as those by which the pairs were chosen; they are no evidence either.
 */
export function expectationMaximisation(
  patterns: readonly Pattern[],
  u: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
  fixed: readonly boolean[],
  startsAt = 0.1,
): Learnt {
  const total = patterns.reduce((sum, { count }) => sum + count, 0)
  let matching = startsAt
  let m = before.map(shares => [...shares])
  let seen = before.map(() => 0)
  for (let round = 0; round < mostRounds && total > 0; round += 1) {
    const masses = before.map(shares => shares.map(() => 0))
    let matched = 0
    for (const { levels, count } of patterns) {
      const mass = count * posterior(levels, matching, m, u, fixed)
      matched += mass
      for (const [at, level] of levels.entries()) {
        const of = masses[at]
        if (of !== undefined && level >= 0) of[level] = (of[level] ?? 0) + mass
      }
    }
    const next = masses.map((of, at) => (fixed[at] === true ? (before[at] ?? of) : withBefore(of, before[at] ?? of)))
    const moved = Math.max(
      ...next.flatMap((of, at) => of.map((share, level) => Math.abs(share - (m[at]?.[level] ?? 0)))),
    )
    seen = masses.map(of => of.reduce((sum, mass) => sum + mass, 0))
    matching = Math.min(0.999, Math.max(1e-9, matched / total))
    m = next.map(of => [...of])
    if (moved < settled) break
  }
  return { matching, m, seen }
}

function posterior(
  levels: readonly number[],
  matching: number,
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
  fixed: readonly boolean[],
): number {
  let odds = matching / (1 - matching)
  for (const [at, level] of levels.entries()) {
    if (level < 0 || fixed[at] === true) continue
    odds *= (m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1)
  }
  return odds / (1 + odds)
}

/** Shares of masses, with what was known before as so many pairs more. */
export function withBefore(masses: readonly number[], before: readonly number[], pairs = priorPairs): number[] {
  const total = masses.reduce((sum, mass) => sum + mass, 0)
  const known = before.reduce((sum, share) => sum + share, 0)
  return masses.map((mass, at) => (mass + (pairs * (before[at] ?? 0)) / known) / (total + pairs))
}
