import type { Calendars } from './book.ts'
import { addDays, type Day, type Period } from './days.ts'
import { dueOn } from './due.ts'
import type { Facts, FlagSpan, Happening } from './facts.ts'
import { type FairAccessCategory, fairAccessCategories } from './fair-access-categories.ts'
import { fairAccessNeeds } from './fair-access-needs.ts'
import { mayAnswer } from './happening-clocks.ts'
import type { Run } from './runs.ts'
import { shared } from './spans.ts'

/** Categories of the fair access protocol that a child without a place may be in. A person decides. Source: Code 3.17, F5–F10. */
export const fairAccessFlags = (facts: Facts, runs: readonly Run[], calendars: Calendars): FlagSpan[] =>
  runs.flatMap(run => [
    ...byNeed(facts, run, calendars),
    ...longOut(run, calendars),
    ...facts.happenings
      .filter(one => one.kind === 'permanently_excluded' && one.starts_on <= run.starts_on && !undone(facts, one))
      .map(({ fact_id }) => fairAccessFlag(byExclusion, run, [fact_id])),
  ])

/** Whether the child was taken back, or the exclusion cancelled: it is then no child who has been permanently excluded. */
const undone = ({ happenings }: Facts, excluded: Happening): boolean =>
  happenings.some(
    one =>
      (one.kind === 'reinstated' || one.kind === 'exclusion_cancelled') &&
      one.starts_on >= excluded.starts_on &&
      mayAnswer(one, excluded),
  )

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
const byNeed = ({ needs }: Facts, run: Run, calendars: Calendars): FlagSpan[] =>
  needs.flatMap(({ kind, starts_on, ends_on, fact_id }) => {
    const category = fairAccessNeeds.get(kind)
    if (!category) return []
    const until = ends_on && addDays(timeOver(category, addDays(ends_on, -1), calendars), 1)
    return [fairAccessFlag(category, shared(run, { starts_on, ends_on: until }), [fact_id], category.field_class)]
  })

const longOut = ({ starts_on, ends_on }: Run, calendars: Calendars): FlagSpan[] => {
  const long = timeOver(byTime, starts_on, calendars)
  return ends_on === null || long < ends_on ? [fairAccessFlag(byTime, { starts_on: long, ends_on }, [])] : []
}

const fairAccessFlag = (
  { key, text }: FairAccessCategory,
  { starts_on, ends_on }: Period,
  fact_ids: readonly string[],
  field_class: FlagSpan['field_class'] = 'education',
): FlagSpan => ({
  ...{ rule: `F5.${key}`, starts_on, ends_on, fact_ids, field_class },
  because: `Without education, and may be in category (${key}) of the fair access protocol: “${text}”.`,
})
