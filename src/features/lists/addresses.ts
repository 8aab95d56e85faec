/** The addresses of the pages of lists. */
export const boardUrl = '/lists'
export const newListUrl = '/lists/new'
export const listUrl = (import_id: string): string => `/lists/${import_id}`
export const columnsUrl = (import_id: string): string => `/lists/${import_id}/columns`
export const progressUrl = (import_id: string): string => `/lists/${import_id}/progress`
export const commitUrl = (import_id: string): string => `/lists/${import_id}/commit`
export const rowsUrl = (import_id: string, show: string): string => `/lists/${import_id}/rows?show=${show}`
export const rowUrl = (import_id: string, line: number): string => `/lists/${import_id}/rows/${line}`
export const missingUrl = (import_id: string): string => `/lists/${import_id}/missing`
export const undoUrl = (import_id: string): string => `/lists/${import_id}/undo`
export const leftUrl = (import_id: string): string => `/lists/${import_id}/left`
