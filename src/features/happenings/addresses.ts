import type { HappeningKind } from '../../rulebook/index.ts'

export const happeningsUrl = (person_id: string): string => `/children/${person_id}/happenings`
/** Where somebody says what kind of thing happened. */
export const chooseKindUrl = (person_id: string): string => `${happeningsUrl(person_id)}/record`
/** The form of one kind. `answers`: the happening that it answers, where that is known. */
export const recordUrl = (person_id: string, kind: HappeningKind, answers: string | null = null): string =>
  `${happeningsUrl(person_id)}/new?kind=${kind}${answers === null ? '' : `&answers=${answers}`}`
