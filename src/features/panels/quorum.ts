import type { Member, Present, Series } from './queries.ts'

const came: readonly string[] = ['room', 'remote', 'substitute']

/**
 * What a meeting lacks of the quorum of its body, a sentence each; none where it has it, or where nobody has said what it is.
 * A substitute counts for the member in whose place they came.
 */
export function lacksOf(
  series: Pick<Series, 'quorum' | 'quorum_chair' | 'quorum_of'>,
  members: readonly Member[],
  present: readonly Present[],
): string[] {
  const there = new Set(present.filter(one => came.includes(one.how)).map(one => one.account_id))
  const sitting = members.filter(one => there.has(one.account_id))
  const says = (service: string) => service.trim().toLowerCase()
  return [
    ...(series.quorum !== null && there.size < series.quorum
      ? [`${there.size} of at least ${series.quorum} people are there.`]
      : []),
    ...(series.quorum_chair && !sitting.some(one => one.seat === 'chair') ? ['Nobody is in the chair.'] : []),
    ...series.quorum_of
      .filter(service => !sitting.some(one => says(one.speaks_for ?? '') === says(service)))
      .map(service => `Nobody is there for ${service}.`),
  ]
}
