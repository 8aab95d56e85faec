import { type Day, foldName, formatShortDay } from '../../rulebook/index.ts'
import type { GroupKind } from './codes.ts'
import type { GroupLine } from './group-file.ts'
import type { RegisterProblem } from './register-problems.ts'

/** A line of a file of groupings whose school was found in the register. */
export type PlacedLine = GroupLine & { urn: number }

/** A period of a school in a group, as it is stored. */
export interface StoredMember {
  id: string
  group_id: string
  school_urn: number
  kind: GroupKind
  group: string
  starts_on: Day
  ends_on: Day | null
}

export interface StoredGroup {
  id: string
  kind: GroupKind
  name: string
  name_key: string
  starts_on: Day
}

/** A school that comes into a group, and the group of that kind which it leaves for it, if it was in one. */
export interface Joining {
  line: number
  urn: number
  kind: GroupKind
  group: string
  /** Null for a group that is made with this. */
  group_id: string | null
  starts_on: Day
  ends_on: Day | null
  leaves: string | null
}

/** What a file of groupings would change. */
export interface GroupPlan {
  make: { kind: GroupKind; name: string; name_key: string; starts_on: Day }[]
  join: Joining[]
  /** Periods that end because the school joins another group of the kind. */
  end: { id: string; on: Day }[]
  /** Periods that began on the very day from which the file says another group: they were never true. */
  replace: { id: string }[]
  same: number
  problems: RegisterProblem[]
}

interface Span {
  stored: StoredMember | null
  line: number | null
  group: string
  key: string
  starts_on: Day
  ends_on: Day | null
}

const overlap = (a: { starts_on: Day; ends_on: Day | null }, b: { starts_on: Day; ends_on: Day | null }): boolean =>
  (a.ends_on === null || a.ends_on > b.starts_on) && (b.ends_on === null || b.ends_on > a.starts_on)

const covers = (span: Span, line: PlacedLine): boolean =>
  span.starts_on <= line.starts_on && (span.ends_on === null || (line.ends_on !== null && span.ends_on >= line.ends_on))

/**
 * What the lines would change of what is stored, earliest day first. A school is in one group of a kind on a day (but for
 * other groups, of which it may be in many), so that whoever joins a group leaves the one it was in; what cannot be told
 * without guessing is refused with its line.
 */
export function planOfGroups(
  lines: readonly PlacedLine[],
  groups: readonly StoredGroup[],
  members: readonly StoredMember[],
): GroupPlan {
  const plan: GroupPlan = { make: [], join: [], end: [], replace: [], same: 0, problems: [] }
  const known = new Map(groups.map(group => [`${group.kind} ${group.name_key}`, group]))
  const made = new Map<string, GroupPlan['make'][number]>()
  const spans = new Map<string, Span[]>()
  for (const stored of members) {
    const { group, starts_on, ends_on } = stored
    const span: Span = { stored, line: null, group, key: stored.group_id, starts_on, ends_on }
    const place = `${stored.school_urn} ${stored.kind}`
    spans.set(place, [...(spans.get(place) ?? []), span])
  }
  const refuse = (line: number, problem: string) => plan.problems.push({ line, severity: 'refused', problem })

  const inOrder = [...lines].sort((a, b) =>
    a.starts_on < b.starts_on ? -1 : a.starts_on > b.starts_on ? 1 : a.line - b.line,
  )
  for (const line of inOrder) {
    const name_key = foldName(line.group)
    const groupKey = `${line.kind} ${name_key}`
    const group = known.get(groupKey)
    if (group && line.starts_on < group.starts_on) {
      refuse(
        line.line,
        `${group.name} begins on ${formatShortDay(group.starts_on)}, after the day that this line says. Give that day, or a later one.`,
      )
      continue
    }
    const key = group?.id ?? groupKey
    const place = `${line.urn} ${line.kind}`
    const all = spans.get(place) ?? []
    const near = all.filter(span => overlap(span, line) && (line.kind !== 'other' || span.key === key))
    if (near.some(span => span.key === key && covers(span, line))) {
      plan.same += 1
      continue
    }
    const problem = near.map(span => whyNot(span, key, line)).find(why => why !== null)
    if (problem) {
      refuse(line.line, problem)
      continue
    }
    for (const span of near) leave(plan, span, line)
    if (!group && !made.has(groupKey))
      made.set(groupKey, { kind: line.kind, name: line.group, name_key, starts_on: line.starts_on })
    const { urn, kind, starts_on, ends_on } = line
    plan.join.push({
      ...{ line: line.line, urn, kind, starts_on, ends_on },
      group: group?.name ?? line.group,
      group_id: group?.id ?? null,
      leaves: near[0]?.group ?? null,
    })
    const stays = all.filter(span => !near.includes(span) || span.starts_on < line.starts_on)
    spans.set(place, [...stays, { stored: null, line: line.line, group: line.group, key, starts_on, ends_on }])
  }
  return { ...plan, make: [...made.values()], problems: plan.problems.sort((a, b) => a.line - b.line) }
}

const periodText = ({ starts_on, ends_on }: Span): string =>
  ends_on === null
    ? `from ${formatShortDay(starts_on)}`
    : `from ${formatShortDay(starts_on)} until ${formatShortDay(ends_on)}`

/** Why a line cannot be taken beside a period that it overlaps; null when the period can give way to it. */
function whyNot(span: Span, key: string, line: PlacedLine): string | null {
  const where = span.line === null ? '' : ` by line ${span.line}`
  if (span.key === key)
    return `The school is in ${span.group}${where} ${periodText(span)}, which is not the period of this line. Take it out first, or give the same days.`
  if (span.starts_on < line.starts_on && span.ends_on === null) return null
  if (span.starts_on === line.starts_on && span.stored !== null && span.ends_on === null) return null
  return `The school is in ${span.group}${where} ${periodText(span)}, which overlaps. A school is in one group of a kind on a day: mend the days.`
}

/** Lets a period give way to the line's: it ends on that day, or, having begun on it, was never true. */
function leave(plan: GroupPlan, span: Span, line: PlacedLine): void {
  if (span.stored === null) {
    const earlier = plan.join.find(one => one.line === span.line)
    if (earlier) earlier.ends_on = line.starts_on
  } else if (span.starts_on === line.starts_on) plan.replace.push({ id: span.stored.id })
  else plan.end.push({ id: span.stored.id, on: line.starts_on })
  span.ends_on = line.starts_on
}
