/** Who may sign for the authority, today and before. */
export const delegationsUrl = '/delegations'
export const giveUrl = '/delegations/give'
export const endUrl = (id: string): string => `/delegations/${id}/end`
