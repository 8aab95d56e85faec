export const absencesUrl = '/absences'
export const absencesOfKindUrl = (kind: string): string => `${absencesUrl}?kind=${encodeURIComponent(kind)}`
/** One absence: the list that no longer holds the child, and the source's record of the child. */
export const absenceUrl = (import_id: string, record_id: string): string => `/absences/${import_id}/${record_id}`
