import type { Person } from '../../ground/database/identity.ts'

/** Whoever decides: a person, or nobody where a run did. */
export type Decider = Pick<Person, 'authority_id' | 'today'> & { account_id: string | null }
