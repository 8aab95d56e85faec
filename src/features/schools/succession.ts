import { type Day, formatDay } from '../../rulebook/index.ts'
import type { LinkedSchool } from './school-page.ts'

interface Closing {
  status: string
  opened_on: Day | null
  closed_on: Day | null
}

const named = (schools: readonly LinkedSchool[]): string => {
  const names = schools.map(({ name, urn }) => name ?? `URN ${urn}`)
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
const on = (day: Day | null): string => (day === null ? '' : ` on ${formatDay(day)}`)
const article = (type: string): string => (/^[aeiou]/i.test(type) ? `an ${type}` : `a ${type}`)
const asType = (type: string | null): string =>
  type === null ? '' : `, as ${article(type.charAt(0).toLowerCase() + type.slice(1))}`

/** How the school followed others and others it, as the register links them, a sentence each. */
export function successionOf(
  school: Closing & { type_name: string | null },
  linked: readonly LinkedSchool[],
): string[] {
  const before = linked.filter(({ relation }) => relation === 'predecessor')
  const after = linked.filter(({ relation }) => relation === 'successor')
  const sentences: string[] = []
  const [only] = before
  if (only && before.length === 1)
    sentences.push(
      `It opened${on(school.opened_on)} in place of ${named(before)}${only.closed_on === null ? '' : `, which closed${on(only.closed_on)}`}${asType(school.type_name)}.`,
    )
  else if (before.length > 1) sentences.push(`It opened${on(school.opened_on)}, bringing together ${named(before)}.`)
  const [next] = after
  if (next && after.length === 1)
    sentences.push(
      school.status === 'closed'
        ? `${named(after)} opened in its place${on(next.opened_on)}${asType(next.type_name)}.`
        : `${named(after)} is to follow it.`,
    )
  else if (after.length > 1) sentences.push(`${named(after)} followed it.`)
  return sentences
}

/** The open school that took over from a closed one, and the day from which it did; null unless the register names exactly one. */
export function takenOverBy(
  school: Closing,
  linked: readonly LinkedSchool[],
  today: Day,
): { urn: number; name: string; on: Day } | null {
  const open = linked.filter(
    ({ relation, status }) => relation === 'successor' && (status === 'open' || status === 'open_proposed_to_close'),
  )
  const [next] = open
  if (school.status !== 'closed' || !next || next.name === null || open.length > 1) return null
  return { urn: next.urn, name: next.name, on: next.opened_on ?? next.established_on ?? school.closed_on ?? today }
}
