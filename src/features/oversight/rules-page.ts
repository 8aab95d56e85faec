import type { Pages } from '../../ground/feature.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import {
  citationsOn,
  type Day,
  formatDay,
  formatShortDay,
  type Mark,
  populationRulesOn,
  precedenceOn,
} from '../../rulebook/index.ts'
import { stateTag, stateText } from '../children/index.ts'
import { ledgerUrl } from './addresses.ts'

interface RuleLine {
  name: string
  tag: string | null
  sentence: string
  law: readonly { rule: string; text: string; source: string; mark: string }[]
  source: string
  mark: string
  held: string
}

interface RulesModel extends PageModel {
  as_at: string
  reasons: readonly RuleLine[]
  rows: readonly RuleLine[]
}
const rulesView = view<RulesModel>('features/oversight/views/rules.njk')

const markText: Readonly<Record<Mark, string>> = {
  found: '[F] found in its source',
  unverified: '[K] known, not read in its source',
  unsettled: '[?] not settled: ours until the authority decides',
}

const heldText = ({ valid_from, valid_to }: { valid_from: Day | null; valid_to: Day | null }): string =>
  [
    valid_from === null ? 'Since before any day we hold' : `From ${formatShortDay(valid_from)}`,
    valid_to === null ? '' : `until ${formatShortDay(valid_to)}`,
  ]
    .filter(Boolean)
    .join(' ')

const lawOf = (ids: readonly string[], on: Day) =>
  citationsOn(ids, on).map(({ rule, text, source, mark }) => ({ rule, text, source, mark: markText[mark] }))

/** How a child's state is decided, and why a child is ours: drawn from the data that the engine decides by. */
export function rulesPage(page: Pages): void {
  page.get('/ledger/rules', { may: 'ledger.read', audit: 'rules of the ledger viewed' }, async ({ today, reply }) =>
    reply.page(rulesView, {
      title: 'How a child’s state is decided',
      back: { href: ledgerUrl(), text: 'Ledger' },
      as_at: formatDay(today),
      reasons: populationRulesOn(today).map(rule => ({
        name: rule.title,
        tag: null,
        sentence: rule.text,
        law: lawOf(rule.citations, today),
        source: rule.source,
        mark: markText[rule.mark],
        held: heldText(rule),
      })),
      rows: precedenceOn(today).map(row => ({
        name: stateText(row.state),
        tag: stateTag(row.state),
        sentence: row.sentence,
        law: lawOf(row.citations, today),
        source: row.source,
        mark: markText[row.mark],
        held: heldText(row),
      })),
    }),
  )
}
