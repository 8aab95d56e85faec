import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import {
  asksSchoolDays,
  countText,
  entriesOfRule,
  formatDay,
  happeningKinds,
  heldText,
  markWords,
  type Rule,
} from '../../rulebook/index.ts'
import { outcomes } from './codes.ts'
import { careSentence } from './duties-page.ts'
import { type DutyEvidence, dutyEvidence } from './evidence.ts'
import { type Period, packForm, periodIn, schoolIn } from './forms.ts'
import { entriesOrMissing, isDuty } from './rule-page.ts'
import { sealedSentence } from './rulebook-page.ts'

/** Everything of a pack but its cases: of one duty and period, at one school or all. */
export interface Pack extends DutyEvidence {
  rule: Rule
  /** The entries of the rule that held on some day of the period, the newest first. */
  law: readonly { held: string; text: string; source: string; mark: string }[]
  period: Period
  school: { urn: number; name: string } | null
  /** How it was counted, a line each. */
  counting: readonly { label: string; text: string }[]
  form: DrawnForm
}

/** The pack that an address asks for. Throws Missing for an id that no duty has. */
export async function readPack(
  tx: Read,
  person: Person,
  id: string,
  query: Readonly<Record<string, unknown>>,
): Promise<Pack> {
  const { newest: rule, entries } = entriesOrMissing(id)
  if (!isDuty(entries)) throw new Missing()
  const period = periodIn(query, person.today)
  const asked = schoolIn(query)
  const evidence = await dutyEvidence(tx, person, rule.id, { ...period, school: asked })
  const form = packForm(evidence.schools)
  const given = parseForm(form, query)
  const school =
    asked === null ? null : (evidence.schools.find(({ urn }) => urn === asked) ?? { urn: asked, name: `URN ${asked}` })
  return {
    ...evidence,
    ...{ rule, period, school },
    law: lawIn(rule.id, period),
    counting: await countingOf(tx, person, rule, period),
    form: given.ok
      ? drawForm(form, { stored: { ...period, school: asked === null ? null : String(asked) } })
      : drawForm(form, { failed: given }),
  }
}

const lawIn = (id: string, { from, to }: Period): Pack['law'] => {
  const entries = entriesOfRule(id)
  const held = entries.filter(
    ({ valid_from, valid_to }) =>
      valid_from !== 'not_commenced' && (valid_from ?? '') <= to && (valid_to === null || valid_to > from),
  )
  return (held.length === 0 ? entries.slice(0, 1) : held).map(entry => ({
    held: heldText(entry),
    text: entry.text,
    source: entry.source,
    mark: `${markWords[entry.mark].short}: ${markWords[entry.mark].text}`,
  }))
}

async function countingOf(tx: Read, person: Person, rule: Rule, { from, to }: Period): Promise<Pack['counting']> {
  const { count, opens, met_by } = rule
  const kinds = (of: Rule['opens']): string => of.map(kind => happeningKinds[kind].text).join('; or ')
  const whose =
    person.scope === 'county' || person.scope === 'figures'
      ? 'Every child of the authority whose record is not sealed.'
      : 'The children within your reach whose records are not sealed.'
  const lines = [
    ['Period', `Clocks that opened from ${formatDay(from)} to ${formatDay(to)}.`],
    ['As at', `As the records stand today, ${formatDay(person.today)}. A fact recorded or corrected later moves them.`],
    ['Opens', `${kinds(opens)}.`],
    ['Is kept', met_by.length === 0 ? 'Nothing that is recorded keeps it yet.' : `${kinds(met_by)}.`],
    ['Due', count === null ? 'No date.' : `By ${countText(count)}.`],
    ['Calendar', calendarOf(rule)],
    [
      'Days',
      'How long it took is told in calendar days from the day that opened it; the median is the middle one, and nine in ten took the second number or fewer.',
    ],
    [
      'Children',
      [whose, careSentence(person), await sealedSentence(tx, person)].filter(text => text !== null).join(' '),
    ],
    ...outcomes.map(({ text, means }) => [text, means] as const),
  ] as const
  return lines.map(([label, text]) => ({ label, text }))
}

const calendarOf = ({ count }: Rule): string => {
  if (count === null) return 'None.'
  if (asksSchoolDays(count))
    return 'The school days of the school concerned, or of the authority for a child without one. Each case says which day it came to.'
  return count.by === 'days' && count.unit === 'working_days'
    ? 'Working days: weekdays that are not bank holidays in England.'
    : 'Calendar days: every day counts.'
}
