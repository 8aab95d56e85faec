import { addDays, compareDays, type Day, type Due, formatShortDay } from '../../rulebook/index.ts'

/** A day of a derivation as `views/_strip.njk` draws it, or several that are skipped for one reason. */
export interface StripDay {
  text: string
  counted: boolean
  due: boolean
}

/** Every day in order: the counted ones numbered, the skipped ones together while they follow each other for the same reason. */
export function stripOf({ counted, skipped, due_on }: Due): StripDay[] {
  const numbers = new Map(counted.map((day, at) => [day, at + 1]))
  const reasons = new Map(skipped.map(({ day, reason }) => [day, weekendAsOne(reason)]))
  const runs: { from: Day; to: Day; number: number | null; reason: string }[] = []
  for (const day of [...numbers.keys(), ...reasons.keys()].sort(compareDays)) {
    const number = numbers.get(day) ?? null
    const reason = reasons.get(day) ?? ''
    const before = runs.at(-1)
    if (
      before &&
      before.number === null &&
      number === null &&
      before.reason === reason &&
      addDays(before.to, 1) === day
    )
      before.to = day
    else runs.push({ from: day, to: day, number, reason })
  }
  return runs.map(({ from, to, number, reason }) => ({
    text:
      number === null
        ? `${from === to ? formatShortDay(from) : `${formatShortDay(from)} to ${formatShortDay(to)}`}: ${reason}`
        : `${number} · ${formatShortDay(from)}`,
    counted: number !== null,
    due: from === due_on,
  }))
}

const weekendAsOne = (reason: string): string => (reason === 'Saturday' || reason === 'Sunday' ? 'weekend' : reason)
