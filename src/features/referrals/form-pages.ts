import type { Pages, Parts, Reading } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import type { Body, Failed, Fields, Form } from '../../ground/web/forms.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import type { Answer } from '../../ground/web/reply.ts'
import { statusUrl } from './addresses.ts'
import { bodyOf, carriedPast, faultOn, readAll, typedOn } from './carry.ts'
import { checkGroups } from './check-answers.ts'
import type { FormDoor } from './doors.ts'
import { type Questions, questionsOf, type Step, steps, stepTitles } from './questions.ts'
import { askSlipForm, draftOf, openedAt } from './slips-form.ts'
import { askSlipPage, checkPage, stepPage } from './views.ts'

type Asked = Pick<Reading, 'reply'>

/** A form as far as it is filled in. */
export interface Filled {
  door: FormDoor
  questions: Questions
  body: Body
  kept: Kept
}

/** What goes with every page of the form besides its answers. */
export interface Kept {
  once: string
  opened: string
}

const isStep = (value: unknown): value is Step => steps.some(step => step === value)

/** The form's key and when it was opened, as the page carried them; new ones where it carried none. */
export function keptOf(parts: Parts, body: Body): Kept {
  const { once } = parseForm(form({}), body)
  const opened =
    typeof body.opened === 'string' ? body.opened : openedAt(parts.settings.sessionSecret, once, parts.now())
  return { once, opened }
}

/** The pages on which the form is filled in. Nothing is kept anywhere until it is sent or saved: each page carries the ones before. */
export function formPages(page: Pages, parts: Parts, door: FormDoor): void {
  const { base, may, audit } = door

  page.get(base, { may, audit: `${audit}: form` }, async asked => {
    const questions = questionsOf(door.as(asked.identity), asked.today)
    return drawStep(asked, { door, questions, body: {}, kept: keptOf(parts, {}) }, 'what')
  })

  page.ask(base, { may, audit: `${audit}: form` }, async asked => {
    const { body, identity, today } = asked
    const questions = questionsOf(door.as(identity), today)
    const filled: Filled = { door, questions, body, kept: keptOf(parts, body) }
    const go = typeof body.go === 'string' ? body.go : 'next'
    const step = isStep(body.step) ? body.step : 'what'
    const [verb, named] = go.split(':')
    if (verb === 'change' && isStep(named))
      return drawStep(asked, { ...filled, body: { ...body, from_check: 'yes' } }, named)
    if (verb === 'back') {
      const before = steps[Math.max(0, steps.indexOf(step) - 1)] ?? 'what'
      return drawStep(asked, filled, before)
    }
    const failed = faultOn(questions, body, step)
    if (failed) return drawStep(asked, filled, step, failed)
    const after = steps[steps.indexOf(step) + 1]
    if (after !== undefined && body.from_check !== 'yes') return drawStep(asked, filled, after)
    const read = readAll(questions, body)
    if (!read.ok) return drawStep(asked, filled, read.step, read.failed)
    return drawCheck(asked, filled)
  })

  const continuing = `${base}/continue` as const
  const model = {
    title: 'Continue a form that you saved',
    back: { href: base, text: 'Back' },
    lead: 'Enter the reference and the code that you were given when you saved it.',
    button: 'Continue',
  }
  page.get(continuing, { may, audit: `${audit}: asked for a saved form` }, ({ reply }) =>
    reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm()) }),
  )
  page.ask(
    continuing,
    { may, audit: `${audit}: saved form continued`, limit: { most: 20, seconds: 600 } },
    async asked => {
      const { body, identity, today, tx, reply } = asked
      const posted = parseForm(askSlipForm(), body)
      if (!posted.ok) return reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm(), { failed: posted }) })
      const draft = await draftOf(tx, posted.values, door.as(identity))
      if (!draft) {
        const failed = parseForm(
          askSlipForm(
            'No saved form has this reference and code: check both, or begin again. A form that was sent or has expired cannot be continued',
          ),
          body,
        )
        return failed.ok
          ? reply.redirect(base)
          : reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm(), { failed }) })
      }
      const questions = questionsOf(door.as(identity), today)
      const filled: Filled = { door, questions, body: bodyOf(draft.answers), kept: draft }
      const read = readAll(questions, filled.body)
      // Where it was left: the first page that is not filled in yet, or the summary.
      if (read.ok) return drawCheck(asked, filled)
      return drawStep(asked, filled, read.step)
    },
  )
}

/** One page of the form, with what is wrong on it where it comes back. */
export function drawStep(
  { reply }: Asked,
  { door, questions, body, kept }: Filled,
  step: Step,
  failed: Failed = typedOn(questions, body, step, kept.once),
): Answer {
  const first = step === 'what'
  return reply.page(stepPage, {
    title: first ? door.title : stepTitles[step],
    form: drawForm(questions[step] as unknown as Form<Fields>, { failed: { ...failed, once: kept.once } }),
    base: door.base,
    carried: [...carriedPast(questions, body, step), { name: 'opened', value: kept.opened }],
    step,
    number: `Page ${steps.indexOf(step) + 1} of ${steps.length}`,
    first,
    has_before: !first,
    from_check: body.from_check === 'yes',
    continue_href: `${door.base}/continue`,
    status_href: statusUrl,
  })
}

/** The summary before the form is sent. */
export function drawCheck({ reply }: Asked, filled: Filled, fault: string | null = null): Answer {
  const { door, questions, body, kept } = filled
  const errors = fault === null ? [] : [{ field: 'send', message: fault, href: '#send', part: null }]
  const failed: Failed = { ok: false, errors, typed: {}, seen: null, once: kept.once }
  return reply.page(checkPage, {
    title: 'Check your answers before you send them',
    form: drawForm(form({}), { failed }),
    base: door.base,
    carried: [...carriedPast(questions, body, null), { name: 'opened', value: kept.opened }],
    groups: checkGroups(questions, body),
  })
}
