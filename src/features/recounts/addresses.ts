import type { Day } from '../../rulebook/index.ts'
import type { Side } from './codes.ts'

/** Every recount that was asked for. */
export const recountsUrl = '/recounts'
export const newRecountUrl = (on?: Day): string => (on === undefined ? '/recounts/new' : `/recounts/new?on=${on}`)
export const recountUrl = (id: string): string => `/recounts/${id}`
export const progressUrl = (id: string): string => `${recountUrl(id)}/progress`
export const goOnUrl = (id: string): string => `${recountUrl(id)}/go-on`
export const countsUrl = (id: string, format: 'csv' | 'xlsx'): string => `${recountUrl(id)}/counts.${format}`

/** The children behind a number of a recount. */
export const recountChildrenUrl = (id: string, asked: { cell: number; side: Side }): string =>
  `${recountUrl(id)}/children?cell=${asked.cell}&side=${asked.side}`
