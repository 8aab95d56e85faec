import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { childBanner } from '../children/index.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { sameUrl, splitUrl, takeBackUrl } from './addresses.ts'
import { placedAlready, placesOf, placingForm } from './forms.ts'
import { onceOnly } from './once-only.ts'
import { inReadersWords, type Named } from './place-words.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { splitAhead, splitPerson } from './split.ts'
import { takeBack, takeBackAhead } from './take-back.ts'
import { placePage, recordsParted, takenBack } from './views.ts'

const may = 'matching.review'
const sides = {
  back: ['With the child it was joined into', 'With the child that was joined'],
  split: ['Stays with this child', 'Goes with the other child'],
} as const

/** "These are two children": taking a join back, and parting a child by its records. */
export function partRoutes(page: Pages): void {
  page.get(
    '/children/:id/records/decisions/:decision_id/take-back',
    { may, audit: 'taking a join back opened' },
    async ({ tx, identity, params, reply, look }) => {
      look.saw([params.id], ['records', 'since the join'])
      return reply.page(placePage, await backModel({ tx, identity }, params.id, params.decision_id))
    },
  )
  page.post(
    '/children/:id/records/decisions/:decision_id/take-back',
    { may, audit: 'join taken back' },
    async ({ tx, identity, params, body, reply, look }) => {
      const actor = personOnly(identity)
      const asking = { tx, identity }
      const { since, join } = await orMissing(takeBackAhead(tx, params.decision_id))
      if (join.kept_id !== params.id) throw new Missing()
      look.saw([join.kept_id, join.other_id], ['records'])
      const wanted = placingForm(await inReadersWords(tx, since.place), sides.back)
      const posted = parseForm(wanted, body)
      if (!posted.ok) return reply.page(placePage, await backModel(asking, params.id, params.decision_id, posted))
      const seen = posted.seen === null ? null : Number(posted.seen)
      const given = {
        decision_id: params.decision_id,
        because: String(posted.values.because),
        seen,
        places: placesOf(since.place, posted.values),
      }
      const href = await refusedAsConflict(takeBackUrl(params.id, params.decision_id), () =>
        onceOnly(
          tx,
          actor,
          posted.once,
          sameUrl(params.id),
          { stale: takeBackUrl(params.id, params.decision_id) },
          () => takeBack(tx, actor, given),
        ),
      )
      reply.flash(takenBack)
      return reply.redirect(href)
    },
  )

  page.get(
    '/children/:id/records/split',
    { may, audit: 'parting a child opened' },
    async ({ tx, identity, params, reply, look }) => {
      look.saw([params.id], ['records', 'cases', 'documents'])
      return reply.page(placePage, await splitModel({ tx, identity }, params.id))
    },
  )
  page.post(
    '/children/:id/records/split',
    { may, audit: 'child parted into two' },
    async ({ tx, identity, params, body, reply, look }) => {
      const actor = personOnly(identity)
      const { place } = await orMissing(splitAhead(tx, params.id))
      look.saw([params.id], ['records'])
      const wanted = placingForm(await inReadersWords(tx, place), sides.split)
      const posted = parseForm(wanted, body)
      if (!posted.ok) return reply.page(placePage, await splitModel({ tx, identity }, params.id, posted))
      const seen = posted.seen === null ? null : Number(posted.seen)
      const given = {
        person_id: params.id,
        because: String(posted.values.because),
        seen,
        places: placesOf(place, posted.values),
      }
      try {
        const href = await onceOnly(
          tx,
          actor,
          posted.once,
          sameUrl(params.id),
          { stale: splitUrl(params.id) },
          async () => {
            look.saw([(await splitPerson(tx, actor, given)).other_id])
          },
        )
        reply.flash(recordsParted)
        return reply.redirect(href)
      } catch (problem) {
        if (!(problem instanceof JoinRefused)) throw problem
        const first = Object.keys(wanted.fields)[0] ?? 'because'
        const { once } = posted
        const typed = Object.fromEntries(Object.entries(posted.values).map(([name, value]) => [name, String(value)]))
        const failed: Failed = {
          ok: false,
          once,
          seen: posted.seen,
          typed,
          errors: [{ field: first, message: problem.message, href: `#${first}`, part: null }],
        }
        return reply.page(placePage, await splitModel({ tx, identity }, params.id, failed))
      }
    },
  )
}

type Asking = Pick<Parameters<Parameters<Pages['get']>[2]>[0], 'tx' | 'identity'>

async function orMissing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (problem) {
    if (problem instanceof NotThere) throw new Missing()
    throw problem
  }
}

async function refusedAsConflict<T>(href: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (problem) {
    if (problem instanceof JoinRefused) throw new Conflict(problem.message, [], { href, text: 'Back to the join' })
    throw problem
  }
}

async function bannerOf({ tx, identity }: Asking, person_id: string) {
  const banner = await childBanner(tx, identity, person_id, identity.today)
  if (!banner) throw new Missing()
  return banner
}

async function backModel(asking: Asking, person_id: string, decision_id: string, failed?: Failed) {
  const { join, since, refused } = await orMissing(takeBackAhead(asking.tx, decision_id))
  if (join.kept_id !== person_id) throw new Missing()
  const banner = await bannerOf(asking, person_id)
  if (refused !== null) throw new Conflict(refused, [], { href: sameUrl(person_id), text: 'The records of this child' })
  const count = since.place.length
  return {
    title: 'Take this join back',
    recorded: true,
    banner,
    what: [
      `The records were joined on ${formatInstant(join.decided_at)}. Every fact, link and state of before comes back as it stood then, and each case and document goes back to whom it was about.`,
      ...(since.by_lists > 0
        ? [
            `Lists have said ${since.by_lists} ${since.by_lists === 1 ? 'thing' : 'things'} since. What a list says goes with its record.`,
          ]
        : []),
      count === 0
        ? 'Nothing was recorded since that you have to place.'
        : `${count} ${count === 1 ? 'thing was' : 'things were'} recorded since. Say of each which child it is about: nothing is left without a place.`,
    ],
    form: formOf(await inReadersWords(asking.tx, since.place), sides.back, banner.version, failed),
    button: 'Take the join back',
    cancel_href: sameUrl(person_id),
  }
}

async function splitModel(asking: Asking, person_id: string, failed?: Failed) {
  const banner = await bannerOf(asking, person_id)
  const { place } = await orMissing(splitAhead(asking.tx, person_id))
  const records = place.filter(one => one.key.startsWith('record:')).length
  if (records < 2)
    throw new Conflict(
      'One record alone holds this child, so there is nothing to part. What is wrong in it is corrected on the Identity page.',
      [],
      {
        href: sameUrl(person_id),
        text: 'The records of this child',
      },
    )
  return {
    title: 'These are two children',
    recorded: true,
    banner,
    what: [
      'Say of each record, case, document and of each thing that the council recorded which of the two children it is about.',
      'Where exactly what came by the last join goes, that join is taken back and everything of before comes back. Otherwise the other child gets a page of its own.',
      'That they are two is remembered: no review offers them again, unless an identifier comes to be borne by both. They can be joined again at any time.',
    ],
    form: formOf(await inReadersWords(asking.tx, place), sides.split, banner.version, failed),
    button: 'Part into two children',
    cancel_href: sameUrl(person_id),
  }
}

const formOf = (place: readonly Named[], words: readonly [string, string], version: number, failed?: Failed) =>
  drawForm(placingForm(place, words), failed ? { failed } : { stored: placedAlready(place), seen: String(version) })
