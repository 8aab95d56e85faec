import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { disableAccount, endSessions, resetPassword } from './actions.ts'
import { accountUrl } from './addresses.ts'
import { pressForm } from './forms.ts'
import { knownAccount, whomOf } from './known-account.ts'
import { oneTimePassword } from './passwords.ts'
import { personOnly } from './person-only.ts'
import { orWhereItLed } from './pressed-twice.ts'
import { accountDisabled, accountOpened, oneTimePage, sessionsEnded } from './views.ts'

/** How somebody gets in, as an administrator changes it: password, sessions, and whether the account may sign in at all. */
export function accountAccessRoutes(page: Pages, parts: Parts): void {
  const rule = (audit: string) => ({ may: 'accounts.change', audit })

  page.get('/accounts/:id/password', rule('password reset opened'), async ({ tx, params, reply }) => {
    const account = await knownAccount(tx, params.id)
    return reply.page(confirmPage, {
      title: 'Set a new password',
      back: { href: accountUrl(account.id), text: account.name },
      what: [
        'You are shown a password once, to tell the person in private.',
        'They choose their own when they next sign in.',
        'They are signed out everywhere, and an account that was locked out is open again.',
        'The address of their due dates in another calendar ends.',
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
    const account = await knownAccount(tx, params.id)
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
    const account = await knownAccount(tx, params.id)
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
    const account = await knownAccount(tx, params.id)
    reply.flash(sessionsEnded, await endSessions(tx, personOnly(identity), account.id, parts.now()))
    return reply.redirect(accountUrl(account.id))
  })

  page.get('/accounts/:id/disable', rule('disabling opened'), async ({ tx, params, reply }) => {
    const account = await knownAccount(tx, params.id)
    return reply.page(confirmPage, {
      title: 'Disable this account',
      back: { href: accountUrl(account.id), text: account.name },
      what: [
        'The person is signed out at their next click, and cannot sign in again.',
        'The address of their due dates in another calendar ends, and does not come back.',
        'Their roles stay as they are.',
      ],
      whom: whomOf(account),
      undo: 'You can let them in again on the page of the account.',
      button: 'Disable this account',
      danger: true,
      cancel_href: accountUrl(account.id),
      form: drawForm(pressForm),
    })
  })

  page.post('/accounts/:id/disable', rule('account disabled'), async ({ tx, identity, params, reply }) => {
    const { id } = await knownAccount(tx, params.id)
    await disableAccount(tx, personOnly(identity), { account_id: id, disabled: true, now: parts.now() })
    reply.flash(accountDisabled)
    return reply.redirect(accountUrl(id))
  })

  page.post('/accounts/:id/enable', rule('account let in again'), async ({ tx, identity, params, reply }) => {
    const { id } = await knownAccount(tx, params.id)
    await disableAccount(tx, personOnly(identity), { account_id: id, disabled: false, now: parts.now() })
    reply.flash(accountOpened)
    return reply.redirect(accountUrl(id))
  })
}
