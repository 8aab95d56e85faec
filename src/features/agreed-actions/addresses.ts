import { caseUrl } from '../cases/index.ts'

export const agreeUrl = (case_id: string): string => `${caseUrl(case_id)}/actions/agree`
export const endActionUrl = (case_id: string, id: string): string => `${caseUrl(case_id)}/actions/${id}/end`
/** Actions that wait for the reader, all of them. */
export const myActionsUrl = '/actions'
