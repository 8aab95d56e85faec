import { randomInt } from 'node:crypto'

/** One line of a conflict: what the page said when it was opened, what stands now, and what was typed. */
export interface Difference {
  label: string
  seen: string | null
  now: string
  typed: string
}

/** An answer that is not the page asked for. Its words go to the person as they are: no internals, no child's name. */
export class HttpError extends Error {
  readonly status: number
  readonly title: string
  /** What happened, what was kept, what to do. */
  readonly sentences: readonly string[]
  readonly differences: readonly Difference[]
  /** Where to go on from, if anywhere better than back. */
  readonly link: { href: string; text: string } | null

  constructor(
    status: number,
    title: string,
    sentences: readonly string[],
    more: { differences?: readonly Difference[]; link?: { href: string; text: string } } = {},
  ) {
    super(title)
    this.name = new.target.name
    this.status = status
    this.title = title
    this.sentences = sentences
    this.differences = more.differences ?? []
    this.link = more.link ?? null
  }
}

/** 400: what was sent cannot be read as what this page asks for. */
export class BadRequest extends HttpError {
  constructor(...sentences: string[]) {
    super(
      400,
      'That could not be read',
      sentences.length > 0 ? sentences : ['Nothing was changed. Go back and try again.'],
    )
  }
}

/** 403: says who can. Where a refusal would tell that a child exists, throw `Missing`, which looks the same as for no child at all. */
export class Refused extends HttpError {
  constructor(whoCan: string) {
    super(403, 'You cannot do this', [whoCan, 'Nothing was changed.'])
  }
}

/** 404: not there, or not there for this person; the two are one page. */
export class Missing extends HttpError {
  constructor() {
    super(404, 'There is no such page', [
      'The address may be mistyped, or what stood here is not yours to see.',
      'If a link brought you here, tell whoever gave it to you.',
    ])
  }
}

/** 303: what stood at this address stands at another now. */
export class MovedOn extends HttpError {
  readonly href: string

  constructor(href: string) {
    super(303, 'This page has another address now', [], { link: { href, text: 'Go on to it' } })
    this.href = href
  }
}

/** 409: somebody else changed it first. Shows both versions and what was typed. */
export class Conflict extends HttpError {
  constructor(sentence: string, differences: readonly Difference[], link: { href: string; text: string }) {
    super(
      409,
      'Someone changed this before you',
      [sentence, 'Nothing of yours was saved; what you typed is kept below.'],
      {
        differences,
        link,
      },
    )
  }
}

/** 413: `limit` names the largest size in words, such as "100 MB". */
export class TooLarge extends HttpError {
  constructor(limit: string) {
    super(413, 'That is too large', [
      `The most that can be sent here is ${limit}. Nothing was kept.`,
      'Split it, or send less at once.',
    ])
  }
}

/** A number of bytes as people say it: `200 MB`. */
export const sizeInWords = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

/** 429: `seconds` until it is worth trying again. */
export class TooMany extends HttpError {
  readonly seconds: number
  constructor(seconds: number) {
    super(429, 'Too many tries', [
      `Wait ${seconds === 1 ? '1 second' : `${seconds} seconds`}, then try again. Nothing was changed.`,
    ])
    this.seconds = seconds
  }
}

const broken = (): HttpError =>
  new HttpError(500, 'Something went wrong', [
    'This is our fault, not yours. What you did was not saved.',
    'Try again in a few minutes. If it happens again, give the reference below to whoever looks after Onroll.',
  ])

/** The error to answer with: ours as it is, the web server's own in our words, and everything else as 500 without a word of it. */
export function asHttpError(problem: unknown, limit: string): HttpError {
  if (problem instanceof HttpError) return problem
  const status = typeof problem === 'object' && problem !== null && 'statusCode' in problem ? problem.statusCode : 500
  if (status === 413) return new TooLarge(limit)
  if (status === 404) return new Missing()
  if (typeof status === 'number' && status >= 400 && status < 500) return new BadRequest()
  return broken()
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A short random reference, such as `K7F3-2QXD`: 30⁸ of them, none with a letter that reads as a figure. */
export function newReference(): string {
  const some = Array.from({ length: 8 }, () => letters[randomInt(letters.length)])
  return `${some.slice(0, 4).join('')}-${some.slice(4).join('')}`
}
