import type { Read } from '../../ground/database/door.ts'
import { usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { addMembership, endMembership } from './actions.ts'
import { accountUrl } from './addresses.ts'
import { membershipForm, pressForm, returned } from './forms.ts'
import { knownAccount, whomOf } from './known-account.ts'
import { personOnly } from './person-only.ts'
import { orWhereItLed } from './pressed-twice.ts'
import {
  type AccountMembership,
  membershipsOfAccount,
  type OneAccount,
  organisationChoices,
  roleChoices,
} from './queries.ts'
import { formPage, roleAdded, roleEnded } from './views.ts'

/** The roles that an account holds, as an administrator adds and ends them. */
export function accountRoleRoutes(page: Pages): void {
  const rule = (audit: string) => ({ may: 'accounts.change', audit })

  page.get('/accounts/:id/memberships/add', rule('role form opened'), async ({ tx, params, reply }) => {
    const account = await knownAccount(tx, params.id)
    const asked = membershipForm(await roleChoices(tx), await organisationChoices(tx))
    return reply.page(formPage, { ...roleFormOf(account), form: drawForm(asked) })
  })

  page.post(
    '/accounts/:id/memberships/add',
    rule('role added'),
    async ({ tx, identity, params, body, reply, today }) => {
      const account = await knownAccount(tx, params.id)
      const asked = membershipForm(await roleChoices(tx), await organisationChoices(tx))
      const posted = parseForm(asked, body)
      if (!posted.ok) return reply.page(formPage, { ...roleFormOf(account), form: drawForm(asked, { failed: posted }) })
      const before = await usedBefore(tx, posted.once)
      if (before !== null) return reply.redirect(before)
      const { role, organisation_id } = posted.values
      const same = (held: AccountMembership) =>
        held.role === role &&
        held.organisation_id === organisation_id &&
        (held.ends_on === null || held.ends_on > today)
      if ((await membershipsOfAccount(tx, account.id)).some(same)) {
        const failed = returned(asked, body, { field: 'role', message: 'The person holds this role there already' })
        return reply.page(formPage, { ...roleFormOf(account), form: drawForm(asked, { failed }) })
      }
      return orWhereItLed(reply, async () => {
        await addMembership(tx, personOnly(identity), { account_id: account.id, ...posted.values, once: posted.once })
        reply.flash(roleAdded)
        return reply.redirect(accountUrl(account.id))
      })
    },
  )

  const ending = '/accounts/:id/memberships/:membership_id/end'
  page.get(ending, rule('end of role opened'), async ({ tx, params, reply }) => {
    const account = await knownAccount(tx, params.id)
    const membership = await heldRole(tx, account.id, params.membership_id)
    return reply.page(confirmPage, {
      title: 'End this role',
      back: { href: accountUrl(account.id), text: account.name },
      what: ['The person sees nothing more through this role, from their next click on.'],
      whom: [
        ...whomOf(account),
        { term: 'Role', text: `${membership.role_label}, ${membership.organisation_name}` },
        { term: 'Held since', text: formatDay(membership.starts_on) },
      ],
      undo: 'The role can be given again. What the person did in it stays recorded.',
      button: 'End this role',
      danger: true,
      cancel_href: accountUrl(account.id),
      form: drawForm(pressForm),
    })
  })

  page.post(ending, rule('role ended'), async ({ tx, identity, params, reply }) => {
    const account = await knownAccount(tx, params.id)
    const { id } = await heldRole(tx, account.id, params.membership_id)
    const back = { href: accountUrl(account.id), text: 'See the account as it is now' }
    try {
      await endMembership(tx, personOnly(identity), { account_id: account.id, membership_id: id })
    } catch (problem) {
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict('The role was ended already.', [], back)
    }
    reply.flash(roleEnded)
    return reply.redirect(back.href)
  })
}

async function heldRole(tx: Read, account_id: string, membership_id: string): Promise<AccountMembership> {
  const held = (await membershipsOfAccount(tx, account_id)).find(membership => membership.id === membership_id)
  if (!held) throw new Missing()
  return held
}

const roleFormOf = (account: OneAccount) => ({
  title: 'Add a role',
  back: { href: accountUrl(account.id), text: account.name },
  lead: `${account.name} holds it from today on, beside any other.`,
  button: 'Add the role',
  cancel_href: accountUrl(account.id),
})
