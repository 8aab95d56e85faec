import type { Day } from '../../rulebook/index.ts'
import { formatDay, ruleOn } from '../../rulebook/index.ts'
import { bandWords, stateText } from '../children/index.ts'
import { clockMoves, noneOn, type Tally } from './compare-policies.ts'
import type { PreviewResult, SampleRow } from './queries.ts'

export interface TallyRow {
  before: string
  after: string
  number: string
}

const figure = (number: number): string => number.toLocaleString('en-GB')

const stateWord = (code: string): string => (code === noneOn ? 'Not ours on that day' : stateText(code))
const bandWord = (code: string): string => bandWords[code]?.text ?? 'No band'

const moveWords: Readonly<Record<string, string>> = {
  [clockMoves.later]: 'Due later',
  [clockMoves.earlier]: 'Due earlier',
  [clockMoves.begins]: 'Begins to run',
  [clockMoves.ends]: 'Runs no longer',
}

const sum = (counts: readonly Tally[], what: Tally['what']): number =>
  counts.filter(one => one.what === what).reduce((total, one) => total + one.number, 0)

const rows = (
  counts: readonly Tally[],
  what: Tally['what'],
  before: (code: string) => string,
  after: (code: string) => string,
) =>
  counts
    .filter(one => one.what === what)
    .map((one): TallyRow => ({ before: before(one.before), after: after(one.after), number: figure(one.number) }))

const counted = (number: number, one: string, many: string) => ({
  number: figure(number),
  text: number === 1 ? one : many,
})

/** What a preview found, as its page shows it. */
export function resultShown(result: PreviewResult) {
  const { counts, on_day, children, touched } = result
  const ruleWord = (id: string) => ruleOn(id, on_day as Day)?.title ?? id
  const past = sum(counts, 'past')
  return {
    on_day: formatDay(on_day),
    touched: touched > 0,
    figures: [
      counted(sum(counts, 'clock'), 'clock moves', 'clocks move'),
      counted(sum(counts, 'band'), 'child changes band', 'children change band'),
      counted(sum(counts, 'state'), 'child changes state', 'children change state'),
    ],
    sentence:
      touched === 0
        ? `Nothing changes for any of the ${figure(children)} children.`
        : `Something changes for ${figure(touched)} of ${figure(children)} children.`,
    past:
      past === 0
        ? null
        : `For ${figure(past)} ${past === 1 ? 'child' : 'children'} it also changes what is said of days before that one: the policy is to hold from a day that has gone by.`,
    bands: rows(counts, 'band', bandWord, bandWord),
    states: rows(counts, 'state', stateWord, stateWord),
    clocks: rows(counts, 'clock', ruleWord, code => moveWords[code] ?? code),
  }
}

const whatWords = { state: 'State', band: 'Band', clock: 'Clock' } as const

export const sampleLine = ({ person_id, known_as, what, before, after }: SampleRow) => {
  const word = what === 'state' ? stateWord : what === 'band' ? bandWord : (text: string) => text
  return {
    href: `/children/${person_id}/education`,
    known_as: known_as || 'Name not known',
    what: whatWords[what],
    change: `${word(before)} → ${word(after)}`,
  }
}
