import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { type DrawnForm, drawForm, formValues } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { type Failed, type Fields, type Form, form, type Parsed, parseForm } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { personOnly } from '../people/index.ts'
import { type ChildBanner, childBanner } from './banner.ts'
import { type KeptRow, keptFact } from './kept-facts.ts'
import { type Foresight, type KeptAsked, type KeptKind, KeptRefused } from './kept-kind.ts'
import { type Doing, must, type Step, stepsOf } from './kept-steps.ts'

interface KeptFactModel extends PageModel {
  banner: ChildBanner
  form: DrawnForm
  intro: readonly string[]
  /** What is recorded of the fact that the page is about, line by line. */
  says: readonly string[]
  button: string
  cancel_href: string
  warning: boolean
  /** What it would do, when that was asked, with what says that these very answers were told. */
  foreseen: { lines: readonly string[]; told: string } | null
}
const keptFactPage = view<KeptFactModel>('features/children/views/kept-fact.njk')

const buttons: Record<Doing, string> = {
  add: 'Record it',
  change: 'Record the change',
  end: 'Record the end',
  never: 'It was never true',
}

/** Makes the pages of a kind of fact: record it; it has changed; it has ended; it was never true. */
export function keptFactPages<F extends Fields>(page: Pages, kind: KeptKind<F>): void {
  for (const step of stepsOf(kind)) addStep(page, kind, step)
}

const introOf = <F extends Fields>({ intro }: KeptKind<F>, asked: KeptAsked): readonly string[] =>
  typeof intro === 'function' ? intro(asked) : [intro]

function addStep<F extends Fields>(page: Pages, kind: KeptKind<F>, step: Step): void {
  const path = `/children/:id${kind.path}/${step.path}` as const
  const backOf = (person_id: string) => `/children/${person_id}${kind.back.path}`

  async function draw(
    asked: KeptAsked,
    fact: KeptRow | null,
    drawn: DrawnForm,
    foreseen: KeptFactModel['foreseen'] = null,
  ): Promise<KeptFactModel> {
    const banner = await childBanner(asked.tx, asked.person, asked.person_id, asked.person.today)
    if (!banner) throw new Missing()
    asked.look.saw([asked.person_id], ['banner', kind.audit])
    return {
      title: kind.titles[step.doing],
      back: { href: backOf(asked.person_id), text: kind.back.text },
      recorded: true,
      banner,
      form: drawn.seen === null ? { ...drawn, seen: String(banner.version) } : drawn,
      intro: step.doing === 'add' ? introOf(kind, asked) : [],
      says: fact === null ? [] : await kind.says(fact, asked),
      button: kind.foresight && foreseen === null ? 'Go on: see what it does' : buttons[step.doing],
      cancel_href: backOf(asked.person_id),
      warning: step.doing === 'never' && (kind.foresight === undefined || foreseen !== null),
      foreseen,
    }
  }
  async function factOf(asked: KeptAsked, params: { fact_id?: string }): Promise<KeptRow | null> {
    return params.fact_id === undefined ? null : must(await keptFact(asked.tx, kind, asked.person_id, params.fact_id))
  }

  page.get(path, { may: kind.may, audit: `${kind.audit}: form` }, async given => {
    const { id: person_id, ...params } = given.params as { id: string; fact_id?: string }
    const asked = { ...given, person: personOnly(given.identity), person_id }
    const fact = await factOf(asked, params)
    if (fact?.retracted_at) throw new Missing()
    const { asks, stored } = await step.make(asked, fact)
    return given.reply.page(keptFactPage, await draw(asked, fact, drawForm(asks, { stored })))
  })

  page.post(path, { may: kind.may, audit: `${kind.audit} recorded` }, async given => {
    const { id: person_id, ...params } = given.params as { id: string; fact_id?: string }
    const { tx, body, reply } = given
    const asked = { ...given, person: personOnly(given.identity), person_id }
    const back = backOf(person_id)
    const led = await usedBefore(tx, parseForm(form({}), body).once)
    if (led !== null) return reply.redirect(led)
    const fact = await factOf(asked, params)
    const { asks } = await step.make(asked, fact)
    const posted = parseForm(asks, body)
    if (!posted.ok) return reply.page(keptFactPage, await draw(asked, fact, drawForm(asks, { failed: posted })))
    // Whoever does not see the child is answered before anything is locked.
    const shown = await draw(asked, fact, drawForm(asks, {}))
    const seen = posted.seen === null ? null : Number(posted.seen)
    try {
      if (fact?.retracted_at || seen === null) throw new Stale()
      const act = () =>
        step.act(asked, { ...kind, person_id, seen, otherSide: kind.otherSide ?? null }, fact, posted.values)
      const told = markOf(step, fact, asks, posted)
      if (kind.foresight && body.told !== told) {
        given.look.purpose = `${kind.audit}: told what it would do`
        const lines = await foresee(asked, kind.foresight, act)
        const unchanged = drawForm(asks, { failed: asTyped(asks, posted) })
        return reply.page(keptFactPage, await draw(asked, fact, unchanged, { lines, told }))
      }
      await act()
      await useOnce(tx, asked.person, posted.once, back)
    } catch (problem) {
      if (problem instanceof KeptRefused) {
        const refused = { field: problem.field, message: problem.message }
        const failed = parseForm({ ...asks, check: () => [refused] }, body)
        if (!failed.ok) return reply.page(keptFactPage, await draw(asked, fact, drawForm(asks, { failed })))
      }
      if (!(problem instanceof Stale)) throw problem
      // Two presses at once: the second waited for the first, whose change it then met.
      const first = await usedBefore(tx, posted.once)
      if (first !== null) return reply.redirect(first)
      const now = shown.says.map(line => ({ label: 'Recorded', seen: null, now: line, typed: '' }))
      throw new Conflict(
        'The child’s record was changed after you opened this form.',
        [...now, ...typedLines(asks, posted.values)],
        { href: back, text: 'See it as it is now' },
      )
    }
    reply.flash(kind.done[step.doing])
    return reply.redirect(back)
  })
}

/** What stands for these very answers: who changes one is told anew. */
const markOf = (step: Step, fact: KeptRow | null, asks: Form<Fields>, { values }: Posted): string =>
  createHash('sha256')
    .update(JSON.stringify([step.doing, fact?.id, formValues(asks, values, null)]))
    .digest('base64url')
type Posted = Extract<Parsed<Fields>, { ok: true }>

/** The form as it was filled in, without a fault. */
const asTyped = (asks: Form<Fields>, { values, seen, once }: Posted): Failed => ({
  ...{ ok: false, errors: [], seen, once },
  typed: formValues(asks, values, null),
})

/** Does it and takes it back, so that what is told is what will come. */
async function foresee<Standing>(
  asked: KeptAsked & { tx: Write },
  { read, say }: Foresight<Standing>,
  act: () => Promise<void>,
): Promise<string[]> {
  const { tx, person_id, person } = asked
  const before = await read(tx, person_id, person)
  await sql`SAVEPOINT tried_fact`.execute(tx)
  try {
    await act()
    return await say(before, await read(tx, person_id, person), asked)
  } finally {
    await sql`ROLLBACK TO SAVEPOINT tried_fact`.execute(tx)
  }
}
