import { caseUrl } from '../cases/index.ts'

/** The councils whose keys are known, and our own key. */
export const councilsUrl = '/other-councils'
export const keyFileUrl = '/other-councils/key-file'
export const addCouncilUrl = '/other-councils/add'
export const endCouncilUrl = (id: string): string => `${councilsUrl}/${id}/end`
/** What was asked of other councils and by them. */
export const packetsUrl = '/packets'
export const readPacketUrl = '/packets/read'
export const packetUrl = (id: string): string => `${packetsUrl}/${id}`
/** The file as it travels. */
export const packetFileUrl = (id: string): string => `${packetUrl(id)}/file`
export const answerPacketUrl = (id: string): string => `${packetUrl(id)}/answer`
export const askCouncilUrl = (case_id: string): string => `${caseUrl(case_id)}/ask-council`
