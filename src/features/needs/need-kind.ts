import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { flash } from '../../ground/web/flash.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day, formatDay, needOn, needs } from '../../rulebook/index.ts'
import { type KeptKind, KeptRefused } from '../children/index.ts'
import { documentsToName, needKindsOn } from './queries.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Only groups of a class that the officer sees are offered: nobody records what they could then not read. */
const fieldsFor = (today: Day, classes: readonly string[], documents: readonly { id: string; title: string }[]) => ({
  kind: choiceField({
    label: 'Which need or circumstance?',
    hint: 'Groups that your role is not shown are not offered.',
    about: 'the need',
    as: 'select',
    choices: needs
      .filter(need => classes.includes(need.field_class) && need.valid_to === null)
      .map(need => ({ value: need.code, text: need.text })),
  }),
  evidence: textField({
    label: 'What shows it?',
    hint: 'Who said so, when, and where it can be seen.',
    about: 'what shows it',
    rows: 3,
    most: 1000,
  }),
  document_id: optional(
    choiceField({
      label: 'The document that shows it',
      hint: 'One of the child’s documents, added under Documents.',
      about: 'the document',
      as: 'select',
      choices: documents.map(({ id, title }) => ({ value: id, text: title })),
    }),
  ),
  detail: optional(
    textField({ label: 'What does a colleague need to know about it?', about: 'the detail', rows: 3, most: 1000 }),
  ),
  review_on: optional(
    dayField({
      label: 'When must somebody look at this again?',
      about: 'the day of the review',
      notBefore: today,
      notAfter: addYears(today, 3),
    }),
  ),
})
type NeedFields = ReturnType<typeof fieldsFor>

export const needKind: KeptKind<NeedFields> = {
  table: 'need_fact',
  own: ['kind', 'field_class', 'detail', 'evidence', 'document_id', 'review_on'],
  path: '/needs',
  back: { path: '/needs', text: 'Back to the child’s needs' },
  may: 'needs.change',
  audit: 'needs',
  titles: {
    add: 'Record a need',
    change: 'What has changed about this need?',
    end: 'This need has ended',
    never: 'This was never true',
  },
  intro:
    'The vulnerable groups of the routing table. Each has a first day, evidence, and a class of field that says who may know of it.',
  dates: { start: 'must', end: true, startLabel: 'Since when does it hold?' },
  done: {
    add: flash('need_added', () => 'The need is recorded, and the child’s state was worked out anew.'),
    change: flash('need_changed', () => 'The change is recorded, and the child’s state was worked out anew.'),
    end: flash('need_ended', () => 'The end of it is recorded, and the child’s state was worked out anew.'),
    never: flash('need_retracted', () => 'It is no longer believed. It stays in the record as what was once believed.'),
  },
  form: async ({ tx, person, person_id }, fact) => {
    const documents = await documentsToName(tx, person_id)
    const held = text(fact?.document_id)
    const hidden = held !== null && documents.every(({ id }) => id !== held)
    const named = hidden
      ? [...documents, { id: held, title: 'The document that is recorded, not shown to your role' }]
      : documents
    return form(fieldsFor(person.today, person.classes, named))
  },
  columns: async (typed, { tx, person, person_id }, fact) => {
    const held = typed.kind === fact?.kind ? [] : await needKindsOn(tx, person_id, person.today)
    if (held.includes(typed.kind))
      throw new KeptRefused('kind', 'This need is recorded already: say on the child’s needs what has changed about it')
    return { ...typed, field_class: needOn(typed.kind, person.today)?.field_class ?? 'care_detail' }
  },
  stored: row => ({
    kind: String(row.kind),
    evidence: String(row.evidence),
    document_id: text(row.document_id),
    detail: text(row.detail),
    review_on: row.review_on as Day | null,
  }),
  says: row => [
    needOn(String(row.kind), row.starts_on)?.text ?? String(row.kind),
    `From ${formatDay(row.starts_on)}${row.ends_on ? ` to ${formatDay(addDays(row.ends_on, -1))}` : ''}`,
    String(row.evidence),
    ...(text(row.detail) ? [String(row.detail)] : []),
  ],
}
