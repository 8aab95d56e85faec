import { type SqlBool, sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { changeGroups } from './group-actions.ts'
import type { StoredMember } from './group-plan.ts'
import { membersOf } from './groups.ts'
import { endOfficer, nameOfficer, officersOfSchool } from './officers.ts'

const runs = (on: Day) => (one: { ends_on: Day | null }) => one.ends_on === null || one.ends_on > on

/** The groups that would go from one school to another: not those of a kind in which the other has one already. */
export function groupsToCarry(from: readonly StoredMember[], to: readonly StoredMember[], on: Day): StoredMember[] {
  const has = to.filter(runs(on))
  return from
    .filter(({ ends_on }) => ends_on === null)
    .filter(
      one => !has.some(other => (one.kind === 'other' ? other.group_id === one.group_id : other.kind === one.kind)),
    )
}

/**
 * Carries what the council added to a closed school over to the one that took it over, on the day on which it did: its
 * groups and its officers end at the one and begin at the other. @returns how many groups and officers.
 */
export async function carryOver(
  tx: Write,
  actor: Person,
  from: number,
  to: { urn: number; on: Day },
): Promise<{ groups: number; officers: number }> {
  const reason = `URN ${to.urn} took over from URN ${from}.`
  const all = await membersOf(tx, [from, to.urn])
  const mine = all.filter(({ school_urn }) => school_urn === from)
  const carried = groupsToCarry(
    mine,
    all.filter(({ school_urn }) => school_urn === to.urn),
    to.on,
  )
  const lines = carried.map(({ kind, group, starts_on }, at) => {
    const begins = starts_on > to.on ? starts_on : to.on
    return { line: at + 1, school: { urn: to.urn }, kind, group, starts_on: begins, ends_on: null }
  })
  const done = await changeGroups(tx, actor, { lines, problems: [] }, { seen: null, reason })
  await endGroupsOf(tx, actor, from, to.on, reason)
  const officers = (await officersOfSchool(tx, from, actor.today)).filter(({ through }) => through === null)
  for (const { id, role, account_id, name, phone, email, starts_on, note } of officers) {
    const who = account_id === null ? { name, phone, email } : { account_id }
    const begins = starts_on > to.on ? starts_on : to.on
    await nameOfficer(tx, actor, { role, of: { school_urn: to.urn }, who, starts_on: begins, note, instead: false })
    await endOfficer(tx, actor, id, { on: begins, reason })
  }
  return { groups: done.joined, officers: officers.length }
}

/** A school that has closed is in no group from the day on; what was to begin on it or later never does. */
async function endGroupsOf(tx: Write, actor: Person, urn: number, on: Day, reason: string): Promise<void> {
  const running = sql<SqlBool>`retracted_at IS NULL AND (ends_on IS NULL OR ends_on > ${on})`
  const of = tx.updateTable('school_group_member').where('school_urn', '=', urn).where(running)
  const by = actor.account_id
  await of
    .set({ ends_on: on, ended_at: sql<Date>`now()`, ended_by: by, end_reason: reason })
    .where('starts_on', '<', on)
    .execute()
  await of
    .set({ retracted_at: sql<Date>`now()`, retracted_by: by, retract_reason: reason })
    .where('starts_on', '>=', on)
    .execute()
}
