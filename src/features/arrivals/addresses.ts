/** The addresses of the pages of lists that arrive by themselves. */
export const arrivalsUrl = '/lists/arrivals'
export const newKeyUrl = '/lists/arrivals/keys/new'
export const endKeyUrl = (id: string): string => `/lists/arrivals/keys/${id}/end`
export const newPickUpUrl = '/lists/arrivals/pick-ups/new'
export const pickUpUrl = (id: string): string => `/lists/arrivals/pick-ups/${id}`
export const changePickUpUrl = (id: string): string => `/lists/arrivals/pick-ups/${id}/change`
/** Where a program sends a list, and asks what became of it. */
export const sendUrl = '/api/lists'
export const sentUrl = (import_id: string): string => `/api/lists/${import_id}`
