import type { Day } from '../rulebook/days.ts'
import type { Connection } from './database/connect.ts'
import type { Door, Read, Write } from './database/door.ts'
import type { Identity } from './database/identity.ts'
import type { Queue } from './jobs/queue.ts'
import type { JobKind } from './jobs/work.ts'
import type { Settings } from './settings.ts'
import type { Asked as AskedOf, PageMaker } from './web/page-maker.ts'

/** What a slice's routes are made with, besides the page maker. */
export interface Parts {
  settings: Settings
  door: Door
  queue: Queue
  connection: Connection
  now(): Date
  today(): Day
}

export type Pages = PageMaker<Identity, Read, Write>
export type Reading<Path extends string = string> = AskedOf<Identity, Read, Path>
export type Writing<Path extends string = string> = AskedOf<Identity, Write, Path>

/** An entry of the navigation, shown to those who may. The lowest order comes first. */
export interface NavigationEntry {
  text: string
  href: string
  may: string
  order: number
  /** The address of the entry beneath which it stands; for whoever has no such entry it stands by itself. */
  under?: string
  /** Further narrows whom it is shown to: the same permission may lead to different pages. */
  shown?(identity: Identity): boolean
}

/** One line of a child's chronology, as a slice offers it to the child page. */
export interface StoryLine {
  on: Day
  kind: string
  text: string
  detail: string | null
  by: string | null
  href: string | null
}

export interface ChildButton {
  text: string
  action: string
  fields: readonly { name: string; value: string }[]
}

/** What a slice adds to the page of a child: lines of its story, what stands in the banner, and what can be done. */
export interface ChildPart {
  story?(tx: Read, identity: Identity, person_id: string): Promise<StoryLine[]>
  /** Facts for the banner: "Lead worker: …". */
  banner?(
    tx: Read,
    identity: Identity,
    person_id: string,
  ): Promise<{ label: string; text: string; href: string | null }[]>
  actions?(tx: Read, identity: Identity, person_id: string): Promise<{ text: string; href: string }[]>
  /** What is done at once and leads back to the child: a form each, which posts to `action`. */
  buttons?(tx: Read, identity: Identity, person_id: string): Promise<ChildButton[]>
  /** What can be done about which records are this child's: links beside the table of them. */
  records?(identity: Identity, person_id: string): readonly { text: string; href: string }[]
  /** Pages of its own about the child: tabs beside Story. `path` follows the child's address; the lowest order comes first. */
  tabs?(identity: Identity): readonly { text: string; path: `/${string}`; order: number }[]
}

/** Something that an authority decides to use or not, from a day on: a row of `authority_switch` says whether. */
export interface SwitchKind {
  key: string
  label: string
  /** What happens when it is on, in a sentence. */
  what: string
}

/** A cell of a section of a page. */
export interface SectionCell {
  text: string
  href: string | null
}

/** What a slice adds to a page of another: a small table under a heading, or the sentence that stands for an empty one. */
export interface PageSection {
  heading: string
  /** The lowest comes first. */
  order: number
  lead: string | null
  columns: readonly { text: string; number: boolean }[]
  /** The first cell of each row heads it. */
  rows: readonly (readonly SectionCell[])[]
  empty: string
}

export interface SchoolPart {
  /** Those that are for this identity; none where it may not see them. */
  sections?(tx: Read, identity: Identity, urn: number): Promise<PageSection[]>
  /** What can be done about a school; `closed` when the register says that it has. */
  actions?(identity: Identity, school: { urn: number; closed: boolean }): { text: string; href: string }[]
}

/** The case whose page a slice adds to. */
export interface CaseShown {
  id: string
  person_id: string
  open: boolean
}

/** What a slice adds to the page of a case: what can be done, and sections under the standing of the child. */
export interface CasePart {
  actions?(tx: Read, identity: Identity, of: CaseShown): Promise<{ text: string; href: string }[]>
  /** Those that are for this identity; none where it may not see them. */
  sections?(tx: Read, identity: Identity, of: CaseShown): Promise<PageSection[]>
}

/** A slice declares itself once, here. A field is added only when three slices use it. */
export interface Feature {
  name: string
  navigation?: readonly NavigationEntry[]
  routes?(page: Pages, parts: Parts): void
  jobs?: readonly JobKind[]
  child?: ChildPart
  switches?: readonly SwitchKind[]
  school?: SchoolPart
  case?: CasePart
}
