import type { Pages } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { drawList, listState } from '../../ground/web/lists.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import { bandWords, stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { caseUrl } from './addresses.ts'
import { allCases, casesList, type ListedCase, listCases } from './cases-list.ts'
import { kindText } from './codes.ts'
import { type CaseRowView, casesPage } from './views.ts'

/** The list of cases, and the same list as a file. */
export function listPages(page: Pages): void {
  page.get('/cases', { may: 'cases.read', audit: 'cases listed' }, async ({ tx, identity, query, look, reply }) => {
    const person = personOnly(identity)
    const state = listState(query, casesList)
    const rows = await listCases(tx, person, state)
    const list = drawList(casesList, state, rows)
    look.saw(
      list.rows.map(row => row.person_id),
      ['known_as', 'state', 'band', 'clock', 'case'],
    )
    return reply.page(casesPage, {
      title: state.filters.status === 'closed' ? 'Closed cases' : 'Open cases',
      recorded: true,
      list: { ...list, rows: list.rows.map(row => rowView(row, person.today)) },
    })
  })

  page.get('/cases.csv', { may: 'cases.read', audit: 'cases exported' }, ({ tx, identity, query, look, reply }) => {
    const person = personOnly(identity)
    const rows = allCases(tx, person, listState(query, casesList), ids => look.saw(ids, ['known_as', 'state', 'case']))
    return reply.csv('cases.csv', columns, rows)
  })
}

const rowView = (row: ListedCase, today: Day): CaseRowView => ({
  id: row.id,
  href: caseUrl(row.id),
  reference: row.reference,
  name: row.known_as ?? 'A child',
  kind: kindText(row.kind),
  state: stateText(row.state),
  band: row.band === null ? null : { text: row.band, tag: 'grey', ...bandWords[row.band] },
  due: row.due_on === null ? 'No clock runs' : formatShortDay(row.due_on),
  overdue: row.due_on !== null && row.due_on < today,
  lead: row.lead_officer ?? row.lead_team,
  opened: formatShortDay(row.opened_on),
  closed: row.closed_on === null ? null : formatShortDay(row.closed_on),
})

const columns: readonly CsvColumn<ListedCase>[] = (
  [
    ...(['reference', 'known_as', 'kind', 'state', 'band', 'due_on', 'lead_team', 'lead_officer'] as const),
    ...(['opened_on', 'closed_on', 'closing_reason'] as const),
  ] as const
).map(header => ({ header, value: row => row[header] }))
