/** Where the children of a group stand to education. */
export type Standing = 'in_education' | 'not_in_education' | 'not_known' | 'not_of_age'

export const registersUrl = '/registers'
export const registerUrl = (code: string, standing?: Standing): string =>
  `/registers/group/${code}${standing === undefined ? '' : `?standing=${standing}`}`
/** Children in need and on protection plans without education or not attending. The page Today leads here. */
export const plansUrl = '/registers/plans'
