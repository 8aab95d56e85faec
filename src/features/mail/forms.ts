import { z } from 'zod'
import { textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'

export const tryForm = form({
  to_address: textField({
    label: 'Your email address',
    about: 'your email address',
    hint: 'One message is sent to it. It is about no child.',
    type: 'email',
    autocomplete: 'email',
    spellcheck: false,
    as: z.email('Enter an email address in the usual form, like name@example.org'),
  }),
})
