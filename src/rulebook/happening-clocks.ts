import { type Calendars, type Policies, policyAt } from './book.ts'
import type { Opening } from './clocks.ts'
import { compareTexts } from './compare.ts'
import { addDays, compareDays, type Day } from './days.ts'
import type { BandSpan, ClockEnd, Facts, Happening } from './facts.ts'
import { following } from './following.ts'
import { type HappeningKind, happeningKinds } from './happenings.ts'
import type { Policy } from './policies.ts'
import { type Count, heldOn, type Rule, type StopReason } from './rule.ts'
import { rules } from './rules.ts'
import type { Run } from './runs.ts'

/** Level two is counted from runs without education, not from a happening. */
const ofRuns: ReadonlySet<string> = new Set(['level_two'])

const opened = rules.filter(rule => rule.count !== null && !ofRuns.has(rule.id))
const openedBy: ReadonlyMap<HappeningKind, readonly Rule[]> = new Map(
  [...new Set(opened.flatMap(rule => rule.opens))].map(kind => [
    kind,
    opened.filter(rule => rule.opens.includes(kind)),
  ]),
)

const inOrder = (a: Happening, b: Happening): number =>
  compareDays(a.starts_on, b.starts_on) || compareTexts(a.fact_id, b.fact_id) || compareTexts(a.kind, b.kind)

/** Whether one happening may answer another: the one it says it answers, or else one of the same school, or where neither names a school. */
export const mayAnswer = (answer: Happening, question: Happening): boolean =>
  answer.answers !== null
    ? answer.answers === question.fact_id
    : answer.school_urn === null || question.school_urn === null || answer.school_urn === question.school_urn

type Ending = { readonly happening: Happening; readonly end: ClockEnd }

const endings = (rule: Rule, happenings: readonly Happening[]): Ending[] => {
  const stops = new Map<HappeningKind, StopReason>(rule.stopped_by.map(({ by, reason }) => [by, reason]))
  return happenings.flatMap((happening): Ending[] => {
    if (rule.met_by.includes(happening.kind)) return [{ happening, end: { how: 'met', stopped_because: null } }]
    const stopped_because = stops.get(happening.kind)
    return stopped_because === undefined ? [] : [{ happening, end: { how: 'stopped', stopped_because } }]
  })
}

/** An authority may set its own number for some rules: then its policy counts, and the rule says what law or guidance asks. */
export const countFor = (rule: Rule, policy: Policy): Count | null => {
  if (rule.id !== 'L3' || policy.pep_begun_within === null) return rule.count
  const { days, unit } = policy.pep_begun_within
  return { by: 'days', unit, length: days, first: 'day_after' }
}

/**
 * What happenings open, with what ended each: an answer that names its question, or else the first that comes after it and answers no
 * earlier one. Death stops whatever still runs. The order in which facts come decides nothing.
 */
export const happeningClocks = (
  facts: Facts,
  runs: readonly Run[],
  bands: readonly BandSpan[],
  policies: Policies,
  calendars: Calendars,
): Opening[] => {
  const happenings = [...facts.happenings, ...following(facts, runs, bands, calendars)].sort(inOrder)
  const openings: Opening[] = []
  const asked = new Set(happenings.flatMap(({ kind }) => openedBy.get(kind) ?? []))
  for (const rule of asked) {
    const used = new Set<Happening>()
    const answers = endings(rule, happenings)
    for (const question of happenings) {
      if (!rule.opens.includes(question.kind) || !heldOn(rule, question.starts_on)) continue
      const count = countFor(rule, policyAt(policies, question.starts_on))
      if (count === null) continue
      const first = addDays(question.starts_on, -rule.early)
      const ending = answers.find(
        ({ happening }) =>
          // What both keeps a rule and opens its next clock does not keep the one that it opens.
          happening !== question &&
          !used.has(happening) &&
          happening.starts_on >= first &&
          mayAnswer(happening, question),
      )
      // What stops a clock stops all that run; what keeps a rule keeps it once.
      if (ending?.end.how === 'met') used.add(ending.happening)
      openings.push({ rule, count, ...withRun(openingOf(question, ending, facts.died_on), runs) })
    }
  }
  return openings
}

/** What days without education opened ends with them at the latest: with age or a move away, or as the child returned. */
const withRun = (opening: Omit<Opening, 'rule' | 'count'>, runs: readonly Run[]): Omit<Opening, 'rule' | 'count'> => {
  const run = runs.find(({ starts_on }) => opening.opened_by === `run ${starts_on}`)
  if (!run?.end || run.ends_on === null || (opening.ended_on !== null && opening.ended_on <= run.ends_on))
    return opening
  const end: ClockEnd = run.end.how === 'stopped' ? run.end : { how: 'stopped', stopped_because: 'returned' }
  return { ...opening, ended_on: run.ends_on, ended_by: null, end }
}

const openingOf = (
  question: Happening,
  ending: Ending | undefined,
  died_on: Day | null,
): Omit<Opening, 'rule' | 'count'> => {
  const { starts_on: opened_on, fact_id: opened_by, school_urn, kind } = question
  const { text, field_class } = happeningKinds[kind]
  const what = `${text}:`
  // What keeps a rule before its clock opens keeps it on the day on which it opens.
  const ended_on = ending ? (ending.happening.starts_on < opened_on ? opened_on : ending.happening.starts_on) : null
  if (died_on !== null && (ended_on === null || died_on < ended_on)) {
    const stopped: ClockEnd = { how: 'stopped', stopped_because: 'died' }
    return {
      opened_on,
      opened_by,
      school_urn,
      field_class,
      what,
      ended_on: died_on < opened_on ? opened_on : died_on,
      ended_by: null,
      end: stopped,
    }
  }
  return {
    opened_on,
    opened_by,
    school_urn,
    field_class,
    what,
    ended_on,
    ended_by: ending?.happening.fact_id ?? null,
    end: ending?.end ?? null,
  }
}
