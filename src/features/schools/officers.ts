import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import type { GroupKind, OfficerRole } from './codes.ts'

/** What an officer looks after: a school, every school of a group, or every school of a trust. */
export type LookedAfter = { school_urn: number } | { group_id: string } | { trust_code: string }

/** Somebody with an account, or the name and numbers of somebody without one. */
export type WhoLooks = { account_id: string } | { name: string; phone: string | null; email: string | null }

export interface NamedOfficer {
  role: OfficerRole
  of: LookedAfter
  who: WhoLooks
  starts_on: Day
  note?: string | null
  /** Whether those who had the role there until now end on that day. */
  instead: boolean
}

const accountOf = (actor: Person | Engine): string | null =>
  actor.kind === 'person' ? actor.account_id : actor.asked_by

const columnsOf = (of: LookedAfter) => ({ school_urn: null, group_id: null, trust_code: null, ...of })

/** Names an officer from a day. Naming the same person again for the same changes nothing. @returns the id of the naming. */
export async function nameOfficer(tx: Write, actor: Person | Engine, named: NamedOfficer): Promise<string> {
  const of = columnsOf(named.of)
  const who = { account_id: null, name: null, phone: null, email: null, ...named.who }
  const by = accountOf(actor)
  const there = sql`school_urn IS NOT DISTINCT FROM ${of.school_urn}::integer AND group_id IS NOT DISTINCT FROM ${of.group_id}::uuid
    AND trust_code IS NOT DISTINCT FROM ${of.trust_code}::text AND role = ${named.role} AND retracted_at IS NULL
    AND (ends_on IS NULL OR ends_on > ${named.starts_on})`
  await sql`SELECT pg_advisory_xact_lock(hashtext('onroll.school_officers'), hashtext(${actor.authority_id}))`.execute(
    tx,
  )
  const { rows } = await sql<{
    id: string
  }>`SELECT id FROM school_officer WHERE ${there} AND starts_on <= ${named.starts_on}
    AND account_id IS NOT DISTINCT FROM ${who.account_id}::uuid AND lower(name) IS NOT DISTINCT FROM lower(${who.name}::text)`.execute(
    tx,
  )
  const same = rows[0]
  if (named.instead) {
    const others = sql`${there} AND id IS DISTINCT FROM ${same?.id ?? null}::uuid`
    await sql`UPDATE school_officer SET ends_on = ${named.starts_on}, ended_at = now(), ended_by = ${by}, end_reason = 'Another officer was named.'
      WHERE ${others} AND starts_on < ${named.starts_on}`.execute(tx)
    await sql`UPDATE school_officer SET retracted_at = now(), retracted_by = ${by}, retract_reason = 'Another officer was named from the same day.'
      WHERE ${others} AND starts_on >= ${named.starts_on}`.execute(tx)
  }
  if (same) return same.id
  const { id } = await tx
    .insertInto('school_officer')
    .values({
      ...{ authority_id: actor.authority_id, role: named.role, ...of, ...who, starts_on: named.starts_on },
      ...{ note: named.note ?? null, recorded_by: by },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends an officer's naming on a day; without a day it was never true. @returns whether there was one to end. */
export async function endOfficer(
  tx: Write,
  actor: Person | Engine,
  id: string,
  end: { on: Day | null; reason: string },
): Promise<boolean> {
  const by = accountOf(actor)
  const running = tx.updateTable('school_officer').where('id', '=', id).where('retracted_at', 'is', null)
  const { numUpdatedRows } =
    end.on === null
      ? await running
          .set({ retracted_at: sql<Date>`now()`, retracted_by: by, retract_reason: end.reason })
          .executeTakeFirst()
      : await running
          .where('ends_on', 'is', null)
          .where('starts_on', '<=', end.on)
          .set({ ends_on: end.on, ended_at: sql<Date>`now()`, ended_by: by, end_reason: end.reason })
          .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** An officer of a school, named for it itself or for a grouping that it is in. */
export interface OfficerOfSchool {
  id: string
  role: OfficerRole
  /** Null for somebody without an account. */
  account_id: string | null
  name: string
  phone: string | null
  email: string | null
  starts_on: Day
  ends_on: Day | null
  note: string | null
  /** Null for one named for the school itself. */
  through: { kind: GroupKind | 'trust'; key: string; name: string } | null
}

/** Who looks after a school on a day, by role, the nearest first: named for the school, then for its family and larger groupings. */
export async function officersOfSchool(tx: Read, urn: number, on: Day): Promise<OfficerOfSchool[]> {
  const { rows } = await sql<OfficerOfSchool>`
    WITH mine AS (
      SELECT m.group_id, NULL AS trust_code, m.kind, g.name,
        array_position(ARRAY['family', 'locality', 'quadrant', 'other'], m.kind) AS width
      FROM school_group_member m JOIN school_group g ON g.authority_id = m.authority_id AND g.id = m.group_id
      WHERE m.school_urn = ${urn} AND m.retracted_at IS NULL AND m.starts_on <= ${on} AND (m.ends_on IS NULL OR m.ends_on > ${on})
      UNION ALL
      SELECT NULL, t.code, 'trust', t.name, 5 FROM school_trust st JOIN trust t ON t.code = st.trust_code
      WHERE st.urn = ${urn} AND st.starts_on <= ${on} AND (st.ends_on IS NULL OR st.ends_on > ${on})
    )
    SELECT o.id, o.role, o.account_id, coalesce(a.name, o.name) AS name, o.phone, coalesce(o.email, a.email) AS email, o.starts_on, o.ends_on, o.note,
      CASE WHEN o.school_urn IS NULL THEN jsonb_build_object('kind', mine.kind, 'key', coalesce(mine.group_id::text, mine.trust_code), 'name', mine.name) END AS through
    FROM school_officer o
    LEFT JOIN mine ON mine.group_id = o.group_id OR mine.trust_code = o.trust_code
    LEFT JOIN account a ON a.id = o.account_id
    WHERE (o.school_urn = ${urn} OR mine.kind IS NOT NULL) AND o.retracted_at IS NULL AND o.starts_on <= ${on} AND (o.ends_on IS NULL OR o.ends_on > ${on})
    ORDER BY o.role, coalesce(mine.width, 0), o.starts_on, o.id`.execute(tx)
  return rows
}

/** Who looks after all of a group or trust on a day. */
export async function officersOfGroup(
  tx: Read,
  of: { group_id: string } | { trust_code: string },
  on: Day,
): Promise<OfficerOfSchool[]> {
  const { group_id, trust_code } = columnsOf(of)
  const { rows } = await sql<OfficerOfSchool>`
    SELECT o.id, o.role, o.account_id, coalesce(a.name, o.name) AS name, o.phone, coalesce(o.email, a.email) AS email, o.starts_on, o.ends_on, o.note, NULL AS through
    FROM school_officer o LEFT JOIN account a ON a.id = o.account_id
    WHERE (o.group_id = ${group_id}::uuid OR o.trust_code = ${trust_code}::text) AND o.retracted_at IS NULL
      AND o.starts_on <= ${on} AND (o.ends_on IS NULL OR o.ends_on > ${on})
    ORDER BY o.role, o.starts_on, o.id`.execute(tx)
  return rows
}

/** An officer's naming that is believed, with what it is for; undefined for an id that is none. */
export async function findOfficer(tx: Read, id: string) {
  const { rows } = await sql<{
    id: string
    role: OfficerRole
    name: string
    school_urn: number | null
    group_id: string | null
    trust_code: string | null
    starts_on: Day
  }>`SELECT o.id, o.role, coalesce(a.name, o.name) AS name, o.school_urn, o.group_id, o.trust_code, o.starts_on
    FROM school_officer o LEFT JOIN account a ON a.id = o.account_id
    WHERE o.id = ${id} AND o.retracted_at IS NULL AND o.ends_on IS NULL`.execute(tx)
  return rows.map(row => ({ ...row, of: lookedAfter(row) }))[0]
}

function lookedAfter(row: {
  school_urn: number | null
  group_id: string | null
  trust_code: string | null
}): LookedAfter {
  if (row.school_urn !== null) return { school_urn: row.school_urn }
  return row.group_id !== null ? { group_id: row.group_id } : { trust_code: row.trust_code ?? '' }
}
