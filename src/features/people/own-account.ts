import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { changePassword, endSessions, ownPasswordHash } from './actions.ts'
import { endOtherSessionsUrl, ownAccountUrl, ownCalendarUrl, ownPasswordUrl, signInUrl } from './addresses.ts'
import { classWords, scopeSentences } from './codes.ts'
import { passwordForm, pressForm, returned } from './forms.ts'
import { matchesPassword, passwordProblem } from './passwords.ts'
import { emailOf, ownSessions, permissionLabels } from './queries.ts'
import { askIn, beginSession, membershipsOf } from './sessions.ts'
import { othersEnded, ownAccountPage, passwordChanged, passwordPage, sessionLines } from './views.ts'

/** What everybody who has signed in sees and changes of themselves. */
export function ownAccountRoutes(page: Pages, parts: Parts): void {
  page.get(ownAccountUrl, { may: 'anyone', audit: 'own account viewed' }, async ({ tx, identity, reply, today }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl(ownAccountUrl))
    const memberships = await membershipsOf(askIn(tx), identity.account_id, today)
    const authority = memberships.find(held => held.membership_id === identity.membership_id)?.authority_name ?? ''
    return reply.page(ownAccountPage, {
      title: 'Your account',
      who: [
        { term: 'Name', text: identity.account_name },
        { term: 'Email address', text: await emailOf(tx, identity.account_id) },
        { term: 'Role', text: identity.role_label },
        { term: 'Organisation', text: identity.organisation_name },
        { term: 'Authority', text: authority },
      ],
      scope: scopeSentences[identity.scope],
      classes: identity.classes.map(fieldClass => classWords[fieldClass]),
      permissions: identity.must_change_password ? [] : await permissionLabels(tx, identity.role),
      sessions: sessionLines(await ownSessions(tx, parts.now()), identity.session_id),
      several: memberships.length > 1,
      calendar_href: may(identity, 'children.read') ? ownCalendarUrl : null,
      form: drawForm(pressForm),
    })
  })

  page.post(endOtherSessionsUrl, { may: 'anyone', audit: 'own sessions ended' }, async ({ tx, identity, reply }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl(ownAccountUrl))
    const now = parts.now()
    const ended = await endSessions(tx, identity, identity.account_id, now)
    reply.session(await beginSession(askIn(tx), identity.account_id, identity.membership_id, now))
    reply.flash(othersEnded, Math.max(0, ended - 1))
    return reply.redirect(ownAccountUrl)
  })

  const title = (person: Person): string =>
    person.must_change_password ? 'Choose a password of your own' : 'Change your password'

  page.get(ownPasswordUrl, { may: 'anyone', audit: 'own password form opened' }, ({ identity, reply }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl(ownPasswordUrl))
    return reply.page(passwordPage, {
      title: title(identity),
      form: drawForm(passwordForm),
      must_change: identity.must_change_password,
    })
  })

  page.post(
    ownPasswordUrl,
    { may: 'anyone', audit: 'password changed', limit: { most: 30, seconds: 60 } },
    async ({ tx, identity, reply, body, look }) => {
      if (identity.kind !== 'person') return reply.redirect(signInUrl(ownPasswordUrl))
      const again = (failed: Failed) =>
        reply.page(passwordPage, {
          title: title(identity),
          form: drawForm(passwordForm, { failed }),
          must_change: identity.must_change_password,
        })
      const posted = parseForm(passwordForm, body)
      if (!posted.ok) return again(posted)
      const { current_password, new_password } = posted.values
      if (!(await matchesPassword(await ownPasswordHash(tx), current_password))) {
        look.purpose = 'password change refused: wrong password'
        const message = 'Current password is not right: type it again'
        return again(returned(passwordForm, body, { field: 'current_password', message }))
      }
      const problem = passwordProblem(new_password, await emailOf(tx, identity.account_id))
      if (problem !== null) return again(returned(passwordForm, body, { field: 'new_password', message: problem }))
      const now = parts.now()
      await changePassword(tx, identity, { new_password, now })
      reply.session(await beginSession(askIn(tx), identity.account_id, identity.membership_id, now))
      reply.flash(passwordChanged)
      return reply.redirect(identity.must_change_password ? identity.first_page : ownAccountUrl)
    },
  )
}
