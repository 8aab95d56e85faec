import type { FastifyRequest } from 'fastify'
import type { Read } from '../../ground/database/door.ts'
import type { Pages } from '../../ground/feature.ts'
import { addYears, type Day, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { childFrame } from '../children/index.ts'
import { formatInstant, signInUrl } from '../people/index.ts'
import { accessUrl, ownLooksUrl } from './addresses.ts'
import { byDayAndPerson, fieldWords, timeOf, wayOf, wayWords } from './look-lines.ts'
import { type LooksAsked, looksAtChild, ownLooks } from './looks.ts'
import { accessPage, ownLooksPage } from './views.ts'

const aPage = 100
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const marked = /^(\d{4}-\d{2}-\d{2} [\d:.+-]+)~(\d+)$/

/** Who looked at a child and why, for who may see that; and what everybody looked at themselves. */
export function accessRoutes(page: Pages): void {
  page.get(
    '/children/:id/access',
    { may: 'children.read', audit: 'who looked at a child viewed' },
    async ({ tx, identity, params, query, reply, look, request, today }) => {
      const model = await childFrame(tx, identity, params.id, '/access')
      look.saw([params.id], ['banner', 'access'])
      const changes = changesOf(request)
      const asked = askedOf(query, changes, today)
      const found = await looksAtChild(tx, params.id, { ...asked, most: aPage + 1 })
      const shown = found.slice(0, aPage)
      const last = found.length > aPage ? shown.at(-1) : undefined
      const address = (change: Record<string, string | null>) => narrowed(params.id, query, change)
      const only = asked.account_id && shown[0] ? (shown[0].account_name ?? '') : null
      return reply.page(accessPage, {
        ...model,
        days: byDayAndPerson(shown, new Set(changes)).map(({ day, people }) => ({
          day,
          people: people.map(one => ({ ...one, only_href: address({ who: one.account_id, before: null }) })),
        })),
        ways: [
          ['All', null],
          ['Looked', 'looked'],
          ['Changed', 'changed'],
        ].map(([text, what]) => ({
          text: text ?? '',
          href: address({ what: what ?? null, before: null }),
          current: (query.what ?? null) === what,
        })),
        only,
        all_people_href: asked.account_id ? address({ who: null, before: null }) : null,
        since: asked.since === '-infinity' ? null : formatShortDay(addYears(today, -1)),
        all_years_href: asked.since === '-infinity' ? null : address({ years: 'all', before: null }),
        older: last ? address({ before: `${last.mark}~${last.seq}` }) : null,
        csv_href: `${accessUrl(params.id)}.csv`,
      })
    },
  )

  page.get(
    '/children/:id/access.csv',
    { may: 'children.read', audit: 'who looked at a child exported' },
    async ({ tx, params, reply, look, request, today }) => {
      look.saw([params.id], ['access'])
      const changes = changesOf(request)
      const asked = askedOf({ years: 'all' }, changes, today)
      const known = new Set(changes)
      // The first question is asked before anything is sent: who may not see it meets a page that is not there.
      const first = await looksAtChild(tx, params.id, { ...asked, most: 1000 })
      const columns = [
        { header: 'day', value: (row: Row) => londonDay(row.at.toISOString()) },
        { header: 'time', value: (row: Row) => timeOf(row.at) },
        { header: 'name', value: (row: Row) => row.account_name },
        { header: 'role', value: (row: Row) => row.role_label },
        { header: 'organisation', value: (row: Row) => row.organisation_name },
        { header: 'how', value: (row: Row) => wayWords(wayOf(row, known), row.children) },
        { header: 'what', value: (row: Row) => row.action },
        { header: 'page', value: (row: Row) => row.route },
        { header: 'why', value: (row: Row) => row.purpose },
        { header: 'fields', value: (row: Row) => fieldWords(row.field_names) },
      ]
      return reply.csv(`who-looked-${today}.csv`, columns, all(tx, params.id, asked, first))
    },
  )

  page.get(ownLooksUrl, { may: 'anyone', audit: 'own looks viewed' }, async ({ tx, identity, query, reply, look }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl(ownLooksUrl))
    const found = await ownLooks(tx, beforeOf(query), aPage + 1)
    const shown = found.slice(0, aPage)
    look.saw(
      shown.flatMap(one => one.person_id ?? []),
      ['known_as'],
    )
    const last = found.length > aPage ? shown.at(-1) : undefined
    return reply.page(ownLooksPage, {
      title: 'What you looked at',
      looks: shown.map(one => ({
        when: formatInstant(one.at),
        action: one.action,
        who:
          one.children > 1
            ? `${one.children.toLocaleString('en-GB')} children`
            : (one.known_as ?? 'A record that is not yours to see now'),
        href: one.person_id ? `/children/${one.person_id}` : null,
        why: one.purpose,
        fields: fieldWords(one.field_names),
      })),
      older: last ? `${ownLooksUrl}?before=${encodeURIComponent(`${last.mark}~${last.seq}`)}` : null,
    })
  })
}

type Row = Awaited<ReturnType<typeof looksAtChild>>[number]
type Query = Readonly<Record<string, unknown>>

/** The audit events of pages that change something, as the routes were declared. */
const changesOf = (request: FastifyRequest): string[] =>
  request.server.pageRecords.filter(record => record.changes).map(record => record.audit)

function beforeOf(query: Query): LooksAsked['before'] {
  const found = typeof query.before === 'string' ? marked.exec(query.before) : null
  return found?.[1] &&
    found[2] &&
    !Number.isNaN(Date.parse(found[1].replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')))
    ? { mark: found[1], seq: Number(found[2]) }
    : null
}

const askedOf = (query: Query, changes: readonly string[], today: Day): Omit<LooksAsked, 'most'> => ({
  since: query.years === 'all' ? '-infinity' : `${addYears(today, -1)}T00:00:00Z`,
  before: beforeOf(query),
  account_id: typeof query.who === 'string' && uuid.test(query.who) ? query.who : null,
  changes,
  changed: query.what === 'changed' ? true : query.what === 'looked' ? false : null,
})

/** The page's address with some of what narrows it changed. */
function narrowed(person_id: string, query: Query, change: Record<string, string | null>): string {
  const kept = new URLSearchParams()
  for (const name of ['who', 'what', 'years', 'before']) {
    const value = name in change ? change[name] : query[name]
    if (typeof value === 'string' && value !== '') kept.set(name, value)
  }
  return kept.size === 0 ? accessUrl(person_id) : `${accessUrl(person_id)}?${kept}`
}

async function* all(
  tx: Read,
  person_id: string,
  asked: Omit<LooksAsked, 'most'>,
  first: readonly Row[],
): AsyncGenerator<Row> {
  for (let rows = first; ; ) {
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < 1000) return
    rows = await looksAtChild(tx, person_id, { ...asked, before: { mark: last.mark, seq: last.seq }, most: 1000 })
  }
}
