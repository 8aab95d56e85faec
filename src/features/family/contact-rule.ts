import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { flash } from '../../ground/web/flash.ts'
import { type FieldError, form, type ValuesOf } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day, formatDay } from '../../rulebook/index.ts'
import type { KeptKind } from '../children/index.ts'
import { type ContactRule, contactRules, languages, readingHelp } from './codes.ts'
import { headingOf } from './safe-contact.ts'

/** Some kinds of rule ask for words of their own, in the field that their choice reveals. */
const words: Partial<Record<ContactRule, 'who' | 'order_says' | 'warning' | 'place' | 'language_note'>> = {
  must_not_be_told: 'who',
  court_order: 'order_says',
  other_warning: 'warning',
  meet_only_at: 'place',
  interpreter: 'language_note',
}
const reveals: Partial<Record<ContactRule, string[]>> = {
  must_not_be_told: ['who'],
  court_order: ['order_says', 'court', 'document_id'],
  other_warning: ['warning'],
  meet_only_at: ['place'],
  interpreter: ['language', 'language_note'],
  reading: ['reading_help'],
}

const fieldsFor = (today: Day, orders: readonly { id: string; title: string }[]) => ({
  kind: choiceField({
    label: 'What must be known before anybody writes, calls or visits?',
    about: 'what must be known',
    choices: contactRules.map(({ value, text }) => ({ value, text, reveals: reveals[value] ?? [] })),
  }),
  who: revealed(
    textField({
      label: 'Who must not be told, and what?',
      about: 'who must not be told, and what',
      rows: 2,
      most: 500,
    }),
  ),
  order_says: revealed(
    textField({ label: 'What does the order say?', about: 'what the order says', rows: 3, most: 1000 }),
  ),
  court: revealed(optional(textField({ label: 'Which court, and its case number', about: 'the court' }))),
  document_id: revealed(
    optional(
      choiceField({
        label: 'The order itself',
        hint:
          orders.length === 0
            ? 'No court order is among the child’s documents yet. Add it under Documents, then choose it here.'
            : 'One of the child’s documents.',
        about: 'the order',
        as: 'select',
        choices: orders.map(({ id, title }) => ({ value: id, text: title })),
      }),
    ),
  ),
  warning: revealed(textField({ label: 'What is the warning?', about: 'the warning', rows: 3, most: 1000 })),
  place: revealed(textField({ label: 'Where may they be met?', about: 'where they may be met', rows: 2, most: 500 })),
  language: revealed(
    choiceField({ label: 'Which language?', about: 'the language', as: 'select', choices: languages }),
  ),
  language_note: revealed(
    optional(textField({ label: 'Which dialect, or who interprets', about: 'the dialect or who interprets' })),
  ),
  reading_help: revealed(choiceField({ label: 'What help?', about: 'the help with reading', choices: readingHelp })),
  note: optional(
    textField({ label: 'What else does a colleague need to know?', about: 'what else', rows: 2, most: 500 }),
  ),
  review_on: dayField({
    label: 'When must somebody look at this again?',
    hint: 'It goes on holding after that day, and says that its review is overdue.',
    about: 'the day of the review',
    notBefore: today,
    notAfter: addYears(today, 3),
  }),
})
type ContactFields = ReturnType<typeof fieldsFor>
type Typed = ValuesOf<ContactFields>

const check = (typed: Typed): FieldError<keyof ContactFields>[] =>
  typed.kind === 'interpreter' && typed.language === 'other' && !typed.language_note
    ? [{ field: 'language_note', message: 'Enter which language it is' }]
    : []

/** The court orders among a child's documents that this reader may know of. */
async function courtOrders(tx: Read, person_id: string, held: string | null): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`SELECT id, title FROM document
    WHERE person_id = ${person_id} AND kind = 'court_order' AND withdrawn_at IS NULL ORDER BY dated_on DESC, id LIMIT 50`.execute(
    tx,
  )
  // Whoever changes the rule without being shown its order does not lose the order by it.
  const hidden = held !== null && rows.every(({ id }) => id !== held)
  return hidden ? [...rows, { id: held, title: 'The order that is recorded, not shown to your role' }] : rows
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export const contactRuleKind: KeptKind<ContactFields> = {
  table: 'safe_contact_fact',
  own: ['kind', 'detail', 'code', 'court', 'document_id', 'review_on'],
  path: '/people/safe-contact',
  back: { path: '/people', text: 'Back to the child’s people' },
  may: 'family.change',
  audit: 'safe contact',
  titles: {
    add: 'Record what is known about safe contact',
    change: 'What has changed about safe contact?',
    end: 'This no longer holds',
    never: 'This was never true',
  },
  intro:
    'It stands first on every page from which somebody writes to this family, calls or visits. Whoever sees addresses sees it.',
  dates: { start: 'may', end: true, startLabel: 'Since when does it hold?' },
  done: {
    add: flash('safe_contact_added', () => 'It is recorded, and stands first where somebody writes, calls or visits.'),
    change: flash('safe_contact_changed', () => 'The change is recorded.'),
    end: flash('safe_contact_ended', () => 'The end of it is recorded.'),
    never: flash(
      'safe_contact_retracted',
      () => 'It is no longer believed. It stays in the record as what was once believed.',
    ),
  },
  form: async ({ tx, person, person_id }, fact) =>
    form(fieldsFor(person.today, await courtOrders(tx, person_id, text(fact?.document_id))), check),
  begins: ({ person }) => ({ review_on: addDays(person.today, 182) }),
  columns: typed => {
    const field = words[typed.kind]
    return {
      kind: typed.kind,
      detail: [field ? typed[field] : null, typed.note].filter(Boolean).join('\n') || null,
      code: typed.language ?? typed.reading_help,
      court: typed.court,
      document_id: typed.document_id,
      review_on: typed.review_on,
    }
  },
  stored: row => {
    const kind = row.kind as ContactRule
    const field = words[kind]
    return {
      kind,
      [field ?? 'note']: text(row.detail),
      court: text(row.court),
      review_on: row.review_on as Day,
      document_id: text(row.document_id),
      language: kind === 'interpreter' ? (row.code as (typeof languages)[number]['value']) : null,
      reading_help: kind === 'reading' ? (row.code as (typeof readingHelp)[number]['value']) : null,
    }
  },
  says: row => [
    [headingOf({ kind: row.kind as ContactRule, code: text(row.code) }), text(row.detail)].filter(Boolean).join(': '),
    ...(row.court ? [`Court: ${row.court}`] : []),
    ...(row.ends_on ? [`Until ${formatDay(addDays(row.ends_on, -1))}`] : []),
  ],
}
