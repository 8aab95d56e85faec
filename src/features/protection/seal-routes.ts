import { randomUUID } from 'node:crypto'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Writing } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Refused } from '../../ground/web/errors.ts'
import { hiddenField } from '../../ground/web/fields.ts'
import { type FormValues, form, parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { type ChildBanner, childUrl, liftSeal, lockChild, sealChild } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { sealUrl } from './addresses.ts'
import { labelOf, sealReasons } from './codes.ts'
import { type Choosable, sealForm } from './forms.ts'
import { opensForReason, whoCanBeNamed } from './queries.ts'
import { bannerOrMissing, sealModel } from './seal-page.ts'
import { sealed, sealFormPage, sealPage, unsealed } from './views.ts'

const whoMaySeal = 'Sealing is for Children Missing Education Officers and team managers.'

/** Sealing a record, its seal as those named see it, and lifting it. */
export function sealRoutes(page: Pages): void {
  page.get(
    '/children/:id/seal',
    { may: 'children.read', audit: 'sealing opened' },
    async ({ tx, identity, params, reply, look, today }) => {
      const banner = await bannerOrMissing(tx, identity, params.id)
      look.saw([params.id], ['banner', 'seal'])
      if (banner.sealed) return reply.page(sealPage, await sealModel(tx, identity, banner))
      if (!may(identity, 'children.seal')) throw new Refused(whoMaySeal)
      const asked = sealForm(today, await others(tx, identity, params.id))
      return reply.page(sealFormPage, formModel(banner, drawForm(asked, { seen: String(banner.version) })))
    },
  )

  page.post('/children/:id/seal', { may: 'children.seal', audit: 'child sealed' }, async asked => {
    const { tx, identity, params, body, reply, look, today } = asked
    const banner = await bannerOrMissing(tx, identity, params.id)
    look.saw([params.id], ['seal'])
    // The page that asks first carries the named as one text.
    const given = {
      ...body,
      named: typeof body.named === 'string' ? body.named.split(',').filter(Boolean) : body.named,
    }
    const choices = await others(tx, identity, params.id)
    const wanted = sealForm(today, choices)
    const posted = parseForm(wanted, given)
    if (!posted.ok) return reply.page(sealFormPage, formModel(banner, drawForm(wanted, { failed: posted })))
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    if (body.confirmed !== 'yes') {
      look.purpose = 'child sealed: asked first'
      return reply.page(confirmPage, await confirmModel(asked, banner, choices, posted.values, posted.seen))
    }
    const actor = personOnly(identity)
    await unlessStale(params.id, () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)))
    if (!banner.sealed)
      await sealChild(tx, actor, { person_id: params.id, ...posted.values, named: posted.values.named ?? [] })
    await useOnce(tx, actor, posted.once, childUrl(params.id))
    reply.flash(sealed)
    return reply.redirect(childUrl(params.id))
  })

  page.post(
    '/children/:id/unseal',
    { may: 'children.seal', audit: 'seal lifted' },
    async ({ tx, identity, params, body, reply, look }) => {
      const banner = await bannerOrMissing(tx, identity, params.id)
      look.saw([params.id], ['seal'])
      const actor = personOnly(identity)
      const posted = parseForm(form({}), body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      await unlessStale(params.id, () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)))
      if (banner.sealed) {
        const { may: mayDecide } = await sealModel(tx, identity, banner)
        if (mayDecide === null) throw new Refused('The seal is lifted by those named on it who may seal.')
        await liftSeal(tx, actor, params.id)
      }
      await useOnce(tx, actor, posted.once, childUrl(params.id))
      reply.flash(unsealed)
      return reply.redirect(childUrl(params.id))
    },
  )
}

const formModel = (banner: ChildBanner, drawn: ReturnType<typeof drawForm>) => ({
  title: 'Seal this record',
  banner,
  form: drawn,
  recorded: true,
})

/** Who could be named beside whoever seals. */
const others = async (
  tx: Writing['tx'] | Parameters<typeof whoCanBeNamed>[0],
  identity: Writing['identity'],
  person_id: string,
): Promise<Choosable[]> => {
  const { account_id, today } = personOnly(identity)
  return (await whoCanBeNamed(tx, person_id, today)).filter(one => one.value !== account_id)
}

/** What sealing will do and to whom, before it is done. */
async function confirmModel(
  { tx, today }: Pick<Writing, 'tx' | 'today'>,
  banner: ChildBanner,
  choices: readonly Choosable[],
  values: FormValues<ReturnType<typeof sealForm>>,
  seen: string | null,
) {
  const chosen = new Set<string>(values.named ?? [])
  const names = choices.filter(one => chosen.has(one.value)).map(one => one.text)
  const lead = banner.more.find(item => item.label === 'Lead worker')?.text
  const leadStays = lead !== undefined && names.some(name => name.startsWith(lead))
  const fields = {
    reason_code: values.reason_code,
    reason: values.reason,
    review_on: values.review_on,
    named: [...chosen].join(','),
    confirmed: 'yes',
  }
  const asked = form(Object.fromEntries(Object.keys(fields).map(name => [name, hiddenField(name)])))
  return {
    title: 'Seal this record?',
    back: { href: sealUrl(banner.person_id), text: 'Back to the reason' },
    recorded: true,
    what: [
      names.length === 0
        ? 'The record exists for you only from now on.'
        : `The record exists from now on only for you and ${names.length === 1 ? 'the officer' : `the ${names.length} officers`} named below.`,
      'For everybody else it is gone at once: from search, lists of children, cases, the Today page, exports, duplicate warnings and figures that open. Its address answers like a page that is not there.',
      ...(lead === undefined || leadStays
        ? []
        : [
            `${lead}, the lead worker of the open case, no longer sees the child or the case unless you are the same person.`,
          ]),
      'The school, and the teams that work with the child, no longer see the child on Onroll. Onroll does not tell them.',
      'Lists that name the child go on being read for the child, and whoever brings them in is not told.',
      'Council totals go on counting the child, without saying who.',
      (await opensForReason(tx, today))
        ? 'Team managers and duty officers can open the record for a reason if they know exactly whom they ask for. You would be told at once.'
        : 'Nobody else can open the record: opening for a reason is not switched on here.',
    ],
    whom: [
      { term: 'Child', text: banner.known_as },
      { term: 'Reason', text: `${labelOf(sealReasons, values.reason_code)}. ${values.reason}` },
      { term: 'Looked at again by', text: formatDay(values.review_on) },
      { term: 'Named beside you', text: names.length === 0 ? 'Nobody' : names.join('; ') },
    ],
    undo: 'You answer for the seal. You, or somebody named who may seal, can lift it at any time. It never ends by itself, not even when its review is overdue.',
    button: 'Seal this record',
    danger: true,
    cancel_href: childUrl(banner.person_id),
    form: { ...drawForm(asked, { stored: fields, ...(seen === null ? {} : { seen }) }), once: randomUUID() },
  }
}

async function unlessStale(person_id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict(
      'The record changed after you opened the page. Look at it as it is now before you seal it or lift its seal.',
      [],
      { href: sealUrl(person_id), text: 'Open the page again' },
    )
  }
}
