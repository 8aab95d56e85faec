export const auditUrl = '/audit'
export const verifyAuditUrl = '/audit/verify'
