import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Reading, Writing } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import type { Answer } from '../../ground/web/reply.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { decideReferral, nameChild, takeReferral } from './actions.ts'
import { referralUrl } from './addresses.ts'
import { type Outcome, outcomes } from './codes.ts'
import { DecisionRefused, decideForm } from './decide-form.ts'
import { type Referral, referralById } from './queries.ts'
import { officersFor, referralModel } from './referral-page.ts'
import { alreadyOpen, childNamed, referralDecided, referralPage, referralTaken } from './views.ts'

const path = '/referrals/:id'
const triage = 'referrals.triage'

/** The page of one referral, and the three things done on it: taking it, saying who the child is, deciding. */
export function triagePages(page: Pages): void {
  page.get(path, { may: triage, audit: 'referral viewed' }, async asked => {
    const referral = await found(asked.tx, asked.params.id)
    const officers = await officersFor(asked.tx, personOnly(asked.identity))
    const drawn = drawForm(decideForm(officers, null), { seen: String(referral.version) })
    return asked.reply.page(referralPage, await referralModel(asked, referral, drawn))
  })

  page.post(`${path}/take`, { may: triage, audit: 'referral taken' }, async asked => {
    const { tx, identity, body, reply, params } = asked
    const referral = await seen(asked, params.id)
    const { once, seen: version } = parseForm(form({}), body)
    return orWhereItLed(reply, async () => {
      await orConflict(referral, () => takeReferral(tx, personOnly(identity), referral, Number(version), once))
      reply.flash(referralTaken)
      return reply.redirect(referralUrl(referral.id))
    })
  })

  page.post(`${path}/child`, { may: 'children.change', audit: 'child of a referral named' }, async asked => {
    const { tx, identity, body, reply, look, params } = asked
    const actor = personOnly(identity)
    const referral = await seen(asked, params.id)
    const { once, seen: version } = parseForm(form({}), body)
    const chosen = body.person_id === 'new' ? 'new' : await chosenChild(tx, body.person_id)
    return orWhereItLed(reply, async () => {
      const child = await orConflict(referral, () => nameChild(tx, actor, referral, chosen, Number(version), once))
      look.saw([child], ['referral'])
      reply.flash(childNamed)
      return reply.redirect(referralUrl(referral.id))
    })
  })

  page.post(`${path}/decide`, { may: triage, audit: 'referral decided' }, async asked => {
    const { tx, identity, body, reply, params } = asked
    const actor = personOnly(identity)
    const referral = await seen(asked, params.id)
    const officers = await officersFor(tx, actor)
    const outcome = outcomes.find(({ value }) => value === body.outcome)?.value ?? null
    const posted = parseForm(decideForm(officers, outcome), body)
    if (!posted.ok || outcome === null) return again(asked, referral, outcome, null)
    const { note, officer, refused_because } = posted.values
    const decision = {
      ...{ outcome, note, refused_because },
      officer: officers.find(({ membership_id }) => membership_id === officer) ?? null,
    }
    try {
      return await orWhereItLed(reply, async () => {
        const keys = { seen: Number(posted.seen), once: posted.once }
        const led = await orConflict(referral, () => decideReferral(tx, actor, referral, decision, keys))
        reply.flash(led.had_case ? alreadyOpen : referralDecided)
        return reply.redirect(led.href)
      })
    } catch (problem) {
      if (problem instanceof DecisionRefused) return again(asked, referral, outcome, problem)
      throw problem
    }
  })
}

/** The page with what was typed and what is wrong with it. */
async function again(
  asked: Writing,
  referral: Referral,
  outcome: Outcome | null,
  refused: DecisionRefused | null,
): Promise<Answer> {
  const officers = await officersFor(asked.tx, personOnly(asked.identity))
  const asking = decideForm(officers, outcome, refused)
  const failed = parseForm(asking, asked.body)
  const drawn = failed.ok ? drawForm(asking, { seen: String(referral.version) }) : drawForm(asking, { failed })
  return asked.reply.page(referralPage, await referralModel(asked, referral, drawn))
}

/** A referral that is not there and one that is not for this person are the same. */
async function found(tx: Reading['tx'], id: string): Promise<Referral> {
  const referral = await referralById(tx, id)
  if (!referral) throw new Missing()
  return referral
}

async function seen({ tx, look }: Pick<Writing, 'tx' | 'look'>, id: string): Promise<Referral> {
  const referral = await found(tx, id)
  if (referral.person_id !== null) look.saw([referral.person_id], ['referral'])
  return referral
}

async function chosenChild(tx: Reading['tx'], id: unknown): Promise<{ person_id: string; sealed: boolean }> {
  const isId = typeof id === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const child = isId
    ? await tx.selectFrom('person').where('id', '=', id).select(['id', 'sealed']).executeTakeFirst()
    : undefined
  if (!child) throw new Missing()
  return { person_id: child.id, sealed: child.sealed }
}

async function orConflict<T>(referral: Referral, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict('Somebody changed or finished this referral after you opened it.', [], {
      href: referralUrl(referral.id),
      text: 'See the referral as it is now',
    })
  }
}
