import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { breakGlassSwitch } from './codes.ts'
import type { Choosable } from './forms.ts'

export interface Seal {
  id: string
  reason_code: string
  reason: string
  review_on: Day
  owner_id: string
  owner: string
  sealed_by: string
  sealed_at: Date
  lifted_by: string | null
  lifted_at: Date | null
}

/** Every seal that a child's record has had, the newest first; none for whoever is not named. */
export async function sealsOf(tx: Read, person_id: string): Promise<Seal[]> {
  const { rows } =
    await sql<Seal>`SELECT s.id, s.reason_code, s.reason, s.review_on, s.owner_id, o.name AS owner, b.name AS sealed_by, s.sealed_at,
      l.name AS lifted_by, s.lifted_at
    FROM seal s JOIN account o ON o.id = s.owner_id JOIN account b ON b.id = s.sealed_by LEFT JOIN account l ON l.id = s.lifted_by
    WHERE s.person_id = ${person_id} ORDER BY s.sealed_at DESC`.execute(tx)
  return rows
}

/** Somebody who is or was named on a seal. */
export interface NamedOn {
  id: string
  account_id: string
  name: string
  why: string
  named_by: string
  named_at: Date
  until: Date | null
  /** Named by opening the record for a reason. */
  glass: boolean
  ended_by: string | null
  ended_at: Date | null
  in_force: boolean
  /** Whether the account can still be signed in to, with a role here today. */
  acts: boolean
}

/** Who is and was named on the seals of a child's record; nobody for whoever is not named now. */
export async function namesOn(tx: Read, person_id: string): Promise<NamedOn[]> {
  const { rows } = await sql<NamedOn>`SELECT * FROM names_on_seal(${person_id})`.execute(tx)
  return rows
}

export interface SealStep {
  kind: string
  review_on: Day | null
  to_account: string | null
  because: string
  taken_by: string
  taken_at: Date
}

export async function stepsOf(tx: Read, person_id: string): Promise<SealStep[]> {
  const { rows } =
    await sql<SealStep>`SELECT s.kind, s.review_on, t.name AS to_account, s.because, b.name AS taken_by, s.taken_at
    FROM seal_step s JOIN account b ON b.id = s.taken_by LEFT JOIN account t ON t.id = s.to_account
    WHERE s.person_id = ${person_id} ORDER BY s.taken_at`.execute(tx)
  return rows
}

export interface GlassOpening {
  by: string
  reason_code: string
  reason: string
  tried_at: Date
  until: Date
}

/** Every time that somebody opened the sealed record for a reason. */
export async function openingsOf(tx: Read, person_id: string): Promise<GlassOpening[]> {
  const { rows } = await sql<GlassOpening>`SELECT a.name AS by, t.reason_code, t.reason, t.tried_at, t.until
    FROM glass_try t JOIN account a ON a.id = t.account_id WHERE t.person_id = ${person_id} ORDER BY t.tried_at DESC`.execute(
    tx,
  )
  return rows
}

export interface SealedRecord {
  person_id: string
  known_as: string | null
  review_on: Day
  owner_id: string
  owner: string
  until: Date | null
  glass: boolean
}

/** The records sealed to somebody, those whose review is overdue first. */
export async function sealedTo(tx: Read, actor: Person): Promise<SealedRecord[]> {
  const { rows } =
    await sql<SealedRecord>`SELECT DISTINCT ON (s.review_on, c.surname_key, s.person_id) s.person_id, c.known_as, s.review_on, s.owner_id, o.name AS owner, n.until, n.glass
    FROM seal_name n JOIN seal s ON s.authority_id = n.authority_id AND s.person_id = n.person_id AND s.lifted_at IS NULL
    JOIN account o ON o.id = s.owner_id LEFT JOIN child_summary c ON c.authority_id = s.authority_id AND c.person_id = s.person_id
    WHERE n.account_id = ${actor.account_id} ORDER BY s.review_on, c.surname_key, s.person_id, n.glass LIMIT 500`.execute(
      tx,
    )
  return rows
}

/** Whether the authority has switched on that sealed records are opened for a reason. */
export async function opensForReason(tx: Read, today: Day): Promise<boolean> {
  const row = await tx
    .selectFrom('authority_switch')
    .where('key', '=', breakGlassSwitch.key)
    .where('starts_on', '<=', today)
    .where(eb => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', today)]))
    .select('key')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Who could be named on a child's seal: the council's people who may look at children, and the head and safeguarding lead of a
 * school that the child is on the roll of today.
 */
export async function whoCanBeNamed(tx: Read, person_id: string, today: Day): Promise<Choosable[]> {
  const { rows } =
    await sql<Choosable>`SELECT DISTINCT ON (a.name, a.id) a.id AS value, concat_ws(', ', a.name, r.label, CASE WHEN o.kind = 'school' THEN o.name END) AS text
    FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL JOIN role r ON r.code = m.role
    JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
    JOIN role_permission p ON p.role = m.role AND p.permission = 'children.read'
    WHERE m.starts_on <= ${today} AND (m.ends_on IS NULL OR m.ends_on > ${today}) AND (r.organisation_kind = 'council_team'
      OR (m.role IN ('school_head', 'school_safeguarding_lead') AND o.school_urn IN (SELECT e.school_urn FROM enrolment_fact e JOIN record d ON d.authority_id = e.authority_id AND d.id = e.record_id
        WHERE d.person_id = ${person_id} AND e.retracted_at IS NULL AND e.starts_on <= ${today} AND (e.ends_on IS NULL OR e.ends_on > ${today}))))
    ORDER BY a.name, a.id, r.sort`.execute(tx)
  return rows
}
