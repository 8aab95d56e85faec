/** The public form, and what is asked about a referral without an account. */
export const concernUrl = '/concern'
export const statusUrl = '/concern/status'

/** The form of a school or service, and what became of its referrals. */
export const referUrl = '/referrals/new'
export const ownReferralsUrl = '/referrals/ours'

/** An officer's form on behalf of whoever calls. */
export const callerUrl = '/referrals/for-caller'

export const referralsUrl = '/referrals'
export const decideTogetherUrl = '/referrals/decide'
export const referralUrl = (id: string, action?: 'take' | 'child' | 'decide'): string =>
  action === undefined ? `/referrals/${id}` : `/referrals/${id}/${action}`
/** Referrals that are late and have no name on them. */
export const lateReferralsUrl = '/referrals?late=yes'
