import { type Identity, may } from '../../ground/database/identity.ts'
import { callerUrl, concernUrl, referUrl } from './addresses.ts'
import type { ReferredAs } from './codes.ts'
import { ownKind } from './send.ts'

/** One of the three ways to the same form. */
export interface FormDoor {
  base: `/${string}`
  may: string
  /** What the audit calls it. */
  audit: string
  title: string
  /** How often one network address may send. Null for who has signed in. */
  limit: { most: number; seconds: number } | null
  as(identity: Identity): ReferredAs
}

const hour = 3600

export const doors: readonly FormDoor[] = [
  {
    base: concernUrl,
    may: 'anyone',
    audit: 'concern about a child',
    title: 'Tell us about a child who is missing education',
    limit: { most: 20, seconds: hour },
    as: () => 'public',
  },
  {
    base: referUrl,
    may: 'referrals.send',
    audit: 'referral of a school or service',
    title: 'Refer a child',
    limit: null,
    as: identity => (identity.kind === 'person' ? ownKind(identity.organisation_kind) : 'service'),
  },
  {
    base: callerUrl,
    may: 'referrals.take_call',
    audit: 'referral for a caller',
    title: 'Refer a child for somebody who calls',
    limit: null,
    as: () => 'caller',
  },
]

/** Where somebody goes on from who has just referred. */
export const onwardFrom = (identity: Identity): { href: string; text: string } | null =>
  may(identity, 'referrals.triage')
    ? { href: '/referrals', text: 'Go to the referrals' }
    : may(identity, 'referrals.send')
      ? { href: '/referrals/ours', text: 'Our referrals' }
      : null
