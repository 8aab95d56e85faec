import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Writing } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Refused } from '../../ground/web/errors.ts'
import { type Field, type Fields, type Form, parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { endNaming, handOver, lockSeal, nameOfficer, reviewSeal, SealRefused, seenOf } from './actions.ts'
import { sealedUrl, sealUrl } from './addresses.ts'
import { handOverForm, nameForm, reviewForm } from './forms.ts'
import { whoCanBeNamed } from './queries.ts'
import { bannerOrMissing, couldAnswer, mayHandOver, type SealHeld, sealHeld, sealToDecide } from './seal-page.ts'
import { handedOver, leftSeal, named, nameEnded, reviewed, stepPage } from './views.ts'

/** What is decided of a seal while it is in force: who is named, who answers for it, and that it stays. */
export function stepRoutes(page: Pages): void {
  page.get('/children/:id/seal/names', { may: 'children.seal', audit: 'naming on a seal opened' }, async asked => {
    const { tx, identity, params, reply, look } = asked
    const held = await sealToDecide(tx, identity, params.id)
    look.saw([params.id], ['seal'])
    return reply.page(
      stepPage,
      await nameModel(tx, identity, params.id, drawForm(await nameAsked(tx, identity, params.id, held))),
    )
  })
  page.post('/children/:id/seal/names', { may: 'children.seal', audit: 'officer named on a seal' }, async asked => {
    const { tx, identity, params, body, reply, look } = asked
    const held = await sealToDecide(tx, identity, params.id)
    look.saw([params.id], ['seal'])
    const wanted = await nameAsked(tx, identity, params.id, held)
    const posted = parseForm(wanted, body)
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    if (!posted.ok)
      return reply.page(stepPage, await nameModel(tx, identity, params.id, drawForm(wanted, { failed: posted })))
    const actor = personOnly(identity)
    await lockSeal(tx, held.seal)
    // A seal that was lifted meanwhile names nobody more: the name would stand under the next one.
    await sealToDecide(tx, identity, params.id)
    await nameOfficer(tx, actor, params.id, posted.values)
    await useOnce(tx, actor, posted.once, sealUrl(params.id))
    reply.flash(named)
    return reply.redirect(sealUrl(params.id))
  })

  page.post(
    '/children/:id/seal/names/:name_id/end',
    { may: 'children.read', audit: 'naming on a seal ended' },
    async ({ tx, identity, params, reply, look }) => {
      const actor = personOnly(identity)
      const before = await sealHeld(tx, identity, params.id)
      look.saw([params.id], ['seal'])
      await lockSeal(tx, before.seal)
      const held = await sealHeld(tx, identity, params.id)
      const own = held.names.find(one => one.id === params.name_id)?.account_id === actor.account_id
      if (!held.decides && !own) throw new Refused('Those named on the seal who may seal decide who else is.')
      const ended = await orConflict(params.id, () =>
        endNaming(tx, actor, params.id, { ...held, name_id: params.name_id }),
      )
      const left = ended.account_id === actor.account_id
      reply.flash(left ? leftSeal : nameEnded)
      return reply.redirect(left ? sealedUrl : sealUrl(params.id))
    },
  )

  page.get('/children/:id/seal/review', { may: 'children.seal', audit: 'review of a seal opened' }, async asked => {
    const { tx, identity, params, reply, look, today } = asked
    const { seal } = await sealToDecide(tx, identity, params.id)
    look.saw([params.id], ['seal'])
    return reply.page(
      stepPage,
      await reviewModel(tx, identity, params.id, drawForm(reviewForm(today), { seen: seenOf(seal) })),
    )
  })
  page.post('/children/:id/seal/review', { may: 'children.seal', audit: 'seal reviewed' }, async asked => {
    const { tx, identity, params, today } = asked
    return decide(
      asked,
      reviewForm(today),
      form => reviewModel(tx, identity, params.id, form),
      reviewed,
      (actor, { seal }, values) => reviewSeal(tx, actor, params.id, { seal, ...values }),
    )
  })

  page.get(
    '/children/:id/seal/hand-over',
    { may: 'children.seal', audit: 'handing over a seal opened' },
    async asked => {
      const { tx, identity, params, reply, look } = asked
      const held = await sealToDecide(tx, identity, params.id)
      if (!mayHandOver(held, personOnly(identity).account_id))
        throw new Refused(`${held.seal.owner} answers for the seal and hands it over.`)
      look.saw([params.id], ['seal'])
      return reply.page(
        stepPage,
        await handOverModel(tx, identity, params.id, drawForm(handOverAsked(held), { seen: seenOf(held.seal) })),
      )
    },
  )
  page.post('/children/:id/seal/hand-over', { may: 'children.seal', audit: 'seal handed over' }, async asked => {
    const { tx, identity, params } = asked
    const before = await sealToDecide(tx, identity, params.id)
    return decide(
      asked,
      handOverAsked(before),
      form => handOverModel(tx, identity, params.id, form),
      handedOver,
      (actor, held, values) => {
        if (!mayHandOver(held, actor.account_id))
          throw new Refused(`${held.seal.owner} answers for the seal and hands it over.`)
        return handOver(tx, actor, params.id, { seal: held.seal, ...values })
      },
    )
  })
}

/** A decision about the seal itself, refused when somebody decided since the form was drawn. */
async function decide<F extends Fields>(
  {
    tx,
    identity,
    params,
    body,
    reply,
    look,
  }: Pick<Writing, 'tx' | 'identity' | 'body' | 'reply' | 'look'> & { params: { id: string } },
  wanted: Form<F>,
  model: (drawn: ReturnType<typeof drawForm>) => ReturnType<typeof reviewModel>,
  message: typeof reviewed,
  work: (
    actor: ReturnType<typeof personOnly>,
    held: SealHeld,
    values: { [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never },
  ) => Promise<void>,
) {
  const actor = personOnly(identity)
  const before = await sealToDecide(tx, identity, params.id)
  look.saw([params.id], ['seal'])
  const posted = parseForm(wanted, body)
  const led = await usedBefore(tx, posted.once)
  if (led) return reply.redirect(led)
  await lockSeal(tx, before.seal)
  const held = await sealToDecide(tx, identity, params.id)
  if (posted.seen !== null && posted.seen !== seenOf(held.seal))
    throw new Conflict(
      'Somebody decided about the seal after you opened the page.',
      [
        {
          label: 'Answers for the seal',
          seen: null,
          now: held.seal.owner,
          typed: 'because' in body ? String(body.because) : '',
        },
        { label: 'Looked at again by', seen: null, now: formatDay(held.seal.review_on), typed: '' },
      ],
      { href: sealUrl(params.id), text: 'The seal as it is now' },
    )
  if (!posted.ok) return reply.page(stepPage, await model(drawForm(wanted, { failed: posted })))
  await work(actor, held, posted.values)
  await useOnce(tx, actor, posted.once, sealUrl(params.id))
  reply.flash(message)
  return reply.redirect(sealUrl(params.id))
}

async function orConflict<T>(person_id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (problem) {
    if (!(problem instanceof SealRefused)) throw problem
    throw new Conflict(problem.message, [], { href: sealUrl(person_id), text: 'The seal as it is now' })
  }
}

async function nameAsked(tx: Read, identity: Identity, person_id: string, { names }: SealHeld) {
  const already = new Set(names.filter(one => one.in_force && !one.glass).map(one => one.account_id))
  const could = await whoCanBeNamed(tx, person_id, identity.today)
  return nameForm(
    identity.today,
    could.filter(one => !already.has(one.value)),
  )
}

/** A question with nobody to choose is not asked. */
function handOverAsked(held: SealHeld) {
  const others = couldAnswer(held)
  if (others.length === 0)
    throw new Refused('Nobody else is named on this seal without an end. Name somebody first, then hand it over.')
  return handOverForm(others.map(one => ({ value: one.account_id, text: one.name })))
}

const stepModel =
  (title: string, help: string, button: string) =>
  async (tx: Read, identity: Identity, person_id: string, drawn: ReturnType<typeof drawForm>) => ({
    title,
    help,
    button,
    banner: await bannerOrMissing(tx, identity, person_id),
    cancel_href: sealUrl(person_id),
    form: drawn,
    recorded: true,
  })

const nameModel = stepModel(
  'Name somebody on the seal',
  'From then on the record exists for them, as far as their role sees a child’s fields. Somebody whose role reaches only the children of a team or a school sees this child while it is within that reach.',
  'Name this person',
)
const reviewModel = stepModel(
  'Keep the seal',
  'A seal hides a child from people who could help, so it must be looked at again. If it is no longer needed, lift it instead. Until you decide, the record stays sealed.',
  'Keep the seal',
)
const handOverModel = stepModel(
  'Hand the seal over',
  'Who answers for a seal is told when somebody opens the record and when it must be looked at again. It can be handed to anybody named without an end.',
  'Hand over',
)
