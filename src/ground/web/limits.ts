import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import { sessionTokenOf } from './cookies.ts'
import { TooMany } from './errors.ts'

/** How often one network address may post to a route, such as `{ most: 10, seconds: 60 }` for signing in. */
export interface RouteLimit {
  most: number
  seconds: number
}

const minute = 60_000

/** Asks browsers that send too much to wait. Counts are this process's own. `@fastify/rate-limit` must be registered. */
export function limitRequests(web: FastifyInstance, settings: Settings): void {
  // A cookie can be made up for each request, so the address behind it has a limit too, wide enough for a council behind one.
  const byBrowser = web.createRateLimit({
    max: settings.rateLimit,
    timeWindow: minute,
    keyGenerator: browserOf(settings),
  })
  const byAddress = web.createRateLimit({
    max: settings.rateLimit * 10,
    timeWindow: minute,
    keyGenerator: request => request.ip,
  })
  web.addHook('onRequest', async request => {
    if (request.url.startsWith('/assets/')) return
    for (const limit of [byAddress, byBrowser]) await refuseOver(limit, request)
  })
}

/** A check for one route that throws TooMany once an address has posted to it too often. */
export function limitRoute(web: FastifyInstance, limit: RouteLimit): (request: FastifyRequest) => Promise<void> {
  const counted = web.createRateLimit({
    max: limit.most,
    timeWindow: limit.seconds * 1000,
    keyGenerator: request => request.ip,
  })
  return request => refuseOver(counted, request)
}

const browserOf =
  (settings: Settings) =>
  (request: FastifyRequest): string => {
    const session = sessionTokenOf(settings, request)
    return session ? createHash('sha256').update(session).digest('base64url') : request.ip
  }

async function refuseOver(
  limit: ReturnType<FastifyInstance['createRateLimit']>,
  request: FastifyRequest,
): Promise<void> {
  const count = await limit(request)
  if (!count.isAllowed && count.isExceeded) throw new TooMany(Math.max(1, count.ttlInSeconds))
}
