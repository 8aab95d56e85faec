import { type SqlBool, sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import { type Day, foldName } from '../../rulebook/index.ts'
import type { GroupKind } from './codes.ts'
import { type GroupFile, type GroupLine, readGroupFile } from './group-file.ts'
import { type GroupPlan, type PlacedLine, planOfGroups } from './group-plan.ts'
import { groupsVersion, membersOf, openGroups } from './groups.ts'
import { findSchools } from './queries.ts'
import type { RegisterProblem } from './register-problems.ts'

type Actor = Person | Engine
const accountOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.account_id : actor.asked_by)

/** What bringing in a file of groupings did. */
export interface GroupsImported {
  /** Lines that were taken: joined and same together. */
  read: number
  groups_made: number
  joined: number
  left: number
  replaced: number
  same: number
  problems: RegisterProblem[]
}

/**
 * Brings in a file of groupings (`urn,kind,group,from,last_day`; see `readGroupFile`): makes the groups that are new, puts
 * schools in, and ends what they were in before. What the file does not name stays. The same file again changes nothing.
 * Throws FileRefused for a file that is none.
 */
export async function importGroups(tx: Write, actor: Actor, stream: ByteStream): Promise<GroupsImported> {
  return changeGroups(tx, actor, await readGroupFile(stream), { seen: null, reason: null })
}

/** What a file would change, and all that is wrong with it, schools that the register does not hold among it. */
export async function planGroups(tx: Read, file: GroupFile): Promise<GroupPlan> {
  const numbers = file.lines.map(({ school }) => school)
  const byUrn = await findSchools(tx, { urns: unique(numbers.flatMap(one => ('urn' in one ? [one.urn] : []))) })
  const byLaestab = await findSchools(tx, {
    laestabs: unique(numbers.flatMap(one => ('laestab' in one ? [one.laestab] : []))),
  })
  const placed: PlacedLine[] = []
  const problems = [...file.problems]
  for (const line of file.lines) {
    const { school } = line
    const found = 'urn' in school ? byUrn.get(school.urn) : byLaestab.get(school.laestab)
    if (found) placed.push({ ...line, urn: found.urn })
    else problems.push({ line: line.line, severity: 'refused', problem: unknownSchool(school) })
  }
  const members = await membersOf(tx, unique(placed.map(({ urn }) => urn)))
  const plan = planOfGroups(placed, await openGroups(tx), members)
  return { ...plan, problems: [...problems, ...plan.problems].sort((a, b) => a.line - b.line) }
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
const unknownSchool = (school: GroupLine['school']): string =>
  `The register of schools has no ${'urn' in school ? `URN ${school.urn}` : `LAESTAB ${school.laestab}`}. Check the number, or bring in the register.`

/** One at a time changes the groups of an authority. */
const lockGroups = (tx: Write, actor: Actor) =>
  sql`SELECT pg_advisory_xact_lock(hashtext('onroll.school_groups'), hashtext(${actor.authority_id}))`.execute(tx)

/** As `importGroups`, for lines that were read before. `seen`: the version that a preview was drawn from; throws Stale when it is another now. */
export async function changeGroups(
  tx: Write,
  actor: Actor,
  file: GroupFile,
  { seen, reason }: { seen: string | null; reason: string | null },
): Promise<GroupsImported> {
  await lockGroups(tx, actor)
  if (seen !== null && seen !== (await groupsVersion(tx))) throw new Stale()
  const plan = await planGroups(tx, file)
  const by = accountOf(actor)
  const made = await makeGroups(tx, actor, plan.make)
  const replaced = plan.replace.map(({ id }) => id)
  await sql`UPDATE school_group_member SET retracted_at = now(), retracted_by = ${by},
      retract_reason = ${reason ?? 'Another group was given from the same day.'} WHERE id = ANY(${replaced}::uuid[])`.execute(
    tx,
  )
  await sql`UPDATE school_group_member m SET ends_on = e.on_day, ended_at = now(), ended_by = ${by}, end_reason = ${reason ?? 'Joined another group.'}
    FROM jsonb_to_recordset(${JSON.stringify(plan.end.map(({ id, on }) => ({ id, on_day: on })))}::jsonb) AS e (id uuid, on_day date)
    WHERE m.id = e.id`.execute(tx)
  const joining = plan.join.map(one => ({
    ...{ group_id: one.group_id ?? made.get(`${one.kind} ${foldName(one.group)}`), kind: one.kind },
    ...{ school_urn: one.urn, starts_on: one.starts_on, ends_on: one.ends_on },
  }))
  await sql`INSERT INTO school_group_member (authority_id, group_id, kind, school_urn, starts_on, ends_on, reason, recorded_by)
    SELECT ${actor.authority_id}::uuid, group_id, kind, school_urn, starts_on, ends_on, ${reason}, ${by}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(joining)}::jsonb)
      AS t (group_id uuid, kind text, school_urn integer, starts_on date, ends_on date)`.execute(tx)
  return {
    ...{ read: plan.join.length + plan.same, groups_made: plan.make.length, joined: plan.join.length },
    ...{ left: plan.end.length, replaced: plan.replace.length, same: plan.same, problems: plan.problems },
  }
}

async function makeGroups(tx: Write, actor: Actor, make: GroupPlan['make']): Promise<Map<string, string>> {
  if (make.length === 0) return new Map()
  const made = await tx
    .insertInto('school_group')
    .values(make.map(group => ({ authority_id: actor.authority_id, ...group, recorded_by: accountOf(actor) })))
    .returning(['id', 'kind', 'name_key'])
    .execute()
  return new Map(made.map(({ id, kind, name_key }) => [`${kind} ${name_key}`, id]))
}

/** Somebody gave a group of that kind that name already. */
export class NameTaken extends Error {}

/** Whether an open group of the kind, but for one, has that name. */
export const nameIsTaken = async (tx: Read, kind: GroupKind, name: string, but: string | null): Promise<boolean> =>
  (await tx
    .selectFrom('school_group')
    .where('kind', '=', kind)
    .where('name_key', '=', foldName(name))
    .where('ends_on', 'is', null)
    .where(sql<SqlBool>`id IS DISTINCT FROM ${but}::uuid`)
    .select('id')
    .executeTakeFirst()) !== undefined

export interface NewGroup {
  id: string
  kind: GroupKind
  name: string
  code: string | null
  starts_on: Day
}

/** Makes a group without schools. Throws NameTaken. */
export async function addGroup(tx: Write, actor: Actor, group: NewGroup): Promise<void> {
  await lockGroups(tx, actor)
  if (await nameIsTaken(tx, group.kind, group.name, null)) throw new NameTaken()
  await tx
    .insertInto('school_group')
    .values({
      authority_id: actor.authority_id,
      ...group,
      name_key: foldName(group.name),
      recorded_by: accountOf(actor),
    })
    .execute()
}

/** Locks the group and raises its version. Throws Stale when it is another than `seen`. */
async function touchGroup(tx: Write, actor: Actor, id: string, seen: string | null): Promise<void> {
  await lockGroups(tx, actor)
  const { numUpdatedRows } = await tx
    .updateTable('school_group')
    .set(set => ({ version: set('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', Number(seen ?? '0'))
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Stale()
}

/** Gives a group another name from a day; the one that it had is kept with the day. Throws NameTaken, Stale. */
export async function renameGroup(
  tx: Write,
  actor: Actor,
  group: { id: string; kind: GroupKind; name: string },
  to: { name: string; code: string | null; from: Day; reason: string | null; seen: string | null },
): Promise<void> {
  await touchGroup(tx, actor, group.id, to.seen)
  if (await nameIsTaken(tx, group.kind, to.name, group.id)) throw new NameTaken()
  if (to.name !== group.name) {
    const { authority_id } = actor
    await tx
      .insertInto('school_group_former_name')
      .values({
        authority_id,
        group_id: group.id,
        name: group.name,
        until_on: to.from,
        reason: to.reason,
        recorded_by: accountOf(actor),
      })
      .execute()
  }
  await tx
    .updateTable('school_group')
    .set({ name: to.name, name_key: foldName(to.name), code: to.code })
    .where('id', '=', group.id)
    .execute()
}

/** Ends a group on a day, and with it whatever is in it then and its officers. Throws Stale. */
export async function endGroup(
  tx: Write,
  actor: Actor,
  id: string,
  end: { on: Day; reason: string; seen: string | null },
): Promise<void> {
  await touchGroup(tx, actor, id, end.seen)
  const ended = { ended_at: sql<Date>`now()`, ended_by: accountOf(actor), end_reason: end.reason }
  const retracted = { retracted_at: sql<Date>`now()`, retracted_by: accountOf(actor), retract_reason: end.reason }
  await tx
    .updateTable('school_group')
    .set({ ends_on: end.on, ...ended })
    .where('id', '=', id)
    .execute()
  const running = sql<SqlBool>`retracted_at IS NULL AND (ends_on IS NULL OR ends_on > ${end.on})`
  for (const table of ['school_group_member', 'school_officer'] as const) {
    const of = tx.updateTable(table).where('group_id', '=', id).where(running)
    await of
      .set({ ends_on: end.on, ...ended })
      .where('starts_on', '<', end.on)
      .execute()
    // What was to begin on that day or later never does.
    await of.set(retracted).where('starts_on', '>=', end.on).execute()
  }
}

/** Takes schools out of a group: from a day on, or, where it was a mistake, as if they had never been in it. @returns how many. Throws Stale. */
export async function takeOut(
  tx: Write,
  actor: Actor,
  id: string,
  out: { member_ids: readonly string[]; on: Day | null; reason: string; seen: string | null },
): Promise<number> {
  await touchGroup(tx, actor, id, out.seen)
  const by = accountOf(actor)
  const of = tx
    .updateTable('school_group_member')
    .where('group_id', '=', id)
    .where('retracted_at', 'is', null)
    .where(sql<SqlBool>`id = ANY(${[...out.member_ids]}::uuid[])`)
  const { numUpdatedRows } =
    out.on === null
      ? await of
          .set({ retracted_at: sql<Date>`now()`, retracted_by: by, retract_reason: out.reason })
          .executeTakeFirst()
      : await of
          .where('starts_on', '<', out.on)
          .where(sql<SqlBool>`(ends_on IS NULL OR ends_on > ${out.on})`)
          .set({ ends_on: out.on, ended_at: sql<Date>`now()`, ended_by: by, end_reason: out.reason })
          .executeTakeFirst()
  return Number(numUpdatedRows)
}
