/** How far a statement of law or policy has been checked: read in its source, known but not read, or not yet decided. */
export type Mark = 'found' | 'unverified' | 'unsettled'

/** Where a statement comes from. */
export type Sourced = { readonly source: string; readonly mark: Mark }

/** A rule as it is shown beside what it decided. */
export type Citation = Sourced & { readonly rule: string; readonly text: string }
