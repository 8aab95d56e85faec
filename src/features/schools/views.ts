import type { PageSection } from '../../ground/feature.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { trustUrl } from './addresses.ts'
import { sectorTexts, statusTags } from './codes.ts'
import type { GroupOfSchoolLine, OfficerLine } from './group-views.ts'
import type { ListedSchool } from './list.ts'
import type { RegisterProblem, SchoolStatus } from './register.ts'
import type { SchoolChangeLine } from './register-views.ts'
import type { LinkedSchool, SchoolFacts } from './school-page.ts'

interface Tag {
  text: string
  colour: string
}

/** A problem of a file as `_problems.njk` draws it. */
export interface ToldProblem {
  line: number
  done: string
  problem: string
}

const doneWith = { noted: 'Noted', refused: 'Left out', end: 'Reading ended' } as const

export const toldProblem = ({ line, severity, problem }: RegisterProblem): ToldProblem => ({
  line,
  done: doneWith[severity],
  problem,
})

export const schoolsView = view<
  PageModel & {
    list: DrawnList<ListedSchool & { id: string; tag: Tag; once: string | null }>
    q: string
    /** The words that no school is called, where schools are shown that are spelt nearly so. */
    nearly: string | null
    /** What else of the address a search keeps. */
    kept: readonly { name: string; value: string }[]
    /** The same search in all of England; null where that is what is shown. */
    everywhere: string | null
    may_import: boolean
    empty: string
  }
>('features/schools/views/schools.njk')

export const schoolView = view<
  PageModel & {
    tag: Tag
    standing: string
    /** How it followed others, and others it. */
    succession: readonly string[]
    actions: readonly { text: string; href: string }[]
    facts: readonly { term: string; text: string; href: string | null }[]
    children: { text: string; href: string | null } | null
    calendar_href: string
    officers: readonly OfficerLine[]
    groups: readonly GroupOfSchoolLine[]
    sections: readonly PageSection[]
    sections_at: 2 | 3
    changes: readonly SchoolChangeLine[]
    relations: readonly { heading: string; schools: readonly { text: string; href: string | null; detail: string }[] }[]
  }
>('features/schools/views/school.njk')

export const tagOf = (status: SchoolStatus): Tag => statusTags[status]

/** "Closed on Monday 31 August 2020", and the like. */
export function standingOf(school: { status: SchoolStatus; opened_on: Day | null; closed_on: Day | null }): string {
  const { status, opened_on, closed_on } = school
  if (status === 'closed')
    return closed_on ? `Closed on ${formatDay(closed_on)}.` : 'Closed; the register does not say when.'
  if (status === 'proposed_to_open')
    return opened_on ? `To open on ${formatDay(opened_on)}.` : 'To open; no day is known.'
  const closing = closed_on ? ` It is to close on ${formatDay(closed_on)}.` : ' It is proposed to close.'
  const open = opened_on ? `Open since ${formatDay(opened_on)}.` : 'Open.'
  return status === 'open_proposed_to_close' ? open + closing : open
}

/** The register's facts, those that it knows, in the order in which people ask for them. */
export function factsOf(school: SchoolFacts) {
  const lines = (parts: readonly (string | null)[]) => parts.filter(part => part).join(', ') || null
  const ages = school.low_age === null || school.high_age === null ? null : `${school.low_age} to ${school.high_age}`
  const site = school.website === null ? null : school.website.replace(/^(?!https?:)/, 'http://')
  const facts: readonly (readonly [term: string, text: string | number | null, href?: string | null])[] = [
    ['URN', school.urn],
    ['LAESTAB', school.laestab],
    ['UKPRN', school.ukprn],
    ['Area', school.in_area ? 'Ours' : `Another authority’s (${school.la_code ?? 'not known'})`],
    ['Type', lines([school.type_name, school.type_group])],
    ['A child on its roll counts as', sectorTexts[school.sector] ?? null],
    ['Phase', school.phase],
    ['Ages', ages],
    ['Trust', school.trust_name, school.trust_code === null ? null : trustUrl(school.trust_code)],
    ['Address', lines([school.street, school.locality, school.town, school.county, school.postcode])],
    ['Telephone', school.telephone],
    ['Website', school.website, site],
    ['Places', school.capacity],
    ['On roll at the last census', school.pupils],
  ]
  return facts.flatMap(([term, text, href = null]) => (text === null ? [] : [{ term, text: String(text), href }]))
}

const headings = {
  predecessor: 'Schools before it',
  successor: 'Schools after it',
  other: 'Other linked schools',
} as const

/** Linked schools under a heading each for before, after and other. */
export function relationsOf(linked: readonly LinkedSchool[], href: (urn: number) => string) {
  return (Object.keys(headings) as (keyof typeof headings)[]).flatMap(relation => {
    const schools = linked
      .filter(link => link.relation === relation)
      .map(link => ({
        text: link.name ?? `URN ${link.urn}, which the register here does not hold`,
        href: link.name === null ? null : href(link.urn),
        detail: [link.link_type, link.established_on ? formatShortDay(link.established_on) : null]
          .filter(Boolean)
          .join(', '),
      }))
    return schools.length === 0 ? [] : [{ heading: headings[relation], schools }]
  })
}
