import type { Period } from './days.ts'

/** The days that are in both periods; it ends on or before its start where there are none. */
export const shared = (a: Period, b: Period): Period => ({
  starts_on: a.starts_on > b.starts_on ? a.starts_on : b.starts_on,
  ends_on: a.ends_on !== null && (b.ends_on === null || a.ends_on < b.ends_on) ? a.ends_on : b.ends_on,
})

/** Joins neighbours (one ends where the next starts) that `same` finds alike; `join` gives what the joined span says.
 * Expects disjoint spans in order, and keeps them so. */
export const mergeSpans = <T extends Period>(
  spans: readonly T[],
  same: (a: T, b: T) => boolean,
  join: (a: T, b: T) => T = a => a,
): T[] => {
  const merged: T[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && last.ends_on === span.starts_on && same(last, span)) {
      merged[merged.length - 1] = { ...join(last, span), starts_on: last.starts_on, ends_on: span.ends_on }
    } else {
      merged.push(span)
    }
  }
  return merged
}
