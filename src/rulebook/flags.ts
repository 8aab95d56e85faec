import { type Calendars, type Policies, policyAt } from './book.ts'
import { compareTexts } from './compare.ts'
import { academicYear, academicYearStarts, compareDays, type Day, formatAcademicYear } from './days.ts'
import { addMonths } from './due.ts'
import { exceeded, suspendedDays } from './exclusion-totals.ts'
import type { AbsenceSum, Facts, FlagSpan } from './facts.ts'
import { fairAccessFlags } from './fair-access-flags.ts'
import { ofCompulsoryAge } from './on-day.ts'
import { type Threshold, thresholdOf } from './rule.ts'
import { entryFor } from './rules.ts'
import type { Run } from './runs.ts'
import { raisedWhileAway } from './section-19.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, withoutEducation } from './states.ts'
import { reaches } from './thresholds.ts'

type Found = Omit<FlagSpan, 'field_class'> & { readonly field_class?: FlagSpan['field_class'] }

type Summed = AbsenceSum & { readonly ends_on: Day }

/**
 * Absence of a school year so far, from the sums that lists give of its terms. Flagged from the end of what was summed, since no part of
 * a term says how the term will be, until the next sum ends or the school year of that day is over: the sum of a summer, whose end
 * is that of its year, stands in the next. The sum of a term that has no end yet says nothing. Source: A6, D10, D11; the days are ours.
 */
const absence = (facts: Facts, policies: Policies): Found[] => {
  if (facts.absences.length === 0) return []
  const sums = facts.absences.filter((sum): sum is Summed => sum.ends_on !== null)
  const ends = [...new Set(sums.map(({ ends_on }) => ends_on))].sort(compareDays)
  const years = Map.groupBy(sums, ({ starts_on }) => academicYear(starts_on))
  return [...years].flatMap(([year, ofYear]) =>
    [...new Set(ofYear.map(({ ends_on }) => ends_on))].flatMap(starts_on => {
      const soFar = ofYear.filter(({ ends_on }) => ends_on <= starts_on)
      const possible = soFar.reduce((sum, { possible }) => sum + possible, 0)
      const absent = soFar.reduce((sum, { authorised, unauthorised }) => sum + authorised + unauthorised, 0)
      if (possible < (policyAt(policies, starts_on).persistent_absence_least_sessions ?? 1)) return []
      return (['A6', 'A6.severe'] as const)
        .filter(rule => reaches(thresholdOf(entryFor(rule, starts_on)), absent, possible))
        .map(rule => ({
          ...{ rule, starts_on, ends_on: sumStandsUntil(starts_on, ends) },
          fact_ids: soFar.map(({ fact_id }) => fact_id).sort(),
          because: `Absent for ${absent} of ${possible} possible sessions of ${formatAcademicYear(year)}.`,
        }))
    }),
  )
}

const sumStandsUntil = (from: Day, ends: readonly Day[]): Day => {
  const over = academicYearStarts(academicYear(from) + 1)
  const next = ends.find(end => end > from)
  return next !== undefined && next < over ? next : over
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

/** Months after which a school is asked again about the risk that it told of. Ours: no source gives a number. */
const riskAskedAfter = 3

/**
 * Risk of exclusion, from dated events only: over five days of suspension in the term, or what the school itself told. It is never told
 * from ethnicity, religion, disability, special needs or neighbourhood. The days are over with their term, and what was told after three
 * months. Source: X5, L12, N21.
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
      because: `The school told that it sees a risk of exclusion. After ${riskAskedAfter} months it is asked again.`,
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
    ...fairAccessFlags(facts, runs, calendars),
  ]
  return found
    .filter(({ starts_on, ends_on }) => ends_on === null || starts_on < ends_on)
    .map(flag => ({ field_class: 'education' as const, ...flag }))
    .sort(inOrder)
}

const inOrder = (a: FlagSpan, b: FlagSpan): number => compareTexts(keyOf(a), keyOf(b))
const keyOf = ({ rule, starts_on, because, fact_ids }: FlagSpan): string =>
  `${rule} ${starts_on} ${because} ${fact_ids.join()}`
