/** What can have an owner. */
export type OwnedKind = 'account' | 'missing' | 'group'

/** Who answers for something: today, since when, and who did before. */
export const ownerUrl = (what: OwnedKind, code: string): string => `/owners/${what}/${code}`

/** Where what is owned stands: pages of higher slices, known by their addresses only. */
export const ownedUrl: Readonly<Record<OwnedKind, string>> = {
  account: '/ledger/suspense',
  missing: '/absences',
  group: '/registers',
}
