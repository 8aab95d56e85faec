import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { childBanner, childFrame, childRows, childUrl, stateTag, stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { joinUrl, sameUrl, siblingsUrl, splitUrl } from './addresses.ts'
import { decideForm, findForm } from './forms.ts'
import { joinPersons } from './join.ts'
import { keepApart } from './keep-apart.ts'
import { onceOnly } from './once-only.ts'
import { compare } from './pair-page.ts'
import { childrenAlike, childTyped, decisionsOf, holdersOf } from './queries.ts'
import { recordsModel } from './records-page.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { siblingsBeside } from './sides.ts'
import { twoChildren } from './two.ts'
import { findPage, joinPage, recordsApart, recordsJoined, recordsPage, siblingsPage } from './views.ts'

const review = 'matching.review'

/** Which records are held to be of a child, and deciding that another one is of the same. */
export function recordsRoutes(page: Pages): void {
  page.get(
    '/children/:id/records',
    { may: review, audit: 'records of a child viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const frame = await childFrame(tx, identity, params.id, '/records')
      const decisions = await decisionsOf(tx, params.id)
      look.saw(
        [params.id, ...decisions.flatMap(one => (one.other_known_as === null ? [] : [one.other_id]))],
        ['banner', 'records', 'decisions'],
      )
      const holders = await holdersOf(tx, params.id)
      return reply.page(recordsPage, {
        ...frame,
        ...recordsModel(params.id, holders, decisions),
        find_href: `${sameUrl(params.id)}/find`,
        split_href: holders.filter(one => !one.written_on).length > 1 ? splitUrl(params.id) : null,
        siblings_href: siblingsUrl(params.id),
      })
    },
  )

  page.get(
    '/children/:id/records/find',
    { may: review, audit: 'another record of a child looked for' },
    async ({ tx, identity, params, reply, look }) =>
      reply.page(findPage, await findModel({ tx, identity, look }, params.id)),
  )
  page.ask(
    '/children/:id/records/find',
    { may: review, audit: 'another record of a child looked for' },
    async ({ tx, identity, params, body, reply, look }) => {
      const posted = parseForm(findForm, body)
      if (!posted.ok) return reply.page(findPage, await findModel({ tx, identity, look }, params.id, posted))
      const other = await childTyped(tx, posted.values.other)
      const there = other !== null && (await isThere(tx, params.id, other))
      if (other !== null && there) return reply.redirect(joinUrl(params.id, other))
      const { values, once, seen } = posted
      const failed: Failed = {
        ...{ ok: false, once, seen, typed: { other: values.other } },
        errors: [
          {
            field: 'other',
            message: 'No other child within your reach has this UPN or page: check it, or look for the child first',
            href: '#other',
            part: null,
          },
        ],
      }
      return reply.page(findPage, await findModel({ tx, identity, look }, params.id, failed))
    },
  )

  page.get(
    '/children/:id/records/join/:other_id',
    { may: review, audit: 'two records compared' },
    async ({ tx, identity, params, reply, look }) =>
      reply.page(joinPage, await joinModel({ tx, identity, look }, params.id, params.other_id)),
  )
  page.post('/children/:id/records/join/:other_id', { may: review, audit: 'two records decided on' }, async asked => {
    const { tx, identity, params, body, reply, look } = asked
    const actor = personOnly(identity)
    const posted = parseForm(decideForm, body)
    if (!posted.ok)
      return reply.page(joinPage, await joinModel({ tx, identity, look }, params.id, params.other_id, posted))
    look.saw([params.id, params.other_id], ['records'])
    const { verdict, because } = posted.values
    const given = { one: params.id, other: params.other_id, because, seen: seenOf(posted.seen) }
    let leads = params.id
    try {
      const href = await onceOnly(
        tx,
        actor,
        posted.once,
        () => sameUrl(leads),
        { stale: joinUrl(params.id, params.other_id) },
        async () => {
          if (verdict === 'different') await keepApart(tx, actor, given)
          else leads = (await joinPersons(tx, actor, given)).person_id
        },
      )
      reply.flash(verdict === 'different' ? recordsApart : recordsJoined)
      return reply.redirect(href)
    } catch (problem) {
      if (!(problem instanceof JoinRefused)) throw problem
      const { once, seen } = posted
      const failed: Failed = {
        ok: false,
        once,
        seen,
        typed: { verdict, because },
        errors: [{ field: 'verdict', message: problem.message, href: '#verdict', part: null }],
      }
      return reply.page(joinPage, await joinModel({ tx, identity, look }, params.id, params.other_id, failed))
    }
  })

  page.get(
    '/children/:id/siblings',
    { may: 'children.read', audit: 'siblings in the same plight viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const frame = await childFrame(tx, identity, params.id, '/siblings')
      const found = await siblingsBeside(tx, params.id, '', today)
      const rows = await childRows(tx, [params.id, ...found.map(one => one.id)], today)
      look.saw(
        rows.map(row => row.id),
        ['known_as', 'born_on', 'state', 'school'],
      )
      const stateOf = (id: string) => rows.find(row => row.id === id)?.state ?? null
      const mine = stateOf(params.id)
      const lines = found.flatMap(one => {
        const row = rows.find(each => each.id === one.id)
        return row
          ? [
              {
                ...{
                  id: one.id,
                  href: childUrl(one.id),
                  known_as: one.known_as,
                  born: one.born,
                  how: one.how,
                  school: row.school_name ?? '',
                },
                state: { text: stateText(row.state), tag: stateTag(row.state) },
              },
            ]
          : []
      })
      const same = mine === null ? [] : lines.filter(line => stateOf(line.id) === mine)
      return reply.page(siblingsPage, {
        ...frame,
        plight: stateText(mine),
        same,
        others: lines.filter(line => !same.includes(line)),
        records_href: may(identity, review) ? sameUrl(params.id) : '',
      })
    },
  )
}

type Asking = Pick<Parameters<Parameters<Pages['get']>[2]>[0], 'tx' | 'identity' | 'look'>

async function findModel({ tx, identity, look }: Asking, person_id: string, failed?: Failed) {
  const banner = await childBanner(tx, identity, person_id, identity.today)
  if (!banner) throw new Missing()
  const alike = await childrenAlike(tx, person_id)
  look.saw([person_id, ...alike.map(one => one.id)], ['known_as', 'born_on', 'upn'])
  return {
    title: 'Which child is this one as well?',
    recorded: true,
    banner,
    form: drawForm(findForm, failed ? { failed } : {}),
    alike: alike.map(one => ({
      href: joinUrl(person_id, one.id),
      known_as: one.known_as || 'Name not known',
      born: one.born_on ? formatDay(one.born_on) : 'Not known',
      upn: one.upn ?? '',
    })),
    cancel_href: sameUrl(person_id),
  }
}

/** Whether two children can be decided on by whoever asks. */
const isThere = (tx: Asking['tx'], one: string, other: string): Promise<boolean> =>
  twoChildren(tx, one, other).then(
    () => true,
    (problem: unknown) => {
      if (problem instanceof NotThere) return false
      throw problem
    },
  )

async function joinModel({ tx, identity, look }: Asking, person_id: string, other_id: string, failed?: Failed) {
  const actor = personOnly(identity)
  const banner = await childBanner(tx, identity, person_id, identity.today)
  const two = await twoChildren(tx, person_id, other_id).catch((problem: unknown) => {
    if (problem instanceof NotThere) throw new Missing()
    throw problem
  })
  if (!banner) throw new Missing()
  look.saw([person_id, other_id], ['banner', 'name', 'birth', 'identifier', 'address', 'contact', 'enrolment'])
  const seen = two.map(child => child.version).join(' ')
  return {
    title: 'Are these two the same child?',
    recorded: true,
    banner,
    compared: await compare(tx, actor, [person_id, other_id], [], look),
    form: drawForm(decideForm, failed ? { failed } : { seen }),
    cancel_href: sameUrl(person_id),
  }
}

const seenOf = (seen: string | null): readonly [number, number] | null => {
  const [low, high] = (seen ?? '').split(' ').map(Number)
  return low && high ? [low, high] : null
}
