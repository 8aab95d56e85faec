import type { Edges } from './assign.ts'

/** How much evidence one pair can bring to the question whether two groups are one person, in powers of two. */
const mostSaid = 10
/** What is said by two records that were never found alike. */
const notFound = -6

/**
 * Records in groups of one person each. The strongest pairs join first; two groups become one only if their records together say so, so
 * that two persons do not become one through a weak third, and, where a list holds each person once, if they have no list in common.
 * @param worth weights in powers of two, 0 being the threshold.
 * @param listOf the list of a record, where no two of a list may be one person; null where they may.
 * @returns for each record, the lowest record of its group.
 */
export function clusterPairs(
  count: number,
  { left, right, worth }: Edges,
  listOf: ArrayLike<number> | null,
): Int32Array {
  const group = Int32Array.from({ length: count }, (_, record) => record)
  const members = new Map<number, number[]>()
  const said = evidence({ left, right, worth })
  const order = Array.from({ length: worth.length }, (_, edge) => edge)
    .filter(edge => (worth[edge] ?? 0) > 0)
    .sort(
      (a, b) =>
        (worth[b] ?? 0) - (worth[a] ?? 0) || (left[a] ?? 0) - (left[b] ?? 0) || (right[a] ?? 0) - (right[b] ?? 0),
    )
  const membersOf = (of: number): number[] => members.get(of) ?? [of]
  for (const edge of order) {
    const one = group[left[edge] ?? 0] ?? 0
    const other = group[right[edge] ?? 0] ?? 0
    if (one === other) continue
    const [ours, theirs] = [membersOf(one), membersOf(other)]
    if (listOf !== null && ours.some(a => theirs.some(b => listOf[a] === listOf[b]))) continue
    if (ours.length + theirs.length > 2 && together(ours, theirs, said) <= 0) continue
    const into = Math.min(one, other)
    for (const record of into === one ? theirs : ours) group[record] = into
    members.set(into, [...ours, ...theirs])
    members.delete(Math.max(one, other))
  }
  return group
}

function evidence({ left, right, worth }: Edges): Map<number, Map<number, number>> {
  const said = new Map<number, Map<number, number>>()
  for (let edge = 0; edge < worth.length; edge += 1) {
    const one = Math.min(left[edge] ?? 0, right[edge] ?? 0)
    const other = Math.max(left[edge] ?? 0, right[edge] ?? 0)
    const of = said.get(one) ?? new Map<number, number>()
    of.set(other, Math.max(-mostSaid, Math.min(mostSaid, worth[edge] ?? 0)))
    said.set(one, of)
  }
  return said
}

/** The mean of what each record of one group and each of the other say. */
function together(ours: readonly number[], theirs: readonly number[], said: Map<number, Map<number, number>>): number {
  let sum = 0
  for (const a of ours) for (const b of theirs) sum += said.get(Math.min(a, b))?.get(Math.max(a, b)) ?? notFound
  return sum / (ours.length * theirs.length)
}
