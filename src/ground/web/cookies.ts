import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'

type Cookies = Pick<Settings, 'secureCookies'>

/** `__Host-` makes the browser refuse a cookie planted by a neighbouring site; it asks for https. */
const named = (name: string, { secureCookies }: Cookies): string => (secureCookies ? `__Host-${name}` : name)

export const sessionCookie = (settings: Cookies): string => named('onroll_session', settings)
/** What a signed-out visitor's forms are tied to. */
export const visitCookie = (settings: Cookies): string => named('onroll_visit', settings)
export const flashCookie = (settings: Cookies): string => named('onroll_flash', settings)

/** No script reads a cookie of ours, and no other site's form sends one. */
export const cookieOptions = (settings: Cookies): CookieSerializeOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: settings.secureCookies,
  path: '/',
})

/** The session token that a request carries, for whoever looks sessions up; undefined when it carries none. */
export const sessionTokenOf = (settings: Cookies, request: FastifyRequest): string | undefined =>
  request.cookies[sessionCookie(settings)] || undefined
