import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict } from '../../ground/web/errors.ts'
import type { Flash } from '../../ground/web/flash.ts'
import { type Fields, type Form, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { CaseRefused } from '../cases/index.ts'
import { personOnly } from '../people/index.ts'
import { PanelRefused } from './actions.ts'
import { type PanelFormModel, panelFormPage } from './views.ts'

type Params = Readonly<Record<string, string>>

export interface Frame extends Pick<PanelFormModel, 'title' | 'says' | 'brief' | 'links'> {
  back: { href: string; text: string }
  /** The version that the form is drawn from. */
  seen?: string
  /** How what is changed stands now, for somebody whom another was faster than. */
  standing?: string
  /** Where it is opened again. */
  self?: string
  recorded?: boolean
}

/** One form of a body, a meeting or an item: what it is about is found first. */
export interface PanelForm<Found, F extends Fields> {
  path:
    | '/panels/begin/:body'
    | `/panels/:id/${'schedule' | 'meeting' | 'seat' | 'unseat' | 'edit' | 'end'}`
    | `/panels/meetings/:id/${string}`
    | '/panels/items/:id'
    | `/panels/items/:id/${string}`
  may: 'panels.run' | 'panels.read'
  audit: string
  button: string
  done: Flash<[]>
  /** Throws Missing for what is not there, or not theirs. */
  find(tx: Read, params: Params, look: Look): Promise<Found>
  frame(tx: Read, found: Found, person: Person): Promise<Frame> | Frame
  form(tx: Read, person: Person, found: Found): Promise<Form<F>> | Form<F>
  stored?(
    tx: Read,
    found: Found,
    person: Person,
  ): Promise<Partial<NoInfer<ValuesOf<F>>>> | Partial<NoInfer<ValuesOf<F>>>
  /** @returns where it leads. */
  act(tx: Write, person: Person, found: Found, values: NoInfer<ValuesOf<F>>, seen: string | null): Promise<string>
}

/** Makes the page of a form and what answers it: parse → act → on, or the form again with what is wrong. */
export function panelForm<Found, F extends Fields>(page: Pages, asked: PanelForm<Found, F>): void {
  const { path, may, audit, button } = asked
  const model = ({ back, title, says, brief, links, recorded }: Frame) => ({
    ...{ title, back, says, brief, links, button, cancel_href: back.href },
    recorded: recorded ?? false,
  })

  page.get(path, { may, audit: `${audit}: form` }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    const found = await asked.find(tx, params, look)
    const frame = await asked.frame(tx, found, person)
    const stored = await asked.stored?.(tx, found, person)
    const form = drawForm(await asked.form(tx, person, found), {
      ...(frame.seen === undefined ? {} : { seen: frame.seen }),
      ...(stored ? { stored } : {}),
    })
    return reply.page(panelFormPage, { ...model(frame), form })
  })

  page.post(path, { may, audit }, async ({ tx, identity, params, body, look, reply }) => {
    const person = personOnly(identity)
    const led = await usedBefore(tx, String(body.once ?? ''))
    if (led !== null) return reply.redirect(led)
    const found = await asked.find(tx, params, look)
    const frame = await asked.frame(tx, found, person)
    const form = await asked.form(tx, person, found)
    const posted = parseForm(form, body)
    if (!posted.ok) return reply.page(panelFormPage, { ...model(frame), form: drawForm(form, { failed: posted }) })
    try {
      const href = await asked.act(tx, person, found, posted.values, posted.seen)
      await useOnce(tx, person, posted.once, href)
      reply.flash(asked.done)
      return reply.redirect(href)
    } catch (problem) {
      if (problem instanceof UsedAlready) return reply.redirect(problem.result)
      if (problem instanceof PanelRefused || problem instanceof CaseRefused) {
        const failed = parseForm({ ...form, check: () => [{ field: problem.field, message: problem.message }] }, body)
        if (failed.ok) throw problem
        return reply.page(panelFormPage, { ...model(frame), form: drawForm(form, { failed }) })
      }
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict(
        'Somebody recorded this child after you opened the page.',
        [
          { label: 'As it stands now', seen: null, now: frame.standing ?? '', typed: '' },
          ...typedLines(form, posted.values),
        ],
        { href: frame.self ?? frame.back.href, text: 'Open it as it is now' },
      )
    }
  })
}
