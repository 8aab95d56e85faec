import { choiceField, hiddenField, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { neverKinds, verdicts } from './codes.ts'
import type { Named } from './place-words.ts'
import type { Placeable } from './placing.ts'

const because = textField({
  label: 'Why?',
  about: 'why',
  hint: 'A sentence that somebody understands who comes to it in a year. For example: the school confirmed that she changed her surname.',
  rows: 2,
  most: 500,
})

/** What an officer says of a pair. */
export const readingForm = form({
  verdict: choiceField({
    label: 'Are they the same child?',
    about: 'whether they are the same child',
    choices: verdicts,
  }),
  because,
})

/** What an officer decides of two records that no run paired. */
export const decideForm = form({
  verdict: choiceField({
    label: 'Are they the same child?',
    about: 'whether they are the same child',
    choices: [
      { value: 'same', text: 'The same child: join the records' },
      { value: 'different', text: 'Two different children: do not offer them again' },
    ],
  }),
  because,
})

/** Which other child is meant. */
export const findForm = form({
  other: textField({
    label: 'Which child is this one as well?',
    hint: 'The other record’s UPN, or the address of its page',
    about: 'the UPN of the other record, or the address of its page',
    spellcheck: false,
    autocomplete: 'off',
  }),
})

/** By the thing itself and not by its place in the form, which another thing may have when it comes back. */
const fieldOf = ({ key }: Placeable): string => `place_${key.replaceAll(/\W/g, '_')}`

/** Where each thing goes when records are parted, one question for each that has no place of its own, and why. */
export function placingForm(place: readonly Named[], [kept, other]: readonly [string, string]) {
  const asked = place.map(one => [
    fieldOf(one),
    choiceField({
      label: one.text,
      about: `where this goes: ${one.text}`,
      choices: [
        { value: 'kept', text: kept },
        { value: 'other', text: other },
      ],
    }),
  ])
  return form({
    ...(Object.fromEntries(asked) as Record<string, ReturnType<typeof choiceField<'kept' | 'other'>>>),
    because,
  })
}

/** What stands in the form before anybody answers: where a thing goes by itself. */
export const placedAlready = (place: readonly Placeable[]): Record<string, 'kept' | 'other'> =>
  Object.fromEntries(place.flatMap(one => (one.side === null ? [] : [[fieldOf(one), one.side]])))

/** The places that were said, by the keys of the things. */
export const placesOf = (
  place: readonly Placeable[],
  values: Readonly<Record<string, unknown>>,
): Map<string, 'kept' | 'other'> =>
  new Map(
    place.flatMap(one => {
      const side = values[fieldOf(one)]
      return side === 'kept' || side === 'other' ? [[one.key, side] as const] : []
    }),
  )

/** Two children who are never to be joined, and why. */
export const neverForm = form({
  one: textField({
    label: 'One record',
    hint: 'Its UPN, or the address of its page',
    about: 'the UPN of the one record, or the address of its page',
    spellcheck: false,
    autocomplete: 'off',
  }),
  other: textField({
    label: 'The other record',
    hint: 'Its UPN, or the address of its page',
    about: 'the UPN of the other record, or the address of its page',
    spellcheck: false,
    autocomplete: 'off',
  }),
  kind: choiceField({
    label: 'Why must they never lead to each other?',
    about: 'why they must never lead to each other',
    choices: neverKinds,
  }),
  because: textField({
    label: 'Say more',
    about: 'what the reason is',
    hint: 'For example: the number of the court’s order. Only those read it who may know of both records.',
    rows: 3,
    most: 500,
  }),
})

export const liftForm = form({
  because: textField({ label: 'Why may they lead to each other again?', about: 'why', rows: 3, most: 500 }),
})
export const undoForm = form({ reading_id: hiddenField('which decision') })
export const onlyKeys = form({})
