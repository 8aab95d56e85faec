import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay, parseDay } from '../../rulebook/index.ts'
import { formatInstant } from '../people/index.ts'
import { type ChangeKind, changeKinds, fieldTexts, sectorTexts, statusTags, textOf } from './codes.ts'
import type { SchoolToSee, SectorChanged } from './needs-you.ts'
import type { RegisterProblem } from './register.ts'
import type { changesOfSchool, ListedChange, RegisterImport } from './register-report.ts'
import { type ToldProblem, toldProblem } from './views.ts'

interface ImportLine {
  href: string
  what: string
  as_at: string
  brought: string
  counts: string
}
interface SectorLine {
  urn: number
  name: string
  before: string
  after: string
  children: string
}
interface ToSeeLine {
  urn: number
  name: string
  closed: string
  why: string
  children_href: string | null
  children: string
  successor: { urn: number; name: string } | null
  actions: readonly { text: string; href: string }[]
}
export interface ChangeLine {
  id: string
  urn: number
  name: string
  known: boolean
  tag: { text: string; colour: string }
  field: string
  before: string
  after: string
}

export const registerView = view<
  PageModel & {
    /** Null for whoever may not bring the register in. */
    register: DrawnForm | null
    links: DrawnForm | null
    imports: readonly ImportLine[]
    to_see: readonly ToSeeLine[]
  }
>('features/schools/views/register.njk')

export const importView = view<
  PageModel & {
    sentence: string
    facts: readonly { term: string; text: string }[]
    kinds: readonly { text: string; count: string; href: string }[]
    kinds_of: string
    list: DrawnList<ChangeLine>
    to_see: readonly ToSeeLine[]
    sectors: readonly SectorLine[]
    /** Where everybody can be worked out anew; null for who may not. */
    again_href: string | null
    problems: readonly ToldProblem[]
    untold: number
    empty: string
  }
>('features/schools/views/imported.njk')

const number = (count: number): string => count.toLocaleString('en-GB')
const what = {
  schools: ['The register', 'school', 'schools'],
  links: ['Links between schools', 'link', 'links'],
} as const
const some = (count: number, one: string, many: string): string => `${number(count)} ${count === 1 ? one : many}`

const broughtBy = (found: RegisterImport): string =>
  found.brought_by ?? (found.ours ? 'the command line' : 'another authority')

export function importLine(found: RegisterImport): ImportLine {
  const [title] = what[found.kind]
  return {
    href: `/schools/register/${found.id}`,
    what: title,
    as_at: formatShortDay(found.as_at),
    brought: `${formatInstant(found.brought_at)} by ${broughtBy(found)}`,
    counts:
      found.rows_added + found.rows_changed === 0
        ? 'Nothing changed'
        : `${number(found.rows_added)} new, ${number(found.rows_changed)} changed`,
  }
}

/** The head of an import's report: what came, and how many schools each kind of change is about. */
export function importModel(
  found: RegisterImport & { problems: RegisterProblem[] },
  counts: ReadonlyMap<ChangeKind, number>,
  everywhere: boolean,
) {
  const [title, one, many] = what[found.kind]
  const { rows_read, rows_added, rows_changed, rows_refused, rows_noted } = found
  const address = (kind: string) => `/schools/register/${found.id}?kind=${kind}${everywhere ? '&elsewhere=yes' : ''}`
  return {
    title: `${title} of ${formatDay(found.as_at)}`,
    back: { href: '/schools/register', text: 'The register of schools' },
    sentence:
      rows_added + rows_changed === 0
        ? `Nothing has changed: all ${some(rows_read, one, many)} were here as the file has them.`
        : `${some(rows_read, one, many)} read in all of England: ${number(rows_added)} new, ${number(rows_changed)} changed, ${number(rows_read - rows_added - rows_changed)} as they were. What the council added was not touched.`,
    facts: [
      { term: 'File', text: found.file_name ?? 'Not named' },
      { term: 'Brought in', text: `${formatInstant(found.brought_at)} by ${broughtBy(found)}` },
      { term: 'Rows left out', text: number(rows_refused) },
      { term: 'Notes', text: number(rows_noted) },
      { term: 'SHA-256', text: found.sha256 },
    ],
    kinds_of: everywhere ? 'Schools in all of England, by what changed' : 'Schools of ours, by what changed',
    kinds: changeKinds.flatMap(({ value, text }) => {
      const count = counts.get(value) ?? 0
      return count === 0 ? [] : [{ text, count: number(count), href: address(value) }]
    }),
    problems: found.problems.map(toldProblem),
    untold: rows_refused + rows_noted - found.problems.length,
    empty:
      counts.size > 0
        ? 'No change of this kind.'
        : `This file changed no school of ours. Show schools elsewhere too, to see what it changed in the rest of England.`,
  }
}

/** A value of a column as people read it. */
function valueText(field: string, value: string | null): string {
  if (value === null) return ''
  if (field === 'sector') return sectorTexts[value] ?? value
  if (field === 'status') return statusTags[value as keyof typeof statusTags]?.text ?? value
  const day = /_on$/.test(field) ? parseDay(value) : undefined
  return day === undefined ? value : formatShortDay(day)
}

export function changeLine(change: ListedChange): ChangeLine {
  const kind = changeKinds.find(({ value }) => value === change.kind)
  return {
    id: `${change.urn}.${change.field}`,
    urn: change.urn,
    name: change.name ?? `URN ${change.urn}`,
    known: change.name !== null,
    tag: { text: textOf(changeKinds, change.kind), colour: kind?.colour ?? 'grey' },
    field: fieldTexts[change.field] ?? change.field,
    before: valueText(change.field, change.before),
    after: valueText(change.field, change.after),
  }
}

export interface SchoolChangeLine {
  as_at: string
  href: string
  tag: { text: string; colour: string }
  field: string
  before: string
  after: string
}

/** One change of a school by an import, on the school's own page. */
export function schoolChangeLine(change: Awaited<ReturnType<typeof changesOfSchool>>[number]): SchoolChangeLine {
  const { tag, field, before, after } = changeLine({ ...change, urn: 0, name: null })
  return {
    as_at: formatShortDay(change.as_at),
    href: `/schools/register/${change.import_id}`,
    tag,
    field,
    before,
    after,
  }
}

export const sectorLine = ({ urn, name, before, after, children }: SectorChanged): SectorLine => ({
  ...{ urn, name, before: valueText('sector', before), after: valueText('sector', after) },
  children: children === null ? '' : number(children),
})

/** `actions`: what the slices can do about a closed school, such as moving its children. */
export function toSeeLine(school: SchoolToSee, opens: boolean, actions: ToSeeLine['actions']): ToSeeLine {
  const { urn, name, closed_on, groups, officers, children, successor } = school
  const kept = [
    ...(groups === 0 ? [] : [`still in ${some(groups, 'group', 'groups')}`]),
    ...(officers === 0 ? [] : [`${some(officers, 'officer', 'officers')} still named for it`]),
  ]
  return {
    urn,
    name,
    successor,
    actions,
    closed: closed_on === null ? 'Day not known' : formatShortDay(closed_on),
    why: kept.join(', '),
    children: children === null ? '' : number(children),
    children_href: opens && children ? `/children?school=${urn}` : null,
  }
}
