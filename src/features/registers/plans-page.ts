import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { choiceFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { formatShortDay, groupByCode, needOn, suspenseAccounts } from '../../rulebook/index.ts'
import { caseUrl, openCaseUrl } from '../cases/index.ts'
import { childUrl } from '../children/index.ts'
import { listPlansWithoutEducation, type PlanWithoutEducation, whyText } from '../needs/index.ts'
import { ownersOn, ownerText, ownerUrl } from '../owners/index.ts'
import { personOnly } from '../people/index.ts'
import { plansUrl, registersUrl } from './addresses.ts'
import { type PlansModel, plansView } from './views.ts'

const plansList = list({
  path: plansUrl,
  csv: `${plansUrl}.csv`,
  columns: {
    child: { text: 'Child', sort: true },
    plan: { text: 'Plan' },
    why: { text: 'Education' },
    since: { text: 'Since', sort: true },
    school: { text: 'School' },
    action: { text: 'What you can do' },
  },
  sort: { by: 'since', direction: 'asc' },
  filters: {
    plan: choiceFilter('Plan', [
      { value: 'protection_plan', text: 'Child protection plan' },
      { value: 'child_in_need', text: 'Child in need plan' },
    ]),
    why: choiceFilter('Education', [
      { value: 'without', text: 'Not in education' },
      { value: 'absent', text: 'Not attending' },
    ]),
    account: choiceFilter(
      'Suspense account',
      suspenseAccounts.map(({ code, title }) => ({ value: code, text: title })),
    ),
  },
})

const shown = ['known_as', 'needs', 'state', 'attendance'] as const

/** Children in need and on protection plans who are not in education or not attending: the worklist of N8. */
export function plansPage(page: Pages): void {
  page.get(plansUrl, { may: 'registers.read', audit: 'plans without education listed' }, async asked => {
    const { tx, identity, query, today, look, reply } = asked
    const person = personOnly(identity)
    const state = listState(query, plansList)
    const drawn = drawList(plansList, state, await listPlansWithoutEducation(tx, state.filters, today, state))
    look.saw(
      drawn.rows.map(row => row.id),
      shown,
    )
    const group = groupByCode('in_need_or_protection')
    const owner = (await ownersOn(tx, 'group', today))('in_need_or_protection', group?.team ?? null)
    const [seesNeed, seesPlan] = [person.classes.includes('care_status'), person.classes.includes('care_detail')]
    return reply.page(plansView, {
      title: 'In need or on a protection plan, not in education or not attending',
      back: { href: registersUrl, text: 'Registers' },
      recorded: true,
      says: seesPlan
        ? 'Every child with a plan of social care who is on no roll or in no provision, or has missed a tenth or more of the sessions of the year so far.'
        : seesNeed
          ? 'Children in need only: your role is not shown who is on a protection plan.'
          : 'Your role is not shown who has a plan. That none stands here says nothing about a child.',
      owner: { text: ownerText(owner), href: ownerUrl('group', 'in_need_or_protection') },
      list: { ...drawn, rows: drawn.rows.map(row => planLine(row, may(identity, 'cases.change'))) },
    })
  })

  page.get(`${plansUrl}.csv`, { may: 'registers.read', audit: 'plans without education exported' }, async asked => {
    const { tx, query, today, look, reply } = asked
    const { filters, sort, order, beyond } = listState(query, plansList)
    const rows = await listPlansWithoutEducation(tx, filters, today, { sort, order, beyond, from: null, limit: null })
    look.saw(
      rows.map(row => row.id),
      shown,
    )
    return reply.csv(`plans-without-education-${today}.csv`, csvColumns, rows)
  })
}

const planText = (row: PlanWithoutEducation): string => needOn(row.plan, row.since)?.text ?? row.plan

const planLine = (row: PlanWithoutEducation, mayOpen: boolean): PlansModel['list']['rows'][number] => ({
  id: row.id,
  name: row.known_as ?? 'A child',
  href: childUrl(row.id),
  ...{ plan: planText(row), why: whyText(row), since: formatShortDay(row.since), school: row.school_name ?? '' },
  action: row.case_id
    ? { text: 'Go to the case', href: caseUrl(row.case_id) }
    : row.account !== null && mayOpen
      ? { text: 'Open a case', href: openCaseUrl(row.id) }
      : { text: 'See the child', href: childUrl(row.id) },
})

const csvColumns: readonly CsvColumn<PlanWithoutEducation>[] = [
  { header: 'known_as', value: row => row.known_as },
  { header: 'born_on', value: row => row.born_on },
  { header: 'plan', value: planText },
  { header: 'education', value: whyText },
  { header: 'since', value: row => row.since },
  { header: 'school_name', value: row => row.school_name },
  { header: 'lead', value: row => row.lead },
]
