export const noticesUrl = '/notices'
export const readAllUrl = '/notices/read'
export const readNoticeUrl = (id: string): string => `/notices/${id}/read`
