import type { Write } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Fields, type Form, form, type ValuesOf } from '../../ground/web/forms.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { changeFact, correctFact, endFact, type Keeping, keepFact, retractFact } from './keep-facts.ts'
import { changeForm, endForm, neverTrueForm, newKeptForm } from './kept-fact-forms.ts'
import type { KeptRow } from './kept-facts.ts'
import type { KeptAsked, KeptDates, KeptKind } from './kept-kind.ts'

export type Doing = 'add' | 'change' | 'end' | 'never'
type Typed = Record<string, unknown>

/** One page of a kind of fact: its form, and what is done with what was typed. */
export interface Step {
  doing: Doing
  /** Behind the address of the kind. */
  path: string
  make(asked: KeptAsked, fact: KeptRow | null): Promise<{ asks: Form<Fields>; stored: Typed }>
  act(asked: KeptAsked & { tx: Write }, of: Keeping, fact: KeptRow | null, typed: Typed): Promise<void>
}

const period = (starts_on: unknown, last_on: unknown, end: KeptDates['end']) => ({
  starts_on: starts_on as Day,
  ends_on: end === 'same_day' ? addDays(starts_on as Day, 1) : last_on ? addDays(last_on as Day, 1) : null,
})
export const must = (fact: KeptRow | null): KeptRow => {
  if (fact === null) throw new Missing()
  return fact
}

/** Record it; it has changed; it has ended; it was never true. */
export function stepsOf<F extends Fields>(kind: KeptKind<F>): Step[] {
  const lastDay = (fact: KeptRow): Typed => ({ last_on: fact.ends_on === null ? null : addDays(fact.ends_on, -1) })
  const dates = (asked: KeptAsked, fact: KeptRow | null): KeptDates =>
    typeof kind.dates === 'function' ? kind.dates(asked, fact) : kind.dates
  const whole = async (asked: KeptAsked, fact: KeptRow | null) =>
    newKeptForm(await kind.form(asked, fact), dates(asked, fact), asked.person.today)
  const columns = (typed: Typed, asked: KeptAsked, fact: KeptRow | null) =>
    kind.columns(typed as ValuesOf<F>, asked, fact)
  const days = (typed: Typed, asked: KeptAsked, fact: KeptRow | null) =>
    period(typed.starts_on ?? asked.person.today, typed.last_on, dates(asked, fact).end)

  const changed: Pick<Step, 'make' | 'act'> =
    kind.changes === 'put_right'
      ? {
          make: async (asked, fact) => ({
            asks: await whole(asked, must(fact)),
            stored: {
              ...(await kind.stored(must(fact), asked)),
              ...lastDay(must(fact)),
              starts_on: must(fact).starts_on,
            },
          }),
          act: async (asked, of, fact, typed) =>
            correctFact(
              ...([asked.tx, asked.person, of, must(fact), days(typed, asked, fact)] as const),
              await columns(typed, asked, fact),
            ),
        }
      : {
          make: async (asked, fact) => ({
            asks: changeForm(
              ...([await kind.form(asked, fact), must(fact), dates(asked, fact).end === true] as const),
              asked.person.today,
            ),
            stored: { ...(await kind.stored(must(fact), asked)), ...lastDay(must(fact)) },
          }),
          act: async (asked, of, fact, typed) =>
            changeFact(
              ...([asked.tx, asked.person, of, must(fact)] as const),
              period(typed.changed_on, typed.last_on, dates(asked, fact).end),
              await columns(typed, asked, fact),
            ),
        }
  const ending = (fact: KeptRow | null): KeptRow => {
    if (kind.ends?.(must(fact)) === false) throw new Missing()
    return must(fact)
  }
  return [
    {
      ...{ doing: 'add', path: 'new' },
      make: async asked => ({ asks: await whole(asked, null), stored: (await kind.begins?.(asked)) ?? {} }),
      act: async (asked, of, _fact, typed) =>
        keepFact(asked.tx, asked.person, of, days(typed, asked, null), await columns(typed, asked, null)),
    },
    { ...{ doing: 'change', path: ':fact_id/change' }, ...changed },
    {
      ...{ doing: 'end', path: ':fact_id/end' },
      make: async (asked, fact) => ({ asks: plain(endForm(ending(fact), asked.person.today)), stored: {} }),
      act: (asked, of, fact, typed) =>
        endFact(asked.tx, asked.person, of, ending(fact), typed.changed_on as Day, typed.because as string | null),
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
