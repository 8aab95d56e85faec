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

const isShort = (asked: BandQuestion, policy: Policy): boolean =>
  asked.weekly_hours === null ? asked.is_reduced === true : asked.weekly_hours < policy.full_time_hours

/** First match wins. The order is ours and unsettled; the tests are the source's. Source: RAG1–RAG4 (§12.3). */
export const bandTable: readonly BandRow[] = [
  {
    band: 'red',
    rule: 'RAG1',
    test: (asked, policy) => asked.is_stuck && (!asked.has_place || isShort(asked, policy)),
    because: asked =>
      `${asked.has_place ? `Not in full-time education (${hoursText(asked.weekly_hours)})` : 'No school place'}, and recorded as stuck.`,
    gap: null,
  },
  {
    band: 'green',
    rule: 'RAG3',
    test: (asked, policy) => asked.weekly_hours !== null && asked.weekly_hours > policy.green_over_hours,
    because: (asked, policy) => `${hoursText(asked.weekly_hours)}, which is over ${policy.green_over_hours}.`,
    gap: null,
  },
  {
    band: 'amber',
    rule: 'RAG2',
    test: (asked, policy) =>
      asked.has_plan && asked.weekly_hours !== null && asked.weekly_hours < policy.amber_under_hours,
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
    test: (asked, policy) => (asked.weekly_hours ?? 0) >= policy.amber_under_hours,
    because: asked => `The policy names no band for ${hoursText(asked.weekly_hours)}.`,
    gap: policy => `${policy.amber_under_hours} to ${policy.green_over_hours} hours a week`,
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
export const bandSpans = (decided: readonly Decided[], policy: Policy): BandSpan[] =>
  mergeSpans(
    decided
      .filter(({ holds, row }) => banded.has(row.state) && ofCompulsoryAge(holds))
      .map(stretch => bandSpan(stretch, policy)),
    sameBand,
  )

/** The bands of a child over time; only while of compulsory school age, and never for home education. */
export const bandsOf = (facts: Facts, policy: Policy): BandSpan[] => bandSpans(decide(facts, policy), policy)
