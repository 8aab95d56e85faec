import { randomBytes } from 'node:crypto'
import { load } from 'cheerio'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createApp } from '../../src/app.ts'
import { startSession } from '../../src/features/people/sessions.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import type { Parts } from '../../src/ground/feature.ts'
import { openQueue, type Queue } from '../../src/ground/jobs/queue.ts'
import { makeLog } from '../../src/ground/log.ts'
import { readSettings, type Settings } from '../../src/ground/settings.ts'
import { sessionCookie } from '../../src/ground/web/cookies.ts'
import { londonDay } from '../../src/rulebook/index.ts'
import type { TestCounty } from './county.ts'

/** A page as its reader meets it. */
export interface Page {
  status: number
  /** The address that it sends to, when it is a redirect. */
  location: string | null
  html: string
  $: ReturnType<typeof load>
  response: LightMyRequestResponse
}

/** One person's browser: keeps its session, and its forms carry the token of the page they stand on. */
export interface Visitor {
  get(path: string): Promise<Page>
  /** Posts a form of the page that was opened last. Gives each field of `fields`; tokens and keys are the page's own. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Page>
  /** Posts an upload: the fields, then the file. */
  upload(
    path: string,
    fields: Record<string, string>,
    file: { field: string; name: string; content: Buffer | string; type?: string },
  ): Promise<Page>
}

export interface TestApp {
  web: FastifyInstance
  parts: Parts
  queue: Queue
  as(person: Person): Promise<Visitor>
  nobody(): Visitor
  close(): Promise<void>
}

/** The whole program over HTTP without a port, on the county's database, with its clock standing on the county's day at noon. */
export async function testApp(county: TestCounty, change: Partial<Settings> = {}): Promise<TestApp> {
  const settings: Settings = {
    ...readSettings({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SESSION_SECRET: 'x'.repeat(40),
      DEMONSTRATION: 'yes',
      RATE_LIMIT: '1000000',
    }),
    ...change,
  }
  const queue = await openQueue(county.url('onroll_web'), false)
  const now = () => new Date(`${county.today}T12:00:00Z`)
  const connection = {
    door: county.door,
    app_url: county.url('onroll_web'),
    owner_url: county.url('onroll_migrate'),
    auditor_url: county.url('onroll_audit'),
    superuser_url: county.superuserUrl,
    embedded: true,
    close: async () => {},
  }
  const parts: Parts = {
    settings,
    door: county.door,
    queue,
    connection,
    now,
    today: () => londonDay(now().toISOString()),
  }
  const web = await createApp(parts, makeLog(settings))
  await web.ready()

  const visitor = (cookies: Map<string, string>): Visitor => {
    let token = ''
    const ask = async (options: InjectOptions): Promise<Page> => {
      const response = await web.inject({ ...options, cookies: Object.fromEntries(cookies) })
      for (const cookie of response.cookies) {
        if (cookie.value === '') cookies.delete(cookie.name)
        else cookies.set(cookie.name, decodeURIComponent(cookie.value))
      }
      const $ = load(response.body)
      token = $('input[name="_csrf"]').first().attr('value') ?? token
      return {
        status: response.statusCode,
        location: response.headers.location?.toString() ?? null,
        html: response.body,
        $,
        response,
      }
    }
    const keys = () => ({ _csrf: token })
    return {
      get: path => ask({ method: 'GET', url: path }),
      post: (path, fields = {}) =>
        ask({
          method: 'POST',
          url: path,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(
            Object.entries({ ...keys(), ...fields }).flatMap(([name, value]) =>
              [value].flat().map((one): [string, string] => [name, one]),
            ),
          ).toString(),
        }),
      upload: (path, fields, file) => {
        const boundary = `----test${randomBytes(8).toString('hex')}`
        const parts = Object.entries({ ...keys(), ...fields }).map(
          ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        )
        const head = `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.name}"\r\nContent-Type: ${file.type ?? 'text/csv'}\r\n\r\n`
        const payload = Buffer.concat([
          Buffer.from(parts.join('') + head),
          Buffer.from(file.content),
          Buffer.from(`\r\n--${boundary}--\r\n`),
        ])
        return ask({
          method: 'POST',
          url: path,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
          payload,
        })
      },
    }
  }
  return {
    web,
    parts,
    queue,
    as: async person => {
      const session = await startSession(county.door, person.account_id, person.membership_id, now())
      return visitor(new Map([[sessionCookie(settings), session]]))
    },
    nobody: () => visitor(new Map()),
    close: async () => {
      await web.close()
      await queue.close()
    },
  }
}
