import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Day } from '../../rulebook/days.ts'
import { Look } from '../look.ts'
import type { Settings } from '../settings.ts'
import { letRestPass, readBody } from './bodies.ts'
import { checkFormToken } from './csrf.ts'
import type { Draw } from './draw.ts'
import { HttpError, Refused, sizeInWords } from './errors.ts'
import { limitRoute } from './limits.ts'
import { addMachineRoute, checkedParts } from './machine-routes.ts'
import type { Caller, Door, PageHandler, PageMaker, PageRecord, PageRule, PathParts } from './page-maker.ts'
import { type Answer, makeReply } from './reply.ts'

/** What pages are made with. */
export interface PageGround<Identity extends Caller, Read, Write> {
  web: FastifyInstance
  settings: Settings
  door: Door<Identity, Read, Write>
  draw: Draw
  today: () => Day
  whoAsks(request: FastifyRequest): Promise<Identity>
}

type Open<Identity, Tx> = (identity: Identity, look: Look, work: (tx: Tx) => Promise<Answer>) => Promise<Answer>

/** The maker of pages, and the list of what it has made. */
export function makePages<Identity extends Caller, Read, Write>(ground: PageGround<Identity, Read, Write>) {
  const { door } = ground
  const records: PageRecord[] = []
  const read: Open<Identity, Read> = (identity, look, work) => door.read(identity, look, work)
  const write: Open<Identity, Write> = (identity, look, work) => door.write(identity, look, work)

  const add =
    <Tx>(method: 'GET' | 'POST', open: Open<Identity, Tx>, changes = false) =>
    <Path extends string>(path: Path, rule: PageRule, handler: PageHandler<Identity, Tx, Path>): void => {
      records.push({ method, path, changes, ...rule })
      addRoute(ground, method, path, rule, open, handler)
    }
  const page: PageMaker<Identity, Read, Write> = {
    get: add('GET', read),
    post: add('POST', write, true),
    ask: add('POST', read),
    machine: (method, path, rule, handler) => {
      records.push({ method, path, changes: method === 'POST', machine: true, may: 'anyone', ...rule })
      addMachineRoute(ground.web, method, path, rule, handler)
    },
  }
  return { page, records: records as readonly PageRecord[] }
}

/** A request's way: who asks → address → may they → form token → one transaction → answer. */
function addRoute<Identity extends Caller, Read, Write, Tx, Path extends string>(
  { web, settings, door, draw, today, whoAsks }: PageGround<Identity, Read, Write>,
  method: 'GET' | 'POST',
  path: Path,
  rule: PageRule,
  open: Open<Identity, Tx>,
  handler: PageHandler<Identity, Tx, Path>,
): void {
  const checkLimit = rule.limit ? limitRoute(web, rule.limit) : async () => {}

  web.route({
    method,
    url: path,
    handler: async (request, reply) => {
      const identity = await whoAsks(request)
      const params = checkedParts(request.params)
      if (rule.may !== 'anyone') {
        if (identity.kind === 'anonymous') return signInFirst(request, reply)
        if (!door.may(identity, rule.may)) {
          await noteRefusal(door, identity, rule, path, params, request.id)
          throw new Refused((await door.whoMay?.(rule.may)) ?? 'Ask your manager who can.')
        }
      }
      await checkLimit(request)
      const { body, file } =
        method === 'POST' ? await readBody(request, sizeInWords(settings.uploadLimit)) : { body: {}, file: null }
      if (method === 'POST') checkFormToken(settings, request, body)

      const look = new Look({ purpose: rule.audit, route: path, request_id: request.id })
      const asked = {
        ...{ identity, request, look, body, file },
        reply: makeReply(settings, draw, request, reply),
        today: today(),
        params: params as PathParts<Path>,
        query: { ...(request.query as Record<string, unknown>) },
      }
      const answer = await open(identity, look, async tx => {
        const given = await handler({ ...asked, tx })
        if (given.status >= 400 && look.purpose === rule.audit)
          look.purpose = `${rule.audit}: form returned, nothing done`
        if (given.within) await given.send()
        return given
      }).catch(async (problem: unknown) => {
        if (isRefusal(problem)) await noteRefusal(door, identity, rule, path, params, request.id)
        throw problem
      })
      if (file) letRestPass(request)
      if (!answer.within) await answer.send()
      return reply
    },
  })
}

/** What is not there for whoever asks, or not theirs to do. */
const isRefusal = (problem: unknown): boolean =>
  problem instanceof HttpError && (problem.status === 403 || problem.status === 404)

/**
 * A refusal leaves an audit event of its own, since the transaction that would have written one is gone. It says what was
 * asked for, whether or not there is such a child: the answer tells neither.
 */
async function noteRefusal<Identity extends Caller, Read, Write>(
  door: Door<Identity, Read, Write>,
  identity: Identity,
  rule: PageRule,
  path: string,
  params: Readonly<Record<string, string>>,
  request_id: string,
): Promise<void> {
  if (identity.kind === 'anonymous') return
  const look = new Look({ purpose: `refused: ${rule.audit}`, route: path, request_id })
  if (path.startsWith('/children/:id') && params.id !== undefined) look.saw([params.id])
  await door.read(identity, look, async () => undefined)
}

/** Sends a visitor to sign in and back again. What was posted is shown instead, for a redirect would lose it. */
function signInFirst(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.method === 'POST') {
    throw new HttpError(
      403,
      'You are signed out',
      [
        'You were signed out before this arrived, so nothing was saved. What you typed is kept below: copy it.',
        'Then sign in and open the page again.',
      ],
      { link: { href: '/sign-in', text: 'Sign in' } },
    )
  }
  return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 302)
}
