/** How many children are to be expected by two lists that were made apart from each other, with an interval. */
export interface Estimate {
  children: number
  least: number
  most: number
}

/**
 * Chapman's estimate from two lists: of the children on the one, the share that is on the other too tells how many are on
 * neither. `first` and `second` count each list, `both` those on both. The interval holds 95 times in 100 where the two lists
 * are made apart from each other and every child is as likely to be on them. Null where the lists share nobody. Source: Seber,
 * The Estimation of Animal Abundance (1982), 3.1; unverified.
 */
export function estimateOf({ first, second, both }: { first: number; second: number; both: number }): Estimate | null {
  if (both === 0 || both > first || both > second) return null
  const children = ((first + 1) * (second + 1)) / (both + 1) - 1
  const variance = ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2))
  const wide = 1.96 * Math.sqrt(variance)
  const seen = first + second - both
  return {
    children: Math.round(children),
    least: Math.max(seen, Math.round(children - wide)),
    most: Math.round(children + wide),
  }
}

/** The estimate beside those who are educated, in words. */
export function estimateText(estimate: Estimate | null, educated: number): string {
  if (estimate === null) return 'No estimate: the two kinds of list share no child here.'
  const { least, most } = estimate
  const number = (n: number) => n.toLocaleString('en-GB')
  const between =
    least === most
      ? `${number(least)} are to be expected`
      : `Between ${number(least)} and ${number(most)} are to be expected`
  if (educated >= most) return `${between}; as many are on a roll or educated otherwise.`
  const missing = Math.max(0, least - educated)
  return missing === 0
    ? `${between}; ${number(educated)} are on a roll or educated otherwise, which may be all of them.`
    : `${between}; ${number(educated)} are on a roll or educated otherwise: at least ${number(missing)} are not.`
}
