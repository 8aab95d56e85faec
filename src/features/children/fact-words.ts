import { type Day, foldName, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { checkText, factKinds, statusText, textOfChoice } from './codes.ts'
import type { Fact } from './facts.ts'
import type { FactLine } from './views.ts'
import { fromTo } from './words.ts'

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const joined = (between: string, ...parts: unknown[]): string => parts.map(text).filter(Boolean).join(between)

/** What a fact is called: "UPN", "Known as", "Enrolment". */
export function whatOf({ kind, values }: Pick<Fact, 'kind' | 'values'>): string {
  if (kind === 'birth') return 'Date of birth and sex'
  if (kind === 'contact') return 'Contact'
  if (kind === 'enrolment') return 'Enrolment'
  return textOfChoice(factKinds[kind].kinds, values.kind)
}

const sexes: Record<string, string> = { F: 'female', M: 'male' }

/** What a fact says, in words. */
export function saidOf({ kind, values, school_name }: Pick<Fact, 'kind' | 'values' | 'school_name'>): string {
  switch (kind) {
    case 'name':
      return joined(' ', values.forename, values.middle_names, values.surname)
    case 'birth':
      return joined(', ', values.born_on && longDay(values.born_on as Day), sexes[text(values.sex)] ?? 'sex not known')
    case 'identifier':
      return text(values.value)
    case 'address':
      return (
        joined(', ', values.line_1, values.line_2, values.town, values.postcode) ||
        `${values.in_area ? 'In' : 'Outside'} the area, address not given`
      )
    case 'contact':
      return joined(', ', values.name, values.relationship, values.phone, values.email)
    case 'enrolment':
      return joined(
        ', ',
        school_name ?? (values.school_urn ? `URN ${values.school_urn}` : 'On a roll, school not named'),
        values.status === 'C' ? '' : statusText(text(values.status)).toLowerCase(),
        values.weekly_hours === null ? '' : `${values.weekly_hours} hours a week`,
      )
    case 'provision':
      return joined(
        ', ',
        values.provider,
        values.weekly_hours === null ? 'hours not recorded' : `${values.weekly_hours} hours a week`,
        values.note,
      )
    default:
      return text(values.detail)
  }
}

const longDay = (day: Day): string => formatShortDay(day)

/** By what two sources are held to say the same of one thing. */
export function sameAs({ kind, values }: Pick<Fact, 'kind' | 'values'>): string {
  switch (kind) {
    case 'name':
      return `${foldName(text(values.forename))} ${foldName(text(values.surname))}`
    case 'identifier':
      return text(values.value).replaceAll(/\s/g, '').toUpperCase()
    case 'address':
      return sameAddress(values)
    default:
      return JSON.stringify(values)
  }
}

/**
 * The same home, however a source divides its lines and writes the town: the house (with its flat) and the postcode; of one
 * without either, its number in the register.
 */
function sameAddress(values: Fact['values']): string {
  const parts = joined(', ', values.line_1, values.line_2).split(/\s*,\s*/)
  const flat = /^(?:flat|apartment|unit|room)\b/i.test(parts[0] ?? '')
  const house = foldName(parts.slice(0, flat ? 2 : 1).join(' '))
  const postcode = text(values.postcode_key)
  return house === '' && postcode === '' ? text(values.uprn) || `${values.in_area}` : `${house} ${postcode}`
}

/** Whoever says it. Outsiders are told the class of the source, never its name. */
export const sourceOf = (fact: Fact, insider: boolean): string =>
  insider && fact.source_name !== null ? fact.source_name : fact.shown_as

/** The day on which a source last said it: of a list the newest that held the child, of the council the day it was recorded. */
export function lastSaid(fact: Fact): Day {
  const recorded = londonDay(fact.recorded_at)
  return fact.source === 'council' || fact.last_on === null || fact.ends_on !== null ? recorded : fact.last_on
}

/** "19 days ago", "today": how old something said on a day is. */
export function ageText(said_on: Day, today: Day): string {
  const days = Math.round((Date.parse(today) - Date.parse(said_on)) / 86_400_000)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 60) return `${days} days ago`
  return days < 730 ? `${Math.round(days / 30.44)} months ago` : `${Math.floor(days / 365.25)} years ago`
}

/** What was found of an address, newest finding first; null when nobody looked. */
export function checkOf({ kind, values }: Pick<Fact, 'kind' | 'values'>): { text: string; doubt: boolean } | null {
  if (kind !== 'address') return null
  const confirmed = values.confirmed_on as Day | null
  const doubted = values.doubted_on as Day | null
  const told = [
    confirmed && `Confirmed on ${formatShortDay(confirmed)} ${checkText(values.confirmed_how)}`,
    doubted && `In doubt since ${formatShortDay(doubted)}: ${checkText(values.doubted_how)}`,
  ]
  const doubt = doubted !== null && (confirmed === null || doubted >= confirmed)
  const words = (doubt ? told.toReversed() : told).filter(Boolean).join('. ')
  return words === '' ? null : { text: words, doubt }
}

export const problemOf = ({ kind, values }: Pick<Fact, 'kind' | 'values'>): string | null =>
  kind === 'identifier' ? ((values.problem as string | null) ?? null) : null

/** A fact as a line of a table, with its source and age. */
export const factLine = (fact: Fact, insider: boolean, href: string | null = null): FactLine => ({
  what: whatOf(fact),
  said: saidOf(fact),
  days: fromTo(fact.starts_on, fact.ends_on),
  source: sourceOf(fact, insider),
  recorded: formatShortDay(londonDay(fact.recorded_at)),
  retracted: fact.retracted_at ? formatShortDay(londonDay(fact.retracted_at)) : null,
  problem: problemOf(fact),
  check: checkOf(fact),
  href,
})
