import { randomUUID } from 'node:crypto'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import type { Posted } from '../../ground/web/bodies.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Failed, type Fields, form, parseForm } from '../../ground/web/forms.ts'
import type { Answer, PageReply } from '../../ground/web/reply.ts'
import { personOnly } from '../people/index.ts'
import { childBanner } from './banner.ts'
import { type FactCode, isFactCode } from './codes.ts'
import { carryOut, tryOut } from './correct.ts'
import { type AskedCorrection, askedAdding, askedOf, fitting, isAction } from './correction-forms.ts'
import { correctionConflict, correctionSummary } from './correction-summary.ts'
import { howKnown } from './fact-forms.ts'
import { CorrectionRefused, type Values } from './fact-values.ts'
import { saidOf, whatOf } from './fact-words.ts'
import { type Fact, findFact } from './facts.ts'
import { lockChild } from './record-facts.ts'
import { safeContact } from './safe-contact.ts'
import { canUndo, doneWith, everyFact, undo } from './undo.ts'
import { correctionFormPage, correctionRecorded, correctionUndone } from './views.ts'

const may = 'children.change'
const adding = '/children/:id/facts/:kind/add'
const acting = '/children/:id/facts/:kind/:fact_id/:action'

/** Recording and correcting: a form, then what it would change, and only then is it done; and it can be undone. */
export function correctionPages(page: Pages): void {
  page.get(adding, { may, audit: 'fact added: form' }, async ({ tx, identity, params, look, reply, today }) =>
    drawn(
      tx,
      personOnly(identity),
      params.id,
      deedOf(askedAdding(kindOrMissing(params.kind), today), params.id),
      look,
      reply,
    ),
  )
  page.post(adding, { may, audit: 'fact added' }, async ({ tx, identity, params, body, look, reply, today }) => {
    const deed = deedOf(askedAdding(kindOrMissing(params.kind), today), params.id)
    return posted(tx, personOnly(identity), params.id, deed, body, look, reply)
  })
  page.get(acting, { may, audit: 'fact corrected: form' }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    return drawn(tx, person, params.id, await deedOn(tx, person, params), look, reply)
  })
  page.post(acting, { may, audit: 'fact corrected' }, async ({ tx, identity, params, body, look, reply }) => {
    const person = personOnly(identity)
    look.purpose = `fact corrected: ${isAction(params.action) ? params.action : 'undo'}`
    const led = await usedBefore(tx, String(body.once ?? ''))
    if (led !== null) return reply.redirect(led)
    return posted(tx, person, params.id, await deedOn(tx, person, params), body, look, reply)
  })
}

/** One thing that can be done, from its form to its end. */
export interface Deed extends Omit<AskedCorrection, 'correction'> {
  plan(tx: Write, values: Values): Promise<{ what: string[]; carry(tx: Write, actor: Person): Promise<string> }>
  undoes: boolean
}

const deedOf = (asked: AskedCorrection, person_id: string): Deed => ({
  ...asked,
  undoes: false,
  plan: async (tx, values) => {
    const { what, correction } = await asked.correction(tx, values)
    return { what, carry: (inside, actor) => carryOut(inside, actor, person_id, correction) }
  },
})

interface Addressed {
  id: string
  kind: string
  fact_id: string
  action: string
}

/** What an address asks to be done with a fact. A fact or an action that does not fit is a page that is not there. */
async function deedOn(tx: Read, person: Person, { id, kind, fact_id, action }: Addressed): Promise<Deed> {
  const fact = await findFact(tx, id, kindOrMissing(kind), fact_id)
  if (!fact) throw new Missing()
  if (action === 'undo') return undoing(tx, id, fact)
  if (!isAction(action) || !fitting(fact, person).includes(action)) throw new Missing()
  return deedOf(askedOf(action, fact, person.today), id)
}

async function undoing(tx: Read, person_id: string, fact: Fact): Promise<Deed> {
  const facts = await everyFact(tx, person_id)
  const done = doneWith(facts, fact)
  if (!canUndo(done, facts)) throw new Missing()
  const lines = [
    ...done.added.map(one => `${whatOf(one)}: ${saidOf(one)} is believed no longer.`),
    ...done.retracted.map(one => `${whatOf(one)}: ${saidOf(one)} is believed again, as it was.`),
  ]
  return {
    ...{ title: 'Undo this', intro: lines, stored: {}, undoes: true },
    form: form<Fields>({ because: howKnown }),
    plan: async (_, values) => ({
      what: lines,
      carry: (tx, actor) => undo(tx, actor, person_id, done, String(values.because)),
    }),
  }
}

const kindOrMissing = (kind: string): FactCode => {
  if (isFactCode(kind)) return kind
  throw new Missing()
}

const identityOf = (person_id: string): string => `/children/${person_id}/identity`

async function frameOf(tx: Read, person: Person, person_id: string, deed: Deed, look: Look) {
  const banner = await childBanner(tx, person, person_id, person.today)
  if (!banner) throw new Missing()
  look.saw([person_id], ['banner', 'facts'])
  return {
    ...{ title: deed.title, intro: deed.intro, banner, recorded: true as const },
    safe_contact: deed.visits ? await safeContact(tx, person_id) : null,
    ...{ button: 'Go on to the summary', cancel_href: identityOf(person_id) },
    back: { href: identityOf(person_id), text: 'Back to the child’s identity' },
  }
}

async function drawn(
  tx: Read,
  person: Person,
  person_id: string,
  deed: Deed,
  look: Look,
  reply: PageReply,
): Promise<Answer> {
  const frame = await frameOf(tx, person, person_id, deed, look)
  const drawnForm = drawForm(deed.form, { stored: deed.stored, seen: String(frame.banner.version) })
  return reply.page(correctionFormPage, { ...frame, form: drawnForm })
}

async function posted(
  tx: Write,
  person: Person,
  person_id: string,
  deed: Deed,
  body: Posted['body'],
  look: Look,
  reply: PageReply,
): Promise<Answer> {
  const frame = await frameOf(tx, person, person_id, deed, look)
  const again = (failed: Failed) => reply.page(correctionFormPage, { ...frame, form: drawForm(deed.form, { failed }) })
  const given = parseForm(deed.form, body)
  const led = await usedBefore(tx, given.once)
  if (led !== null) return reply.redirect(led)
  if (!given.ok) return again(given)
  try {
    await lockChild(tx, person_id, Number(given.seen))
    const { what, carry } = await deed.plan(tx, given.values)
    if (body.confirmed !== 'yes') {
      const tried = await tryOut(tx, person, person_id, inside => carry(inside, person))
      look.purpose = `${look.purpose}: summary shown`
      return reply.page(confirmPage, correctionSummary(frame.banner, deed, what, tried, given))
    }
    const href = `${identityOf(person_id)}?done=${await carry(tx, person)}`
    await useOnce(tx, person, given.once, href)
    reply.flash(deed.undoes ? correctionUndone : correctionRecorded)
    return reply.redirect(href)
  } catch (problem) {
    if (problem instanceof UsedAlready) return reply.redirect(problem.result)
    if (problem instanceof CorrectionRefused) {
      const { field, message } = problem
      const shown = field in deed.form.fields ? field : 'because'
      const failed = parseForm({ ...deed.form, check: () => [{ field: shown, message }] }, body)
      if (!failed.ok) return again({ ...failed, once: randomUUID() })
    }
    throw problem instanceof Stale ? await correctionConflict(tx, person_id, person.today, deed, given.values) : problem
  }
}
