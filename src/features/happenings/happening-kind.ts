import { Missing } from '../../ground/web/errors.ts'
import { choiceField, numberField, optional, textField } from '../../ground/web/fields.ts'
import { flash } from '../../ground/web/flash.ts'
import { type Field, form } from '../../ground/web/forms.ts'
import { type Day, type HappeningKind, happeningKinds, recordedKind } from '../../rulebook/index.ts'
import { clockTitle, type KeptAsked, type KeptKind, KeptRefused, type KeptRow } from '../children/index.ts'
import { findTyped, schoolField, schoolNames, schoolText } from '../schools/index.ts'
import { happeningText, type OpenQuestion, openQuestions } from './open-questions.ts'
import { type HappeningRow, happeningsOf, schoolToday } from './queries.ts'
import { happeningColumns, happeningTable } from './record-happening.ts'
import { foresight } from './what-follows.ts'

/** The kind that a form is of: of the fact that it changes, or as the address says. One that the reader may not know of is not there. */
export function kindAsked({ query, person }: KeptAsked, fact: KeptRow | null): HappeningKind {
  const kind = recordedKind(fact?.kind ?? query.kind)
  if (kind === null || !person.classes.includes(happeningKinds[kind].field_class)) throw new Missing()
  return kind
}

/** Half days of a suspension; a year has no more. */
const mostSessions = 400

const questionsField = (questions: readonly OpenQuestion[]) =>
  optional(
    choiceField({
      label: 'What does it answer?',
      hint: 'Left empty, it answers the first that waits for it.',
      about: 'what it answers',
      as: 'select',
      choices: questions.map(({ fact, clocks }) => ({
        value: fact.id,
        text: `${happeningText(fact)} (${clocks.map(clockTitle).join('; ')})`,
      })),
    }),
  )

type Asked = Field<string | number | null>
/** The questions of one kind: its school if it is of one, its sessions if it is a suspension, what it answers if anything waits. */
const fieldsFor = (kind: HappeningKind, questions: readonly OpenQuestion[]): Record<string, Asked> => ({
  ...(happeningKinds[kind].of_school
    ? {
        school: schoolField({
          label: 'Which school?',
          about: 'the school',
          hint: 'Its URN or full name. School days are counted by its calendar.',
        }) as Asked,
      }
    : {}),
  ...(kind === 'suspended'
    ? {
        sessions: numberField({
          ...{
            label: 'How many sessions?',
            hint: 'Half days: a whole school day is two.',
            about: 'the number of sessions',
          },
          ...{ least: 1, most: mostSessions },
        }) as Asked,
      }
    : {}),
  ...(questions.length > 0 ? { answers: questionsField(questions) as Asked } : {}),
  note: optional(
    textField({
      label: 'What does a colleague need to know about it?',
      hint: 'Who said so, and where it can be seen.',
      about: 'the note',
      rows: 3,
      most: 1000,
    }),
  ) as Asked,
})

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const lasts = (kind: unknown): boolean => happeningKinds[kind as HappeningKind]?.lasts === true

/** What a fact answers stays to be chosen while it is put right, though its clock has ended by it. */
async function questionsFor(asked: KeptAsked, kind: HappeningKind, fact: KeptRow | null): Promise<OpenQuestion[]> {
  const open = await openQuestions(asked.tx, asked.person_id, kind, asked.person.today)
  const held = text(fact?.answers)
  if (held === null || open.some(question => question.fact.id === held)) return open
  const answered = (await happeningsOf(asked.tx, asked.person_id)).find(row => row.id === held)
  return answered ? [{ fact: answered, clocks: [] }, ...open] : open
}

export const happeningKind: KeptKind<Record<string, Asked>> = {
  ...happeningTable,
  path: '/happenings',
  back: { path: '/clocks', text: 'Back to the child’s clocks' },
  may: 'happenings.change',
  audit: 'what happened',
  titles: {
    add: 'Record what happened',
    change: 'Put right what was recorded',
    end: 'This has ended',
    never: 'This never happened',
  },
  intro: asked => [
    `${happeningKinds[kindAsked(asked, null)].text}.`,
    'You see what follows from it before anything is recorded.',
  ],
  dates: (asked, fact) => {
    const kind = kindAsked(asked, fact)
    return happeningKinds[kind].lasts
      ? { start: 'must', end: true, startLabel: 'On which day did it begin?', startAbout: 'the first day' }
      : { start: 'must', end: 'same_day', startLabel: 'On which day was it?', startAbout: 'the day on which it was' }
  },
  changes: 'put_right',
  ends: row => lasts(row.kind),
  foresight,
  done: {
    add: flash('happening_added', () => 'It is recorded, and the child’s clocks were worked out anew.'),
    change: flash('happening_corrected', () => 'It is put right, and the child’s clocks were worked out anew.'),
    end: flash('happening_ended', () => 'Its end is recorded, and the child’s clocks were worked out anew.'),
    never: flash('happening_retracted', () => 'It is no longer believed, and the child’s clocks were worked out anew.'),
  },
  form: async (asked, fact) => {
    const kind = kindAsked(asked, fact)
    return form(fieldsFor(kind, await questionsFor(asked, kind, fact)))
  },
  begins: async asked => {
    const kind = kindAsked(asked, null)
    const school = happeningKinds[kind].of_school
      ? await schoolToday(asked.tx, asked.person_id, asked.person.today)
      : null
    return { school: school === null ? null : schoolText(school), answers: text(asked.query.answers) }
  },
  columns: async (typed, asked, fact) => {
    const kind = kindAsked(asked, fact)
    const { starts_on } = typed as { starts_on?: Day }
    return happeningColumns(
      asked.tx,
      asked.person_id,
      {
        ...{ kind, school_urn: await schoolOf(asked, typed.school), starts_on: starts_on ?? asked.person.today },
        ...{
          sessions: (typed.sessions as number | null) ?? null,
          answers: text(typed.answers),
          note: text(typed.note),
        },
      },
      fact?.id ?? null,
    )
  },
  stored: async (row, asked) => ({
    school: await schoolHeld(asked, row.school_urn),
    sessions: row.sessions as number | null,
    answers: text(row.answers),
    note: text(row.note),
  }),
  says: async (row, asked) => {
    const found = (await happeningsOf(asked.tx, asked.person_id)).find(one => one.id === row.id)
    const sessions = row.sessions === null ? [] : [`${row.sessions} sessions`]
    return [
      happeningText(found ?? (row as unknown as HappeningRow)),
      ...sessions,
      ...(text(row.note) ? [String(row.note)] : []),
    ]
  },
}

async function schoolOf({ tx }: KeptAsked, typed: string | number | null | undefined): Promise<number | null> {
  if (typeof typed !== 'string') return null
  const found = await findTyped(tx, typed)
  if ('problem' in found) throw new KeptRefused('school', found.problem)
  return found.school.urn
}

async function schoolHeld({ tx }: KeptAsked, urn: unknown): Promise<string | null> {
  if (typeof urn !== 'number') return null
  const name = (await schoolNames(tx, [urn])).get(urn)
  return name === undefined ? String(urn) : schoolText({ urn, name })
}
