import type { Pages, Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { choiceFilter, type Filter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { formatShortDay, suspenseAccounts } from '../../rulebook/index.ts'
import { childUrl, stateText } from '../children/index.ts'
import { ownersOn, ownerText, ownerUrl } from '../owners/index.ts'
import { personOnly } from '../people/index.ts'
import { type Absence, type AbsenceCount, type AbsencesAsked, countAbsences, listAbsences } from './absences.ts'
import { absencesOfKindUrl, absencesUrl, absenceUrl } from './addresses.ts'
import { ages, settledBecause } from './codes.ts'
import { type AbsencesModel, absencesView } from './views.ts'

const showFilter = choiceFilter('Show', [
  { value: 'open', text: 'Open' },
  { value: 'settled', text: 'Settled by an officer' },
])
const takenFilter = choiceFilter('Taken', [
  { value: 'mine', text: 'By me' },
  { value: 'nobody', text: 'By nobody yet' },
])
const ageFilter = choiceFilter('Missing for', ages)
/** A kind of list, by its code; the table above the list leads here with it. */
const kindFilter = (kinds: readonly { code: string; name: string }[]): Filter<string> =>
  choiceFilter(
    'Kind of list',
    kinds.map(({ code, name }) => ({ value: code, text: name })),
  )

const absenceList = (kinds: readonly { code: string; name: string }[]) =>
  list({
    path: absencesUrl,
    csv: `${absencesUrl}.csv`,
    columns: {
      child: { text: 'Child', sort: true },
      source: { text: 'Missing from' },
      missing_on: { text: 'Since the list of', sort: true },
      school: { text: 'School of the list' },
      now: { text: 'Today' },
      taken: { text: 'Taken by' },
      action: { text: 'What you can do' },
    },
    sort: { by: 'missing_on', direction: 'asc' },
    filters: { show: showFilter, kind: kindFilter(kinds), age: ageFilter, taken: takenFilter },
  })

/** What of a child this list shows, as the audit names it. */
const shown = ['known_as', 'born_on', 'state', 'import_missing'] as const

const askedOf = (filters: {
  show: 'open' | 'settled' | null
  kind: string | null
  age: AbsencesAsked['age']
  taken: AbsencesAsked['taken']
}): AbsencesAsked => ({ ...filters, show: filters.show ?? 'open' })

/** The children missing from a list since the last one, and how many by kind of list. */
export function absencesPage(page: Pages): void {
  page.get(
    absencesUrl,
    { may: 'lists.read', audit: 'children missing from lists viewed' },
    async ({ tx, identity, query, today, look, reply }) => {
      const person = personOnly(identity)
      const definition = absenceList(await kindsOf(tx))
      const state = listState(query, definition)
      const rows = await listAbsences(tx, askedOf(state.filters), person.account_id, today, state)
      const drawn = drawList(definition, state, rows)
      look.saw(
        drawn.rows.map(row => row.person_id),
        shown,
      )
      const counts = await countAbsences(tx, today)
      const ownerOf = await ownersOn(tx, 'missing', today)
      return reply.page(absencesView, {
        title: 'Children missing from a list since the last one',
        recorded: true,
        sentence: sentenceOf(counts),
        kinds: counts.map(row => ({
          ...{ name: row.name, oldest: daysText(row.oldest), median: daysText(row.median) },
          open: { text: row.open.toLocaleString('en-GB'), href: absencesOfKindUrl(row.kind) },
          ...{ taken: row.taken.toLocaleString('en-GB'), over: row.over.toLocaleString('en-GB') },
          owner: { text: ownerText(ownerOf(row.kind, defaultTeam)), href: ownerUrl('missing', row.kind) },
        })),
        list: { ...drawn, rows: drawn.rows.map(row => absenceLine(row)) },
      })
    },
  )

  page.get(
    `${absencesUrl}.csv`,
    { may: 'lists.read', audit: 'children missing from lists exported' },
    async ({ tx, identity, query, today, look, reply }) => {
      const person = personOnly(identity)
      const state = listState(query, absenceList(await kindsOf(tx)))
      const rows = await listAbsences(tx, askedOf(state.filters), person.account_id, today, {
        ...{ sort: state.sort, order: state.order, beyond: state.beyond },
        ...{ from: null, limit: null },
      })
      look.saw(
        rows.map(row => row.person_id),
        shown,
      )
      return reply.csv(`missing-from-lists-${today}.csv`, csvColumns, rows)
    },
  )
}

/** Whose absences are until the authority names somebody: §4.1 of the strategy. */
const defaultTeam = 'missing_education'

const kindsOf = (tx: Reading['tx']): Promise<{ code: string; name: string }[]> =>
  tx
    .selectFrom('source_kind')
    .where('code', '<>', 'council')
    .where('protected', '=', false)
    .select(['code', 'name'])
    .orderBy('name')
    .execute()

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`)

function sentenceOf(counts: readonly AbsenceCount[]): string {
  const open = counts.reduce((sum, row) => sum + row.open, 0)
  if (open === 0) return 'Nobody who left a list is without an explanation.'
  const over = counts.reduce((sum, row) => sum + row.over, 0)
  return `${open.toLocaleString('en-GB')} ${open === 1 ? 'absence is' : 'absences are'} open: a list held the child, the next did not, and nothing explains the child. ${over === 0 ? 'None' : over.toLocaleString('en-GB')} for more than 28 days.`
}

export const accountText = (account: string | null): string | null =>
  account === null ? null : (suspenseAccounts.find(({ code }) => code === account)?.title ?? account)

export const settledText = (reason: string | null): string =>
  settledBecause.find(({ value }) => value === reason)?.text ?? ''

const absenceLine = (row: Absence): AbsencesModel['list']['rows'][number] => ({
  id: row.id,
  name: row.known_as ?? 'A child',
  child_href: childUrl(row.person_id),
  ...{ source: row.source, missing_on: formatShortDay(row.missing_on), school: row.school_name ?? '' },
  now:
    row.settled === null ? (accountText(row.account) ?? stateText(row.state)) : `Settled: ${settledText(row.settled)}`,
  taken: row.taken_by ?? 'Nobody yet',
  href: absenceUrl(row.import_id, row.id),
})

const csvColumns: readonly CsvColumn<Absence>[] = [
  { header: 'known_as', value: row => row.known_as },
  { header: 'born_on', value: row => row.born_on },
  { header: 'missing_from', value: row => row.source },
  { header: 'last_on', value: row => row.last_on },
  { header: 'missing_on', value: row => row.missing_on },
  { header: 'school_name', value: row => row.school_name },
  { header: 'today', value: row => accountText(row.account) ?? stateText(row.state) },
  { header: 'taken_by', value: row => row.taken_by },
  { header: 'settled', value: row => settledText(row.settled) },
]
