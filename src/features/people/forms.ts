import { z } from 'zod'
import { choiceField, passwordField, textField } from '../../ground/web/fields.ts'
import { type Failed, type FieldError, type Fields, type Form, form, parseForm } from '../../ground/web/forms.ts'
import type { OrganisationChoice, RoleChoice } from './queries.ts'

export const signInForm = form({
  email: textField({
    label: 'Email address',
    about: 'your email address',
    most: 254,
    type: 'email',
    autocomplete: 'username',
    spellcheck: false,
  }),
  password: passwordField({ label: 'Password', about: 'your password', autocomplete: 'current-password' }),
})

/** A form that asks for nothing but the press of its button. */
export const pressForm = form({})

export const passwordForm = form(
  {
    current_password: passwordField({
      label: 'Current password',
      about: 'your current password',
      autocomplete: 'current-password',
    }),
    new_password: passwordField({
      label: 'New password',
      hint: '12 characters or more. Three or four words that do not belong together make a good one.',
      about: 'a new password',
      autocomplete: 'new-password',
    }),
    new_password_again: passwordField({
      label: 'New password again',
      about: 'the new password again',
      autocomplete: 'new-password',
    }),
  },
  ({ current_password, new_password, new_password_again }) => {
    if (new_password !== new_password_again)
      return [{ field: 'new_password_again', message: 'The two new passwords must be the same: type both again' }]
    if (new_password === current_password)
      return [{ field: 'new_password', message: 'New password must not be the one you have now' }]
    return []
  },
)

export const findForm = form({
  q: textField({
    label: 'Find an account by name or email address',
    about: 'part of a name or email address',
    most: 100,
  }),
})

/** A role in an organisation of the kind that the role is for. */
const roleFields = (roles: readonly RoleChoice[], organisations: readonly OrganisationChoice[]) => ({
  role: choiceField({
    label: 'Role',
    hint: 'It decides which children the person sees, and what of them.',
    about: 'a role',
    as: 'select',
    choices: roles.map(role => ({ value: role.code, text: role.label })),
  }),
  organisation_id: choiceField({
    label: 'Team, school or other organisation',
    about: 'an organisation',
    as: 'select',
    choices: organisations.map(({ id, name }) => ({ value: id, text: name })),
  }),
})

function fitting(
  roles: readonly RoleChoice[],
  organisations: readonly OrganisationChoice[],
  chosen: { role: string; organisation_id: string },
): FieldError<'organisation_id'>[] {
  const role = roles.find(({ code }) => code === chosen.role)
  const organisation = organisations.find(({ id }) => id === chosen.organisation_id)
  if (role?.organisation_kind === organisation?.kind) return []
  return [{ field: 'organisation_id', message: `Choose an organisation that the role ${role?.label ?? ''} is for` }]
}

export const membershipForm = (roles: readonly RoleChoice[], organisations: readonly OrganisationChoice[]) =>
  form(roleFields(roles, organisations), chosen => fitting(roles, organisations, chosen))

export const accountForm = (roles: readonly RoleChoice[], organisations: readonly OrganisationChoice[]) =>
  form(
    {
      name: textField({ label: 'Full name', about: 'the person’s full name', most: 100, autocomplete: 'off' }),
      email: textField({
        label: 'Work email address',
        hint: 'The person signs in with it.',
        about: 'the person’s work email address',
        most: 254,
        type: 'email',
        autocomplete: 'off',
        spellcheck: false,
        as: z.email('Enter an email address in the usual form, like name@example.org').toLowerCase(),
      }),
      ...roleFields(roles, organisations),
    },
    chosen => fitting(roles, organisations, chosen),
  )

/** A form that was well filled in and still cannot be carried out: it comes back with the reason beside a field. */
export function returned<F extends Fields>(asked: Form<F>, body: unknown, why: FieldError<keyof F & string>): Failed {
  const again = parseForm(
    form(asked.fields, () => [why]),
    body,
  )
  if (again.ok) throw new Error('A form with an error cannot be good')
  return again
}
