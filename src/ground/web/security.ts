import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Lets the one inline script of GOV.UK's page template run. */
    cspNonce: string
  }
}

/** Only our own files, only scripts that carry the nonce or come from us, no inline style, no frame around us. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')

/** The headers that every answer carries. Pages are not kept by any cache, so that a shared computer shows no child afterwards. */
export function securityHeaders(web: FastifyInstance, settings: Settings): void {
  web.decorateRequest('cspNonce', '')
  web.addHook('onRequest', async (request, reply) => {
    request.cspNonce = randomBytes(16).toString('base64')
    reply.headers({
      'content-security-policy': contentSecurityPolicy(request.cspNonce),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    })
    if (settings.secureCookies) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  })
}
