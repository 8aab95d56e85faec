import type { Day } from '../../rulebook/days.ts'

/** Which children an identity's function needs: the county's, its own team's, its school's; figures and none reach no child. */
export type Scope = 'county' | 'own' | 'school' | 'figures' | 'none'

/** The classes of field, from the least to the most guarded. A role's ceiling is a set of them. */
export const fieldClasses = ['identity', 'address', 'education', 'care_status', 'care_detail', 'protected'] as const
export type FieldClass = (typeof fieldClasses)[number]

interface Asking {
  readonly authority_id: string
  /** The Europe/London day on which it is asked. */
  readonly today: Day
}

/** A person signed in, acting in one authority through one membership. */
export interface Person extends Asking {
  readonly kind: 'person'
  readonly account_id: string
  readonly account_name: string
  readonly session_id: string | null
  readonly membership_id: string
  readonly role: string
  readonly role_label: string
  readonly organisation_id: string
  readonly organisation_name: string
  readonly organisation_kind: string
  readonly scope: Scope
  readonly classes: readonly FieldClass[]
  readonly permissions: ReadonlySet<string>
  readonly schools: readonly number[]
  readonly first_page: string
  readonly must_change_password: boolean
}

/** A job or a command: sees every child of one authority, is listed and audited under its name. */
export interface Engine extends Asking {
  readonly kind: 'engine'
  readonly name: string
  /** Who asked for the work, when a person did. */
  readonly asked_by: string | null
}

/** Nobody signed in: the public pages. Reaches no child. */
export interface Anonymous {
  readonly kind: 'anonymous'
  readonly authority_id: string | null
  readonly today: Day
}

export type Identity = Person | Engine | Anonymous

/** Whether an identity holds a permission. An engine holds all; `anyone` is held by everybody. */
export function may(identity: Identity, permission: string): boolean {
  if (permission === 'anyone' || identity.kind === 'engine') return true
  return identity.kind === 'person' && identity.permissions.has(permission)
}

/** The settings `onroll.*` that tell a transaction who is asking: what the policies of the database read. */
export function settingsOf(identity: Identity): Record<string, string> {
  const list = (items: Iterable<string | number>) => `{${[...items].join(',')}}`
  const base = { kind: identity.kind, authority: identity.authority_id ?? '', today: identity.today }
  if (identity.kind === 'engine') {
    return {
      ...base,
      account: '',
      scope: 'county',
      classes: list(fieldClasses),
      permissions: '{}',
      reach: '{}',
      schools: '{}',
    }
  }
  if (identity.kind === 'anonymous') {
    return { ...base, account: '', scope: 'none', classes: '{}', permissions: '{}', reach: '{}', schools: '{}' }
  }
  return {
    ...base,
    account: identity.account_id,
    scope: identity.scope,
    classes: list(identity.classes),
    permissions: list(identity.permissions),
    reach: list(reachOf(identity)),
    schools: list(identity.schools),
  }
}

/** The keys under which an identity reaches children: its schools for school staff, its team for the others. */
export function reachOf(person: Person): string[] {
  if (person.scope === 'school') return person.schools.map(urn => `school:${urn}`)
  return person.scope === 'own' ? [`team:${person.organisation_id}`] : []
}
