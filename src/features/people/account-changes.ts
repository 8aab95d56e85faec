import type { Read } from '../../ground/database/door.ts'
import { usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { addMembership, endMembership, endSessions, lastsUntil, resetPassword } from './actions.ts'
import { accountUrl } from './addresses.ts'
import { membershipForm, pressForm, returned } from './forms.ts'
import { oneTimePassword } from './passwords.ts'
import { personOnly } from './person-only.ts'
import { orWhereItLed } from './pressed-twice.ts'
import {
  type AccountMembership,
  accountById,
  membershipsOfAccount,
  type OneAccount,
  organisationChoices,
  roleChoices,
} from './queries.ts'
import { formPage, oneTimePage, roleAdded, roleEnded, roleEndsAtMidnight, sessionsEnded } from './views.ts'

/** What an administrator changes on one account. */
export function accountChangeRoutes(page: Pages, parts: Parts): void {
  const rule = (audit: string) => ({ may: 'accounts.change', audit })

  page.get('/accounts/:id/password', rule('password reset opened'), async ({ tx, params, reply }) => {
    const account = await known(tx, params.id)
    return reply.page(confirmPage, {
      title: 'Set a new password',
      back: { href: accountUrl(account.id), text: account.name },
      what: [
        'You are shown a password once, to tell the person in private.',
        'They choose their own when they next sign in.',
        'They are signed out everywhere, and an account that was locked out is open again.',
      ],
      whom: whomOf(account),
      undo: 'The old password does not come back.',
      button: 'Set a new password',
      danger: true,
      cancel_href: accountUrl(account.id),
      form: drawForm(pressForm),
    })
  })

  page.post('/accounts/:id/password', rule('password reset'), async ({ tx, identity, params, body, reply }) => {
    const account = await known(tx, params.id)
    const { once } = parseForm(pressForm, body)
    const password = oneTimePassword()
    return orWhereItLed(reply, async () => {
      await resetPassword(tx, personOnly(identity), { account_id: account.id, password, once, now: parts.now() })
      return reply.page(oneTimePage, {
        title: 'The new password is set',
        name: account.name,
        email: account.email,
        one_time_password: password,
        account_href: accountUrl(account.id),
      })
    })
  })

  page.get('/accounts/:id/sessions/end', rule('end of sessions opened'), async ({ tx, params, reply }) => {
    const account = await known(tx, params.id)
    return reply.page(confirmPage, {
      title: 'End all sessions',
      back: { href: accountUrl(account.id), text: account.name },
      what: [
        'The person is signed out on every device, at their next click.',
        'What they had typed and not saved is lost.',
      ],
      whom: whomOf(account),
      undo: 'They can sign in again at once. To stop that, end their role or set a new password.',
      button: 'End all sessions',
      danger: false,
      cancel_href: accountUrl(account.id),
      form: drawForm(pressForm),
    })
  })

  page.post('/accounts/:id/sessions/end', rule('sessions ended'), async ({ tx, identity, params, reply }) => {
    const account = await known(tx, params.id)
    reply.flash(sessionsEnded, await endSessions(tx, personOnly(identity), account.id, parts.now()))
    return reply.redirect(accountUrl(account.id))
  })

  page.get('/accounts/:id/memberships/add', rule('role form opened'), async ({ tx, params, reply }) => {
    const account = await known(tx, params.id)
    const asked = membershipForm(await roleChoices(tx), await organisationChoices(tx))
    return reply.page(formPage, { ...roleFormOf(account), form: drawForm(asked) })
  })

  page.post(
    '/accounts/:id/memberships/add',
    rule('role added'),
    async ({ tx, identity, params, body, reply, today }) => {
      const account = await known(tx, params.id)
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
  page.get(ending, rule('end of role opened'), async ({ tx, params, reply, today }) => {
    const account = await known(tx, params.id)
    const membership = await heldRole(tx, account.id, params.membership_id)
    const atMidnight = lastsUntil(membership.starts_on, today) > today
    return reply.page(confirmPage, {
      title: 'End this role',
      back: { href: accountUrl(account.id), text: account.name },
      what: atMidnight
        ? [
            'The role began today, so it ends at midnight.',
            'To keep the person out until then, set a new password and do not tell it.',
          ]
        : ['The person sees nothing more through this role, from their next click on.'],
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

  page.post(ending, rule('role ended'), async ({ tx, identity, params, reply, today }) => {
    const account = await known(tx, params.id)
    const { id, starts_on } = await heldRole(tx, account.id, params.membership_id)
    const back = { href: accountUrl(account.id), text: 'See the account as it is now' }
    try {
      await endMembership(tx, personOnly(identity), { account_id: account.id, membership_id: id, starts_on })
    } catch (problem) {
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict('The role was ended already.', [], back)
    }
    reply.flash(lastsUntil(starts_on, today) > today ? roleEndsAtMidnight : roleEnded)
    return reply.redirect(back.href)
  })
}

/** The account, or the page that says there is none. */
async function known(tx: Read, id: string): Promise<OneAccount> {
  const account = await accountById(tx, id)
  if (!account) throw new Missing()
  return account
}

async function heldRole(tx: Read, account_id: string, membership_id: string): Promise<AccountMembership> {
  const held = (await membershipsOfAccount(tx, account_id)).find(membership => membership.id === membership_id)
  if (!held) throw new Missing()
  return held
}

const whomOf = (account: OneAccount) => [
  { term: 'Name', text: account.name },
  { term: 'Email address', text: account.email },
]

const roleFormOf = (account: OneAccount) => ({
  title: 'Add a role',
  back: { href: accountUrl(account.id), text: account.name },
  lead: `${account.name} holds it from today on, beside any other.`,
  button: 'Add the role',
  cancel_href: accountUrl(account.id),
})
