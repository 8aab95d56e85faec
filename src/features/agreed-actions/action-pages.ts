import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { caseFormPages, caseUrl, officersOn } from '../cases/index.ts'
import { personOnly } from '../people/index.ts'
import { agree, endAction } from './actions.ts'
import { endActionUrl, myActionsUrl } from './addresses.ts'
import { agreeForm, endActionForm } from './forms.ts'
import { actionsFor, actionsOf } from './queries.ts'
import { actionAgreed, actionEnded, myActionsPage } from './views.ts'

const most = 200

/** Agreeing an action, saying what became of it, and what waits for the reader. */
export function actionPages(page: Pages): void {
  page.get(
    myActionsUrl,
    { may: 'cases.change', audit: 'own actions listed' },
    async ({ tx, identity, look, today, reply }) => {
      const person = personOnly(identity)
      const rows = await actionsFor(tx, person.account_id, most)
      look.saw(
        rows.map(row => row.person_id),
        ['known_as', 'case'],
      )
      return reply.page(myActionsPage, {
        ...{ title: 'What you agreed to do', recorded: true },
        rows: rows.map(row => ({
          ...{
            what: row.what,
            due: formatShortDay(row.due_on),
            overdue: row.due_on < today,
            name: row.known_as ?? 'A child',
          },
          ...{ href: caseUrl(row.case_id), reference: row.reference, by: row.agreed_by },
          end_href: endActionUrl(row.case_id, row.id),
        })),
      })
    },
  )

  caseFormPages(page, {
    path: '/cases/:id/actions/agree',
    ...{ may: 'cases.change', audit: 'action agreed', when: 'open', done: actionAgreed },
    ...{ title: 'Agree an action', button: 'Agree it' },
    purpose:
      'One thing, one officer, one day. It stands on the officer’s first page until it was done, or was dropped with a reason.',
    form: async (tx, person) => {
      const officers = new Map(
        (await officersOn(tx, person.today)).map(one => [one.account_id, `${one.name}, ${one.team}`]),
      )
      return agreeForm(
        [...officers].map(([value, text]) => ({ value, text })),
        person.today,
      )
    },
    stored: async (_tx, _found, person) => ({ owner_id: person.account_id }),
    act: agree,
  })

  caseFormPages(page, {
    path: '/cases/:id/actions/:action_id/end',
    ...{ may: 'cases.change', audit: 'action ended', when: 'open', done: actionEnded },
    ...{ title: 'What became of the action', button: 'Record it' },
    purpose: 'That it was agreed stays in the chronology.',
    form: async (tx, _person, found, params) => {
      const waits = (await actionsOf(tx, found.id)).some(one => one.id === params.action_id)
      if (!waits) throw new Missing()
      return endActionForm()
    },
    act: (tx, person, found, values, keys, params) =>
      endAction(tx, person, found, { ...values, id: params.action_id ?? '' }, keys),
  })
}
