import { hash } from 'node:crypto'
import { childGroups } from './groups.ts'
import { populationRules } from './population.ts'
import { precedence } from './precedence.ts'
import { rules } from './rules.ts'
import { suspenseAccounts } from './suspense.ts'

/** Raised when the engine works something out otherwise although no entry of data changed. */
const engine = 3

/**
 * A short name for all that the engine decides by: its rules, the population rule, the table of states and the groups. What was worked out under
 * another name is worked out again.
 */
export const rulesVersion: string = hash(
  'sha256',
  JSON.stringify([
    engine,
    rules,
    populationRules,
    precedence.map(({ test: _, hours: __, facts: ___, ...row }) => row),
    suspenseAccounts.map(({ code }) => code),
    childGroups.map(({ code, test }) => [code, test]),
  ]),
  'hex',
).slice(0, 16)
