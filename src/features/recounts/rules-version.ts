import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { happeningKinds, populationRules, precedence, rules } from '../../rulebook/index.ts'

let made: string | undefined

/**
 * Names the rules that a count was made by: the program's version, and a hash over the rules, the population rule and the order of
 * states, with the tests that stand in them. Two that differ in a word have not the same name.
 */
export function rulesVersion(): string {
  made ??= `Onroll ${programVersion()}, rules ${hashOf([rules, populationRules, precedence, happeningKinds])}`
  return made
}

function hashOf(data: unknown): string {
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === 'function' ? String(value) : value))
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function programVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unnamed'
}
