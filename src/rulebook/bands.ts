import { type Policies, policyAt } from './book.ts'
import type { Band, BandSpan, Facts, StateCode } from './facts.ts'
import { circumstancesOf, ofCompulsoryAge } from './on-day.ts'
import type { Policy } from './policies.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, decide, withoutEducation } from './states.ts'

/** What a band depends on. `weekly_hours`: null if not recorded; `reduced`: known to be less than full time even so. */
export type BandQuestion = {
  readonly weekly_hours: number | null
  readonly has_place: boolean
  readonly has_plan: boolean
  readonly is_stuck: boolean
  readonly is_reduced?: boolean
}

export type BandAnswer = { readonly band: Band; readonly because: string; readonly gap: string | null }

type BandRow = {
  readonly band: Band
  readonly rule: string
  readonly test: (asked: BandQuestion, policy: Policy) => boolean
  readonly because: (asked: BandQuestion, policy: Policy) => string
  readonly gap: ((policy: Policy) => string) | null
}

const hoursText = (hours: number | null): string =>
  hours === null ? 'hours not recorded' : hours === 1 ? '1 hour a week' : `${hours} hours a week`

/**
 * Whether hours are fewer than full time; null where that cannot be told. A policy that does not say how many are full time
 * still expects more of a green child (RAG3), so what is too little for green is short.
 */
const isShort = ({ weekly_hours, is_reduced }: BandQuestion, policy: Policy): boolean | null => {
  const { full_time_hours, green_over_hours } = policy
  if (weekly_hours === null) return is_reduced === true
  if (full_time_hours !== null) return weekly_hours < full_time_hours
  return is_reduced === true || weekly_hours <= (green_over_hours ?? 0) || null
}

/** Whether a policy names any band at all. */
export const namesBands = ({ red_when_stuck, green_over_hours, amber_under_hours }: Policy): boolean =>
  red_when_stuck === true || green_over_hours !== null || amber_under_hours !== null

/** Red by its words, but for the number of hours that are full time. */
const asksForFullTime = (asked: BandQuestion, policy: Policy): boolean =>
  policy.red_when_stuck === true && asked.is_stuck && asked.has_place && isShort(asked, policy) === null

/** The hours that neither green nor amber names, in words: "11 to 15 hours a week". */
export const hoursBetween = ({ amber_under_hours, green_over_hours }: Policy): string => {
  if (amber_under_hours === null) {
    return green_over_hours === null ? 'any hours a week' : `${green_over_hours} hours a week or fewer`
  }
  if (green_over_hours === null) return `${amber_under_hours} hours a week or more`
  return amber_under_hours === green_over_hours
    ? `exactly ${green_over_hours} hours a week`
    : `${amber_under_hours} to ${green_over_hours} hours a week`
}

/** First match wins. The order is ours and unsettled; the tests are the source's. Source: RAG1–RAG4 (§12.3). */
export const bandTable: readonly BandRow[] = [
  {
    band: 'unclassified',
    rule: 'RAG4',
    test: (_, policy) => !namesBands(policy),
    because: () => 'The policy names no bands.',
    gap: () => 'the policy names no bands',
  },
  {
    band: 'red',
    rule: 'RAG1',
    test: (asked, policy) =>
      policy.red_when_stuck === true && asked.is_stuck && (!asked.has_place || isShort(asked, policy) === true),
    because: asked =>
      `${asked.has_place ? `Not in full-time education (${hoursText(asked.weekly_hours)})` : 'No school place'}, and recorded as stuck.`,
    gap: null,
  },
  {
    band: 'unclassified',
    rule: 'RAG4',
    test: asksForFullTime,
    because: asked =>
      `Recorded as stuck. The policy does not say how many hours are full time, so it cannot be told whether ${hoursText(asked.weekly_hours)} are fewer.`,
    gap: () => 'the policy does not say how many hours are full time',
  },
  {
    band: 'green',
    rule: 'RAG3',
    test: (asked, { green_over_hours }) =>
      green_over_hours !== null && asked.weekly_hours !== null && asked.weekly_hours > green_over_hours,
    because: (asked, policy) => `${hoursText(asked.weekly_hours)}, which is over ${policy.green_over_hours}.`,
    gap: null,
  },
  {
    band: 'amber',
    rule: 'RAG2',
    test: (asked, { amber_under_hours }) =>
      asked.has_plan &&
      amber_under_hours !== null &&
      asked.weekly_hours !== null &&
      asked.weekly_hours < amber_under_hours,
    because: (asked, policy) =>
      `A plan is in place, and ${hoursText(asked.weekly_hours)} is under ${policy.amber_under_hours}.`,
    gap: null,
  },
  {
    band: 'unclassified',
    rule: 'RAG4',
    test: asked => asked.weekly_hours === null,
    because: () => 'The hours are not recorded, so no band can be told.',
    gap: () => 'the weekly hours are not recorded',
  },
  {
    band: 'unclassified',
    rule: 'RAG4',
    test: (asked, { amber_under_hours }) =>
      amber_under_hours === null || (asked.weekly_hours ?? 0) >= amber_under_hours,
    because: asked => `The policy names no band for ${hoursText(asked.weekly_hours)}.`,
    gap: hoursBetween,
  },
  {
    band: 'unclassified',
    rule: 'RAG4',
    test: () => true,
    because: asked => `The policy names no band for ${hoursText(asked.weekly_hours)} without a plan.`,
    gap: policy => `under ${policy.amber_under_hours} hours a week without a plan`,
  },
]

/** The band of a child of compulsory school age who is missing some or all education. Total. */
export const bandOf = (asked: BandQuestion, policy: Policy): BandAnswer => {
  const row = bandTable.find(({ test }) => test(asked, policy))
  if (row === undefined) throw new Error('the last row of the table of bands fits everything')
  return { band: row.band, because: row.because(asked, policy), gap: row.gap === null ? null : row.gap(policy) }
}

/** Home education is a lawful state and never has a band. */
const banded: ReadonlySet<StateCode> = new Set([...withoutEducation, 'reduced_hours', 'alternative_provision'])

const bandSpan = ({ starts_on, ends_on, holds, row }: Decided, policy: Policy): BandSpan => {
  const weekly_hours = withoutEducation.has(row.state) ? 0 : row.hours(holds)
  const answer = bandOf(
    {
      weekly_hours,
      has_place: holds.roll.length > 0,
      has_plan: circumstancesOf(holds, 'plan').length > 0,
      is_stuck: circumstancesOf(holds, 'stuck').length > 0,
      is_reduced: row.state === 'reduced_hours',
    },
    policy,
  )
  return { starts_on, ends_on, ...answer, weekly_hours }
}

const sameBand = (a: BandSpan, b: BandSpan): boolean =>
  a.band === b.band && a.because === b.because && a.gap === b.gap && a.weekly_hours === b.weekly_hours

/** The bands of stretches already decided: disjoint, in order, neighbours that say the same joined. */
export const bandSpans = (decided: readonly Decided[], policies: Policies): BandSpan[] =>
  mergeSpans(
    decided
      .filter(({ holds, row }) => banded.has(row.state) && ofCompulsoryAge(holds))
      .map(stretch => bandSpan(stretch, policyAt(policies, stretch.starts_on))),
    sameBand,
  )

/** The bands of a child over time; only while of compulsory school age, and never for home education. */
export const bandsOf = (facts: Facts, policies: Policies): BandSpan[] => bandSpans(decide(facts, policies), policies)
