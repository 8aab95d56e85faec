import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { daysBetween, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { bannerOf, type CouncilCase, caseFormPages, caseOrMissing, caseUrl, outSince } from '../cases/index.ts'
import { delegationOf, delegationsUrl, holdersOf } from '../delegations/index.ts'
import { decideSectionNineteen } from './actions.ts'
import { decideUrl, decisionsUrl, decisionUrl, sectionNineteenUrl } from './addresses.ts'
import { decideForm } from './forms.ts'
import { appearedOn, type Decision, decisionsOf, newestDecisions } from './queries.ts'
import { decisionPage, decisionsPage, sectionNineteenDecided, sectionNineteenPage } from './views.ts'

/** The decisions of a case on section 19, one of them in writing, and deciding. */
export function sectionNineteenPages(page: Pages): void {
  page.get(
    decisionsUrl,
    { may: 'cases.read', audit: 'decisions on section 19 listed' },
    async ({ tx, look, reply }) => {
      const rows = await newestDecisions(tx)
      look.saw(
        rows.map(row => row.person_id),
        ['known_as', 'case', 'section_19'],
      )
      return reply.page(decisionsPage, {
        ...{ title: 'Decisions on section 19', recorded: true },
        rows: rows.map(row => ({
          ...{
            name: row.known_as ?? 'A child',
            href: caseUrl(row.case_id),
            reference: row.reference,
            by: row.decided_by,
          },
          decision_href: decisionUrl(row.case_id, row.id),
          what: row.provides ? `${row.provider}, ${row.weekly_hours} hours a week` : 'No education is arranged',
          ...{ appeared: formatShortDay(row.appeared_on), decided: formatShortDay(row.decided_on) },
          days: daysBetween(row.appeared_on, row.decided_on).toLocaleString('en-GB'),
        })),
      })
    },
  )

  page.get(
    '/cases/:id/section-19',
    { may: 'cases.read', audit: 'section 19 of a case viewed' },
    async ({ tx, identity, params, look, reply, today }) => {
      const found = await caseOrMissing(tx, params.id, look)
      look.saw([found.person_id], ['section_19', 'state'])
      const decisions = await decisionsOf(tx, found.id)
      const out = await outSince(tx, found.person_id, today)
      const appeared = await appearedOn(tx, found.person_id)
      const mine =
        identity.kind === 'person' && may(identity, 'section_19.decide')
          ? await delegationOf(tx, identity.account_id, 'section_19', today)
          : null
      const runs = appeared ?? out.since
      return reply.page(sectionNineteenPage, {
        ...{ title: 'Section 19', back: { href: caseUrl(found.id), text: 'Back to the case' }, recorded: true },
        banner: await bannerOf(tx, identity, found.person_id, today),
        days_out: out.text,
        runs_from:
          runs === null
            ? 'The duty runs from the day on which it appears that the child may not receive suitable education.'
            : `The duty runs from the day on which it appears that the child may not receive suitable education: by what is recorded, ${formatDay(runs)}.`,
        says_who: await whoSigns(
          tx,
          identity.kind === 'person' && may(identity, 'delegations.read') ? today : null,
          mine !== null,
        ),
        may_decide: mine !== null && found.closed_on === null ? decideUrl(found.id) : null,
        decisions: decisions.map(one => decisionLine(found, one)),
      })
    },
  )

  caseFormPages(page, {
    path: '/cases/:id/section-19/decide',
    ...{ may: 'section_19.decide', audit: 'section 19 decided', when: 'open', done: sectionNineteenDecided },
    ...{ title: 'Decide on section 19', button: 'Decide, in writing' },
    purpose:
      'What you decide is drafted as a letter with your reasons, and cannot be changed after: another decision can follow it. No panel has to meet before it.',
    form: (_tx, person: Person) => decideForm(person.today),
    stored: async (tx, found, person) => {
      const appeared_on =
        (await appearedOn(tx, found.person_id)) ?? (await outSince(tx, found.person_id, person.today)).since
      return { starts_on: person.today, ...(appeared_on === null ? {} : { appeared_on }) }
    },
    act: decideSectionNineteen,
  })

  page.get(
    '/cases/:id/section-19/:decision_id',
    { may: 'cases.read', audit: 'section 19 decision read' },
    async ({ tx, identity, params, look, reply, today }) => {
      const found = await caseOrMissing(tx, params.id, look)
      const decision = (await decisionsOf(tx, found.id)).find(one => one.id === params.decision_id)
      if (!decision) throw new Missing()
      look.saw([found.person_id], ['section_19'])
      return reply.page(decisionPage, {
        ...{ title: `Decision of ${formatDay(decision.decided_on)}`, recorded: true },
        back: { href: sectionNineteenUrl(found.id), text: 'Section 19' },
        banner: await bannerOf(tx, identity, found.person_id, today),
        letter: decision.letter,
      })
    },
  )
}

async function whoSigns(
  tx: Parameters<typeof holdersOf>[0],
  on: Person['today'] | null,
  mine: boolean,
): Promise<string> {
  if (mine) return 'The authority has delegated the decision to you: you may decide on any day.'
  if (on === null) return 'An officer decides to whom the authority has delegated it.'
  const names = await holdersOf(tx, 'section_19', on)
  return names.length === 0
    ? `Nobody may decide yet: a team manager or an administrator says who, on ${delegationsUrl}.`
    : `Who may decide today: ${names.join(', ')}.`
}

const decisionLine = (found: CouncilCase, one: Decision) => ({
  text: one.provides ? 'Education is arranged' : 'No education is arranged',
  href: decisionUrl(found.id, one.id),
  appeared: formatShortDay(one.appeared_on),
  decided: `${formatShortDay(one.decided_on)} by ${one.decided_by}`,
  what:
    one.starts_on === null
      ? ''
      : `${one.provider}, ${one.weekly_hours} hours a week, from ${formatShortDay(one.starts_on)}${one.last_on === null ? '' : ` to ${formatShortDay(one.last_on)}`}`,
  because: one.because,
})
