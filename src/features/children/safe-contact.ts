import type { Read } from '../../ground/database/door.ts'

/** What whoever writes to a family, calls or visits it must know first, as `features/family/views/_safe-contact.njk` draws it. */
export interface SafeContactSheet {
  /** `nothing`: nobody has recorded anything, which is not the same as safe. `not_shown`: this reader may not know. */
  status: 'recorded' | 'nothing' | 'not_shown'
  lines: readonly SafeContactLine[]
  /** Where more is recorded, for who may. */
  record_href: string | null
}

export interface SafeContactLine {
  id: string
  heading: string
  text: string | null
  document: { text: string; href: string | null } | null
  since: string
  review: string
  review_overdue: boolean
  /** What can be done about it, on the page where it is kept. */
  actions: readonly { text: string; href: string }[]
}

export type SafeContactReader = (tx: Read, person_id: string) => Promise<SafeContactSheet>
let reader: SafeContactReader | undefined

/** Told once at the start, by `features.ts`: the sheet is kept by the slice `family`, on a higher floor. */
export const useSafeContact = (given: SafeContactReader): void => {
  reader = given
}

/** The safe-contact sheet of a child. Every page from which somebody writes, calls or visits shows it first. */
export function safeContact(tx: Read, person_id: string): Promise<SafeContactSheet> {
  if (!reader) throw new Error('No slice has offered safe contact: call startFeatures() first.')
  return reader(tx, person_id)
}
