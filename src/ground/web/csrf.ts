import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import { cookieOptions, sessionTokenOf, visitCookie } from './cookies.ts'
import { HttpError } from './errors.ts'
import type { Body } from './forms.ts'

/** The form token that belongs to a session (or to a signed-out visit): nobody can make it without the secret. */
const tokenFor = (secret: string, session: string): string =>
  createHmac('sha256', secret).update(`form token\n${session}`).digest('base64url')

/** The token for the forms of this answer. A visitor without a session gets a cookie that their forms are tied to. */
export function formToken(settings: Settings, request: FastifyRequest, reply: FastifyReply): string {
  const held = sessionTokenOf(settings, request) ?? request.cookies[visitCookie(settings)]
  if (held) return tokenFor(settings.sessionSecret, held)
  const visit = randomBytes(18).toString('base64url')
  reply.setCookie(visitCookie(settings), visit, cookieOptions(settings))
  return tokenFor(settings.sessionSecret, visit)
}

/** Throws a 403 unless the body carries the token of the session or visit that it comes with. Compares in constant time. */
export function checkFormToken(settings: Settings, request: FastifyRequest, body: Body): void {
  const given = Buffer.from(typeof body._csrf === 'string' ? body._csrf : '')
  const held = [sessionTokenOf(settings, request), request.cookies[visitCookie(settings)]].filter(
    token => token !== undefined,
  )
  const matches = held.some(session => {
    const expected = Buffer.from(tokenFor(settings.sessionSecret, session))
    return expected.length === given.length && timingSafeEqual(expected, given)
  })
  if (matches) return
  throw new HttpError(403, 'This page is out of date', [
    'It was opened before you signed in, signed out, or were away too long, so nothing was saved.',
    'What you typed is kept below. Open the page again, and put it in.',
  ])
}
