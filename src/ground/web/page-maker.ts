import type { FastifyRequest } from 'fastify'
import type { Day } from '../../rulebook/days.ts'
import type { Look } from '../look.ts'
import type { Posted } from './bodies.ts'
import type { RouteLimit } from './limits.ts'
import type { Answer, PageReply } from './reply.ts'

/** Whoever asks. A caller of kind `anonymous` has not signed in. */
export interface Caller {
  readonly kind: string
}

/** The way to the database, made elsewhere and passed in: who asks, what they may, and a transaction that knows it. */
export interface Door<Identity extends Caller, Read, Write> {
  identify(request: FastifyRequest): Promise<Identity>
  may(identity: Identity, permission: string): boolean
  /** Who can, as a sentence, for the page that says somebody cannot. */
  whoMay?(permission: string): string | Promise<string>
  read<T>(identity: Identity, look: Look, work: (tx: Read) => Promise<T>): Promise<T>
  write<T>(identity: Identity, look: Look, work: (tx: Write) => Promise<T>): Promise<T>
}

export interface PageRule {
  /** The permission it takes; `anyone` opens the page to people who have not signed in. */
  may: string
  /** The audit event, such as `case viewed`. */
  audit: string
  limit?: RouteLimit
}

/** A page's route as `docs/access.md` lists it. */
export interface PageRecord extends PageRule {
  method: 'GET' | 'POST'
  path: string
  /** Whether it is a form that changes something. */
  changes: boolean
  /** It answers programs and not people. */
  machine?: true
}

/** The named parts of a path: `/cases/:id` has `{ id: string }`. */
export type PathParts<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParts<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : unknown

/** What a page's function works with. */
export interface Asked<Identity, Tx, Path extends string = string> extends Posted {
  tx: Tx
  identity: Identity
  request: FastifyRequest
  reply: PageReply
  look: Look
  today: Day
  /** `id` and every `…_id` are sure to be UUIDs. */
  params: PathParts<Path>
  query: Readonly<Record<string, unknown>>
}

export type PageHandler<Identity, Tx, Path extends string> = (
  asked: Asked<Identity, Tx, Path>,
) => Promise<Answer> | Answer

/** What a program brings that has no session: the key in its `Authorization: Bearer` header, and the bytes that it sends. */
export interface MachineAsked<Path extends string = string> {
  request: FastifyRequest
  key: string | null
  params: PathParts<Path>
  query: Readonly<Record<string, unknown>>
  bytes: AsyncIterable<Uint8Array>
}

/** Makes routes. Each states in one call who may and what is recorded; each runs in one transaction. */
export interface PageMaker<Identity, Read, Write> {
  /** A page to look at: reads only. */
  get<Path extends string>(path: Path, rule: PageRule, handler: PageHandler<Identity, Read, Path>): void
  /** A form that changes something. Its token has been checked. */
  post<Path extends string>(path: Path, rule: PageRule, handler: PageHandler<Identity, Write, Path>): void
  /**
   * For a program with a key of its own: no session, no form token and no transaction before the key was looked at. It answers in
   * JSON, errors too; what is sent is not read before the handler reads it.
   */
  machine<Path extends string>(
    method: 'GET' | 'POST',
    path: Path,
    rule: { audit: string; limit: RouteLimit },
    handler: (asked: MachineAsked<Path>) => Promise<{ status: number; json: unknown }>,
  ): void
  /** A form that only asks, posted so that what is asked for (a child's name) stands in no address: reads only. */
  ask<Path extends string>(path: Path, rule: PageRule, handler: PageHandler<Identity, Read, Path>): void
}
