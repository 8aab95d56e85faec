export const mailUrl = '/mail'
export const keptMailUrl = (id: string): string => `${mailUrl}/${id}`
export const ownMailUrl = '/account/mail'
export const arrivedUrl = (id: string): string => `${ownMailUrl}/${id}/arrived`
export const againUrl = (id: string): string => `${ownMailUrl}/${id}/again`
