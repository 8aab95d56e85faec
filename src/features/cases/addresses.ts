/** The page of a case, or one of its forms: `caseUrl(id, 'contact')`. */
export const caseUrl = (case_id: string, form?: CaseFormName): string =>
  form === undefined ? `/cases/${case_id}` : `/cases/${case_id}/${form}`

export type CaseFormName =
  | 'allocate'
  | 'contact'
  | 'provision'
  | 'decision'
  | 'voice'
  | 'note'
  | 'sheet'
  | 'close'
  | 'reopen'

/** Where a case is opened for a child. */
export const openCaseUrl = (person_id: string): string => `/children/${person_id}/case/open`

export const endDecisionUrl = (case_id: string, kind: string): string => `/cases/${case_id}/decision/${kind}/end`
export const evidenceUrl = (case_id: string, file_id: string): string => `/cases/${case_id}/evidence/${file_id}`
export const casesUrl = '/cases'
