import { sql } from 'kysely'
import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { flash } from '../../ground/web/flash.ts'
import { type FieldError, form, type ValuesOf } from '../../ground/web/forms.ts'
import { type Columns, type KeptAsked, type KeptKind, KeptRefused, type KeptRow } from '../children/index.ts'
import { bothWays, livings, type Relation, relations, responsibilities, tellsOfCare, textOf } from './codes.ts'
import { otherChild } from './other-child.ts'

/** Who may not see that a child is looked after is not offered what would tell it. */
const relationFields = (seesCare: boolean) => ({
  kind: choiceField({
    label: 'Who are they to the child?',
    about: 'who they are to the child',
    as: 'select',
    choices: relations.filter(({ value }) => seesCare || !tellsOfCare.includes(value)),
  }),
  name: optional(textField({ label: 'Their name', about: 'their name', spellcheck: false })),
  other: optional(
    textField({
      label: 'Or, for a child on Onroll: UPN, or the address of the child’s page',
      hint: 'Only for a brother, a sister or a member of the household. It is then recorded for both children.',
      about: 'the UPN or the address',
      spellcheck: false,
    }),
  ),
  parental_responsibility: choiceField({
    label: 'Do they have parental responsibility?',
    hint: 'Children Act 1989 s. 2 to 4ZA. It does not follow from living with the child, nor is it lost by living apart.',
    about: 'whether they have parental responsibility',
    choices: responsibilities,
  }),
  responsibility_because: optional(
    textField({
      label: 'What shows it?',
      hint: 'For example: birth certificate seen on 3 November, or a court order. Asked for when the answer is yes or no.',
      about: 'what shows it',
    }),
  ),
  lives_with: choiceField({ label: 'Where do they live?', about: 'where they live', choices: livings }),
  phone: optional(textField({ label: 'Phone', about: 'the phone number', width: 20, type: 'tel' })),
  email: optional(textField({ label: 'Email', about: 'the email address', type: 'email', spellcheck: false })),
  note: optional(textField({ label: 'Note', about: 'the note', rows: 3, most: 1000 })),
})
type RelationFields = ReturnType<typeof relationFields>
type Typed = ValuesOf<RelationFields>

function check(typed: Typed): FieldError<keyof RelationFields>[] {
  const faults: FieldError<keyof RelationFields>[] = []
  if (typed.name === null && typed.other === null)
    faults.push({ field: 'name', message: 'Enter their name, or the UPN of a child on Onroll' })
  if (typed.name !== null && typed.other !== null)
    faults.push({ field: 'other', message: 'Enter either a name or a child on Onroll, not both' })
  if (typed.other !== null && !bothWays.includes(typed.kind))
    faults.push({
      field: 'other',
      message: 'Only a brother, a sister or a member of the household can be a child on Onroll: enter a name instead',
    })
  if (typed.parental_responsibility !== 'not_known' && !typed.responsibility_because && typed.other === null)
    faults.push({ field: 'responsibility_because', message: 'Enter what shows who has parental responsibility' })
  return faults
}

async function columns(typed: Typed, { tx, person_id, look }: KeptAsked): Promise<Columns> {
  const { other, ...rest } = typed
  if (other === null) return { ...rest, other_person_id: null, other_sealed: false }
  const found = await otherChild(tx, other)
  if (found === null)
    throw new KeptRefused('other', 'No one child within your reach has this UPN or address: enter their name instead')
  if (found.id === person_id) throw new KeptRefused('other', 'This is the child itself: enter the other child')
  look.saw([found.id], ['known_as', 'family'])
  // A child has no parental responsibility to speak of here.
  const nothing = { parental_responsibility: 'not_known', responsibility_because: null }
  return { ...rest, ...nothing, name: null, other_person_id: found.id, other_sealed: found.sealed }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const saved = (what: string) => `${what} in the family is recorded.`

export const relationKind: KeptKind<RelationFields> = {
  table: 'relation_fact',
  own: [
    ...['kind', 'name', 'other_person_id', 'other_sealed', 'parental_responsibility', 'responsibility_because'],
    ...['lives_with', 'phone', 'email', 'note'],
  ],
  path: '/people/family',
  back: { path: '/people', text: 'Back to the child’s people' },
  may: 'family.change',
  audit: 'family',
  titles: {
    add: 'Record somebody of the family',
    change: 'What has changed about this person?',
    end: 'This person is no longer of the family or household',
    never: 'This was never true',
  },
  intro: 'Parents, carers, brothers and sisters, and whoever else lives with the child.',
  dates: { start: 'may', end: false, startLabel: 'Since when is it so?' },
  done: {
    add: flash('family_added', () => saved('The person')),
    change: flash('family_changed', () => saved('The change')),
    end: flash('family_ended', () => saved('The end of it')),
    never: flash(
      'family_retracted',
      () => 'It is no longer believed. It stays in the record as what was once believed.',
    ),
  },
  form: ({ person }) => form(relationFields(person.classes.includes('care_status')), check),
  begins: async ({ tx, query, look }) => {
    const begins = { parental_responsibility: 'not_known', lives_with: 'not_known' } as const
    if (typeof query.other !== 'string') return begins
    const found = await otherChild(tx, `/children/${query.other}`)
    if (found === null) return begins
    look.saw([found.id], ['family'])
    return { ...begins, kind: 'sibling', lives_with: 'home', other: `/children/${found.id}` }
  },
  columns,
  stored: row => ({
    kind: row.kind as Relation,
    name: text(row.name),
    other: row.other_person_id === null ? null : `/children/${row.other_person_id}`,
    parental_responsibility: row.parental_responsibility as Typed['parental_responsibility'],
    responsibility_because: text(row.responsibility_because),
    lives_with: row.lives_with as Typed['lives_with'],
    phone: text(row.phone),
    email: text(row.email),
    note: text(row.note),
  }),
  says: async (row, { tx, look }) => {
    const other = row.other_person_id === null ? null : await otherChild(tx, `/children/${row.other_person_id}`)
    if (other) look.saw([other.id], ['known_as', 'family'])
    const contact = [row.phone, row.email].map(text).filter(Boolean).join(', ')
    return [
      `${textOf(relations, String(row.kind))}: ${text(row.name) ?? other?.known_as ?? 'a child on Onroll'}`,
      `Parental responsibility: ${textOf(responsibilities, String(row.parental_responsibility))}${row.responsibility_because ? ` (${row.responsibility_because})` : ''}`,
      `Lives: ${textOf(livings, String(row.lives_with))}`,
      ...(contact ? [contact] : []),
      ...(text(row.note) ? [String(row.note)] : []),
      ...(other ? ['It is recorded for both children, and what you do here is done for both.'] : []),
    ]
  },
  otherSide: {
    of: given => text(given.other_person_id),
    columns: (given, child) => ({ ...given, other_person_id: child.person_id, other_sealed: child.sealed }),
    find: async (tx, row, person_id) => {
      if (row.other_person_id === null) return null
      const { rows } = await sql<KeptRow>`SELECT f.* FROM relation_fact f
        WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${row.other_person_id}) AND f.other_person_id = ${person_id}
          AND f.kind = ${row.kind} AND f.starts_on = ${row.starts_on} AND f.ends_on IS NOT DISTINCT FROM ${row.ends_on} AND f.retracted_at IS NULL LIMIT 1`.execute(
        tx,
      )
      return rows[0] ?? null
    },
  },
}
