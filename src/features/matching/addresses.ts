/** The addresses of deciding who is the same child. */
export const reviewUrl = '/same-child'
export const pairUrl = (pair_id: string): string => `${reviewUrl}/${pair_id}`
export const qualityUrl = `${reviewUrl}/quality`
export const runUrl = (run_id: string): string => `${reviewUrl}/runs/${run_id}`
export const sameUrl = (person_id: string): `/${string}` => `/children/${person_id}/records`
export const joinUrl = (person_id: string, other_id: string): string => `${sameUrl(person_id)}/join/${other_id}`
export const splitUrl = (person_id: string): string => `${sameUrl(person_id)}/split`
export const decisionUrl = (person_id: string, decision_id: string): string =>
  `${sameUrl(person_id)}/decisions/${decision_id}`
export const takeBackUrl = (person_id: string, decision_id: string): string =>
  `${decisionUrl(person_id, decision_id)}/take-back`
export const siblingsUrl = (person_id: string): string => `/children/${person_id}/siblings`
export const neverUrl = '/never-joined'
export const countyRunUrl = `${reviewUrl}/county`
