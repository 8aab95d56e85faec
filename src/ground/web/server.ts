import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Log } from '../log.ts'
import type { Settings } from '../settings.ts'
import { gatherAssets, serveAssets } from './assets.ts'
import { makeDraw } from './draw.ts'
import { errorPages } from './error-pages.ts'
import type { FrameParts } from './frame.ts'
import { limitRequests } from './limits.ts'
import type { Caller, PageMaker, PageRecord } from './page-maker.ts'
import { makePages, type PageGround } from './routes.ts'
import { securityHeaders } from './security.ts'
import { makeRenderer } from './views.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every page's route with its permission and its audit event, for `docs/access.md` and for the visit of all pages. */
    pageRecords: readonly PageRecord[]
  }
}

export interface WebOptions<Identity extends Caller, Read, Write>
  extends Pick<PageGround<Identity, Read, Write>, 'door' | 'today' | 'settings'> {
  /** What stands round the pages of whoever asks. */
  frame(identity: Identity, request: FastifyRequest): FrameParts | Promise<FrameParts>
  log: Log
  features: readonly { routes?: (page: PageMaker<Identity, Read, Write>) => void }[]
  /** Null when the program can serve, else a sentence why not; for `/ready`. */
  ready: () => Promise<string | null>
  /** A folder of templates that is looked in before `src`. */
  templates?: string
}

/** The web server, not yet listening: one line a concern, in the order that a request meets them, then the features. */
export async function buildWeb<Identity extends Caller, Read, Write>(
  options: WebOptions<Identity, Read, Write>,
): Promise<FastifyInstance> {
  const { settings, log, door, today } = options
  const { trustProxy: proxies } = settings
  const logger: FastifyBaseLogger = log
  const assets = gatherAssets()
  const templates = options.templates === undefined ? {} : { folder: options.templates }
  const renderer = makeRenderer({ check: settings.environment !== 'production', ...templates })
  const draw = makeDraw(settings, assets, renderer)
  const web: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    trustProxy: typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies,
    bodyLimit: 1024 * 1024,
    // Unique beyond this process: the audit log keeps it beside what was looked at.
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })

  /** Who asks, kept with the frame that their pages get. */
  const whoAsks = async (request: FastifyRequest): Promise<Identity> => {
    const identity = await door.identify(request)
    request.frameParts = await options.frame(identity, request)
    return identity
  }

  await web.register(cookie, { secret: settings.sessionSecret })
  await web.register(formbody)
  await web.register(multipart, { limits: { fileSize: settings.uploadLimit, files: 1, fields: 200, parts: 201 } })
  await web.register(rateLimit, { global: false })
  web.decorateRequest('frameParts', null)
  logRequests(web)
  securityHeaders(web, settings)
  limitRequests(web, settings)
  errorPages(web, settings, draw, whoAsks)
  serveAssets(web, assets)
  healthChecks(web, options.ready)
  const { page, records } = makePages({ web, settings, door, draw, today, whoAsks })
  web.decorate('pageRecords', records)
  for (const feature of options.features) feature.routes?.(page)
  return web
}

/** One line for each answer: the route's pattern, never the address. */
function logRequests(web: FastifyInstance): void {
  web.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    if (route.startsWith('/assets/')) return
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request answered',
    )
  })
}

/** `/health` says that the process lives; `/ready` that it can do its work. */
function healthChecks(web: FastifyInstance, ready: WebOptions<Caller, unknown, unknown>['ready']): void {
  web.get('/health', async () => ({ alive: true }))
  web.get('/ready', async (_, reply) => {
    const problem = await ready()
    return reply.code(problem === null ? 200 : 503).send({ ready: problem === null, problem })
  })
}

/** Listens, and gives the address. A demonstration whose port is taken takes the next free one. */
export async function listen(web: FastifyInstance, settings: Settings): Promise<string> {
  const tries = settings.demonstration ? 50 : 1
  for (let port = settings.port; ; port++) {
    try {
      return await web.listen({ host: settings.host, port })
    } catch (problem) {
      const taken = problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE'
      if (!taken || port + 1 >= settings.port + tries) throw problem
    }
  }
}
