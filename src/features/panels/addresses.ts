/** The bodies that meet. */
export const panelsUrl = '/panels'
/** Where a body is begun: one of the rulebook's by its id, or `own`. */
export const beginUrl = (body: string): string => `/panels/begin/${body}`
export const seriesUrl = (id: string): string => `/panels/${id}`
export const meetingUrl = (id: string): string => `/panels/meetings/${id}`
/** The shared screen of a meeting, at one child by number. */
export const liveUrl = (id: string, item: number): string => `${meetingUrl(id)}/live?item=${item}`
export const papersUrl = (id: string): string => `${meetingUrl(id)}/papers`
export const itemUrl = (id: string): string => `/panels/items/${id}`
