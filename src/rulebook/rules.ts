import { asDay, type Day, type Period } from './days.ts'
import type { Citation, Sourced } from './sources.ts'

export type RuleUnit = 'school_days' | 'working_days' | 'calendar_days' | 'years' | 'hours_a_week'

/**
 * One rule of law, guidance or policy while it held. `length` counts `unit`; both null where the rule has no number.
 * `valid_from` null: since before any day we hold; `valid_to`: the first day on which it no longer holds. An entry is
 * never edited: a change of law is a new entry with the same id.
 */
export type Rule = Sourced & {
  readonly id: string
  readonly title: string
  readonly unit: RuleUnit | null
  readonly length: number | null
  readonly valid_from: Day | null
  readonly valid_to: Day | null
  readonly text: string
}

const definition = { unit: null, length: null, valid_from: null, valid_to: null } as const

export const rules: readonly Rule[] = [
  {
    ...definition,
    id: 'D1',
    title: 'Child missing education',
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    text: 'Of compulsory school age, not a registered pupil at a school, and not receiving suitable education otherwise than at a school. It includes children awaiting a place, and excludes suitable home education and children on a roll.',
  },
  {
    ...definition,
    id: 'D3',
    title: 'Pupil missing education',
    source: 'S4 [11, 78]',
    mark: 'found',
    text: 'On a roll but not provided with the whole educational entitlement: a part-time timetable, unsuitable alternative provision, unmet need, or off site without provision. Not a term of law.',
  },
  {
    ...definition,
    id: 'D4',
    title: 'Home education',
    source: 'Education Act 1996 s. 7',
    mark: 'unverified',
    text: 'A parent’s lawful choice to educate otherwise than at school.',
  },
  {
    ...definition,
    id: 'D5',
    title: 'Looked after',
    source: 'Children Act 1989 s. 22',
    mark: 'unverified',
    text: 'In the care of a local authority, or accommodated by it for a continuous period of more than 24 hours.',
  },
  {
    id: 'D12',
    title: 'Compulsory school age begins',
    unit: 'years',
    length: 5,
    source: 'Education Act 1996 s. 8; DfE guide to home education',
    mark: 'found',
    valid_from: null,
    valid_to: null,
    text: 'On the first 31 March, 31 August or 31 December that is on or after the fifth birthday.',
  },
  {
    id: 'D13',
    title: 'Compulsory school age ends',
    unit: 'years',
    length: 16,
    source: 'Education Act 1996 s. 8; DfE guide to home education',
    mark: 'found',
    valid_from: null,
    valid_to: null,
    text: 'With the last Friday in June of the school year in which the child turns 16, even if the birthday is after that day (that a later birthday does not matter is unverified).',
  },
  {
    ...definition,
    id: 'D22',
    title: 'Reduced timetable',
    source: '2024 attendance guidance, code C2; S4 [78]',
    mark: 'found',
    text: 'A temporary, exceptional timetable of fewer hours than full time for a child on a roll.',
  },
  {
    ...definition,
    id: 'D23',
    title: 'Alternative provision',
    source: 'DfE statutory guidance, as quoted by Devon',
    mark: 'found',
    text: 'Education arranged by an authority for a child who would otherwise not receive suitable education, or by a school off site.',
  },
  {
    ...definition,
    id: 'D28',
    title: 'Home, school and placing authority',
    source: 'design of this program, from the regulations on exclusion and s. 436A',
    mark: 'unverified',
    text: 'Three authorities can hold duties for one child: where the child lives, where the school is, and the one that looks after the child.',
  },
  {
    ...definition,
    id: 'C1',
    title: 'Duty to identify',
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    text: 'An authority must make arrangements to establish, so far as it is possible to do so, which children in its area are missing education.',
  },
  {
    ...definition,
    id: 'C7',
    title: 'Closing a case',
    source: 'design of this program',
    mark: 'unverified',
    text: 'A case closes only with one of the nine closing reasons; a child who moved away is closed when the other authority has accepted, or on evidence from abroad.',
  },
  {
    ...definition,
    id: 'L2',
    title: 'Wherever placed',
    source: 'Children Act 1989 s. 22(3A), as virtual schools quote it',
    mark: 'found',
    text: 'The authority that looks after a child plans the child’s education wherever the child is placed.',
  },
  {
    ...definition,
    id: 'L16',
    title: 'Placed here by another authority',
    source: 'S4 [139]',
    mark: 'found',
    text: 'For a child whom another authority looks after and has placed in the area, the host authority still has the duty to identify.',
  },
  {
    ...definition,
    id: 'RAG1',
    title: 'Red',
    source: 'S1 [59]',
    mark: 'found',
    text: 'No school place and/or not accessing appropriate full-time provision, and support teams have been unable to progress the case.',
  },
  {
    id: 'RAG2',
    title: 'Amber',
    unit: 'hours_a_week',
    length: 11,
    source: 'S1 [61]',
    mark: 'found',
    valid_from: null,
    valid_to: null,
    text: 'An appropriate plan is in place, and provision is below 11 hours.',
  },
  {
    id: 'RAG3',
    title: 'Green',
    unit: 'hours_a_week',
    length: 15,
    source: 'S1 [63–65]',
    mark: 'found',
    valid_from: null,
    valid_to: null,
    text: 'Over 15 hours of support; then monitored for three months with the expectation that hours increase.',
  },
  {
    ...definition,
    id: 'RAG4',
    title: 'Unclassified',
    source: 'S1 [59–65]; order of the bands is ours',
    mark: 'unsettled',
    text: 'The source leaves 11 to 15 hours, and under 11 hours without a plan, undefined. Such children are listed, and never guessed.',
  },
  {
    id: 'level_two',
    title: 'Level two: missing education for 20 days',
    unit: 'school_days',
    length: 20,
    source: '§12.4 level 2, S4 [92–102]',
    mark: 'unsettled',
    valid_from: asDay('2019-01-01'),
    valid_to: null,
    text: 'Opens the day after 20 complete school days, counted from the first day without education. The source says 20 days and no unit, and gives its own year only.',
  },
]

/** Whether two periods share a day, where a null start is before every day. */
const heldDuring = (rule: Rule, period: Period): boolean =>
  (period.ends_on === null || rule.valid_from === null || rule.valid_from < period.ends_on) &&
  (rule.valid_to === null || period.starts_on < rule.valid_to)

/** The entry of rule `id` in force on `on`; undefined if there was none. */
export const ruleOn = (id: string, on: Day): Rule | undefined =>
  rules.find(
    rule =>
      rule.id === id &&
      (rule.valid_from === null || rule.valid_from <= on) &&
      (rule.valid_to === null || on < rule.valid_to),
  )

/** Whether rule `id` was in force on some day of the period. */
export const ruleHeldDuring = (id: string, period: Period): boolean =>
  rules.some(rule => rule.id === id && heldDuring(rule, period))

/** What to show beside a decision of `on` that cites these rules; ids not in force then are left out. */
export const citationsOn = (ids: readonly string[], on: Day): Citation[] =>
  ids.flatMap(id => {
    const rule = ruleOn(id, on)
    return rule ? [{ rule: rule.id, text: rule.text, source: rule.source, mark: rule.mark }] : []
  })
