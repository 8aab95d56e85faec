import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { type Field, type Fields, type Form, form } from '../../ground/web/forms.ts'
import { addDays, type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import {
  confirmedHow,
  doubtedHow,
  type FactCode,
  factKinds,
  neverTrueReasons,
  retractedWords,
  textOfChoice,
} from './codes.ts'
import { type Correction, lastDayOf } from './correct.ts'
import { changedFact, faultsBetween, howKnown, lastDay, wholeFact } from './fact-forms.ts'
import { type Values, valuesOf } from './fact-values.ts'
import { saidOf, sourceOf, whatOf } from './fact-words.ts'
import type { Fact } from './facts.ts'

/** What can be done with a fact that is there. */
export const actions = ['changed', 'ended', 'never-true', 'correct', 'go-by', 'confirm', 'doubt'] as const
export type Action = (typeof actions)[number]
export const isAction = (text: string): text is Action => (actions as readonly string[]).includes(text)

export const actionWords: Record<Action, { link: string; title: string; hint: string }> = {
  changed: {
    link: 'This has changed',
    title: 'This has changed',
    hint: 'It was true, and something else is true since.',
  },
  ended: { link: 'This has ended', title: 'This has ended', hint: 'It was true, and nothing stands in its place.' },
  'never-true': { link: 'This was never true', title: 'This was never true', hint: 'It was wrong from the beginning.' },
  correct: {
    link: 'Put right a slip of mine',
    title: 'Put right a slip',
    hint: 'You recorded it and wrote it wrongly.',
  },
  'go-by': { link: 'Go by this', title: 'Go by this', hint: 'Sources disagree, and you know that this one is right.' },
  confirm: {
    link: 'Confirm this address',
    title: 'Confirm an address',
    hint: 'Somebody has made sure that the child lives there.',
  },
  doubt: {
    link: 'Record a doubt',
    title: 'Record a doubt about an address',
    hint: 'A letter came back, or nobody was there.',
  },
}

/** Which actions fit a fact, for who asks. */
export function fitting(fact: Fact, actor: Pick<Person, 'account_id'>): Action[] {
  if (fact.retracted_at !== null) return []
  const over = fact.ends_on !== null
  const isList = fact.source !== 'council'
  const fits: Record<Action, boolean> = {
    changed: fact.kind !== 'birth' && !over,
    ended: fact.kind !== 'birth' && !over && fact.values.kind !== 'legal',
    'never-true': true,
    correct: !isList && fact.recorded_by === actor.account_id,
    'go-by': isList && !over && ['name', 'birth', 'identifier', 'address'].includes(fact.kind),
    confirm: fact.kind === 'address' && !over,
    doubt: fact.kind === 'address' && !over,
  }
  return actions.filter(action => fits[action])
}

/** A form of an action, what it says before it, and what it would do. */
export interface AskedCorrection {
  title: string
  intro: string[]
  form: Form<Fields>
  stored: Values
  /** Whether somebody visits or writes for it: the safe-contact sheet then stands first. */
  visits?: boolean
  correction(tx: Write, values: Values): Promise<{ correction: Correction; what: string[] }>
}

const because = (values: Values): string => String(values.because)
const dayAfter = (day: unknown): Day | null => (day ? addDays(day as Day, 1) : null)

/** Adding a fact on the council's own record. */
export function askedAdding(kind: FactCode, today: Day): AskedCorrection {
  return {
    title: `Add ${factKinds[kind].a}`,
    intro: ['What you add stands on the council’s own record, beside what the lists say, and is believed before them.'],
    form: form(wholeFact(kind, today, true), values => faultsBetween(kind, values)),
    stored: kind === 'address' ? { in_area: 'postcode' } : kind === 'enrolment' ? { status: 'C' } : {},
    correction: async (tx, given) => {
      const { values, cautions } = await valuesOf(tx, kind, given)
      const starts_on = (given.starts_on ?? values.born_on ?? today) as Day
      const correction = {
        do: 'add',
        kind,
        values,
        starts_on,
        ends_on: dayAfter(given.last_on),
        because: because(given),
      } as const
      return { correction, what: [`${newText({ kind, values, starts_on })} is recorded.`, ...cautions] }
    },
  }
}

/** What is recorded, as the beginning of a sentence. The school of an enrolment is told by its own line. */
const newText = ({ kind, values, starts_on }: { kind: FactCode; values: Values; starts_on: Day }): string =>
  `${whatOf({ kind, values })}: ${kind === 'enrolment' ? 'at the school named below' : saidOf({ kind, values, school_name: null })}, from ${formatDay(starts_on)},`

/** An action on a fact that is there. */
export function askedOf(action: Action, fact: Fact, today: Day): AskedCorrection {
  const source = sourceOf(fact, true)
  const isList = fact.source !== 'council'
  const one = `${whatOf(fact)}: ${saidOf(fact)}`
  const { title } = actionWords[action]
  const asked = (intro: string[], fields: Fields, stored: Values, correction: AskedCorrection['correction']) => ({
    ...{ title, intro, form: form(fields, values => faultsBetween(fact.kind, values)), stored, correction },
  })
  const kind_value = fact.values.kind
  switch (action) {
    case 'changed':
      return asked(
        [changedIntro(fact, source)],
        changedFact(fact.kind, today),
        fact.kind === 'address' || fact.kind === 'identifier' ? { in_area: 'postcode' } : storedOf(fact),
        async (tx, given) => {
          const { values, cautions } = await valuesOf(tx, fact.kind, given, kind_value)
          const starts_on = given.starts_on as Day
          const stays = isList && !['enrolment', 'provision', 'circumstance', 'contact'].includes(fact.kind)
          return {
            correction: { do: 'changed', fact, values, starts_on, because: because(given) },
            what: [
              stays
                ? `What ${source} says (${saidOf(fact)}) stays as it is and is outranked by the council’s own record.`
                : `${one} ends on ${formatDay(addDays(starts_on, -1))}.`,
              `${newText({ kind: fact.kind, values, starts_on })} is recorded.`,
              ...cautions,
            ],
          }
        },
      )
    case 'ended':
      return asked(
        [
          `${one} was true until a day, and nothing stands in its place.${isList ? ` If ${source} goes on saying it, Onroll does not believe it again.` : ''}`,
        ],
        { last_on: lastDay(fact.kind, today) as Field<unknown>, because: howKnown },
        {},
        async (_, given) => ({
          correction: { do: 'ended', fact, ends_on: addDays(given.last_on as Day, 1), because: because(given) },
          what: [`${one} ends. Its last day is ${formatDay(given.last_on as Day)}.`],
        }),
      )
    case 'never-true':
      return asked(
        [
          `Say this of what was wrong from the beginning. It stays to be read, marked as no longer believed. If it was true once, “this has changed” is the right way.`,
          ...(isList ? [`When the next list of ${source} says the same, Onroll does not believe it again.`] : []),
        ],
        {
          reason: choiceField({
            label: 'Why was it never true?',
            about: 'why it was never true',
            choices: neverTrueReasons,
          }) as Field<unknown>,
          because: howKnown,
        },
        {},
        async (_, given) => ({
          correction: { do: 'never-true', fact, reason: String(given.reason), because: because(given) },
          what: [`${one} is believed no longer (${retractedWords[String(given.reason)]}).`],
        }),
      )
    case 'correct':
      return asked(
        ['What you wrote is marked as a slip, and what you write here stands in its place.'],
        wholeFact(fact.kind, today, false),
        { ...storedOf(fact), starts_on: fact.starts_on, last_on: lastDayOf(fact), because: fact.recorded_because },
        async (tx, given) => {
          const { values, cautions } = await valuesOf(tx, fact.kind, given, kind_value)
          const starts_on = (given.starts_on ?? values.born_on ?? fact.starts_on) as Day
          return {
            correction: {
              do: 'correct',
              fact,
              values,
              starts_on,
              ends_on: dayAfter(given.last_on),
              because: because(given),
            },
            what: [
              `${one} is believed no longer: a slip.`,
              `${newText({ kind: fact.kind, values, starts_on })} stands in its place.`,
              ...cautions,
            ],
          }
        },
      )
    case 'go-by':
      return asked(
        [
          `The council’s own record will say what ${source} says, and is believed before every list. What the others say stays to be read.`,
        ],
        { because: howKnown },
        {},
        async (_, given) => ({
          correction: { do: 'go-by', fact, because: because(given) },
          what: [
            `Onroll goes by ${one}, as ${source} says.`,
            'What the council had recorded instead, if anything, is believed no longer.',
          ],
        }),
      )
    default:
      return { ...askedCheck(action, fact, today, asked), visits: true }
  }
}

function askedCheck(
  action: 'confirm' | 'doubt',
  fact: Fact,
  today: Day,
  asked: (
    intro: string[],
    fields: Fields,
    stored: Values,
    correction: AskedCorrection['correction'],
  ) => AskedCorrection,
): AskedCorrection {
  const [label, choices] =
    action === 'confirm' ? ['How was it confirmed?', confirmedHow] : ['What speaks against it?', doubtedHow]
  const about = action === 'confirm' ? 'how it was confirmed' : 'what speaks against it'
  return asked(
    [
      `${saidOf(fact)}, as ${sourceOf(fact, true)} says.`,
      action === 'confirm'
        ? 'The address stays the word of its source; the confirmation is shown with it.'
        : 'A doubted address stays to be read. Where another source gives an address that is not in doubt, Onroll goes by that.',
    ],
    {
      on: dayField({
        label: 'On which day?',
        about: 'the day',
        notBefore: addDays(today, -3660),
        notAfter: today,
      }) as Field<unknown>,
      how: choiceField({ label, about, choices }) as Field<unknown>,
      because: optional(textField({ label: 'Note', about: 'the note', rows: 3, most: 2000 })) as Field<unknown>,
    },
    { on: today },
    async (_, given) => ({
      correction: {
        do: action,
        fact,
        on: given.on as Day,
        how: String(given.how),
        because: (given.because as string | null) ?? null,
      },
      what: [
        `${saidOf(fact)} is ${action === 'confirm' ? 'confirmed' : 'in doubt'}, ${formatShortDay(given.on as Day)}: ${textOfChoice(choices, given.how).toLowerCase()}.`,
      ],
    }),
  )
}

function changedIntro(fact: Fact, source: string): string {
  const said = `${whatOf(fact)}: ${saidOf(fact)}.`
  if (fact.source === 'council') return `${said} It ends where the new begins, and stays to be read.`
  return ['enrolment', 'provision', 'circumstance', 'contact'].includes(fact.kind)
    ? `${said} What ${source} says ends where the new begins; the new stands on the council’s own record. If ${source} goes on saying the old, Onroll does not believe it again.`
    : `${said} ${source} says this, and its own word is not edited: what you record stands beside it on the council’s own record and is stronger.`
}

/** The answers of a form that a fact amounts to. */
function storedOf(fact: Fact): Values {
  const { values } = fact
  if (fact.kind === 'enrolment')
    return { ...values, school: fact.school_name === null ? '' : `${fact.school_name} (URN ${values.school_urn})` }
  return fact.kind === 'address' ? { ...values, in_area: values.in_area ? 'yes' : 'no' } : values
}
