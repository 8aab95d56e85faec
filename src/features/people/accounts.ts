import { may } from '../../ground/database/identity.ts'
import { usedBefore } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { drawList, listState } from '../../ground/web/lists.ts'
import { covers } from '../../rulebook/index.ts'
import { addAccount } from './actions.ts'
import {
  accountsUrl,
  accountUrl,
  addAccountUrl,
  addMembershipUrl,
  disableUrl,
  enableUrl,
  endSessionsUrl,
  findAccountUrl,
  organisationsUrl,
  resetPasswordUrl,
} from './addresses.ts'
import { accountForm, findForm, pressForm, returned } from './forms.ts'
import { formatInstant } from './instants.ts'
import { knownAccount } from './known-account.ts'
import { accountRows, findAccounts, organisationRows } from './list-queries.ts'
import { accountsList, organisationsList } from './lists.ts'
import { oneTimePassword } from './passwords.ts'
import { personOnly } from './person-only.ts'
import { orWhereItLed } from './pressed-twice.ts'
import { emailIsTaken, liveSessions, membershipsOfAccount, organisationChoices, roleChoices } from './queries.ts'
import {
  accountLine,
  accountPage,
  accountsPage,
  findPage,
  formPage,
  membershipLine,
  oneTimePage,
  organisationLine,
  organisationsPage,
  sessionLines,
  standingOf,
} from './views.ts'

/** The accounts of an authority: who there is, who they are, and adding one. */
export function accountRoutes(page: Pages, parts: Parts): void {
  page.get(accountsUrl, { may: 'accounts.read', audit: 'accounts listed' }, async asked => {
    const { tx, identity, query, reply, today } = asked
    const definition = accountsList(await roleChoices(tx), await organisationChoices(tx))
    const state = listState(query, definition)
    const rows = await accountRows(tx, state, today, parts.now())
    return reply.page(accountsPage, {
      title: 'Accounts',
      list: drawList(definition, state, rows.map(accountLine)),
      find: drawForm(findForm),
      may_change: may(identity, 'accounts.change'),
    })
  })

  page.ask(findAccountUrl, { may: 'accounts.read', audit: 'accounts searched' }, async ({ tx, body, reply }) => {
    const posted = parseForm(findForm, body)
    const found = posted.ok ? await findAccounts(tx, posted.values.q) : []
    return reply.page(findPage, {
      title: 'Find an account',
      back: { href: accountsUrl, text: 'Accounts' },
      form: posted.ok ? drawForm(findForm, { stored: posted.values }) : drawForm(findForm, { failed: posted }),
      found: found.map(account => ({ ...account, href: accountUrl(account.id) })),
      asked: posted.ok,
    })
  })

  page.get(addAccountUrl, { may: 'accounts.change', audit: 'account form opened' }, async ({ tx, reply }) => {
    const asked = accountForm(await roleChoices(tx), await organisationChoices(tx))
    return reply.page(formPage, { ...addPage, form: drawForm(asked) })
  })

  page.post(
    addAccountUrl,
    { may: 'accounts.change', audit: 'account added' },
    async ({ tx, identity, body, reply }) => {
      const asked = accountForm(await roleChoices(tx), await organisationChoices(tx))
      const posted = parseForm(asked, body)
      if (!posted.ok) return reply.page(formPage, { ...addPage, form: drawForm(asked, { failed: posted }) })
      const before = await usedBefore(tx, posted.once)
      if (before !== null) return reply.redirect(before)
      if (await emailIsTaken(tx, posted.values.email)) {
        const message = 'Somebody signs in with this email address already: find the account and give it the role'
        const failed = returned(asked, body, { field: 'email', message })
        return reply.page(formPage, { ...addPage, form: drawForm(asked, { failed }) })
      }
      const password = oneTimePassword()
      const { name, email } = posted.values
      return orWhereItLed(reply, async () => {
        const id = await addAccount(tx, personOnly(identity), { ...posted.values, password, once: posted.once })
        return reply.page(oneTimePage, {
          title: 'The account is added',
          name,
          email,
          one_time_password: password,
          account_href: accountUrl(id),
        })
      })
    },
  )

  page.get('/accounts/:id', { may: 'accounts.read', audit: 'account viewed' }, async asked => {
    const { tx, identity, params, reply, today } = asked
    const account = await knownAccount(tx, params.id)
    const now = parts.now()
    const memberships = await membershipsOfAccount(tx, account.id)
    const locked = account.locked_until !== null && account.locked_until > now
    const changes = may(identity, 'accounts.change') && personOnly(identity).account_id !== account.id
    return reply.page(accountPage, {
      title: account.name,
      back: { href: accountsUrl, text: 'Accounts' },
      email: account.email,
      standing: standingOf({
        locked,
        disabled: account.disabled_at !== null,
        has_role: memberships.some(membership => covers(membership, today)),
      }),
      locked_until: locked && account.locked_until ? formatInstant(account.locked_until) : null,
      memberships: memberships.map(membership => membershipLine(account.id, membership, changes)),
      sessions: sessionLines(await liveSessions(tx, account.id, now), null),
      change: changes
        ? {
            add_role: addMembershipUrl(account.id),
            reset: resetPasswordUrl(account.id),
            end_sessions: endSessionsUrl(account.id),
            disable: account.disabled_at === null ? disableUrl(account.id) : null,
            enable: enableUrl(account.id),
            form: drawForm(pressForm),
          }
        : null,
    })
  })

  page.get(organisationsUrl, { may: 'accounts.read', audit: 'organisations listed' }, async asked => {
    const { tx, query, reply, today } = asked
    const state = listState(query, organisationsList)
    const rows = await organisationRows(tx, state, today)
    return reply.page(organisationsPage, {
      title: 'Organisations',
      list: drawList(organisationsList, state, rows.map(organisationLine)),
    })
  })
}

const addPage = {
  title: 'Add an account',
  back: { href: accountsUrl, text: 'Accounts' },
  lead: 'You are shown a password for the person once, when the account is added. They choose their own when they first sign in.',
  button: 'Add the account',
  cancel_href: accountsUrl,
}
