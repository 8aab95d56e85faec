import { type Rule, rule } from './rule.ts'

/** Children missing education, school attendance orders, home education, the registers of 2026 and the collection. Source: §6. */
export const missingEducationRules: readonly Rule[] = [
  rule({
    id: 'C1',
    title: 'Duty to identify',
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    text: 'An authority must make arrangements to establish, so far as it is possible to do so, which children in its area are missing education.',
  }),
  rule({
    id: 'C7',
    title: 'Closing a case',
    source: 'design of this program',
    mark: 'unverified',
    text: 'A case closes only with one of the nine closing reasons; a child who moved away is closed when the other authority has accepted, or on evidence from abroad.',
  }),
]
