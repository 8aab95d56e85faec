/** The People page of a child. */
export const peopleUrl = (person_id: string): string => `/children/${person_id}/people`
/** Where something of one kind is recorded of a child. */
export const newUrl = (person_id: string, kind: 'family' | 'professionals' | 'safe-contact'): string =>
  `${peopleUrl(person_id)}/${kind}/new`
/** What is done about one that is recorded. */
export const factUrl = (
  person_id: string,
  kind: 'family' | 'professionals' | 'safe-contact',
  fact_id: string,
  action: 'change' | 'end' | 'never-true',
): string => `${peopleUrl(person_id)}/${kind}/${fact_id}/${action}`

/** What can be done about a fact that is recorded, as links. */
export const factActions = (
  person_id: string,
  kind: 'family' | 'professionals' | 'safe-contact',
  fact_id: string,
): { text: string; href: string }[] =>
  (
    [
      ['Has changed', 'change'],
      ['Has ended', 'end'],
      ['Was never true', 'never-true'],
    ] as const
  ).map(([text, action]) => ({ text, href: factUrl(person_id, kind, fact_id, action) }))
