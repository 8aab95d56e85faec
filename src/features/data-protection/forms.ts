import { z } from 'zod'
import { optional, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'

export const verifyForm = form({
  head: optional(
    textField({
      label: 'Hash kept outside the database',
      hint: 'Copy it from the last line of audit-heads.txt, or from your own record of an earlier day. With it, the check also finds a chain that was sealed anew.',
      about: 'the hash kept outside',
      most: 64,
      autocomplete: 'off',
      spellcheck: false,
      as: z
        .string()
        .toLowerCase()
        .regex(/^[0-9a-f]{64}$/, 'The hash must be 64 figures and letters from a to f: copy it whole'),
    }),
  ),
})
