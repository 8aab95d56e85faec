import type { Pages, Reading } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter, needed } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { personOnly } from '../people/index.ts'
import { ruleUrl } from './addresses.ts'
import { childrenOf, clockRows, everyClockRow } from './clock-list.ts'
import { clockColumns, clockLine, clocksView, noted, shownOfClock } from './clock-views.ts'
import { shows } from './codes.ts'
import { entriesOrMissing } from './rule-page.ts'

const definitionOf = (rule: string) =>
  list({
    path: `${ruleUrl(rule)}/children`,
    csv: `${ruleUrl(rule)}/children.csv`,
    columns: {
      child: { text: 'Child', sort: true },
      opened_on: { text: 'Opened', sort: true },
      due_on: { text: 'Due', sort: true },
      outcome: { text: 'How it stands' },
      school: { text: 'School' },
      case: { text: 'Case' },
    },
    sort: { by: 'due_on', direction: 'asc' },
    filters: {
      show: needed(
        choiceFilter(
          'Show',
          shows.map(({ code, text }) => ({ value: code, text })),
        ),
      ),
    },
  })

function asked({
  params,
  identity,
  query,
}: Pick<Reading<'/rulebook/:rule/children'>, 'params' | 'identity' | 'query'>) {
  const person = personOnly(identity)
  const { newest } = entriesOrMissing(params.rule)
  const definition = definitionOf(newest.id)
  const state = listState(query, definition)
  const { show } = state.filters
  if (show === null) throw new Missing()
  return { rule: newest, definition, state, show, behind: childrenOf(person, newest.id, show) }
}

/** The children behind a count of the rulebook, to read and to keep. */
export function childrenPages(page: Pages): void {
  page.get('/rulebook/:rule/children', { may: 'cases.read', audit: 'children of a rule listed' }, async request => {
    const { rule, definition, state, show, behind } = asked(request)
    const { tx, look, reply } = request
    const drawn = drawList(definition, state, await clockRows(tx, behind, state))
    look.saw(
      drawn.rows.map(({ person_id }) => person_id),
      shownOfClock,
    )
    const words = shows.find(({ code }) => code === show)?.text ?? show
    return reply.page(clocksView, {
      title: `${words}: ${rule.title}`,
      back: { href: ruleUrl(rule.id), text: `${rule.id}: ${rule.title}` },
      recorded: true,
      says: `Each child stands here once, with the clock of ${rule.id} that is due first. Sealed records are not shown.`,
      empty: 'No child stands behind this figure.',
      list: { ...drawn, rows: drawn.rows.map(row => clockLine(row)) },
    })
  })

  page.get(
    '/rulebook/:rule/children.csv',
    { may: 'cases.read', audit: 'children of a rule exported' },
    async request => {
      const { rule, state, show, behind } = asked(request)
      const { tx, look, reply, today } = request
      const rows = noted(everyClockRow(tx, behind, state), look)
      return reply.csv(`rule-${rule.id}-${show}-${today}.csv`, clockColumns, rows)
    },
  )
}
