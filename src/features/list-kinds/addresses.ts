/** The addresses of the pages of kinds of list. */
export const kindsUrl = '/lists/kinds'
export const newKindUrl = '/lists/kinds/new'
export const kindUrl = (code: string): string => `/lists/kinds/${code}`
export const ownKindUrl = (id: string): string => `/lists/kinds/own/${id}`
export const changeKindUrl = (id: string): string => `/lists/kinds/own/${id}/change`
export const stopKindUrl = (id: string): string => `/lists/kinds/own/${id}/stop`
