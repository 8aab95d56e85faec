import type { FastifyRequest } from 'fastify'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Feature, Parts } from '../../ground/feature.ts'
import { sessionTokenOf } from '../../ground/web/cookies.ts'
import { HttpError } from '../../ground/web/errors.ts'
import type { FrameParts } from '../../ground/web/frame.ts'
import { accountsUrl, organisationsUrl, ownAccountUrl, ownPasswordUrl } from './addresses.ts'
import { peopleRoutes } from './routes.ts'
import { personOfSession } from './sessions.ts'

export { accountUrl, ownAccountUrl, ownCalendarUrl, signInUrl } from './addresses.ts'
export { formatInstant } from './instants.ts'
export { officersWith } from './officers.ts'
export { personOnly } from './person-only.ts'
export { orWhereItLed } from './pressed-twice.ts'
export { actingAs, endSession, membershipsOf, personOfFeed, personOfSession, startSession } from './sessions.ts'

export { type NewAccount, SetUp, SetUpRefused } from './set-up.ts'

/** The pages that somebody who must change the password can open. */
const openBeforeChange: ReadonlySet<string> = new Set(['/', '/sign-in', '/sign-out', ownAccountUrl, ownPasswordUrl])

/** Who a request comes from: the person of its session, or nobody. Throws HttpError for a person who must change the password first. */
export async function identify(parts: Parts, request: FastifyRequest): Promise<Identity> {
  const token = sessionTokenOf(parts.settings, request)
  const person = token ? await parts.door.signIn(ask => personOfSession(ask, token, parts.now(), parts.today())) : null
  if (person?.must_change_password && !openBeforeChange.has(request.routeOptions.url ?? '')) {
    throw new HttpError(
      403,
      'Choose a password of your own first',
      ['The one you signed in with was set by somebody else. Nothing else opens until you have chosen your own.'],
      { link: { href: ownPasswordUrl, text: 'Choose a password' } },
    )
  }
  return person ?? { kind: 'anonymous', authority_id: await authorityOfVisitors(parts), today: parts.today() }
}

/** The authority whose public pages a visitor sees: the one whose name the header bears. Null before there is one. */
async function authorityOfVisitors(parts: Parts): Promise<string | null> {
  const [first] = await parts.door.signIn(ask =>
    ask<{ id: string }>('SELECT id FROM authority ORDER BY created_at LIMIT 1', []),
  )
  return first?.id ?? null
}

/** Who can, as a sentence for the page that says somebody cannot. */
export async function whoMay(parts: Parts, permission: string): Promise<string> {
  const roles = await parts.door.signIn(ask =>
    ask<{ label: string }>(
      'SELECT r.label FROM role_permission p JOIN role r ON r.code = p.role WHERE p.permission = $1 ORDER BY r.label',
      [permission],
    ),
  )
  const labels = roles.map(({ label }) => label)
  return labels.length === 0
    ? 'Nobody can here: no role has it.'
    : `It is for these roles: ${labels.join(', ')}. Ask one of them, or your system administrator for a role of your own.`
}

/** Whose service it is, for the header and the theme. */
export async function authorityFrame(
  parts: Parts,
  identity: Identity,
): Promise<Pick<FrameParts, 'authority' | 'demonstration' | 'out_of_hours_number'>> {
  const [found] = await parts.door.signIn(ask =>
    ask<{ name: string; brand_colour: string; demonstration: boolean; out_of_hours_number: string }>(
      'SELECT name, brand_colour, demonstration, out_of_hours_number FROM authority WHERE $1::uuid IS NULL OR id = $1 ORDER BY created_at LIMIT 1',
      [identity.authority_id],
    ),
  )
  return {
    authority: { name: found?.name ?? '', logo_href: null, colour: found?.brand_colour ?? null },
    demonstration: found?.demonstration ?? false,
    out_of_hours_number: found?.out_of_hours_number ?? null,
  }
}

export const people: Feature = {
  name: 'people',
  navigation: [
    { text: 'Accounts', href: accountsUrl, may: 'accounts.read', order: 90 },
    { text: 'Organisations', href: organisationsUrl, may: 'accounts.read', order: 91 },
  ],
  routes: peopleRoutes,
}
export { may }
