import type { FastifyInstance } from 'fastify'
import { noticesUrl, unreadNotices } from './features/notices/index.ts'
import { authorityFrame, identify, whoMay } from './features/people/index.ts'
import { features, startFeatures } from './features.ts'
import type { Read, Write } from './ground/database/door.ts'
import { type Identity, may } from './ground/database/identity.ts'
import type { Parts } from './ground/feature.ts'
import type { Log } from './ground/log.ts'
import type { FrameParts } from './ground/web/frame.ts'
import { buildWeb } from './ground/web/server.ts'

/** The whole program as a web server, not yet listening. */
export async function createApp(parts: Parts, log: Log): Promise<FastifyInstance> {
  startFeatures()
  return buildWeb<Identity, Read, Write>({
    settings: parts.settings,
    log,
    today: parts.today,
    door: {
      identify: request => identify(parts, request),
      may,
      whoMay: permission => whoMay(parts, permission),
      read: (identity, look, work) => parts.door.read(identity, look, work),
      write: (identity, look, work) => parts.door.write(identity, look, work),
    },
    frame: identity => frameOf(parts, identity),
    features: features.map(feature => ({ routes: page => feature.routes?.(page, parts) })),
    ready: async () => ((await parts.door.ready()) ? null : 'The database does not answer.'),
  })
}

/** What stands round every page: whose service it is, who is signed in, and where they may go. */
async function frameOf(parts: Parts, identity: Identity): Promise<FrameParts> {
  const navigation = features
    .flatMap(feature => feature.navigation ?? [])
    .filter(entry => may(identity, entry.may) && (entry.shown?.(identity) ?? true))
    .sort((a, b) => a.order - b.order)
    .map(({ text, href, under }) => ({ text, href, under: under ?? null }))
  const person =
    identity.kind === 'person' ? { name: identity.account_name, role: identity.role_label, href: '/account' } : null
  const search =
    may(identity, 'children.read') && person
      ? {
          action: '/children/search',
          label: 'Search for a child',
          also: { text: 'Pinned and recent', href: '/children/mine' },
        }
      : null
  const [frame, unread] = await Promise.all([authorityFrame(parts, identity), unreadNotices(parts.door, identity)])
  const notices = person ? { unread, href: noticesUrl } : null
  return { ...frame, person, notices, navigation: person ? navigation : [], search }
}
