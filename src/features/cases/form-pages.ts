import type { Read, Write } from '../../ground/database/door.ts'
import type { Identity, Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, HttpError, Missing } from '../../ground/web/errors.ts'
import type { Flash } from '../../ground/web/flash.ts'
import { type Fields, type Form, type FormKeys, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import { type ChildBanner, childBanner, safeContact } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { AlreadyOpen } from './actions.ts'
import { caseUrl } from './addresses.ts'
import { CaseRefused, seenOf } from './begin.ts'
import { entriesOfCase } from './chronology.ts'
import { entryKinds, textOf } from './codes.ts'
import { type CouncilCase, caseById } from './queries.ts'
import { type CaseFormModel, caseFormPage, caseIsClosed, caseIsOpen } from './views.ts'

/** One form of a case: its page and what it does. */
export interface CaseForm<F extends Fields> {
  path: `/cases/:id/${string}`
  may: string
  audit: string
  title: string
  /** What it is for, in a sentence. */
  purpose: string
  button: string
  /** Whether it belongs to an open case or to a closed one. */
  when: 'open' | 'closed'
  /** Whether somebody writes, calls or visits from it: the safe-contact sheet then stands first. */
  contact?: boolean
  done: Flash<[]>
  form(tx: Read, person: Person, found: CouncilCase, params: Params): Promise<Form<F>> | Form<F>
  /** What stands in the fields when the form is opened. */
  stored?(tx: Read, found: CouncilCase, person: Person): Promise<Partial<NoInfer<ValuesOf<F>>>>
  intro?(tx: Read, found: CouncilCase, person: Person): Promise<Partial<Pick<CaseFormModel, 'intro' | 'held'>>>
  act(
    tx: Write,
    person: Person,
    found: CouncilCase,
    values: NoInfer<ValuesOf<F>>,
    keys: FormKeys,
    params: Params,
  ): Promise<unknown>
  /** Where it goes on after; the case unless said. `result` is what `act` gave. */
  next?(result: unknown): string
}

type Params = Readonly<Record<string, string>>

/** Makes the page of a form and what answers it: parse → act → the case, or the form again with what is wrong. */
export function caseFormPages<F extends Fields>(page: Pages, asked: CaseForm<F>): void {
  const { path, may, audit } = asked
  const model = async (tx: Read, person: Person, found: CouncilCase) => ({
    title: asked.title,
    back: { href: caseUrl(found.id), text: 'Back to the case' },
    recorded: true,
    banner: await bannerOf(tx, person, found.person_id, person.today),
    safe_contact: asked.contact ? await safeContact(tx, found.person_id) : null,
    ...{ intro: [asked.purpose], held: [], button: asked.button, cancel_href: caseUrl(found.id) },
    ...(await asked.intro?.(tx, found, person)),
  })

  page.get(path, { may, audit: `${audit}: form` }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    const found = await caseOrMissing(tx, params.id, look)
    if (asked.contact) look.saw([found.person_id], ['safe_contact'])
    if ((found.closed_on === null) !== (asked.when === 'open')) {
      reply.flash(asked.when === 'open' ? caseIsClosed : caseIsOpen)
      return reply.redirect(caseUrl(found.id))
    }
    const stored = await asked.stored?.(tx, found, person)
    const asks = await asked.form(tx, person, found, params)
    const form = drawForm(asks, { seen: seenOf(found), ...(stored ? { stored } : {}) })
    return reply.page(caseFormPage, { ...(await model(tx, person, found)), form })
  })

  page.post(path, { may, audit }, async ({ tx, identity, params, body, look, reply }) => {
    const person = personOnly(identity)
    const found = await caseOrMissing(tx, params.id, look)
    if (asked.contact) look.saw([found.person_id], ['safe_contact'])
    const form = await asked.form(tx, person, found, params)
    const posted = parseForm(form, body)
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    if (!posted.ok) {
      const drawn = drawForm(form, { failed: posted })
      return reply.page(caseFormPage, { ...(await model(tx, person, found)), form: drawn })
    }
    let result: unknown
    try {
      result = await asked.act(tx, person, found, posted.values, posted, params)
    } catch (problem) {
      if (problem instanceof UsedAlready) return reply.redirect(problem.result)
      if (problem instanceof CaseRefused) {
        const failed = parseForm(refusing(form, problem), body)
        if (failed.ok) throw problem
        const drawn = drawForm(form, { failed })
        return reply.page(caseFormPage, { ...(await model(tx, person, found)), form: drawn })
      }
      throw await asConflict(tx, problem, found.id, form, posted.values)
    }
    reply.flash(asked.done)
    return reply.redirect(asked.next?.(result) ?? caseUrl(found.id))
  })
}

/** The case of an address. One that is not there and one that is not for this person are the same. */
export async function caseOrMissing(tx: Read, id: string, look: Look): Promise<CouncilCase> {
  const found = await caseById(tx, id)
  if (!found) throw new Missing()
  look.saw([found.person_id], ['known_as', 'state', 'case'])
  return found
}

/** The banner of the child, which every page of a case carries. */
export async function bannerOf(tx: Read, identity: Identity, person_id: string, today: Day): Promise<ChildBanner> {
  const banner = await childBanner(tx, identity, person_id, today)
  if (!banner) throw new Missing()
  return banner
}

/** The same form with a check that fails as the action refused, so that the page comes back with what was typed. */
export const refusing = <F extends Fields>(form: Form<F>, refusal: CaseRefused): Form<F> => ({
  ...form,
  check: () => [{ field: refusal.field, message: refusal.message }],
})

/** What a change by somebody else is answered with: the case as it is now, beside what was typed. */
export async function asConflict<F extends Fields>(
  tx: Read,
  problem: unknown,
  case_id: string,
  form: Form<F>,
  values: ValuesOf<F>,
): Promise<unknown> {
  if (problem instanceof AlreadyOpen) {
    return new HttpError(
      409,
      'This child has an open case',
      ['Another case of this child is open, so this one stays closed.', 'Nothing was changed.'],
      { link: { href: caseUrl(problem.case_id), text: 'Go to the open case' } },
    )
  }
  if (!(problem instanceof Stale)) return problem
  const now = await caseById(tx, case_id)
  const [newest] = await entriesOfCase(tx, case_id, { kind: null, before: null, limit: 1 })
  const standing = now
    ? `${now.closed_on === null ? 'Open' : `Closed on ${formatShortDay(now.closed_on)}`}, led by ${now.lead_officer ?? now.lead_team}`
    : 'No longer yours to see'
  const last = newest
    ? `Newest entry: ${textOf(entryKinds, newest.kind)}, ${formatShortDay(newest.happened_on)}, by ${newest.recorded_by}`
    : ''
  return new Conflict(
    'The child’s record or the case was changed after you opened this form.',
    [
      { label: 'The case', seen: null, now: [standing, last].filter(Boolean).join('. '), typed: '' },
      ...typedLines(form, values),
    ],
    { href: caseUrl(case_id), text: 'See the case as it is now' },
  )
}
