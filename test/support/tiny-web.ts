import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { makeLog } from '../../src/ground/log.ts'
import type { Look } from '../../src/ground/look.ts'
import { readSettings, type Settings } from '../../src/ground/settings.ts'
import type { Caller, Door, PageMaker } from '../../src/ground/web/page-maker.ts'
import { buildWeb } from '../../src/ground/web/server.ts'
import { asDay, type Day } from '../../src/rulebook/days.ts'

/** A small program over the real web ground, for its tests: who you are is the session cookie, the database is a list of words. */
export interface TinyIdentity extends Caller {
  kind: 'anonymous' | 'person'
  name: string
}
export interface TinyRead {
  words: readonly string[]
}
export interface TinyWrite {
  words: string[]
}
export type TinyPages = PageMaker<TinyIdentity, TinyRead, TinyWrite>

export interface TinyApp {
  web: FastifyInstance
  looks: Look[]
  words: string[]
  /** The lines of the log. */
  lines: string[]
  /** The cookie header of somebody signed in. */
  as(name: string): { cookie: string }
}

export const tinyToday: Day = asDay('2026-11-03')

export const tinySettings = (changes: Partial<Settings> = {}): Settings => ({
  ...readSettings({ NODE_ENV: 'test', SESSION_SECRET: 'a secret of tests that is long enough', DEMONSTRATION: 'yes' }),
  rateLimit: 100_000,
  ...changes,
})

/** Builds it. Everyone signed in may do `visits.write`, and nobody may do `never`; a transaction that fails leaves no word. */
export async function tinyApp(routes: (page: TinyPages) => void, changes: Partial<Settings> = {}): Promise<TinyApp> {
  const looks: Look[] = []
  const words: string[] = []
  const lines: string[] = []
  const settings = tinySettings(changes)
  const door: Door<TinyIdentity, TinyRead, TinyWrite> = {
    identify: async request => {
      const name = request.cookies.onroll_session
      return name ? { kind: 'person', name } : { kind: 'anonymous', name: '' }
    },
    may: (_, permission) => permission !== 'never',
    whoMay: () => 'Only a team manager can do this.',
    read: async (_, look, work) => {
      const done = await work({ words })
      looks.push(look)
      return done
    },
    write: async (_, look, work) => {
      const draft: string[] = []
      const done = await work({ words: draft })
      words.push(...draft)
      looks.push(look)
      return done
    },
  }
  const web = await buildWeb({
    settings,
    log: makeLog({ logLevel: 'info' }, { write: line => void lines.push(line) }),
    door,
    today: () => tinyToday,
    frame: identity => ({
      authority: { name: 'Marlshire', logo_href: null, colour: null },
      person: identity.kind === 'person' ? { name: identity.name, role: 'CME officer', href: '/me' } : null,
      navigation: identity.kind === 'person' ? [{ text: 'Visits', href: '/visits' }] : [],
      search: identity.kind === 'person' ? { action: '/find', label: 'Find a child' } : null,
      demonstration: settings.demonstration,
    }),
    ready: async () => null,
    features: [{ routes }],
    templates: join(import.meta.dirname, '../fixtures/web'),
  })
  return { web, looks, words, lines, as: name => ({ cookie: `onroll_session=${name}` }) }
}
