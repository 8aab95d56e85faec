import { may, type Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { addDays, type Day, formatShortDay } from '../../rulebook/index.ts'
import { formatInstant, officersWith, personOnly } from '../people/index.ts'
import { DelegationRefused, delegate, endDelegation } from './actions.ts'
import { delegationsUrl, endUrl, giveUrl } from './addresses.ts'
import { powerText } from './codes.ts'
import { endForm, giveForm } from './forms.ts'
import { type DelegationRow, delegations } from './queries.ts'
import {
  type DelegationFormModel,
  type DelegationLine,
  delegationEnded,
  delegationFormPage,
  delegationGiven,
  delegationsPage,
} from './views.ts'

/** Who may sign for the authority; giving and ending it. */
export function delegationPages(page: Pages): void {
  page.get(
    delegationsUrl,
    { may: 'delegations.read', audit: 'delegations viewed' },
    async ({ tx, identity, today, reply }) => {
      const changes = may(identity, 'delegations.change')
      const all = await delegations(tx, null)
      const [holding, before] = [all.filter(row => holdsOn(row, today)), all.filter(row => !holdsOn(row, today))]
      return reply.page(delegationsPage, {
        title: 'Who may sign for the authority',
        holding: holding.map(row => lineOf(row, changes)),
        before: before.map(row => lineOf(row, false)),
        give_href: changes ? giveUrl : null,
      })
    },
  )

  page.get(giveUrl, { may: 'delegations.change', audit: 'delegation: form' }, async ({ tx, identity, reply }) => {
    const person = personOnly(identity)
    const form = drawForm(await asked(tx, person), { stored: { starts_on: person.today } })
    return reply.page(delegationFormPage, giving(form))
  })

  page.post(
    giveUrl,
    { may: 'delegations.change', audit: 'delegation given' },
    async ({ tx, identity, body, reply }) => {
      const actor = personOnly(identity)
      const form = await asked(tx, actor)
      const posted = parseForm(form, body)
      if (!posted.ok) return reply.page(delegationFormPage, giving(drawForm(form, { failed: posted })))
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      try {
        await delegate(tx, actor, posted.values)
      } catch (problem) {
        if (!(problem instanceof DelegationRefused)) throw problem
        const check = () => [{ field: problem.field, message: problem.message } as const]
        const failed = parseForm({ ...form, check }, body)
        if (failed.ok) throw problem
        return reply.page(delegationFormPage, giving(drawForm(form, { failed })))
      }
      await useOnce(tx, actor, posted.once, delegationsUrl)
      reply.flash(delegationGiven)
      return reply.redirect(delegationsUrl)
    },
  )

  page.get(
    '/delegations/:id/end',
    { may: 'delegations.change', audit: 'delegation end: form' },
    async ({ tx, params, today, reply }) => {
      const row = await held(tx, params.id, today)
      const form = drawForm(endForm(today, row.starts_on), { stored: { ends_on: addDays(today, 1) } })
      return reply.page(delegationFormPage, ending(row, form))
    },
  )

  page.post(
    '/delegations/:id/end',
    { may: 'delegations.change', audit: 'delegation ended' },
    async ({ tx, identity, params, body, today, reply }) => {
      const actor = personOnly(identity)
      const row = await held(tx, params.id, today)
      const form = endForm(today, row.starts_on)
      const posted = parseForm(form, body)
      if (!posted.ok) return reply.page(delegationFormPage, ending(row, drawForm(form, { failed: posted })))
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      if (!(await endDelegation(tx, actor, row.id, posted.values))) throw new Missing()
      await useOnce(tx, actor, posted.once, delegationsUrl)
      reply.flash(delegationEnded)
      return reply.redirect(delegationsUrl)
    },
  )
}

type Tx = Reading['tx']

const asked = async (tx: Tx, person: Person) =>
  giveForm(await officersWith(tx, person, 'section_19.decide'), person.today)

const holdsOn = (row: DelegationRow, on: Day): boolean =>
  row.starts_on <= on && (row.ends_on === null || row.ends_on > on)

/** Throws Missing for a delegation that is not there, or is over. */
async function held(tx: Tx, id: string, today: Day): Promise<DelegationRow> {
  const row = (await delegations(tx, null)).find(one => one.id === id)
  if (!row || (row.ends_on !== null && row.ends_on <= today)) throw new Missing()
  return row
}

const back = { href: delegationsUrl, text: 'Who may sign for the authority' }

const giving = (form: DrawnForm): DelegationFormModel => ({
  ...{ title: 'Give a delegation', back, form, button: 'Give the delegation', cancel_href: delegationsUrl },
  says: ['The officer may sign from that day on, until somebody ends it. You cannot give a power to yourself.'],
})

const ending = (row: DelegationRow, form: DrawnForm): DelegationFormModel => ({
  ...{ title: `End: ${row.name}`, back, form, button: 'End the delegation', cancel_href: delegationsUrl },
  says: [`${powerText(row.power)}, since ${formatShortDay(row.starts_on)}. What was signed under it stays as it is.`],
})

const lineOf = (row: DelegationRow, mayEnd: boolean): DelegationLine => ({
  ...{ name: row.name, power: powerText(row.power), because: row.because },
  days: `From ${formatShortDay(row.starts_on)}${row.ends_on === null ? '' : ` to ${formatShortDay(addDays(row.ends_on, -1))}`}`,
  by: `${row.given_by}, ${formatInstant(row.given_at)}`,
  ended: row.ended_because === null ? null : `Ended by ${row.ended_by ?? 'somebody'}: ${row.ended_because}`,
  end_href: mayEnd && row.ends_on === null ? endUrl(row.id) : null,
})
