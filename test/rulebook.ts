import { examples } from '../src/rulebook/all-examples.ts'
import type { Example } from '../src/rulebook/examples.ts'
import type { Rule } from '../src/rulebook/rule.ts'
import { rules } from '../src/rulebook/rules.ts'

/** Whether two entries of one rule hold on one day. What has not commenced holds on none, and is entered once. */
function overlap(a: Rule, b: Rule): boolean {
  if (a.valid_from === 'not_commenced' || b.valid_from === 'not_commenced') return a.valid_from === b.valid_from
  return (
    (a.valid_to === null || (b.valid_from ?? '') < a.valid_to) &&
    (b.valid_to === null || (a.valid_from ?? '') < b.valid_to)
  )
}

/** What an entry lacks by itself. */
function faultsOfEntry({ id, source, valid_from, valid_to }: Rule): string[] {
  const faults: string[] = []
  if (source.trim() === '') faults.push(`${id} has no source`)
  if (valid_from !== null && valid_to !== null && valid_to <= valid_from) {
    faults.push(`${id} ends on ${valid_to}, which is not after it begins on ${valid_from}`)
  }
  return faults
}

/** What the examples of one rule leave out: every rule has one, a date one that is counted, a number one that is compared. */
function unexampled(id: string, entries: readonly Rule[], examples: readonly Example[]): string[] {
  if (examples.length === 0) return [`${id} has no example`]
  const has = (kind: Example['kind']): boolean => examples.some(example => example.kind === kind)
  const faults: string[] = []
  if (entries.some(({ count }) => count !== null) && !has('due')) faults.push(`${id} has no example of its date`)
  if (entries.some(({ threshold }) => threshold !== null) && !has('number')) {
    faults.push(`${id} has no example of its number`)
  }
  return faults
}

/** What is wrong with the rules and their examples, a sentence each. */
export function faultsOf(rules: readonly Rule[], examples: readonly Example[]): string[] {
  const entries = Map.groupBy(rules, ({ id }) => id)
  const examplesOf = Map.groupBy(examples, ({ rule }) => rule)
  const ofRules = [...entries].flatMap(([id, ofId]) => {
    const twice = ofId.some((one, i) => ofId.slice(i + 1).some(other => overlap(one, other)))
    return [
      ...ofId.flatMap(faultsOfEntry),
      ...(twice ? [`${id} has two entries that are in force on one day`] : []),
      ...unexampled(id, ofId, examplesOf.get(id) ?? []),
    ]
  })
  const ofNothing = [...examplesOf.keys()].filter(id => !entries.has(id))
  return [...ofRules, ...ofNothing.map(id => `${id} has an example, and is no rule`)]
}

if (import.meta.main) {
  const faults = faultsOf(rules, examples)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}
