import type { Write } from '../../ground/database/door.ts'
import type { Pages, Parts, Reading, Writing } from '../../ground/feature.ts'
import { Look } from '../../ground/look.ts'
import { sessionTokenOf } from '../../ground/web/cookies.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { type Answer, ownAddress } from '../../ground/web/reply.ts'
import { chooseUrl, ownPasswordUrl, signInUrl } from './addresses.ts'
import { pressForm, returned, signInForm } from './forms.ts'
import { madeUpPeople } from './queries.ts'
import {
  askIn,
  beginSession,
  checkSignIn,
  endSession,
  type Membership,
  membershipsOf,
  personOfSession,
} from './sessions.ts'
import { countStrangers } from './strangers.ts'
import { choosePage, groupsOf, signedOut, signInPage, waitWords } from './views.ts'

/** Signing in and out, the first page, and choosing between roles. */
export function signInRoutes(page: Pages, parts: Parts): void {
  const strangers = countStrangers()

  page.get('/', { may: 'anyone', audit: 'first page asked for' }, ({ identity, reply }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl())
    return reply.redirect(identity.must_change_password ? ownPasswordUrl : identity.first_page)
  })

  page.get('/sign-in', { may: 'anyone', audit: 'sign-in opened' }, asked => {
    if (asked.identity.kind === 'person') return asked.reply.redirect('/')
    return drawSignIn(asked, parts, drawForm(signInForm))
  })

  page.post('/sign-in', { may: 'anyone', audit: 'sign-in tried', limit: { most: 30, seconds: 60 } }, async asked => {
    const { body, look, today } = asked
    const posted = parseForm(signInForm, body)
    if (!posted.ok) return drawSignIn(asked, parts, drawForm(signInForm, { failed: posted }))
    const now = parts.now()
    const answer = await checkSignIn(askIn(asked.tx), strangers, posted.values, now, today)
    const again = (message: string) =>
      drawSignIn(
        asked,
        parts,
        drawForm(signInForm, { failed: returned(signInForm, body, { field: 'email', message }) }),
      )
    if (!answer.ok) {
      look.purpose = answer.wait_until ? 'sign-in locked out' : 'sign-in failed'
      if (answer.wait_until === null) return again('The email address or the password is not right: check both')
      return again(
        `There were too many wrong tries at this email address: wait ${waitWords(answer.wait_until, now)}, then try again`,
      )
    }
    const [first] = answer.memberships
    if (!first) {
      look.purpose = 'sign-in refused: no role'
      return again('Your account has no role here now: ask your system administrator')
    }
    return enter(asked, parts, answer.account_id, first, 'signed in', answer.memberships.length > 1)
  })

  page.post('/become/:id', { may: 'anyone', audit: 'made-up person chosen' }, async asked => {
    const people = parts.settings.demonstration ? await madeUpPeople(asked.tx, asked.today) : []
    if (!people.some(person => person.account_id === asked.params.id)) throw new Missing()
    const memberships = await membershipsOf(askIn(asked.tx), asked.params.id, asked.today)
    const [first] = memberships
    if (!first) throw new Missing()
    return enter(asked, parts, asked.params.id, first, 'signed in as a made-up person', memberships.length > 1)
  })

  page.post('/sign-out', { may: 'anyone', audit: 'signed out' }, async ({ tx, request, reply }) => {
    const token = sessionTokenOf(parts.settings, request)
    if (token) await endSession(askIn(tx), token, parts.now())
    reply.session(null)
    reply.flash(signedOut)
    return reply.redirect(signInUrl())
  })

  page.get('/choose', { may: 'anyone', audit: 'roles shown' }, async asked => {
    const { identity, reply, today, tx } = asked
    if (identity.kind !== 'person') return reply.redirect(signInUrl())
    const memberships = await membershipsOf(askIn(tx), identity.account_id, today)
    if (memberships.length < 2) return reply.redirect(wanted(asked, '/'))
    return reply.page(choosePage, {
      title: 'Choose a role',
      memberships: memberships.map(({ membership_id: id, ...rest }) => ({
        ...rest,
        id,
        current: id === identity.membership_id,
      })),
      form: drawForm(pressForm),
    })
  })

  page.post('/choose', { may: 'anyone', audit: 'role chosen' }, async asked => {
    const { identity, reply, today, tx, body } = asked
    if (identity.kind !== 'person') return reply.redirect(signInUrl())
    const memberships = await membershipsOf(askIn(tx), identity.account_id, today)
    const chosen = memberships.find(membership => membership.membership_id === body.membership_id)
    if (!chosen) throw new Missing()
    return enter(asked, parts, identity.account_id, chosen, 'role taken up', false)
  })
}

/** The address of ours that the visitor came for, or another. */
const wanted = ({ query }: Pick<Reading, 'query'>, fallback: string): string => ownAddress(query.next, fallback)

async function drawSignIn(
  asked: Pick<Reading | Writing, 'tx' | 'query' | 'reply' | 'today'>,
  parts: Parts,
  form: DrawnForm,
): Promise<Answer> {
  const next = wanted(asked, '')
  const people = parts.settings.demonstration ? await madeUpPeople(asked.tx, asked.today) : []
  return asked.reply.page(signInPage, {
    title: 'Sign in',
    form,
    groups: people.length > 0 ? groupsOf(people, next === '' ? '' : `?next=${encodeURIComponent(next)}`) : null,
  })
}

/**
 * Begins a session in a membership, ends the one that the browser held, and leads on: to the password that must be changed, to
 * the choice of a role, to where the visitor wanted to go, or to the role's first page.
 */
async function enter(
  asked: Writing,
  parts: Parts,
  account_id: string,
  membership: Membership,
  event: string,
  choose: boolean,
): Promise<Answer> {
  const { tx, reply, request, today } = asked
  const ask = askIn(tx)
  const now = parts.now()
  const held = sessionTokenOf(parts.settings, request)
  if (held) await endSession(ask, held, now)
  const token = await beginSession(ask, account_id, membership.membership_id, now)
  const person = await personOfSession(ask, token, now, today)
  if (!person) throw new Error('A session that has just begun stands for nobody')
  reply.session(token)
  const next = wanted(asked, '')
  const onward = choose ? chooseUrl(next || undefined) : next || person.first_page
  const answer = reply.redirect(person.must_change_password ? ownPasswordUrl : onward)
  return {
    ...answer,
    // This transaction knows nobody yet, so the event under the person's own name is written in one that does.
    send: async () => {
      await parts.door.write(person, new Look({ purpose: event, route: request.routeOptions.url ?? '' }), nothing)
      await answer.send()
    },
  }
}

const nothing = async (_tx: Write): Promise<void> => {}
