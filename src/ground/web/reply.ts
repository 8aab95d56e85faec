import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import { cookieOptions, flashCookie, sessionCookie } from './cookies.ts'
import { type CsvColumn, csvOf } from './csv.ts'
import type { Draw } from './draw.ts'
import { type Flash, type FlashNote, writeFlashes } from './flash.ts'
import type { PageModel, View } from './views.ts'

/**
 * What a page's function gives back. It is sent after the transaction has ended, so that nobody follows a redirect to what is not
 * yet there; a stream, which reads the database as it goes, is sent within it.
 */
export interface Answer {
  readonly status: number
  readonly within: boolean
  send(): Promise<void> | void
}

/** The ways to answer a page's request. */
export interface PageReply {
  /** A page. With errors in `model.form` its status is 422, unless one is given. */
  page<Model extends PageModel>(view: View<Model>, model: NoInfer<Model>, status?: number): Answer
  /** 303 to an address of ours. Throws RangeError for any other, so that nobody can be sent away. */
  redirect(href: string): Answer
  json(data: unknown): Answer
  /** A text that a program asks for again and again: 304 when it holds this one already. `content` is made after the page's transaction. */
  polled(type: string, content: () => Promise<string>): Answer
  /** A table to keep, streamed as it is read; `fileName` names no child. */
  csv<Row>(fileName: string, columns: readonly CsvColumn<Row>[], rows: Iterable<Row> | AsyncIterable<Row>): Answer
  /** A file to keep, streamed. */
  file(fileName: string, type: string, content: Readable): Answer
  /** Keeps a message for the next page. */
  flash<Counts extends readonly number[]>(message: Flash<Counts>, ...counts: Counts): void
  /** Begins a session with this token, or ends it. */
  session(token: string | null): void
}

/** An address within this site, from what a form or an address says; `fallback` for anything else. */
export function ownAddress(text: unknown, fallback: string): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])[^\\\s]*$/.test(text)) return fallback
  return new URL(text, 'http://own').host === 'own' ? text : fallback
}

export function makeReply(settings: Settings, draw: Draw, request: FastifyRequest, reply: FastifyReply): PageReply {
  const notes: FlashNote[] = []
  let session: string | null | undefined

  const setCookies = (): void => {
    const options = cookieOptions(settings)
    if (session !== undefined) {
      if (session === null) reply.clearCookie(sessionCookie(settings), options)
      else reply.setCookie(sessionCookie(settings), session, options)
    }
    if (notes.length > 0) {
      reply.setCookie(flashCookie(settings), reply.signCookie(writeFlashes(notes)), { ...options, maxAge: 60 })
    }
  }
  const answer = (status: number, send: () => void): Answer => ({
    status,
    within: false,
    send() {
      setCookies()
      reply.code(status)
      send()
    },
  })
  const stream = (fileName: string, type: string, content: Readable): Answer => ({
    status: 200,
    within: true,
    async send() {
      setCookies()
      reply.header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]+/g, '-')}"`)
      reply.code(200).type(type).send(content)
      // A reader who hangs up has still seen what was sent: the transaction ends well, so that it is in the audit.
      await finished(reply.raw).catch(() => content.destroy())
      if (content.errored && !reply.raw.destroyed) throw content.errored
    },
  })

  return {
    page(view, model, status = (model.form?.errors.length ?? 0) > 0 ? 422 : 200) {
      const html = (): string => draw(request, reply, view, model)
      // Drawn before a change is made for good, a page that cannot be drawn takes the change back with it.
      const ready = request.method === 'POST' ? html() : null
      return answer(status, () => reply.type('text/html; charset=utf-8').send(ready ?? html()))
    },
    redirect(href) {
      if (ownAddress(href, '') !== href) throw new RangeError('A redirect must stay on this site')
      return answer(303, () => reply.header('location', href).send(''))
    },
    json: data => answer(200, () => reply.send(data)),
    polled: (type, content) => ({
      status: 200,
      within: false,
      async send() {
        const text = await content()
        const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
        reply.headers({ etag: tag, 'cache-control': 'private, no-cache' })
        if (request.headers['if-none-match'] === tag) await reply.code(304).send()
        else await reply.code(200).type(type).send(text)
      },
    }),
    csv: (fileName, columns, rows) => stream(fileName, 'text/csv; charset=utf-8', Readable.from(csvOf(columns, rows))),
    file: stream,
    flash: (message, ...counts) => {
      notes.push({ code: message.code, counts })
    },
    session: token => {
      session = token
    },
  }
}
