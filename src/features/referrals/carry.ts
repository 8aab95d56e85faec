import {
  type Body,
  type Failed,
  type Fields,
  type Form,
  type Parsed,
  parseForm,
  type Typed,
} from '../../ground/web/forms.ts'
import { type Answers, type Questions, type Step, steps } from './questions.ts'

/** A hidden field: what was answered on one page is carried by the next, so that no address, cookie or row holds it before it is sent. */
export interface Carried {
  name: string
  value: string
}

const asCarried = (name: string, typed: Typed): Carried[] => {
  if (typeof typed === 'string') return typed === '' ? [] : [{ name, value: typed }]
  if ('day' in typed)
    return (['day', 'month', 'year'] as const).flatMap(part =>
      typed[part] === '' ? [] : [{ name: `${name}_${part}`, value: typed[part] }],
    )
  return typed.map(value => ({ name, value }))
}

const fieldsOf = (questions: Questions, step: Step): Fields => questions[step].fields

/** What was answered on every page but one, as it was typed. */
export const carriedPast = (questions: Questions, body: Body, step: Step | null): Carried[] =>
  steps
    .filter(other => other !== step)
    .flatMap(other =>
      Object.entries(fieldsOf(questions, other)).flatMap(([name, field]) => asCarried(name, field.take(body, name))),
    )

/** What was kept of a form, as it was posted. */
export function bodyOf(kept: readonly Carried[]): Body {
  const body: Record<string, string | string[]> = {}
  for (const { name, value } of kept) {
    const before = body[name]
    body[name] = before === undefined ? value : [before, value].flat()
  }
  return body
}

/** One page as it was typed, without saying what is wrong with it. */
export function typedOn(questions: Questions, body: Body, step: Step, once: string): Failed {
  const typed = Object.entries(fieldsOf(questions, step)).map(
    ([name, field]) => [name, field.take(body, name)] as const,
  )
  return { ok: false, errors: [], typed: Object.fromEntries(typed), seen: null, once }
}

const parse = <F extends Fields>(asked: Form<F>, body: Body): Parsed<F> => parseForm(asked, body)

export type Read = { ok: true; answers: Answers } | { ok: false; step: Step; failed: Failed }

/** One page: null when it is as it should be. */
export function faultOn(questions: Questions, body: Body, step: Step): Failed | null {
  const read = parse<Fields>(questions[step] as unknown as Form<Fields>, body)
  return read.ok ? null : read
}

/** Every page: the answers, or the first page on which something is wrong. */
export function readAll(questions: Questions, body: Body): Read {
  for (const step of steps) {
    const failed = faultOn(questions, body, step)
    if (failed) return { ok: false, step, failed }
  }
  const read = {
    what: parse(questions.what, body),
    child: parse(questions.child, body),
    circumstances: parse(questions.circumstances, body),
    concern: parse(questions.concern, body),
    you: parse(questions.you, body),
  }
  const { what, child, circumstances, concern, you } = read
  if (!(what.ok && child.ok && circumstances.ok && concern.ok && you.ok))
    throw new Error('A form that was read well once was not read well again.')
  return {
    ok: true,
    answers: { ...what.values, ...child.values, ...circumstances.values, ...concern.values, ...you.values },
  }
}
