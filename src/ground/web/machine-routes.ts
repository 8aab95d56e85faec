import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { letRestPass } from './bodies.ts'
import { asHttpError, Missing, TooMany } from './errors.ts'
import { limitRoute, type RouteLimit } from './limits.ts'
import type { MachineAsked, PathParts } from './page-maker.ts'

type Machine<Path extends string> = (asked: MachineAsked<Path>) => Promise<{ status: number; json: unknown }>

/** A route for programs: what is sent goes to the handler as it comes, and every answer is JSON. */
export function addMachineRoute<Path extends string>(
  web: FastifyInstance,
  method: 'GET' | 'POST',
  path: Path,
  { limit }: { limit: RouteLimit },
  handler: Machine<Path>,
): void {
  const checkLimit = limitRoute(web, limit)
  web.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.route({
      method,
      url: path,
      errorHandler: answerError,
      handler: async (request, reply) => {
        await checkLimit(request)
        const { status, json } = await handler({
          request,
          key: /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null,
          params: checkedParts(request.params) as PathParts<Path>,
          query: { ...(request.query as Record<string, unknown>) },
          bytes: request.raw,
        })
        letRestPass(request)
        return reply.code(status).header('cache-control', 'no-store').send(json)
      },
    })
  })
}

function answerError(problem: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = asHttpError(problem, '')
  if (error.status >= 500) request.log.error({ err: problem, route: request.routeOptions.url }, 'request failed')
  if (error instanceof TooMany) reply.header('retry-after', String(error.seconds))
  letRestPass(request)
  reply.code(error.status).send({ error: [error.title, ...error.sentences].join('. ') })
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The path's parts. An id that is none would be an error in the database; here it is a page that is not there. */
export function checkedParts(params: unknown): Record<string, string> {
  const parts = { ...(params as Record<string, string>) }
  for (const [name, value] of Object.entries(parts)) {
    if ((name === 'id' || name.endsWith('_id')) && !uuid.test(value)) throw new Missing()
  }
  return parts
}
