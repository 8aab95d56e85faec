import { formatDay } from '../../rulebook/index.ts'
import { formatInstant } from '../people/index.ts'
import { definitionTitle } from './definitions.ts'
import type { Counted, Recount } from './queries.ts'

/** A number as it is read: `2,981`. */
export const count = (number: number): string => number.toLocaleString('en-GB')
export const childrenText = (number: number): string => `${count(number)} ${number === 1 ? 'child' : 'children'}`

/** What is believed of the day: the two are different questions. */
export const beliefText = ({ known_on, known_at }: Pick<Recount, 'known_on' | 'known_at'>): string =>
  known_on === null
    ? `As it was: what was held true on ${formatInstant(known_at)}`
    : `As it was believed: what had been recorded by the end of ${formatDay(known_on)}`

/** Who is counted, where it is not everybody. */
export function onlyText({ school_name, school_urn, compulsory_age }: Recount): string {
  const age = compulsory_age ? 'children of compulsory school age that day' : 'children'
  if (school_urn !== null) return `Only ${age} on the roll of ${school_name ?? 'a school'} (URN ${school_urn})`
  return compulsory_age ? `Only ${age}` : 'Every child who was ours that day'
}

/** Everything that an answer rests on, by which it can be asked for again. */
export function aboutRecount(recount: Recount): { term: string; text: string }[] {
  const { policies, policy_versions, asked_by_name, counted_at } = recount
  return [
    { term: 'The day', text: formatDay(recount.on_day) },
    { term: 'Known', text: beliefText(recount) },
    ...policies.map((policy, at) => ({
      term: policies.length === 1 ? 'Definition' : at === 0 ? 'First definition' : 'Second definition',
      text: `${definitionTitle(policy)}. Version: ${policy_versions[at]}`,
    })),
    { term: 'Rules', text: recount.rules_version },
    { term: 'Calendars', text: recount.calendars_version === '' ? 'None' : recount.calendars_version },
    { term: 'Counted', text: onlyText(recount) },
    { term: 'Asked for', text: `${formatInstant(recount.asked_at)} by ${asked_by_name ?? 'a command'}` },
    ...(counted_at ? [{ term: 'Finished', text: formatInstant(counted_at) }] : []),
  ]
}

/** The answer in a sentence or two. */
export function verdictOf(recount: Recount, lines: readonly { differs: boolean }[]): string {
  const { children, sealed_children, policies } = recount
  const all = `${childrenText(children)} ${children === 1 ? 'was' : 'were'} counted`
  const sealed =
    sealed_children === null
      ? ', sealed records left out.'
      : sealed_children === 0
        ? '.'
        : `, and ${count(sealed_children)} sealed beside them.`
  if (policies.length === 1) return all + sealed
  const apart = lines.filter(line => line.differs).length
  const differ =
    apart === 0
      ? ' The two definitions say the same.'
      : ` The two definitions differ in ${count(apart)} of ${count(lines.length)} numbers.`
  return all + sealed + differ
}

/** What is not the same as when the same was asked before, and why it can be. */
export function comparedWith(
  recount: Recount,
  before: Recount,
  counts: readonly Counted[],
  countsBefore: readonly Counted[],
): string {
  const key = ({ what, key, status, field_class }: Counted) => [what, key, status, field_class].join(' ')
  const numbers = (one: Counted) => [one.first_only, one.second_only, one.both_sides].join()
  const [now, then] = [counts, countsBefore].map(
    some => new Map(some.filter(one => numbers(one) !== '0,0,0').map(one => [key(one), numbers(one)])),
  )
  const apart = [...new Set([...(now?.keys() ?? []), ...(then?.keys() ?? [])])].filter(
    name => now?.get(name) !== then?.get(name),
  ).length
  const asked = `The same was asked on ${formatInstant(before.asked_at)}`
  if (apart === 0) return `${asked}, and the answer was the same.`
  const reasons = [
    recount.known_at.getTime() === before.known_at.getTime() ? null : 'what was recorded since',
    recount.policy_versions.join() === before.policy_versions.join() ? null : 'another version of the policies',
    recount.rules_version === before.rules_version ? null : 'another version of the rules',
    recount.calendars_version === before.calendars_version ? null : 'calendars that were changed',
  ].filter(reason => reason !== null)
  const why =
    reasons.length === 0 ? 'the records of a child were joined or a list came that opens earlier' : reasons.join(', ')
  return `${asked}, and ${count(apart)} ${apart === 1 ? 'number was' : 'numbers were'} different. What can make it so: ${why}.`
}
