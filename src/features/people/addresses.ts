/** Where somebody signs in; `next` is an address of ours to go on to. */
export const signInUrl = (next?: string): string =>
  next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
export const chooseUrl = (next?: string): string =>
  next === undefined ? '/choose' : `/choose?next=${encodeURIComponent(next)}`
export const becomeUrl = (account_id: string): string => `/become/${account_id}`
export const ownAccountUrl = '/account'
/** Where a person makes the secret address of their due dates. */
export const ownCalendarUrl = '/account/calendar'
export const ownPasswordUrl = '/account/password'
export const endOtherSessionsUrl = '/account/sessions/end'

export const accountsUrl = '/accounts'
export const findAccountUrl = '/accounts/find'
export const addAccountUrl = '/accounts/add'
export const accountUrl = (account_id: string): string => `/accounts/${account_id}`
export const resetPasswordUrl = (account_id: string): string => `/accounts/${account_id}/password`
export const endSessionsUrl = (account_id: string): string => `/accounts/${account_id}/sessions/end`
export const disableUrl = (account_id: string): string => `/accounts/${account_id}/disable`
export const enableUrl = (account_id: string): string => `/accounts/${account_id}/enable`
export const addMembershipUrl = (account_id: string): string => `/accounts/${account_id}/memberships/add`
export const endMembershipUrl = (account_id: string, membership_id: string): string =>
  `/accounts/${account_id}/memberships/${membership_id}/end`
export const organisationsUrl = '/organisations'
