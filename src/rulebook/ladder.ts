import type { Calendars, Policies } from './book.ts'
import { CalendarGap } from './calendars.ts'
import { countOfClock } from './clock-count.ts'
import { type Day, formatDay } from './days.ts'
import { dueOn } from './due.ts'
import type { Sourced } from './sources.ts'

/** The levels above the first, at which a case comes before a meeting. Anybody may refer at level one. Source: §12.4. */
export type LadderLevel = 2 | 3

export type LadderTestCode = 'longer' | 'not_resolving' | 'may_have_duty' | 'unreasonable_time' | 'duties_failing'

export interface LadderTest extends Sourced {
  readonly code: LadderTestCode
  readonly level: LadderLevel
  readonly text: string
  /** What the manager who proposes is asked; null where the days decide. */
  readonly asks: string | null
}

/** What must all hold before a case goes up. The source gives level two a number of days without a unit; level three none. Source: §12.4. */
export const ladderTests: readonly LadderTest[] = [
  {
    code: 'longer',
    level: 2,
    text: 'Missing education, or partly, for longer than the days of the policy',
    asks: null,
    source: 'S4 [92–102] (i)',
    mark: 'unsettled',
  },
  {
    code: 'not_resolving',
    level: 2,
    text: 'What is being done does not resolve it',
    asks: 'Is what is being done now resolving it?',
    source: 'S4 [92–102] (ii)',
    mark: 'found',
  },
  {
    code: 'may_have_duty',
    level: 2,
    text: 'The council may have a duty to provide interim education',
    asks: 'May the council have a duty to provide interim education?',
    source: 'S4 [92–102] (iii)',
    mark: 'found',
  },
  {
    code: 'unreasonable_time',
    level: 3,
    text: 'No education for an unreasonable time',
    asks: 'Has the child had no education for an unreasonable time?',
    source: 'S4 [107–113]',
    mark: 'found',
  },
  {
    code: 'duties_failing',
    level: 3,
    text: 'Services or schools may be failing in their duties',
    asks: 'May services or schools be failing in their duties?',
    source: 'S4 [107–113]',
    mark: 'found',
  },
]

/** Before whom a case of a level comes. Source: §12.4, M2, M3. */
export const ladderBodies: Readonly<Record<LadderLevel, string>> = {
  2: 'Vulnerable Children Education Commissioning panel',
  3: 'CME Board',
}

/**
 * The last of the days for which a child has to be missing education, or a part of it, before level two: counted from the first day without
 * full-time education, by the policy of that day and the authority's calendar. Null where no policy says how many, or the calendar ends before.
 */
export function daysRunOutOn(since: Day, policies: Policies, calendars: Calendars): Day | null {
  const count = countOfClock('level_two', since, policies)
  if (count === null) return null
  try {
    return dueOn(count, since, { school: calendars.authority, working: calendars.working })
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return null
  }
}

/** What of the child bears on the tests, on a day. */
export interface LadderFacts {
  readonly today: Day
  /** The last of the days that must pass before level two; null where none run, or no policy says how many. */
  readonly days_run_out_on: Day | null
  readonly of_compulsory_age: boolean
  /** Whether the child has full-time education today. */
  readonly full_time: boolean
}

export interface Judgement {
  readonly code: LadderTestCode
  /** Whether the test is met, as the manager holds. */
  readonly met: boolean
  readonly because: string
}

export interface Standing {
  readonly test: LadderTest
  readonly standing: 'met' | 'not_met' | 'to_decide'
  readonly because: string
}

/**
 * How each test of a level stands: what the days and the age decide they decide, whoever says otherwise; the rest is for a manager, and without
 * a judgement it is still to be decided.
 */
export function ladderStanding(
  level: LadderLevel,
  facts: LadderFacts,
  judged: readonly Judgement[],
): readonly Standing[] {
  return ladderTests.filter(test => test.level === level).map(test => standingOf(test, facts, judged))
}

/** Whether a case may go to a level: every test of it is met. */
export const mayClimb = (level: LadderLevel, facts: LadderFacts, judged: readonly Judgement[]): boolean =>
  ladderStanding(level, facts, judged).every(({ standing }) => standing === 'met')

function standingOf(test: LadderTest, facts: LadderFacts, judged: readonly Judgement[]): Standing {
  if (test.code === 'longer') return { test, ...longer(facts) }
  if (facts.full_time) return { test, standing: 'not_met', because: 'The child has full-time education today.' }
  if (test.code === 'may_have_duty' && !facts.of_compulsory_age)
    return {
      test,
      standing: 'not_met',
      because: 'The child is not of compulsory school age: section 19 does not reach.',
    }
  const judgement = judged.find(one => one.code === test.code)
  if (judgement === undefined) return { test, standing: 'to_decide', because: 'For the manager who proposes it.' }
  return { test, standing: judgement.met ? 'met' : 'not_met', because: judgement.because }
}

function longer({ today, days_run_out_on }: LadderFacts): Pick<Standing, 'standing' | 'because'> {
  if (days_run_out_on === null)
    return { standing: 'not_met', because: 'No days are running: the child has education, or no policy says how many.' }
  return days_run_out_on < today
    ? { standing: 'met', because: `The days had passed at the end of ${formatDay(days_run_out_on)}.` }
    : { standing: 'not_met', because: `The days have passed at the end of ${formatDay(days_run_out_on)}, not before.` }
}
