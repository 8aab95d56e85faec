import { caseUrl } from '../cases/index.ts'

/** The proposals that wait for a meeting. */
export const waitingUrl = '/ladder'
/** How a case stands on the ladder. */
export const ladderUrl = (case_id: string): string => `${caseUrl(case_id)}/ladder`
export const proposeUrl = (case_id: string, level: number): string => `${caseUrl(case_id)}/ladder/${level}/propose`
export const answerUrl = (case_id: string): string => `${caseUrl(case_id)}/ladder/answer`
export const withdrawUrl = (case_id: string): string => `${caseUrl(case_id)}/ladder/withdraw`
