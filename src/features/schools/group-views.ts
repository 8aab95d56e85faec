import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import { groupingUrl } from './addresses.ts'
import { type GroupKind, groupKinds, officerRoles, textOf } from './codes.ts'
import type { GroupPlan } from './group-plan.ts'
import type { GroupOfSchool, GroupSchool, ListedGroup } from './groups.ts'
import type { OfficerOfSchool } from './officers.ts'
import { type ToldProblem, tagOf, toldProblem } from './views.ts'

interface Tag {
  text: string
  colour: string
}
interface SchoolLine {
  urn: number
  name: string
  known: boolean
  tag: Tag | null
  phase: string | null
  town: string | null
  period: string
  children: string
  children_href: string | null
}
export interface OfficerLine {
  role: string
  name: string
  phone: string | null
  email: string | null
  since: string
  through: { text: string; href: string } | null
  note: string | null
  end_href: string | null
}

export const groupsView = view<
  PageModel & {
    kinds: readonly {
      heading: string
      groups: readonly { name: string; href: string; code: string | null; schools: number; officers: string }[]
      empty: string
    }[]
    may_change: boolean
  }
>('features/schools/views/groups.njk')

export const groupView = view<
  PageModel & {
    lead: string
    facts: readonly { term: string; text: string }[]
    schools: readonly SchoolLine[]
    counted: boolean
    before: readonly SchoolLine[]
    officers: readonly OfficerLine[]
    /** Where the group can be changed; null for who may not, for a trust and for a group that has ended. */
    change: string | null
    officers_href: string | null
    empty: string
  }
>('features/schools/views/group.njk')

export const groupFormView = view<PageModel & { form: DrawnForm; intro: string; button: string; cancel_href: string }>(
  'features/schools/views/group-form.njk',
)
export const groupUploadView = view<PageModel & { form: DrawnForm }>('features/schools/views/group-upload.njk')
export const groupPreviewView = view<
  PageModel & {
    form: DrawnForm
    sentence: string
    changes: boolean
    make: readonly { name: string; kind: string; from: string }[]
    join: readonly { school: string; kind: string; group: string; period: string; leaves: string }[]
    untold: number
    problems: readonly ToldProblem[]
    cancel_href: string
  }
>('features/schools/views/group-preview.njk')

const some = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

export const groupsChanged = flash(
  'groups_changed',
  (joined, left, made) =>
    `The groups are changed: ${some(joined, 'school', 'schools')} put in${left > 0 ? `, ${left} of them out of another group` : ''}${made > 0 ? `, ${some(made, 'group', 'groups')} made` : ''}.`,
)
export const groupMade = flash('group_made', () => 'The group is made. Put its schools in next.')
export const groupRenamed = flash('group_renamed', () => 'The group is changed. The name that it had is kept.')
export const groupEnded = flash('group_ended', () => 'The group has an end, and so has whatever was in it.')
export const takenOut = flash('taken_out', count => `${some(count, 'school is', 'schools are')} taken out.`)
export const officerNamed = flash('officer_named', () => 'The officer is named.')
export const officerEnded = flash('officer_ended', () => 'The officer is no longer named here.')
export const carriedOver = flash(
  'carried_over',
  (groups, officers) =>
    `Carried over: ${some(groups, 'group', 'groups')} and ${some(officers, 'officer', 'officers')}.`,
)

/** "since 1 Sep 2024", "from 1 Sep 2024 until 1 Sep 2026", and where the register does not say since when. */
export function periodText({
  starts_on,
  ends_on,
  began_before,
}: {
  starts_on: Day
  ends_on: Day | null
  began_before: boolean
}): string {
  const since = began_before ? `before ${formatShortDay(starts_on)}` : formatShortDay(starts_on)
  return ends_on === null ? `Since ${since}` : `From ${since} until ${formatShortDay(ends_on)}`
}

export interface GroupOfSchoolLine {
  kind: string
  name: string
  href: string
  period: string
  now: boolean
}

export const groupOfSchoolLine = (group: GroupOfSchool, today: Day): GroupOfSchoolLine => ({
  kind: kindText(group.kind),
  name: group.name,
  href: groupingUrl(group),
  period: periodText(group),
  now: group.starts_on <= today && (group.ends_on === null || group.ends_on > today),
})

export const kindText = (kind: GroupKind | 'trust'): string => (kind === 'trust' ? 'Trust' : textOf(groupKinds, kind))

export function groupsModel(groups: readonly ListedGroup[]) {
  const line = (group: ListedGroup) => ({
    name: group.name,
    href: groupingUrl(group),
    code: group.code,
    schools: group.schools,
    officers: (group.officers ?? []).map(({ role, name }) => `${name} (${textOf(officerRoles, role)})`).join(', '),
  })
  const of = (kind: ListedGroup['kind']) => groups.filter(group => group.kind === kind).map(line)
  return [
    ...groupKinds.map(({ value, many }) => ({
      heading: many,
      groups: of(value),
      empty: `${many} would stand here, with their schools and who looks after them.`,
    })),
    {
      heading: 'Trusts',
      groups: of('trust'),
      empty: 'Trusts with a school in the area would stand here once the register says which school is in which.',
    },
  ]
}

export function schoolLine(school: GroupSchool, children: number | null, opens: boolean): SchoolLine {
  const { urn, name, status, phase, town } = school
  return {
    ...{ urn, phase, town, period: periodText(school) },
    name: name ?? `URN ${urn}`,
    known: name !== null,
    tag: status === null || status === 'open' ? null : tagOf(status),
    children: children === null ? '' : children.toLocaleString('en-GB'),
    children_href: opens && children ? `/children?school=${urn}` : null,
  }
}

export function officerLine(officer: OfficerOfSchool, may_change: boolean): OfficerLine {
  const { id, role, name, phone, email, starts_on, through, note } = officer
  return {
    ...{ name, phone, email, note },
    role: textOf(officerRoles, role),
    since: formatShortDay(starts_on),
    through: through && { text: `${kindText(through.kind)}: ${through.name}`, href: groupingUrl(through) },
    end_href: may_change && through === null ? `/schools/officers/${id}/end` : null,
  }
}

const mostShown = 300

/** What a file or a list of schools would change, before anything is. */
export function groupPreviewModel(plan: GroupPlan, names: ReadonlyMap<number, string>) {
  const { make, join, end, replace, same, problems } = plan
  const out = end.length + replace.length
  const changes = join.length > 0
  return {
    sentence: changes
      ? `This would put ${some(join.length, 'school', 'schools')} into a group${out > 0 ? `, ${out} of them out of another one` : ''}. ${same} stay${same === 1 ? 's' : ''} as ${same === 1 ? 'it is' : 'they are'}.`
      : `This changes nothing: ${same === 0 ? 'none of its lines could be taken' : `all ${same} are as it says`}.`,
    changes,
    make: make.map(({ kind, name, starts_on }) => ({ kind: kindText(kind), name, from: formatShortDay(starts_on) })),
    join: join.slice(0, mostShown).map(one => ({
      school: names.get(one.urn) ?? `URN ${one.urn}`,
      kind: kindText(one.kind),
      group: one.group,
      period: periodText({ ...one, began_before: false }),
      leaves: one.leaves ?? '',
    })),
    untold: Math.max(0, join.length - mostShown),
    problems: problems.slice(0, mostShown).map(toldProblem),
  }
}
