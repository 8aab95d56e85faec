import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { flash } from '../../ground/web/flash.ts'
import { form } from '../../ground/web/forms.ts'
import type { KeptKind } from '../children/index.ts'
import { professions, textOf } from './codes.ts'

const fields = {
  role: choiceField({ label: 'What is their role?', about: 'their role', as: 'select', choices: professions }),
  name: textField({ label: 'Their name', about: 'their name', spellcheck: false }),
  organisation: optional(textField({ label: 'Organisation or team', about: 'the organisation or team' })),
  phone: optional(textField({ label: 'Phone', about: 'the phone number', width: 20, type: 'tel' })),
  email: optional(textField({ label: 'Email', about: 'the email address', type: 'email', spellcheck: false })),
  note: optional(textField({ label: 'Note', about: 'the note', rows: 3, most: 1000 })),
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export const professionalKind: KeptKind<typeof fields> = {
  table: 'professional_fact',
  own: Object.keys(fields),
  path: '/people/professionals',
  back: { path: '/people', text: 'Back to the child’s people' },
  may: 'family.change',
  audit: 'professionals',
  titles: {
    add: 'Record a professional who works with the child',
    change: 'What has changed about this professional?',
    end: 'This professional no longer works with the child',
    never: 'This was never true',
  },
  intro: 'Whoever works with the child or the family, so that the next officer knows whom to ring.',
  dates: { start: 'may', end: false, startLabel: 'Since when do they work with the child?' },
  done: {
    add: flash('professional_added', () => 'The professional is recorded.'),
    change: flash('professional_changed', () => 'The change is recorded.'),
    end: flash('professional_ended', () => 'The end of their work is recorded.'),
    never: flash(
      'professional_retracted',
      () => 'It is no longer believed. It stays in the record as what was once believed.',
    ),
  },
  form: () => form(fields),
  columns: typed => typed,
  stored: row => ({
    role: row.role as (typeof professions)[number]['value'],
    name: String(row.name),
    organisation: text(row.organisation),
    phone: text(row.phone),
    email: text(row.email),
    note: text(row.note),
  }),
  says: row =>
    [
      `${textOf(professions, String(row.role))}: ${row.name}`,
      ...[row.organisation, row.phone, row.email, row.note].map(text),
    ].filter(line => line !== null),
}
