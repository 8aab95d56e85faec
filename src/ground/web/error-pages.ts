import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import { letRestPass } from './bodies.ts'
import type { Draw } from './draw.ts'
import {
  asHttpError,
  type Difference,
  type HttpError,
  Missing,
  MovedOn,
  newReference,
  sizeInWords,
  TooMany,
} from './errors.ts'
import { type PageModel, view } from './views.ts'

interface ErrorModel extends PageModel {
  sentences: readonly string[]
  differences: readonly Difference[]
  link: HttpError['link']
  /** What was typed into the form that led here, so that it can be copied out. */
  kept: readonly { label: string; text: string }[]
  reference: string
}

const errorPage = view<ErrorModel>('ground/web/error.njk')

/** Answers every error with a page that says what happened and carries the reference that stands in the log. */
export function errorPages(
  web: FastifyInstance,
  settings: Settings,
  draw: Draw,
  whoAsks: (request: FastifyRequest) => Promise<unknown>,
): void {
  web.setErrorHandler((problem, request, reply) => {
    const error = asHttpError(
      problem,
      sizeInWords(request.isMultipart() ? settings.uploadLimit : (web.initialConfig.bodyLimit ?? 0)),
    )
    if (error instanceof MovedOn) return reply.redirect(error.href, error.status)
    const reference = newReference()
    note(request, error, problem, reference)
    if (error instanceof TooMany) reply.header('retry-after', String(error.seconds))
    reply.code(error.status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
    for (const name of ['content-disposition', 'content-encoding']) reply.removeHeader(name)
    letRestPass(request)
    return reply.send(drawError(draw, request, reply, error, reference, settings))
  })
  web.setNotFoundHandler(async request => {
    // Only for the page's frame: an address that leads nowhere is no worse for not knowing who asks.
    await whoAsks(request).catch(() => null)
    throw new Missing()
  })
}

function note(request: FastifyRequest, error: HttpError, problem: unknown, reference: string): void {
  const line = { reference, status: error.status, method: request.method, route: request.routeOptions.url ?? 'none' }
  if (error.status >= 500) request.log.error({ ...line, err: problem }, 'request failed')
  else request.log.info(line, 'request refused')
}

function drawError(
  draw: Draw,
  request: FastifyRequest,
  reply: FastifyReply,
  error: HttpError,
  reference: string,
  settings: Settings,
): string {
  const { title, sentences, differences, link } = error
  try {
    return draw(request, reply, errorPage, {
      title,
      sentences,
      differences,
      link,
      kept: keptText(request.body),
      reference,
    })
  } catch (problem) {
    request.log.error({ reference, err: problem }, 'the error page could not be drawn')
    return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Error – Onroll</title><h1>Something went wrong</h1>
<p>Reference ${reference}</p><p>Worried about a child out of hours? Ring ${settings.outOfHoursNumber}.</p></html>`
  }
}

const ours = new Set(['_csrf', 'seen', 'once'])
const secret = /password|secret|code/

/** Every text of a posted form but the page's own keys and secrets, under a label made of its name. */
function keptText(body: unknown): ErrorModel['kept'] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([name, given]) => {
    const text = [given].flat().filter(part => typeof part === 'string' && part.trim() !== '')
    if (ours.has(name) || secret.test(name) || text.length === 0) return []
    const words = name.replaceAll('_', ' ')
    return [{ label: words.charAt(0).toUpperCase() + words.slice(1), text: text.join(', ') }]
  })
}
