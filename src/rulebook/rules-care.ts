import { type Rule, rule } from './rule.ts'

/** Looked-after children and the virtual school. Source: §7. */
export const careRules: readonly Rule[] = [
  rule({
    id: 'L2',
    title: 'Wherever placed',
    source: 'Children Act 1989 s. 22(3A), as virtual schools quote it',
    mark: 'found',
    text: 'The authority that looks after a child plans the child’s education wherever the child is placed.',
  }),
  rule({
    id: 'L16',
    title: 'Placed here by another authority',
    source: 'S4 [139]',
    mark: 'found',
    text: 'For a child whom another authority looks after and has placed in the area, the host authority still has the duty to identify.',
  }),
]
