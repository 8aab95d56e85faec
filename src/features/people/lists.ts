import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { list } from '../../ground/web/lists.ts'
import { accountsUrl, organisationsUrl } from './addresses.ts'
import { organisationKinds } from './codes.ts'
import type { OrganisationChoice, RoleChoice } from './queries.ts'

/** The list of accounts; what it is narrowed by depends on the roles and organisations that there are. */
export const accountsList = (roles: readonly RoleChoice[], organisations: readonly OrganisationChoice[]) =>
  list({
    path: accountsUrl,
    columns: {
      name: { text: 'Name', sort: true },
      email: { text: 'Email address' },
      roles: { text: 'Roles now' },
      standing: { text: 'Standing' },
    },
    sort: { by: 'name', direction: 'asc' },
    filters: {
      role: choiceFilter<string>(
        'Role',
        roles.map(({ code, label }) => ({ value: code, text: label })),
      ),
      organisation: choiceFilter<string>(
        'Organisation',
        organisations.map(({ id, name }) => ({ value: id, text: name })),
      ),
      signed_in: flagFilter('Signed in now'),
      locked: flagFilter('Locked out'),
      disabled: flagFilter('Disabled'),
      left: flagFilter('No role now'),
    },
  })

export const organisationsList = list({
  path: organisationsUrl,
  columns: {
    name: { text: 'Name', sort: true },
    kind: { text: 'Kind' },
    members: { text: 'People with a role', number: true },
  },
  sort: { by: 'name', direction: 'asc' },
  filters: {
    kind: choiceFilter(
      'Kind',
      organisationKinds.map(({ code, one }) => ({ value: code, text: one })),
    ),
  },
})
