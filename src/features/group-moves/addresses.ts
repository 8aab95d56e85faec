/** The addresses of moves of groups. */
export const movesUrl = '/group-moves'
export const newMoveUrl = (from?: number): string =>
  from === undefined ? '/group-moves/new' : `/group-moves/new?from=${from}`
export const moveUrl = (id: string): string => `/group-moves/${id}`
export const progressUrl = (id: string): string => `/group-moves/${id}/progress`
