import type { JobContext } from '../../ground/jobs/work.ts'
import type { Day } from '../../rulebook/index.ts'
import { beliefText, childrenText, count } from './about.ts'
import { type RecountAsked, writeRecount } from './ask.ts'
import { whatText } from './codes.ts'
import { definitionTitle } from './definitions.ts'
import { linesOf } from './lines.ts'
import { type Counted, countsOf, findRecount, type Recount } from './queries.ts'
import { countAll } from './work.ts'

/** A recount as `onroll recount --json` prints it. */
export interface RecountAnswer {
  id: string
  on: Day
  known_on: Day | null
  known_at: Date
  definitions: readonly { policy: string; version: string }[]
  rules: string
  calendars: string
  children: number
  sealed: number | null
  counts: readonly {
    what: string
    key: string
    /** Of a clock, on the day. */
    status: string | null
    name: string
    /** Children by each definition, in the order of `definitions`. */
    numbers: readonly number[]
    /** With two definitions: children whom only the first counts here, and only the second. */
    only: readonly number[]
  }[]
}

type Work = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>

/** Asks a question, counts it at once and keeps it, in the engine's name. */
export async function recountNow(work: Work, asked: RecountAsked): Promise<RecountAnswer> {
  const { authority_id } = work.engine
  const id = await work.write('recount asked for', tx => writeRecount(tx, { authority_id, account_id: null }, asked))
  await countAll(work, id)
  const kept = await work.read('recount read', async tx => ({
    recount: await findRecount(tx, id),
    counts: await countsOf(tx, id),
  }))
  if (!kept.recount) throw new Error('The recount was not kept.')
  return answerOf(kept.recount, kept.counts)
}

const answerOf = (recount: Recount, counts: readonly Counted[]): RecountAnswer => ({
  id: recount.id,
  on: recount.on_day,
  known_on: recount.known_on,
  known_at: recount.known_at,
  definitions: recount.policies.map((policy, at) => ({ policy, version: recount.policy_versions[at] ?? '' })),
  rules: recount.rules_version,
  calendars: recount.calendars_version,
  children: recount.children,
  sealed: recount.sealed_children,
  counts: linesOf(recount, counts).flatMap(({ lines }) =>
    lines.map(({ what, key, status, name, numbers, first_only, second_only }) => ({
      ...{ what, key, status: status || null, name, numbers },
      only: recount.policies.length === 2 ? [first_only, second_only] : [],
    })),
  ),
})

/** The same as lines of text for a terminal. */
export function recountText(answer: RecountAnswer): string {
  const rows = answer.counts.map(({ what, name, status, numbers }) => ({
    what,
    name: status === null ? name : `${name}, ${status.replace('_', ' ')}`,
    numbers: numbers.map(number => count(number).padStart(9)).join(''),
  }))
  return [
    `${answer.on}. ${beliefText(answer)}. ${childrenText(answer.children)}${answer.sealed === null ? '' : `, ${count(answer.sealed)} sealed`}.`,
    ...answer.definitions.map(({ policy, version }, at) => `${at + 1}: ${definitionTitle(policy)} (${version})`),
    ...[...Map.groupBy(rows, ({ what }) => what)].flatMap(([what, some]) => [
      '',
      whatText[what as keyof typeof whatText],
      ...some.map(({ name, numbers }) => `${numbers}  ${name}`),
    ]),
  ].join('\n')
}
