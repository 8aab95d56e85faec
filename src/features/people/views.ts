import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { accountUrl, becomeUrl, endMembershipUrl } from './addresses.ts'
import { kindWord, organisationKinds } from './codes.ts'
import { formatInstant } from './instants.ts'
import type { AccountRow, OrganisationRow } from './list-queries.ts'
import type { AccountMembership, LiveSession, MadeUpPerson } from './queries.ts'

interface Tag {
  text: string
  colour: 'green' | 'amber' | 'red' | 'grey'
}

// signing in ---------------------------------------------------------------------------------------------------------

interface Group {
  heading: string
  people: { href: string; name: string; role_label: string; organisation_name: string }[]
}
interface SignInModel extends PageModel {
  form: DrawnForm
  /** The made-up people of a demonstration, by kind of organisation; null where children are real. */
  groups: Group[] | null
}
export const signInPage = view<SignInModel>('features/people/views/sign-in.njk')

/** The made-up people under headings; `query` carries on the address to go to. */
export const groupsOf = (people: readonly MadeUpPerson[], query: string): Group[] =>
  organisationKinds.flatMap(({ code, several }) => {
    const members = people.filter(person => person.organisation_kind === code)
    if (members.length === 0) return []
    return [
      { heading: several, people: members.map(person => ({ ...person, href: becomeUrl(person.account_id) + query })) },
    ]
  })

/** "15 seconds", "2 minutes": rounded up, so that who waits so long has waited long enough. */
export function waitWords(until: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  const [number, word] = seconds <= 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

interface ChooseModel extends PageModel {
  form: DrawnForm
  memberships: { id: string; role_label: string; organisation_name: string; authority_name: string; current: boolean }[]
}
export const choosePage = view<ChooseModel>('features/people/views/choose.njk')

// one's own account ----------------------------------------------------------------------------------------------------

interface OwnAccountModel extends PageModel {
  who: { term: string; text: string }[]
  scope: string
  classes: string[]
  permissions: string[]
  sessions: SessionLine[]
  several: boolean
  /** For whom children are within reach. */
  calendar_href: string | null
  form: DrawnForm
}
export const ownAccountPage = view<OwnAccountModel>('features/people/views/own-account.njk')
export const passwordPage = view<PageModel & { form: DrawnForm; must_change: boolean }>(
  'features/people/views/password.njk',
)

interface SessionLine {
  started: string
  seen: string
  current: boolean
}
export const sessionLines = (sessions: readonly LiveSession[], current: string | null): SessionLine[] =>
  sessions.map(({ session_id, started_at, seen_at }) => ({
    started: formatInstant(started_at),
    seen: formatInstant(seen_at),
    current: session_id === current,
  }))

// accounts -------------------------------------------------------------------------------------------------------------

type AccountLine = Pick<AccountRow, 'id' | 'name' | 'email'> & { href: string; roles: string; standing: Tag[] }
interface AccountsModel extends PageModel {
  list: DrawnList<AccountLine>
  find: DrawnForm
  may_change: boolean
}
export const accountsPage = view<AccountsModel>('features/people/views/accounts.njk')

export const standingOf = (account: { locked: boolean; disabled: boolean; has_role: boolean }): Tag[] => [
  ...(account.disabled ? [{ text: 'Disabled', colour: 'red' } as const] : []),
  ...(account.locked ? [{ text: 'Locked out', colour: 'amber' } as const] : []),
  ...(account.has_role ? [] : [{ text: 'No role now', colour: 'grey' } as const]),
]

export const accountLine = (row: AccountRow): AccountLine => ({
  id: row.id,
  name: row.name,
  email: row.email,
  href: accountUrl(row.id),
  roles: row.roles ?? 'None',
  standing: [
    ...standingOf({ ...row, has_role: row.roles !== null }),
    ...(row.signed_in ? [{ text: 'Signed in', colour: 'green' } as const] : []),
  ],
})

interface FoundModel extends PageModel {
  form: DrawnForm
  found: { name: string; email: string; href: string }[]
  asked: boolean
}
export const findPage = view<FoundModel>('features/people/views/find.njk')

interface AccountModel extends PageModel {
  email: string
  standing: Tag[]
  locked_until: string | null
  memberships: {
    role_label: string
    organisation_name: string
    from: string
    until: string | null
    end_href: string | null
  }[]
  sessions: SessionLine[]
  /** What may be done here; null for those who may only read, and on one's own account. */
  change: {
    add_role: string
    reset: string
    end_sessions: string
    /** Null for an account that is disabled: `enable` lets it in again. */
    disable: string | null
    enable: string
    form: DrawnForm
  } | null
}
export const accountPage = view<AccountModel>('features/people/views/account.njk')

export const membershipLine = (
  account_id: string,
  membership: AccountMembership,
  may_end: boolean,
): AccountModel['memberships'][number] => ({
  role_label: membership.role_label,
  organisation_name: membership.organisation_name,
  from: formatShortDay(membership.starts_on),
  until: membership.ends_on === null ? null : formatShortDay(membership.ends_on),
  end_href: may_end && membership.ends_on === null ? endMembershipUrl(account_id, membership.id) : null,
})

/** A form that is nothing but its fields and one button. */
interface FormModel extends PageModel {
  form: DrawnForm
  lead: string
  button: string
  cancel_href: string
}
export const formPage = view<FormModel>('features/people/views/form.njk')

interface OneTimeModel extends PageModel {
  name: string
  email: string
  one_time_password: string
  account_href: string
}
export const oneTimePage = view<OneTimeModel>('features/people/views/one-time.njk')

type OrganisationLine = OrganisationRow & { kind_word: string }
export const organisationsPage = view<PageModel & { list: DrawnList<OrganisationLine> }>(
  'features/people/views/organisations.njk',
)
export const organisationLine = (row: OrganisationRow): OrganisationLine => ({ ...row, kind_word: kindWord(row.kind) })

// messages -------------------------------------------------------------------------------------------------------------

export const signedOut = flash('signed_out', () => 'You are signed out.')
export const passwordChanged = flash(
  'password_changed',
  () => 'Your password is changed, and your other sessions are ended.',
)
export const othersEnded = flash('others_ended', count =>
  count === 0
    ? 'You had no other session.'
    : `${count === 1 ? 'Your other session is' : `Your ${count} other sessions are`} ended.`,
)
export const sessionsEnded = flash('sessions_ended', count =>
  count === 0 ? 'There was no session to end.' : `${count} session${count === 1 ? ' is' : 's are'} ended.`,
)
export const roleAdded = flash('role_added', () => 'The role is added.')
export const roleEnded = flash('role_ended', () => 'The role is ended: from the next page on it shows nothing.')
export const accountDisabled = flash('account_disabled', () => 'The account is disabled and signed out.')
export const accountOpened = flash('account_opened', () => 'The account can sign in again.')
