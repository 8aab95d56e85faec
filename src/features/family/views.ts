import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildFrame, SafeContactSheet } from '../children/index.ts'

export interface Action {
  text: string
  href: string
}

export interface AdultLine {
  name: string
  relation: string
  responsibility: string
  because: string | null
  lives: string
  reached_by: readonly string[]
  note: string | null
  since: string
  actions: readonly Action[]
}
export interface SiblingLine {
  name: string
  href: string | null
  relation: string
  age: string | null
  state: { text: string; tag: string } | null
  school: string | null
  lives: string
  reached_by: readonly string[]
  note: string | null
  actions: readonly Action[]
}
export interface HomeView {
  heading: string
  addresses: readonly { said: string; sources: string }[]
}
export interface NeighbourLine {
  name: string
  href: string
  age: string
  why: string
  state: { text: string; tag: string } | null
  school: string | null
  known_as_family: boolean
  link_href: string | null
}
export interface ProfessionalLine {
  name: string
  role: string
  organisation: string
  reached_by: readonly string[]
  note: string | null
  since: string
  actions: readonly Action[]
}

export type PeopleModel = PageModel &
  ChildFrame & {
    safe_contact: SafeContactSheet
    adults: readonly AdultLine[]
    siblings: readonly SiblingLine[]
    /** What this reader may see: whoever is not shown addresses is told so, instead of being told that there are none. */
    shows: { addresses: boolean; professionals: boolean }
    list_contacts: readonly { name: string; relationship: string; reached_by: readonly string[]; source: string }[]
    homes: readonly HomeView[]
    neighbours: readonly NeighbourLine[]
    more_neighbours: boolean
    professionals: readonly ProfessionalLine[]
    past: readonly { what: string; said: string; days: string; why: string }[]
    add: { family: string; professionals: string } | null
  }

export const peoplePage = view<PeopleModel>('features/family/views/people.njk')
