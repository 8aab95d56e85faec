import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type ChildGroup, formatShortDay, groupByCode, needOn } from '../../rulebook/index.ts'
import { caseUrl } from '../cases/index.ts'
import { childUrl, stateTag, stateText } from '../children/index.ts'
import { ownersOn, ownerText, ownerUrl } from '../owners/index.ts'
import { personOnly } from '../people/index.ts'
import { registersUrl, registerUrl, type Standing } from './addresses.ts'
import { classesOf } from './classes.ts'
import { countStandings, listMembers, type Member } from './registers.ts'
import { scopeText } from './registers-page.ts'
import { type RegisterModel, registerView } from './views.ts'

const standings: readonly { value: Standing; text: string }[] = [
  { value: 'in_education', text: 'In education' },
  { value: 'not_in_education', text: 'Not in education' },
  { value: 'not_known', text: 'Not known' },
  { value: 'not_of_age', text: 'Not of school age, or moved away' },
]

const memberList = (code: string) =>
  list({
    path: registerUrl(code),
    csv: `${registerUrl(code)}/children.csv`,
    columns: {
      child: { text: 'Child', sort: true },
      born_on: { text: 'Born' },
      state: { text: 'State today' },
      since: { text: 'Since', sort: true },
      school: { text: 'School' },
      case: { text: 'Case' },
    },
    sort: { by: 'child', direction: 'asc' },
    filters: { standing: choiceFilter('Education', standings) },
  })

/** What of a child this list shows, as the audit names it. */
const shown = ['known_as', 'born_on', 'state', 'needs'] as const

/** One register: how its children stand to education, and who they are. */
export function registerPage(page: Pages): void {
  page.get(
    '/registers/group/:code',
    { may: 'registers.read', audit: 'register of a group viewed' },
    async ({ tx, identity, params, query, today, look, reply }) => {
      const person = personOnly(identity)
      const group = groupFor(person, params.code)
      const definition = memberList(group.code)
      const state = listState(query, definition)
      const rows = await listMembers(tx, group, person, state.filters, today, state)
      const drawn = drawList(definition, state, rows)
      look.saw(
        drawn.rows.map(row => row.id),
        shown,
      )
      const counts = await countStandings(tx, group, person, today)
      const owner = (await ownersOn(tx, 'group', today))(group.code, group.team)
      const known = standings.reduce((sum, { value }) => sum + counts[value], 0)
      const part = classesOf(group, today).some(one => !person.classes.includes(one))
      return reply.page(registerView, {
        title: group.text,
        back: { href: registersUrl, text: 'Registers' },
        recorded: true,
        scope: `${scopeText(person)}${part ? ' Your role is shown a part of this group only.' : ''}`,
        told_by: toldBy(group, today),
        owner: { text: ownerText(owner), href: ownerUrl('group', group.code) },
        figures: [
          { name: 'Known', text: known.toLocaleString('en-GB'), href: known === 0 ? null : registerUrl(group.code) },
          ...standings.map(({ value, text }) => ({
            name: text,
            text: counts[value].toLocaleString('en-GB'),
            href: counts[value] === 0 ? null : registerUrl(group.code, value),
          })),
        ],
        list: { ...drawn, rows: drawn.rows.map(row => memberLine(row, may(identity, 'cases.read'))) },
      })
    },
  )

  page.get(
    '/registers/group/:code/children.csv',
    { may: 'registers.read', audit: 'register of a group exported' },
    async ({ tx, identity, params, query, today, look, reply }) => {
      const person = personOnly(identity)
      const group = groupFor(person, params.code)
      const { filters, sort, order, beyond } = listState(query, memberList(group.code))
      const rows = await listMembers(tx, group, person, filters, today, {
        sort,
        order,
        beyond,
        from: null,
        limit: null,
      })
      look.saw(
        rows.map(row => row.id),
        shown,
      )
      return reply.csv(`register-${group.code}-${today}.csv`, csvColumns, rows)
    },
  )
}

/** Throws Missing for a group that is none, or that this person's role is not shown. */
function groupFor({ classes, today }: Person, code: string): ChildGroup {
  const group = groupByCode(code)
  if (!group || !classesOf(group, today).some(one => classes.includes(one))) throw new Missing()
  return group
}

/** By what Onroll knows that a child is in the group, in a sentence. */
function toldBy({ test }: ChildGroup, today: Reading['today']): string {
  const within =
    test.states && test.by !== 'states' ? `, while the state is ${test.states.map(stateText).join(' or ')}` : ''
  switch (test.by) {
    case 'needs':
      return `Children with one of these recorded among their needs: ${test.kinds.map(kind => needOn(kind, today)?.text ?? kind).join('; ')}${within}${test.at === 'special' ? ', at a special school or in alternative provision' : test.at === 'outside' ? ', at a school outside the authority' : ''}.`
    case 'states':
      return `Children whose state is ${test.states.map(stateText).join(' or ')}${test.on_roll === null ? '' : test.on_roll ? ', on a roll' : ', on no roll'}.`
    case 'suspense':
      return 'Children in the suspense account of the ledger for this.'
    case 'provision':
      return `Children for whom the council recorded such provision${within}.`
    case 'flags':
      return `Children whom the attendance of the year so far flags (rules ${test.rules.join(' and ')})${within}.`
    case 'sector':
      return 'Children on the roll of a further education college.'
    case 'happened':
      return `Children to whom this was recorded to have happened, and nothing since that ended it${within}.`
  }
}

const memberLine = (row: Member, seesCases: boolean): RegisterModel['list']['rows'][number] => ({
  id: row.id,
  name: row.known_as ?? 'A child',
  href: childUrl(row.id),
  born_on: row.born_on ? formatShortDay(row.born_on) : 'Not known',
  ...{ state: stateText(row.state), tag: stateTag(row.state) },
  since: row.since ? formatShortDay(row.since) : '',
  school: row.school_name ?? '',
  case: row.case_id && seesCases ? { text: row.lead ?? 'Nobody leads it', href: caseUrl(row.case_id) } : null,
})

const csvColumns: readonly CsvColumn<Member>[] = [
  { header: 'known_as', value: row => row.known_as },
  { header: 'born_on', value: row => row.born_on },
  { header: 'upn', value: row => row.upn },
  { header: 'education', value: row => standings.find(({ value }) => value === row.standing)?.text ?? '' },
  { header: 'state', value: row => stateText(row.state) },
  { header: 'since', value: row => row.since },
  { header: 'school_name', value: row => row.school_name },
  { header: 'lead', value: row => row.lead },
]
