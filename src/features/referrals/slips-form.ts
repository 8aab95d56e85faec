import { textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'

export { draftOf, openedAt } from './slips.ts'

/** The reference and the code of a slip. @param refused why both are not right, once that is known. */
export const askSlipForm = (refused: string | null = null) =>
  form(
    {
      reference: textField({
        label: 'Reference',
        hint: 'For example, 3KQM-7XWA',
        about: 'the reference',
        width: 20,
        most: 40,
        spellcheck: false,
      }),
      code: textField({ label: 'Code', about: 'the code', width: 20, most: 40, spellcheck: false }),
    },
    () => (refused === null ? [] : [{ field: 'reference', message: refused }]),
  )
