import { type Day, formatDay, londonDay } from '../../rulebook/index.ts'
import type { LookAtChild } from './looks.ts'

/** How a person met a child: opened the record, changed it, was shown it among others, or asked for it and was refused. */
export type Way = 'changed' | 'opened' | 'listed' | 'refused'

export const wayOf = (look: Pick<LookAtChild, 'action' | 'children' | 'route'>, changes: ReadonlySet<string>): Way => {
  if (look.action.startsWith('refused: ')) return 'refused'
  if (changes.has(look.action)) return 'changed'
  return look.children === 1 && look.route.includes(':') ? 'opened' : 'listed'
}

export const wayWords = (way: Way, children: number): string => {
  if (way === 'changed') return children === 1 ? 'Changed' : `Changed with ${children.toLocaleString('en-GB')} children`
  if (way === 'opened') return 'Opened'
  if (way === 'refused') return 'Refused, nothing shown'
  return children === 1 ? 'Shown in a list' : `Shown in a list of ${children.toLocaleString('en-GB')} children`
}

export const fieldWords = (names: readonly string[]): string => names.join(', ').replaceAll('_', ' ')

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
export const timeOf = (at: Date): string => clock.format(at)

export interface LookLine {
  times: string
  way: Way
  how: string
  action: string
  page: string
  why: string
  fields: string
}
export interface PersonLooks {
  name: string
  role: string
  account_id: string
  lines: LookLine[]
}
export interface DayLooks {
  day: string
  people: PersonLooks[]
}

/** Looks, the newest first, by day and by person; the same look at the same page again is one line with its times. */
export function byDayAndPerson(looks: readonly LookAtChild[], changes: ReadonlySet<string>): DayLooks[] {
  const days = new Map<
    Day,
    Map<string, { person: PersonLooks; lines: Map<string, { line: LookLine; times: string[] }> }>
  >()
  for (const look of looks) {
    const day = londonDay(look.at.toISOString())
    const people = days.get(day) ?? new Map()
    days.set(day, people)
    const who = `${look.account_id} ${look.role_label}`
    const person = people.get(who) ?? {
      person: {
        name: look.account_name ?? 'Nobody signed in',
        role: [...new Set([look.role_label, look.organisation_name])].filter(Boolean).join(', '),
        account_id: look.account_id,
        lines: [],
      },
      lines: new Map(),
    }
    people.set(who, person)
    const way = wayOf(look, changes)
    const line = {
      ...{ times: '', way, how: wayWords(way, look.children), action: look.action, page: look.route },
      ...{ why: look.purpose, fields: fieldWords(look.field_names) },
    }
    const key = JSON.stringify(line)
    const same = person.lines.get(key) ?? { line, times: [] }
    same.times.unshift(timeOf(look.at))
    person.lines.set(key, same)
  }
  return [...days].map(([day, people]) => ({
    day: formatDay(day),
    people: [...people.values()].map(({ person, lines }) => ({
      ...person,
      lines: [...lines.values()].map(({ line, times }) => ({ ...line, times: [...new Set(times)].join(', ') })),
    })),
  }))
}
