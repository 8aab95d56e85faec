import type { FastifyRequest } from 'fastify'
import { type Identity, may, type Person } from '../../ground/database/identity.ts'
import type { Feature, Parts } from '../../ground/feature.ts'
import { sessionTokenOf } from '../../ground/web/cookies.ts'
import { Refused } from '../../ground/web/errors.ts'
import type { FrameParts } from '../../ground/web/frame.ts'
import { personOfSession } from './sessions.ts'

export { SetUp, SetUpRefused } from './set-up.ts'

/** The person who asks; throws Refused for anybody else. For routes that took a permission this never throws. */
export function personOnly(identity: Identity): Person {
  if (identity.kind !== 'person') throw new Refused('Only somebody who has signed in can do this.')
  return identity
}

/** Who a request comes from: the person of its session, or nobody. */
export async function identify(parts: Parts, request: FastifyRequest): Promise<Identity> {
  const token = sessionTokenOf(parts.settings, request)
  const person = token ? await personOfSession(parts.door, token, parts.now(), parts.today()) : null
  return person ?? { kind: 'anonymous', authority_id: null, today: parts.today() }
}

/** Who can, as a sentence for the page that says somebody cannot. */
export const whoMay = (permission: string): string =>
  `This takes the permission “${permission}”. Ask your system administrator who holds it.`

/** Whose service it is, for the header and the theme. */
export async function authorityFrame(
  parts: Parts,
  identity: Identity,
): Promise<Pick<FrameParts, 'authority' | 'demonstration'>> {
  const [found] = await parts.door.signIn(ask =>
    ask<{ name: string; brand_colour: string; demonstration: boolean }>(
      'SELECT name, brand_colour, demonstration FROM authority WHERE $1::uuid IS NULL OR id = $1 ORDER BY created_at LIMIT 1',
      [identity.authority_id],
    ),
  )
  return {
    authority: { name: found?.name ?? '', logo_href: null, colour: found?.brand_colour ?? null },
    demonstration: found?.demonstration ?? false,
  }
}

export const people: Feature = { name: 'people' }
export { may }
