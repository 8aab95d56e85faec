import { caseUrl } from '../cases/index.ts'

/** Decisions on section 19, of all cases that the reader sees. */
export const decisionsUrl = '/section-19'
/** The decisions of a case on section 19. */
export const sectionNineteenUrl = (case_id: string): string => `${caseUrl(case_id)}/section-19`
export const decideUrl = (case_id: string): string => `${caseUrl(case_id)}/section-19/decide`
/** One decision in writing. */
export const decisionUrl = (case_id: string, id: string): string => `${caseUrl(case_id)}/section-19/${id}`
