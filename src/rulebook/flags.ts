import type { Calendars, Policies } from './book.ts'
import { policyAt } from './book.ts'
import { academicYear, addDays, type Day, formatAcademicYear } from './days.ts'
import { addMonths } from './due.ts'
import { exceeded, suspendedDays } from './exclusion-totals.ts'
import type { Facts, FlagSpan } from './facts.ts'
import { type FairAccessKey, fairAccessNeeds } from './fair-access-needs.ts'
import { ofCompulsoryAge } from './on-day.ts'
import type { Run } from './runs.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, withoutEducation } from './states.ts'

type Found = Omit<FlagSpan, 'field_class'> & { readonly field_class?: FlagSpan['field_class'] }

/** Absence of a school year, from the sums that lists give of its terms: flagged from the end of the last term summed until the year is over. Source: A6, D10, D11. */
const absence = (facts: Facts, policies: Policies): Found[] => {
  const years = Map.groupBy(facts.absences, ({ starts_on }) => academicYear(starts_on))
  return [...years].flatMap(([year, sums]) => {
    const possible = sums.reduce((sum, { possible }) => sum + possible, 0)
    const absent = sums.reduce((sum, { authorised, unauthorised }) => sum + authorised + unauthorised, 0)
    const starts_on = sums.map(sum => sum.starts_on).reduce((a, b) => (a > b ? a : b))
    const ends_on = `${String(year + 1).padStart(4, '0')}-08-01` as Day
    const least = policyAt(policies, starts_on).persistent_absence_least_sessions ?? 1
    if (possible < least) return []
    const said = { starts_on, ends_on, fact_ids: sums.map(({ fact_id }) => fact_id).sort() }
    const because = `Absent for ${absent} of ${possible} possible sessions of ${formatAcademicYear(year)}.`
    return [
      ...(absent * 10 >= possible ? [{ ...said, rule: 'A6', because }] : []),
      ...(absent * 2 >= possible ? [{ ...said, rule: 'A6.severe', because }] : []),
    ]
  })
}

/** Days of suspension beyond what a rule names, until the term or year is over. Source: X1, X5, X12, X21. */
const suspensions = (facts: Facts, { schoolOf }: Calendars): Found[] => {
  const days = suspendedDays(facts.happenings, schoolOf)
  if (days.length === 0) return []
  const rows = [
    ['X1', 'year', 45, 'this school year'],
    ['X5', 'term', 5, 'this term'],
    ['X12', 'term', 15, 'this term'],
  ] as const
  return rows.flatMap(([rule, within, most, text]) =>
    exceeded(days, within, 2 * most).map(({ on, until, sessions, fact_ids }) => ({
      ...{ rule, starts_on: on, ends_on: until, fact_ids },
      because: `${sessions / 2} days of suspension ${text}: more than ${most}.`,
    })),
  )
}

/**
 * The duty to arrange education: from the first day on which it appears that a child of compulsory age receives none, or is kept
 * away or excluded; no number of days, panel or budget delays it. Source: H1, H5.
 */
const section19 = (facts: Facts, runs: readonly Run[]): Found[] => [
  ...runs.map(({ starts_on, ends_on }) => ({
    ...{ rule: 'H1', starts_on, ends_on, fact_ids: [] },
    because: 'Of compulsory school age and without education: the duty to arrange it runs from this day.',
  })),
  ...facts.happenings
    .filter(({ kind }) => kind === 'permanently_excluded' || kind === 'safeguarding_separation')
    .map(({ kind, starts_on, ends_on, fact_id }) => ({
      ...{ rule: 'H1', starts_on, ends_on: kind === 'permanently_excluded' ? null : ends_on, fact_ids: [fact_id] },
      because:
        kind === 'permanently_excluded'
          ? 'Permanently excluded: the duty to arrange education may have arisen.'
          : 'Kept from the premises for safeguarding: the duty to arrange education may have arisen.',
    })),
]

/** Who would be on the register of children not in school: counted only, since it is not in force (W3). */
const notInSchool = (decided: readonly Decided[]): Found[] =>
  mergeSpans(
    decided
      .filter(
        ({ holds, row }) => holds.residences.length > 0 && ofCompulsoryAge(holds) && wouldBeRegistered.has(row.state),
      )
      .map(({ starts_on, ends_on, row }) => ({
        ...{ rule: 'W3', starts_on, ends_on, fact_ids: [] },
        because: `Would be on the register if it were in force: ${wouldBeRegistered.get(row.state)}.`,
      })),
    (a, b) => a.because === b.because,
  )

const wouldBeRegistered: ReadonlyMap<string, string> = new Map([
  ...[...withoutEducation].map(state => [state, 'not a registered pupil'] as const),
  ['home_educated', 'educated at home'],
  ['reduced_hours', 'registered, and absent by agreement for some of the time'],
  ['alternative_provision', 'registered, and educated elsewhere for some of the time'],
])

/** Categories of the fair access protocol that a child without a place may be in. A person decides. Source: Code 3.17, F5–F10. */
const fairAccess = (facts: Facts, runs: readonly Run[]): Found[] =>
  runs.flatMap(run => {
    const ended = (day: Day | null) => (run.ends_on === null || (day !== null && day < run.ends_on) ? day : run.ends_on)
    const byNeed = facts.needs.flatMap(({ kind, starts_on, ends_on, fact_id }): Found[] => {
      const category = fairAccessNeeds.get(kind)
      if (!category) return []
      const until =
        ends_on === null ? null : category.for_months === 0 ? ends_on : addMonths(ends_on, category.for_months)
      const from = starts_on > run.starts_on ? starts_on : run.starts_on
      const to = ended(until)
      if (to !== null && to <= from) return []
      return [fairAccessFlag(category.key, category.text, from, to, [fact_id], category.field_class)]
    })
    const month = addDays(run.starts_on, 28)
    const long = run.ends_on === null || month < run.ends_on
    const excluded = facts.happenings.filter(
      ({ kind, starts_on }) => kind === 'permanently_excluded' && starts_on <= run.starts_on,
    )
    return [
      ...byNeed,
      ...(long ? [fairAccessFlag('l', 'out of education for four weeks or more', month, run.ends_on, [])] : []),
      ...excluded.map(({ fact_id }) =>
        fairAccessFlag('d', 'permanently excluded', run.starts_on, run.ends_on, [fact_id]),
      ),
    ]
  })

const fairAccessFlag = (
  key: FairAccessKey,
  text: string,
  starts_on: Day,
  ends_on: Day | null,
  fact_ids: readonly string[],
  field_class: FlagSpan['field_class'] = 'education',
): Found => ({
  ...{ rule: `F5.${key}`, starts_on, ends_on, fact_ids, field_class },
  because: `Without education, and ${text}: may be in category (${key}) of the fair access protocol.`,
})

/**
 * Risk of exclusion, from dated events only: over five days of suspension in the term, or what the school itself told. It is never told
 * from ethnicity, religion, disability, special needs or neighbourhood, and is over with the term. Source: X5, L12, N21.
 */
const riskOfExclusion = (facts: Facts, found: readonly Found[]): Found[] => [
  ...found
    .filter(({ rule }) => rule === 'X5')
    .map(({ starts_on, ends_on, fact_ids, because }) => ({ rule: 'N21', starts_on, ends_on, fact_ids, because })),
  ...facts.happenings
    .filter(({ kind }) => kind === 'at_risk_of_exclusion')
    .map(({ starts_on, fact_id }) => ({
      ...{
        rule: 'N21',
        starts_on,
        ends_on: addMonths(starts_on, 3),
        fact_ids: [fact_id],
        field_class: 'care_status' as const,
      },
      because: 'The school told that it sees a risk of exclusion. After three months it is asked again.',
    })),
]

/** Everything that is to be looked at, over time, in a fixed order. */
export const flagsOf = (
  facts: Facts,
  decided: readonly Decided[],
  runs: readonly Run[],
  policies: Policies,
  calendars: Calendars,
): FlagSpan[] => {
  const suspended = suspensions(facts, calendars)
  const found = [
    ...absence(facts, policies),
    ...suspended,
    ...riskOfExclusion(facts, suspended),
    ...section19(facts, runs),
    ...notInSchool(decided),
    ...fairAccess(facts, runs),
  ]
  return found
    .filter(({ starts_on, ends_on }) => ends_on === null || starts_on < ends_on)
    .map(flag => ({ field_class: 'education' as const, ...flag }))
    .sort(inOrder)
}

const inOrder = (a: FlagSpan, b: FlagSpan): number => {
  const [one, other] = [keyOf(a), keyOf(b)]
  return one < other ? -1 : one > other ? 1 : 0
}
const keyOf = ({ rule, starts_on, because, fact_ids }: FlagSpan): string =>
  `${rule} ${starts_on} ${because} ${fact_ids.join()}`
