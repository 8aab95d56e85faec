export const auditUrl = '/audit'
export const verifyAuditUrl = '/audit/verify'
export const switchesUrl = '/settings/switches'
export const switchUrl = (key: string): string => `${switchesUrl}/${key}`
export const ownLooksUrl = '/account/looks'
export const accessUrl = (person_id: string): string => `/children/${person_id}/access`
