import { type BandSpan, type Clock, covers, type Day, type Evaluation, formatShortDay } from '../../rulebook/index.ts'

/** What a policy would change, from what to what, and how often. `past`: something of a child's earlier days. */
export interface Tally {
  what: 'state' | 'band' | 'clock' | 'past'
  before: string
  after: string
  number: number
}

/**
 * One thing that a policy would change for a child. `said_before`, `said_after`: of this child, to be read in a sample. `kept`: may
 * stand in a sample, which whoever sees a child's education may read: a clock of what is more guarded may not.
 */
export interface Change extends Omit<Tally, 'number'> {
  said_before: string
  said_after: string
  kept: boolean
}

type Answer = Pick<Evaluation, 'states' | 'bands' | 'clocks'>

/** Neither a state nor a band. */
export const noneOn = 'none'

/** How a clock moves: its day comes later or earlier, or only one of the two policies runs it. */
export const clockMoves = { later: 'later', earlier: 'earlier', begins: 'begins', ends: 'ends' } as const

const sameWords = (before: string, after: string) => ({
  before,
  after,
  said_before: before,
  said_after: after,
  kept: true,
})

const runs = (clock: Clock, on: Day): boolean => covers({ starts_on: clock.opened_on, ends_on: clock.ended_on }, on)
const named = (clock: Clock): string => [clock.rule, clock.opened_on, clock.opened_by ?? ''].join(' ')
const dueText = (clock: Clock | undefined): string => (clock ? `due ${formatShortDay(clock.due_on)}` : 'no such clock')

function clockChanges(before: Answer, after: Answer, on: Day): Change[] {
  const old = new Map(before.clocks.filter(clock => runs(clock, on)).map(clock => [named(clock), clock]))
  const fresh = new Map(after.clocks.filter(clock => runs(clock, on)).map(clock => [named(clock), clock]))
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((name): Change[] => {
    const [was, is] = [old.get(name), fresh.get(name)]
    const clock = is ?? was
    if (!clock || was?.due_on === is?.due_on) return []
    const moved = was && is ? (is.due_on > was.due_on ? clockMoves.later : clockMoves.earlier) : null
    return [
      {
        what: 'clock',
        before: clock.rule,
        after: moved ?? (is ? clockMoves.begins : clockMoves.ends),
        said_before: dueText(was),
        said_after: dueText(is),
        kept: clock.field_class === 'education',
      },
    ]
  })
}

/** What an answer says of the days before one, in one spelling. */
const pastOf = ({ states, bands, clocks }: Answer, on: Day): string => {
  const shortened = (span: { starts_on: Day; ends_on: Day | null }, word: string) =>
    span.starts_on < on
      ? [`${span.starts_on} ${span.ends_on === null || span.ends_on > on ? on : span.ends_on} ${word}`]
      : []
  return [
    ...states.flatMap(span => shortened(span, span.state)),
    ...bands.flatMap((span: BandSpan) => shortened(span, span.band)),
    ...clocks.flatMap(clock => (runs(clock, on) || clock.opened_on > on ? [] : [`${named(clock)} ${clock.due_on}`])),
  ]
    .sort()
    .join()
}

/** What changes for a child on a day when one policy stands instead of another, and whether anything of the days before it does. */
export function changesOf(before: Answer, after: Answer, on: Day): Change[] {
  const state = (answer: Answer) => answer.states.find(span => covers(span, on))?.state ?? noneOn
  const band = (answer: Answer) => answer.bands.find(span => covers(span, on))?.band ?? noneOn
  return [
    ...(state(before) === state(after) ? [] : [{ what: 'state' as const, ...sameWords(state(before), state(after)) }]),
    ...(band(before) === band(after) ? [] : [{ what: 'band' as const, ...sameWords(band(before), band(after)) }]),
    ...clockChanges(before, after, on),
    ...(pastOf(before, on) === pastOf(after, on) ? [] : [{ what: 'past' as const, ...sameWords('', '') }]),
  ]
}

/** A child that stands for others in a sample. */
export interface Sampled {
  person_id: string
  what: 'state' | 'band' | 'clock'
  before: string
  after: string
}

/** Adds changes up, child by child, and keeps a few children of each kind of change. */
export class Comparison {
  readonly sample: Sampled[] = []
  children = 0
  /** Children for whom anything changes. */
  touched = 0
  #tallies = new Map<string, Tally>()
  readonly #most: number

  /** @param most children kept for each change from one thing to another. */
  constructor(most: number) {
    this.#most = most
  }

  add(person_id: string, changes: readonly Change[]): void {
    this.children += 1
    if (changes.length > 0) this.touched += 1
    for (const { what, before, after, said_before, said_after, kept } of changes) {
      const key = JSON.stringify([what, before, after])
      const tally = this.#tallies.get(key) ?? { what, before, after, number: 0 }
      this.#tallies.set(key, { ...tally, number: tally.number + 1 })
      if (what === 'past' || !kept || tally.number >= this.#most) continue
      if (this.sample.some(one => one.person_id === person_id && one.what === what)) continue
      this.sample.push({ person_id, what, before: said_before, after: said_after })
    }
  }

  /** The tallies, in the order of what they are of. */
  get counts(): readonly Tally[] {
    const order = ['state', 'band', 'clock', 'past']
    return [...this.#tallies.values()].toSorted(
      (a, b) =>
        order.indexOf(a.what) - order.indexOf(b.what) ||
        a.before.localeCompare(b.before) ||
        a.after.localeCompare(b.after),
    )
  }
}
