import type { Day } from '../../rulebook/index.ts'

export const policiesUrl = '/policies'
/** The policy as it is decided for a day. */
export const policyOnUrl = (on: Day): string => `${policiesUrl}?on=${on}`
/** Two packs, or a pack and the policy in force, side by side. */
export const compareUrl = (a: string, b: string): string => `${policiesUrl}/compare?a=${a}&b=${b}`
export const chooseUrl = `${policiesUrl}/change`
export const changeUrl = (pack: string): string => `${chooseUrl}/${pack}`
export const previewUrl = (id: string): string => `${policiesUrl}/previews/${id}`
export const previewProgressUrl = (id: string): string => `${previewUrl(id)}/progress`
export const decidedProgressUrl = (id: string): string => `${policiesUrl}/decisions/${id}/progress`
export const takeBackUrl = (id: string): string => `${policiesUrl}/decisions/${id}/take-back`
