/** What an officer can hold of a pair. */
export type Verdict = 'same' | 'different' | 'unsure'

/**
 * What follows from the readings of a pair, each by another officer: what as many say as must; a second look where they do not.
 * @param needed how many must say the same: two where the authority asks for a second pair of eyes. Somebody who was not sure asks for one.
 */
export function settle(verdicts: readonly Verdict[], needed: 1 | 2): 'same' | 'different' | 'second_look' {
  const said = (verdict: Verdict) => verdicts.filter(one => one === verdict).length
  // Two who say otherwise: one more voice on either side decides nothing until it outweighs the other by as many as must.
  const lead = said('same') - said('different')
  if (lead >= needed) return 'same'
  if (-lead >= needed) return 'different'
  return 'second_look'
}

/** Bands of probability in which a sample is drawn: narrow where the runs are unsure. Each from its first number, below the next. */
export const bands = [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99] as const

/** Which band a probability is in, counted from 0. */
export const bandOf = (probability: number): number =>
  bands.findLastIndex(from => probability >= from && probability >= 0)

/** What was found of one band: pairs that the run kept, those of them read, and those of the read that are one child. */
export interface BandRead {
  band: number
  pairs: number
  read: number
  same: number
}

/** A share with the interval that it lies in, of a hundred samples ninety-five times. */
export interface Estimate {
  share: number
  low: number
  high: number
}

/**
 * Wilson's interval for a share at 95%: right also for few readings and for shares near 0 and 1.
 * Source: E. B. Wilson, Probable inference, 1927. @returns null where nothing was read.
 */
export function wilson(found: number, of: number): Estimate | null {
  if (of === 0) return null
  const z = 1.96
  const share = found / of
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/**
 * Precision and recall of joining from a band on, by a stratified sample: of what would be joined, how much is one child; of
 * what is one child among the pairs kept, how much would be joined. The interval takes each band's own interval and adds up the variances.
 * @returns null for a figure that needs a band of which nothing was read.
 */
export function precisionAndRecall(
  read: readonly BandRead[],
  from_band: number,
): { precision: Estimate | null; recall: Estimate | null } {
  const of = read.filter(one => one.pairs > 0)
  const known = of.map(one => ({ ...one, estimate: wilson(one.same, one.read) }))
  const joined = known.filter(one => one.band >= from_band)
  const sum = (some: typeof known): { same: number; variance: number } | null =>
    some.reduce<{ same: number; variance: number } | null>(
      (total, { pairs, estimate }) => {
        if (!total || !estimate) return null
        const spread = ((estimate.high - estimate.low) / 2 / 1.96) * pairs
        return { same: total.same + estimate.share * pairs, variance: total.variance + spread ** 2 }
      },
      { same: 0, variance: 0 },
    )
  const [above, all] = [sum(joined), sum(known)]
  const pairs = joined.reduce((total, one) => total + one.pairs, 0)
  return {
    precision: above && pairs > 0 ? around(above.same / pairs, Math.sqrt(above.variance) / pairs) : null,
    recall: above && all && all.same > 0 ? around(above.same / all.same, shareSpread(above, all)) : null,
  }
}

/** How far a part of a whole spreads when the part and the rest spread apart from each other. */
function shareSpread(part: { same: number; variance: number }, whole: { same: number; variance: number }): number {
  const rest = { same: whole.same - part.same, variance: Math.max(0, whole.variance - part.variance) }
  return Math.sqrt(rest.same ** 2 * part.variance + part.same ** 2 * rest.variance) / whole.same ** 2
}

const around = (share: number, spread: number): Estimate => ({
  share,
  low: Math.max(0, share - 1.96 * spread),
  high: Math.min(1, share + 1.96 * spread),
})

/**
 * How far the probabilities of one run moved from those of another: the population stability index over bands. Below 0.1 nothing
 * moved, above 0.25 much did. Bands that are empty on one side count as half a pair there.
 */
export function drift(before: readonly number[], after: readonly number[]): number | null {
  const [all, now] = [before, after].map(counts => counts.reduce((sum, count) => sum + count, 0))
  if (!all || !now) return null
  return before.reduce((sum, count, band) => {
    const [a, b] = [Math.max(count, 0.5) / all, Math.max(after[band] ?? 0, 0.5) / now]
    return sum + (b - a) * Math.log(b / a)
  }, 0)
}
