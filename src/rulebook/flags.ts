import type { Calendars, Policies } from './book.ts'
import { policyAt } from './book.ts'
import { academicYear, academicYearStarts, addDays, type Day, formatAcademicYear, type Period } from './days.ts'
import { addMonths, dueOn } from './due.ts'
import { exceeded, suspendedDays } from './exclusion-totals.ts'
import type { Facts, FlagSpan } from './facts.ts'
import { type FairAccessCategory, fairAccessCategories } from './fair-access-categories.ts'
import { fairAccessNeeds } from './fair-access-needs.ts'
import { ofCompulsoryAge } from './on-day.ts'
import { type Threshold, thresholdOf } from './rule.ts'
import { entryFor } from './rules.ts'
import type { Run } from './runs.ts'
import { raisedWhileAway } from './section-19.ts'
import { mergeSpans, shared } from './spans.ts'
import { type Decided, withoutEducation } from './states.ts'
import { reaches } from './thresholds.ts'

type Found = Omit<FlagSpan, 'field_class'> & { readonly field_class?: FlagSpan['field_class'] }

/** Absence of a school year, from the sums that lists give of its terms: flagged from the end of the last term summed until the year is over. Source: A6, D10, D11. */
const absence = (facts: Facts, policies: Policies): Found[] => {
  const years = Map.groupBy(facts.absences, ({ starts_on }) => academicYear(starts_on))
  return [...years].flatMap(([year, sums]) => {
    const possible = sums.reduce((sum, { possible }) => sum + possible, 0)
    const absent = sums.reduce((sum, { authorised, unauthorised }) => sum + authorised + unauthorised, 0)
    const starts_on = sums.map(sum => sum.starts_on).reduce((a, b) => (a > b ? a : b))
    const ends_on = academicYearStarts(year + 1)
    const least = policyAt(policies, starts_on).persistent_absence_least_sessions ?? 1
    if (possible < least) return []
    const said = { starts_on, ends_on, fact_ids: sums.map(({ fact_id }) => fact_id).sort() }
    const because = `Absent for ${absent} of ${possible} possible sessions of ${formatAcademicYear(year)}.`
    return (['A6', 'A6.severe'] as const)
      .filter(rule => reaches(thresholdOf(entryFor(rule, starts_on)), absent, possible))
      .map(rule => ({ ...said, rule, because }))
  })
}

/** Days of suspension beyond what a rule names, until the term or year is over. Source: X1, X5, X12, X21. */
const suspensions = (facts: Facts, { schoolOf }: Calendars): Found[] => {
  const days = suspendedDays(facts.happenings, schoolOf)
  if (days.length === 0) return []
  const rows = [
    ['X1', 'year', 'this school year'],
    ['X5', 'term', 'this term'],
    ['X12', 'term', 'this term'],
  ] as const
  return rows.flatMap(([rule, within, text]) => {
    const thresholdAt = (day: Day) => thresholdOf(entryFor(rule, day))
    return exceeded(days, within, (half_days, day) => isBeyond(thresholdAt(day), half_days)).map(
      ({ on, until, sessions, fact_ids }) => ({
        ...{ rule, starts_on: on, ends_on: until, fact_ids },
        because: `${sessions / 2} days of suspension ${text}: more than ${thresholdAt(on).number / 2}.`,
      }),
    )
  })
}

/** What is beyond a number: above the most that is allowed, or at that from which a rule asks for something. */
const isBeyond = (threshold: Threshold, amount: number): boolean =>
  reaches(threshold, amount) !== (threshold.is === 'at_most')

/**
 * The duty to arrange education: from the first day on which it appears that a child of compulsory age receives none, or is kept
 * away or excluded; no number of days, panel or budget delays it. Source: H1, H5.
 */
const section19 = (facts: Facts, decided: readonly Decided[], runs: readonly Run[]): Found[] => [
  ...runs.map(({ starts_on, ends_on }) => ({
    ...{ rule: 'H1', starts_on, ends_on, fact_ids: [] },
    because: 'Of compulsory school age and without education: the duty to arrange it runs from this day.',
  })),
  ...raisedWhileAway(facts, decided).map(({ fact_id, ...raised }) => ({ rule: 'H1', ...raised, fact_ids: [fact_id] })),
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
const fairAccess = (facts: Facts, runs: readonly Run[], calendars: Calendars): Found[] =>
  runs.flatMap(run => [
    ...byNeed(facts, run, calendars),
    ...longOut(run, calendars),
    ...facts.happenings
      .filter(({ kind, starts_on }) => kind === 'permanently_excluded' && starts_on <= run.starts_on)
      .map(({ fact_id }) => fairAccessFlag(byExclusion, run, [fact_id])),
  ])

const categoryOf = (letter: string): FairAccessCategory => {
  const found = fairAccessCategories.find(({ key }) => key === letter)
  if (!found) throw new Error(`there is no category (${letter}) of fair access`)
  return found
}
const byExclusion = categoryOf('d')
const byTime = categoryOf('l')

/** Where a category speaks of a time, its last day, counted from `from`; `from` itself where it speaks of none. */
const timeOver = ({ count }: FairAccessCategory, from: Day, { authority, working }: Calendars): Day =>
  count === null ? from : dueOn(count, from, { school: authority, working })

/** A need counts while it lasts and, where its category says so, for a time after its last day. */
const byNeed = ({ needs }: Facts, run: Run, calendars: Calendars): Found[] =>
  needs.flatMap(({ kind, starts_on, ends_on, fact_id }) => {
    const category = fairAccessNeeds.get(kind)
    if (!category) return []
    const until = ends_on && addDays(timeOver(category, addDays(ends_on, -1), calendars), 1)
    return [fairAccessFlag(category, shared(run, { starts_on, ends_on: until }), [fact_id], category.field_class)]
  })

const longOut = ({ starts_on, ends_on }: Run, calendars: Calendars): Found[] => {
  const long = timeOver(byTime, starts_on, calendars)
  return ends_on === null || long < ends_on ? [fairAccessFlag(byTime, { starts_on: long, ends_on }, [])] : []
}

const fairAccessFlag = (
  { key, text }: FairAccessCategory,
  { starts_on, ends_on }: Period,
  fact_ids: readonly string[],
  field_class: FlagSpan['field_class'] = 'education',
): Found => ({
  ...{ rule: `F5.${key}`, starts_on, ends_on, fact_ids, field_class },
  because: `Without education, and may be in category (${key}) of the fair access protocol: “${text}”.`,
})

/** Months after which a school is asked again about the risk that it told of. Ours: no source gives a number. */
const riskAskedAfter = 3

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
        ends_on: addMonths(starts_on, riskAskedAfter),
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
    ...section19(facts, decided, runs),
    ...notInSchool(decided),
    ...fairAccess(facts, runs, calendars),
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
