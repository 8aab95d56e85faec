/** The children whom somebody pinned, and those opened last. */
export const mineUrl = '/children/mine'

export const pinUrl = (person_id: string): `/${string}` => `/children/${person_id}/pin`
