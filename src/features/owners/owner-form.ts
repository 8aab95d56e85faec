import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day } from '../../rulebook/index.ts'

/** Who may be named: teams, and the officers of each. */
export interface MayOwn {
  teams: readonly Choice[]
  officers: readonly (Choice & { organisation_id: string })[]
}

/** Who answers from now on. An officer is of the team that is chosen. */
export const ownerForm = ({ teams, officers }: MayOwn, today: Day) =>
  form(
    {
      team_id: choiceField({ label: 'Which team answers?', about: 'the team', choices: teams, as: 'select' }),
      account_id: optional(
        choiceField({
          label: 'Which officer of the team?',
          hint: 'Leave it empty where the team answers as a whole.',
          about: 'the officer',
          choices: officers.map(({ value, text }) => ({ value, text })),
          as: 'select',
        }),
      ),
      starts_on: dayField({
        label: 'From which day?',
        about: 'the day from which they answer',
        notBefore: addYears(today, -5),
        notAfter: addDays(today, 366),
      }),
      because: textField({ label: 'Why, or who decided it?', about: 'why', rows: 2, most: 500 }),
    },
    ({ team_id, account_id }) =>
      account_id !== null && officers.find(({ value }) => value === account_id)?.organisation_id !== team_id
        ? [
            {
              field: 'account_id',
              message: 'The officer must be of the team that answers. Choose another, or leave it empty',
            },
          ]
        : [],
  )
