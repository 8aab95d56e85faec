import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import type { Flash } from '../../ground/web/flash.ts'
import { type Fields, type Form, type FormKeys, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { bannerOf, CaseRefused, refusing } from '../cases/index.ts'
import { safeContact } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { traceUrl } from './addresses.ts'
import { saidIn, seenOf, type Trace, traceById } from './queries.ts'
import { traceEnded, traceFormPage } from './views.ts'

type Params = Readonly<Record<string, string>>

/** What a form page says: told anew for each trace and step. */
export interface TraceFormWords {
  title: string
  intro: readonly string[]
  /** What may be said to whoever is asked; null where nobody is. */
  words: string | null
}

/** One form of the trace desk: its page and what it does. */
export interface TraceForm<F extends Fields> {
  path: `/tracing/:id/${string}`
  may: string
  audit: string
  button: string
  /** Whether somebody writes, calls or visits after it: the safe-contact sheet then stands first. */
  contact?: boolean
  done: Flash<[]>
  words(trace: Trace, params: Params): Omit<TraceFormWords, 'words'>
  /** What may be said to whoever is asked. */
  wordsFor?(tx: Read, person: Person, trace: Trace, params: Params): Promise<string>
  form(tx: Read, person: Person, trace: Trace, params: Params): Promise<Form<F>> | Form<F>
  /** What stands in the fields when the form is opened. */
  stored?(tx: Read, trace: Trace, person: Person): Promise<Partial<NoInfer<ValuesOf<F>>>>
  /** Returns where it goes on. */
  act(
    tx: Write,
    person: Person,
    trace: Trace,
    values: NoInfer<ValuesOf<F>>,
    keys: FormKeys,
    params: Params,
  ): Promise<string>
}

/** Makes the page of a form and what answers it: parse → act → the trace, or the form again with what is wrong. */
export function traceFormPages<F extends Fields>(page: Pages, asked: TraceForm<F>): void {
  const { path, may, audit } = asked
  const model = async (tx: Read, person: Person, trace: Trace, params: Params) => ({
    ...asked.words(trace, params),
    words: (await asked.wordsFor?.(tx, person, trace, params)) ?? null,
    ...{ back: { href: traceUrl(trace.id), text: 'Back to the enquiries' }, recorded: true },
    banner: await bannerOf(tx, person, trace.person_id, person.today),
    safe_contact: asked.contact ? await safeContact(tx, trace.person_id) : null,
    ...{ button: asked.button, cancel_href: traceUrl(trace.id) },
  })

  page.get(path, { may, audit: `${audit}: form` }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    const trace = await traceOrMissing(tx, params.id, look)
    if (asked.contact) look.saw([trace.person_id], ['safe_contact'])
    if (trace.ended_on !== null) {
      reply.flash(traceEnded)
      return reply.redirect(traceUrl(trace.id))
    }
    const stored = await asked.stored?.(tx, trace, person)
    const form = drawForm(await asked.form(tx, person, trace, params), {
      seen: seenOf(await saidIn(tx, trace.id)),
      ...(stored ? { stored } : {}),
    })
    return reply.page(traceFormPage, { ...(await model(tx, person, trace, params)), form })
  })

  page.post(path, { may, audit }, async ({ tx, identity, params, body, look, reply }) => {
    const person = personOnly(identity)
    const trace = await traceOrMissing(tx, params.id, look)
    if (asked.contact) look.saw([trace.person_id], ['safe_contact'])
    const form = await asked.form(tx, person, trace, params)
    const posted = parseForm(form, body)
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const again = async (failed: ReturnType<typeof parseForm>) => {
      if (failed.ok) throw new Error('A form that was refused has no fault.')
      return reply.page(traceFormPage, {
        ...(await model(tx, person, trace, params)),
        form: drawForm(form, { failed }),
      })
    }
    if (!posted.ok) return again(posted)
    try {
      const href = await asked.act(tx, person, trace, posted.values, posted, params)
      reply.flash(asked.done)
      return reply.redirect(href)
    } catch (problem) {
      if (problem instanceof UsedAlready) return reply.redirect(problem.result)
      if (problem instanceof CaseRefused) return again(parseForm(refusing(form, problem), body))
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict(
        'Somebody recorded more of these enquiries after you opened this form.',
        typedLines(form, posted.values),
        { href: traceUrl(trace.id), text: 'See the enquiries as they are now' },
      )
    }
  })
}

/** The trace of an address. One that is not there and one that is not for this reader are the same. */
export async function traceOrMissing(tx: Read, id: string, look: Look): Promise<Trace> {
  const found = await traceById(tx, id)
  if (!found) throw new Missing()
  look.saw([found.person_id], ['known_as', 'enquiries'])
  return found
}
