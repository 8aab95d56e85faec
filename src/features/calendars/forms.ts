import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, fileField, hiddenField, optional, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { asDay, dayNumber, formatShortDay } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { kindTexts, longestEntry, overlap, type WrittenEntry } from './entry.ts'

export const uploadForm = form({
  school: optional(
    schoolField({
      label: 'Which school’s calendar is it?',
      about: 'the school',
      hint: 'For an iCalendar file of one school: its URN, or its full name. Leave it empty for the authority’s own calendar. A CSV file says it itself.',
    }),
  ),
  calendars: fileField({
    label: 'The file of term dates',
    hint: 'A CSV file with the columns calendar, kind, start, end and name, or an iCalendar file (.ics)',
    accept: '.csv,.ics',
  }),
})

/** A change that was previewed, carried whole, so that what is confirmed is what was shown. */
export const confirmForm = form({
  kind: hiddenField('what kind of change it is'),
  what: hiddenField('what changes'),
  record: optional(hiddenField('what is recorded')),
  retract: optional(hiddenField('what is taken back')),
  undoes: optional(hiddenField('which change is taken back')),
})

/** A form that is only a button. */
export const pressForm = form({})

const kindHints = {
  term: 'From its first to its last day, half-terms included',
  half_term: 'Days inside a term, or between two, on which no school meets',
  inset: 'Staff work, children do not come',
  closure: 'Any other day on which schools would meet and do not',
  holiday: 'A public holiday, on which no school meets',
} as const

const first = asDay('2010-08-01')
const last = asDay('2060-07-31')

/** An entry of a calendar. `others`: what stands in the same calendar beside it. */
export const entryForm = (others: readonly WrittenEntry[]) =>
  form(
    {
      kind: choiceField({
        label: 'What is it?',
        about: 'what it is',
        choices: (['term', 'half_term', 'inset', 'closure', 'holiday'] as const).map(value => ({
          value,
          text: kindTexts[value],
          hint: kindHints[value],
        })),
      }),
      name: optional(
        textField({
          label: 'What is it called?',
          about: 'what it is called',
          hint: 'Such as Autumn 2026',
          most: 200,
          width: 30,
        }),
      ),
      starts_on: dayField({
        label: 'First day',
        about: 'the first day',
        hint: 'For example, 26 10 2026',
        notBefore: first,
        notAfter: last,
      }),
      last_on: optional(
        dayField({
          label: 'Last day',
          about: 'the last day',
          hint: 'The last day of it, itself included. Leave it empty for a single day.',
          notBefore: first,
          notAfter: last,
        }),
      ),
    },
    ({ kind, starts_on, last_on }) => {
      const entry = { starts_on, last_on: last_on ?? starts_on }
      const days = dayNumber(entry.last_on) - dayNumber(starts_on) + 1
      if (days < 1) return [{ field: 'last_on', message: 'The last day must not be before the first day' }]
      if (days > longestEntry)
        return [
          {
            field: 'last_on',
            message: `It must be ${longestEntry} days or fewer, and this is ${days}: write each term of the year by itself`,
          },
        ]
      const over = kind === 'term' ? others.find(other => other.kind === 'term' && overlap(other, entry)) : undefined
      if (!over) return []
      const message = `This term overlaps the one from ${formatShortDay(over.starts_on)} to ${formatShortDay(over.last_on)}: change the dates of one of them`
      return [{ field: overlap(over, { ...entry, last_on: starts_on }) ? 'starts_on' : 'last_on', message }]
    },
  )
