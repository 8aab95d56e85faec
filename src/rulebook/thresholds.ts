import type { Threshold } from './rule.ts'

const whole = (amount: number): bigint => {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is not a whole number to compare`)
  return BigInt(amount)
}

const holds: Readonly<Record<Threshold['is'], (left: bigint, right: bigint) => boolean>> = {
  at_least: (left, right) => left >= right,
  over: (left, right) => left > right,
  at_most: (left, right) => left <= right,
  under: (left, right) => left < right,
}

/**
 * Whether `amount` (of `out_of`, where the threshold is a share) is what the threshold says: exact, no share is rounded. Of
 * nothing there is no share: false where `out_of` is 0. Source: A6.
 * @throws RangeError for what is not a whole number from 0, or if `out_of` is missing where it is needed or given where not.
 */
export const reaches = ({ is, number, per }: Threshold, amount: number, out_of: number | null = null): boolean => {
  if ((per === null) !== (out_of === null)) {
    throw new RangeError(per === null ? 'the threshold is no share of anything' : `how many of what? ${per} is a share`)
  }
  if (per === null || out_of === null) return holds[is](whole(amount), whole(number))
  return out_of !== 0 && holds[is](whole(amount) * whole(per), whole(number) * whole(out_of))
}
