import type { Calendars } from './book.ts'
import { addDays, covers, type Day, type Period } from './days.ts'
import { suspendedDays } from './exclusion-totals.ts'
import type { BandSpan, Facts, Happening } from './facts.ts'
import type { HappeningKind } from './happenings.ts'
import { lengthOf } from './rule.ts'
import { entryFor } from './rules.ts'
import type { Run } from './runs.ts'
import { mergeSpans } from './spans.ts'

const excludes: ReadonlySet<HappeningKind> = new Set(['suspended', 'permanently_excluded'])

/** Half days up to the first from which education is owed: a suspension of more lasts beyond them. Source: X9. */
const halfDaysWithout = (on: Day): number => 2 * (lengthOf(entryFor('X9', on)) - 1)

/** Suspensions that last beyond the days of X9, each by itself: one cannot be extended (X25). */
const longSuspensions = (facts: Facts, schoolOf: Calendars['schoolOf']): Happening[] => {
  const suspended = facts.happenings.filter(({ kind }) => kind === 'suspended')
  if (suspended.length === 0) return []
  const days = Map.groupBy(suspendedDays(suspended, schoolOf), ({ fact_id }) => fact_id)
  return suspended
    .filter(({ fact_id, starts_on }) => {
      const half_days = (days.get(fact_id) ?? []).reduce((sum, { sessions }) => sum + sessions, 0)
      return half_days > halfDaysWithout(starts_on)
    })
    .map(({ starts_on, fact_id, school_urn }) => onDay('long_suspension_began', starts_on, fact_id, school_urn))
}

const onDay = (kind: HappeningKind, on: Day, fact_id: string, school_urn: number | null = null): Happening => ({
  ...{ kind, fact_id, school_urn, starts_on: on, ends_on: addDays(on, 1), sessions: null, answers: null },
})

/** What follows from other facts: care that began or ended, long suspensions, timetables and provision that began, a child who turned green or was so no longer, days without education. */
export const following = (
  facts: Facts,
  runs: readonly Run[],
  bands: readonly BandSpan[],
  { authority, schoolOf }: Calendars,
): Happening[] => [
  ...facts.care
    .filter(({ by }) => by === 'us')
    .flatMap(care => [
      onDay('care_began', care.starts_on, care.fact_id),
      ...(care.ends_on === null ? [] : [onDay('care_ended', care.ends_on, care.fact_id)]),
      ...authority.terms
        .filter(term => covers(care, term.starts_on))
        .map(term => onDay('care_term_began', term.starts_on, `${care.fact_id} ${term.starts_on}`)),
    ]),
  ...longSuspensions(facts, schoolOf),
  ...facts.happenings
    .filter(
      ({ kind, starts_on }) =>
        excludes.has(kind) && facts.care.some(care => care.by === 'us' && covers(care, starts_on)),
    )
    .map(({ starts_on, fact_id, school_urn }) => onDay('looked_after_child_excluded', starts_on, fact_id, school_urn)),
  ...facts.provisions.flatMap(({ kind, starts_on, fact_id }) => {
    if (kind === 'reduced_timetable') return [onDay('reduced_timetable_began', starts_on, fact_id)]
    return kind === 'alternative' || kind === 'interim'
      ? [onDay('alternative_provision_began', starts_on, fact_id)]
      : []
  }),
  ...mergeSpans(
    bands.filter(({ band }) => band === 'green').map(({ starts_on, ends_on }): Period => ({ starts_on, ends_on })),
    () => true,
  ).flatMap(({ starts_on, ends_on }) => [
    onDay('turned_green', starts_on, `green ${starts_on}`),
    ...(ends_on === null ? [] : [onDay('green_ended', ends_on, `green ${starts_on}`)]),
  ]),
  ...runs.flatMap(({ starts_on, ends_on, end }) => [
    onDay('education_ended', starts_on, `run ${starts_on}`),
    onDay('duty_appeared', starts_on, `run ${starts_on}`),
    ...(ends_on !== null && end?.how === 'met' ? [onDay('education_resumed', ends_on, `run ${starts_on}`)] : []),
  ]),
]
