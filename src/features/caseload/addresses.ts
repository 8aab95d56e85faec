/** Who carries how many open cases. */
export const caseloadUrl = '/caseload'
/** The open cases of an officer; of a team, those that no officer leads. */
export const officerCasesUrl = (account_id: string): string => `/caseload/officer/${account_id}`
export const unledCasesUrl = (team_id: string): string => `/caseload/team/${team_id}`
