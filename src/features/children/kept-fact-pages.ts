import type { Write } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { type Fields, type Form, form, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { type ChildBanner, childBanner } from './banner.ts'
import { changeFact, endFact, type Keeping, keepFact, retractFact } from './keep-facts.ts'
import { changeForm, endForm, neverTrueForm, newKeptForm } from './kept-fact-forms.ts'
import { type KeptRow, keptFact } from './kept-facts.ts'
import { type KeptAsked, type KeptKind, KeptRefused } from './kept-kind.ts'

interface KeptFactModel extends PageModel {
  banner: ChildBanner
  form: DrawnForm
  intro: readonly string[]
  /** What is recorded of the fact that the page is about, line by line. */
  says: readonly string[]
  button: string
  cancel_href: string
  warning: boolean
}
const keptFactPage = view<KeptFactModel>('features/children/views/kept-fact.njk')

type Doing = 'add' | 'change' | 'end' | 'never'
type Typed = Record<string, unknown>
const buttons: Record<Doing, string> = {
  add: 'Record it',
  change: 'Record the change',
  end: 'Record the end',
  never: 'It was never true',
}

/** One page of a kind of fact: its form, and what is done with what was typed. */
interface Step {
  doing: Doing
  /** Behind the address of the kind. */
  path: string
  make(asked: KeptAsked, fact: KeptRow | null): Promise<{ asks: Form<Fields>; stored: Typed }>
  act(asked: KeptAsked & { tx: Write }, of: Keeping, fact: KeptRow | null, typed: Typed): Promise<void>
}

/** Makes the pages of a kind of fact: record it; it has changed; it has ended; it was never true. */
export function keptFactPages<F extends Fields>(page: Pages, kind: KeptKind<F>): void {
  for (const step of stepsOf(kind)) addStep(page, kind, step)
}

const period = (starts_on: unknown, last_on: unknown) => ({
  starts_on: starts_on as Day,
  ends_on: last_on ? addDays(last_on as Day, 1) : null,
})
const must = (fact: KeptRow | null): KeptRow => {
  if (fact === null) throw new Missing()
  return fact
}

function stepsOf<F extends Fields>(kind: KeptKind<F>): Step[] {
  const days = (fact: KeptRow): Typed => ({ last_on: fact.ends_on === null ? null : addDays(fact.ends_on, -1) })
  return [
    {
      ...{ doing: 'add', path: 'new' },
      make: async asked => ({
        asks: newKeptForm(await kind.form(asked, null), kind.dates, asked.person.today),
        stored: (await kind.begins?.(asked)) ?? {},
      }),
      act: async (asked, of, _fact, typed) => {
        const columns = await kind.columns(typed as ValuesOf<F>, asked, null)
        await keepFact(
          asked.tx,
          asked.person,
          of,
          period(typed.starts_on ?? asked.person.today, typed.last_on),
          columns,
        )
      },
    },
    {
      ...{ doing: 'change', path: ':fact_id/change' },
      make: async (asked, fact) => ({
        asks: changeForm(await kind.form(asked, fact), must(fact), kind.dates.end, asked.person.today),
        stored: { ...kind.stored(must(fact)), ...days(must(fact)) },
      }),
      act: async (asked, of, fact, typed) => {
        const columns = await kind.columns(typed as ValuesOf<F>, asked, fact)
        await changeFact(asked.tx, asked.person, of, must(fact), period(typed.changed_on, typed.last_on), columns)
      },
    },
    {
      ...{ doing: 'end', path: ':fact_id/end' },
      make: async (asked, fact) => ({ asks: plain(endForm(must(fact), asked.person.today)), stored: {} }),
      act: (asked, of, fact, typed) =>
        endFact(asked.tx, asked.person, of, must(fact), typed.changed_on as Day, typed.because as string | null),
    },
    {
      ...{ doing: 'never', path: ':fact_id/never-true' },
      make: async () => ({ asks: plain(neverTrueForm()), stored: {} }),
      act: (asked, of, fact, typed) =>
        retractFact(asked.tx, asked.person, of, must(fact), typed as { reason: string; because: string }),
    },
  ]
}

/** The same form, known by its fields only. */
const plain = <F extends Fields>(asks: Form<F>): Form<Fields> =>
  form<Fields>(asks.fields, values => asks.check(values as ValuesOf<F>))

function addStep<F extends Fields>(page: Pages, kind: KeptKind<F>, step: Step): void {
  const path = `/children/:id${kind.path}/${step.path}` as const
  const backOf = (person_id: string) => `/children/${person_id}${kind.back.path}`

  async function draw(asked: KeptAsked, fact: KeptRow | null, drawn: DrawnForm): Promise<KeptFactModel> {
    const banner = await childBanner(asked.tx, asked.person, asked.person_id, asked.person.today)
    if (!banner) throw new Missing()
    asked.look.saw([asked.person_id], ['banner', kind.audit])
    return {
      title: kind.titles[step.doing],
      back: { href: backOf(asked.person_id), text: kind.back.text },
      recorded: true,
      banner,
      form: drawn.seen === null ? { ...drawn, seen: String(banner.version) } : drawn,
      intro: step.doing === 'add' ? [kind.intro] : [],
      says: fact === null ? [] : await kind.says(fact, asked),
      button: buttons[step.doing],
      cancel_href: backOf(asked.person_id),
      warning: step.doing === 'never',
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
      await step.act(asked, { ...kind, person_id, seen, otherSide: kind.otherSide ?? null }, fact, posted.values)
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
