import type { Day, Period } from './days.ts'
import type { FlagSpan, StateCode, StateSpan } from './facts.ts'
import { type ChildGroup, childGroups, type GroupTest } from './groups.ts'
import type { NeedClass } from './needs.ts'
import type { SuspenseSpan } from './suspense.ts'

/** What a reader may be shown of why a child is in a group, a bit each; a sight is one sum of them. `identity.sight()` in the database is the same. */
export const sightBits = { education: 1, care_status: 2, care_detail: 4, protected: 8 } as const

const allSights = Array.from({ length: 16 }, (_, sight) => sight)

/** The sights, a bit each, that are shown what is of a class, and of a source that is protected or not. */
export const sightsOf = (field_class: NeedClass, isProtected: boolean): number =>
  allSights
    .filter(sight => (sight & sightBits[field_class]) !== 0 && (!isProtected || (sight & sightBits.protected) !== 0))
    .reduce((sum, sight) => sum | (1 << sight), 0)

/** Whoever is not shown education is shown no state: of them nothing is kept. */
const withEducation = sightsOf('education', false)

/** A believed fact that can put a child in a group, and who is shown it. `kind`: its code; of an enrolment the sector. */
export type Evidence = Period & {
  readonly by: 'need' | 'provision' | 'sector' | 'happening'
  readonly kind: string
  readonly sights: number
}

/**
 * Days on which some sights find a child in a group, in one state. `school_urn`: the school of those days, of the groups that ask
 * where it is; of others null.
 */
export type GroupSpan = Period & {
  readonly group_code: string
  readonly sights: number
  readonly state: StateCode | 'none'
  readonly school_urn: number | null
}

/** What of an evaluation says who is in a group. */
export type GroupAnswer = {
  readonly states: readonly StateSpan[]
  readonly suspense: readonly SuspenseSpan[]
  readonly flags: readonly FlagSpan[]
}

/**
 * The code under which the days of a group are kept. Those that differ only in where the school is share theirs: where it is says the
 * register of schools, which changes without any child.
 */
export const keptUnder = ({ code, test }: ChildGroup): string =>
  test.by === 'needs' && test.at ? `${test.kinds.join('+')} at a school` : code

const keptTests: readonly (readonly [string, GroupTest])[] = [
  ...new Map(childGroups.map(group => [keptUnder(group), group.test])),
]

/** Told by facts alone: most children have none that any of these asks for. */
const askedOfFacts: ReadonlySet<GroupTest['by']> = new Set(['needs', 'provision', 'sector', 'happened'])

const holds = ({ starts_on, ends_on }: Period, on: Day): boolean =>
  starts_on <= on && (ends_on === null || ends_on > on)

type Part = Period & { readonly sights: number }

/** Who finds a child in a group on a day, but for the state of the day; and the days on which that can change. */
type Asked = { readonly turns: readonly Day[]; sightsOn(on: Day): number }

const turnsOf = (spans: readonly Period[]): Day[] =>
  spans.flatMap(({ starts_on, ends_on }) => (ends_on === null ? [starts_on] : [starts_on, ends_on]))

const during = (parts: readonly Part[]): Asked => ({
  turns: turnsOf(parts),
  sightsOn: on => parts.reduce((sum, part) => (holds(part, on) ? sum | part.sights : sum), 0),
})

const ofEducation = (spans: readonly Period[]): Part[] =>
  spans.map(({ starts_on, ends_on }) => ({ starts_on, ends_on, sights: withEducation }))

type Found = (by: Evidence['by'], kinds: readonly string[]) => readonly Evidence[]

function asked(test: GroupTest, found: Found, { states, suspense, flags }: GroupAnswer): Asked {
  switch (test.by) {
    case 'needs':
      return during(found('need', test.kinds))
    case 'provision':
      return during(found('provision', test.kinds))
    case 'sector':
      return during(found('sector', [test.sector]))
    case 'states':
      return during(
        ofEducation(
          states.filter(
            span =>
              test.states.includes(span.state) &&
              (test.on_roll === null || test.on_roll === (span.school_urn !== null)),
          ),
        ),
      )
    case 'suspense':
      return during(ofEducation(suspense.filter(span => test.accounts.includes(span.account))))
    case 'flags':
      return during(
        flags
          .filter(span => test.rules.includes(span.rule))
          .map(({ starts_on, ends_on, field_class }) => ({ starts_on, ends_on, sights: sightsOf(field_class, false) })),
      )
    case 'happened':
      return happened(test, found)
  }
}

/** To whom something happened, and nothing since that ended it. What is of one day goes on until then. */
function happened({ began, ended, ehc_plan }: GroupTest & { by: 'happened' }, found: Found): Asked {
  const begins = found('happening', [began])
  const ends = found('happening', ended)
  const plans = during(found('need', ['ehc_plan']))
  return {
    turns: begins.length === 0 ? [] : [...turnsOf(begins), ...turnsOf(ends), ...plans.turns],
    sightsOn: on => {
      let sights = 0
      for (const first of begins) {
        if (first.starts_on > on || (ended.length === 0 && !holds(first, on))) continue
        const over = ends
          .filter(({ starts_on }) => starts_on >= first.starts_on && starts_on <= on)
          .reduce((sum, end) => sum | end.sights, 0)
        sights |= first.sights & ~over
      }
      return ehc_plan === null ? sights : ehc_plan ? sights & plans.sightsOn(on) : sights & ~plans.sightsOn(on)
    },
  }
}

/**
 * The days of a child in each group, and for each of them which sights find it there: every reader of the whole county is given the
 * number that a question under the own sight would give. Source: `groups.ts`.
 */
export function groupSpans(evidence: readonly Evidence[], answer: GroupAnswer): GroupSpan[] {
  const byKind = Map.groupBy(evidence, ({ by, kind }) => `${by} ${kind}`)
  const found: Found = (by, kinds) => kinds.flatMap(kind => byKind.get(`${by} ${kind}`) ?? [])
  const spans: GroupSpan[] = []
  for (const [group_code, test] of keptTests) {
    if (evidence.length === 0 && askedOfFacts.has(test.by)) continue
    const { turns, sightsOn } = asked(test, found, answer)
    if (turns.length === 0) continue
    const atSchool = test.by === 'needs' && test.at !== undefined
    const within = test.by === 'states' ? null : (test.states ?? null)
    const days = [...new Set([...turns, ...turnsOf(answer.states)])].sort()
    let last: GroupSpan | undefined
    for (const [at, starts_on] of days.entries()) {
      const span = answer.states.find(one => holds(one, starts_on))
      const isIn = (within === null || (span && within.includes(span.state))) && (!atSchool || span)
      const sights = isIn ? sightsOn(starts_on) & withEducation : 0
      if (sights === 0) {
        last = undefined
        continue
      }
      const state = span?.state ?? 'none'
      const school_urn = atSchool ? (span?.school_urn ?? null) : null
      const ends_on = days[at + 1] ?? null
      const goesOn = last?.sights === sights && last.state === state && last.school_urn === school_urn
      const begun: Day = goesOn && last ? last.starts_on : starts_on
      if (goesOn) spans.pop()
      last = { group_code, starts_on: begun, ends_on, sights, state, school_urn }
      spans.push(last)
    }
  }
  return spans
}
