/**
 * Which source is believed where several speak of the same thing: the council's own officer first, then those who see the
 * child daily, then registers that are kept, then those that are only updated now and then. Ours; mark [?].
 */
const order = [
  'council',
  'school_roll',
  'neighbour_roll',
  'independent_return',
  'post_16',
  'own_enrolment',
  'alternative_provider',
  'own_provision',
  'admissions',
  'in_year_applications',
  'own_awaiting_place',
  'home_education',
  'own_home_education',
  'social_care',
  'care_and_protection',
  'placed_here',
  'protected_placement',
  'own_protected',
  'youth_justice',
  'child_in_need',
  'own_residence',
  'health',
  'births',
  'housing',
  'council_tax',
  'council_enquiry',
  'own_none',
]

/** The kinds of source that are believed before one of them, and after it, each the strongest first. */
export function strongerFirst(source: string): { stronger: readonly string[]; weaker: readonly string[] } {
  const at = rank(source)
  return { stronger: order.slice(0, at), weaker: order.slice(at + 1) }
}

interface Said {
  source: string
  ends_on: string | null
  recorded_at: Date
  id: string
}

/** The strongest of several facts: one in force before one that ended, then by source, the newest among equals. Undefined of none. */
export function strongest<T extends Said>(facts: readonly T[]): T | undefined {
  let best: T | undefined
  for (const fact of facts) if (!best || isStronger(fact, best)) best = fact
  return best
}

const rank = (source: string): number => {
  const at = order.indexOf(source)
  return at < 0 ? order.length : at
}

function isStronger(a: Said, b: Said): boolean {
  if ((a.ends_on === null) !== (b.ends_on === null)) return a.ends_on === null
  const difference = rank(a.source) - rank(b.source)
  if (difference !== 0) return difference < 0
  const age = a.recorded_at.getTime() - b.recorded_at.getTime()
  return age === 0 ? a.id < b.id : age > 0
}
