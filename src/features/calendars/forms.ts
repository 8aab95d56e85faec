import { fileField, hiddenField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'

export const uploadForm = form({
  calendars: fileField({
    label: 'The file of term dates',
    hint: 'A CSV file with the columns calendar, kind, start, end and name',
    accept: '.csv',
  }),
})

/** What was previewed, carried whole, so that what is confirmed is what was shown. */
export const confirmForm = form({ entries: hiddenField('what the file held') })

/** A form that is only a button. */
export const pressForm = form({})
