import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { upnOf } from '../children/index.ts'
import type { PacketAnswer } from './codes.ts'
import type { PacketBody } from './packet-text.ts'

export interface OwnKey {
  id: string
  public_key: Buffer
  secret: Buffer
  fingerprint: string
  made_on: Day
  made_by: string
}

/** The key with which this authority signs; null before one was made. */
export async function ownKey(tx: Read): Promise<OwnKey | null> {
  const { rows } = await sql<OwnKey>`
    SELECT k.id, k.public_key, k.secret, k.fingerprint, k.made_on, a.name AS made_by FROM council_key k JOIN account a ON a.id = k.made_by
    WHERE k.authority_id = (SELECT identity.authority()) AND k.ended_on IS NULL`.execute(tx)
  return rows[0] ?? null
}

export interface OtherCouncil {
  id: string
  code: string
  name: string
  public_key: Buffer
  fingerprint: string
  checked_how: string
  checked_on: Day
  checked_by: string
  ended_on: Day | null
  ended_because: string | null
}

/** The councils whose key somebody compared; those that ended last. */
export async function otherCouncils(tx: Read): Promise<OtherCouncil[]> {
  const { rows } = await sql<OtherCouncil>`
    SELECT o.id, o.code, o.name, o.public_key, o.fingerprint, o.checked_how, o.checked_on, a.name AS checked_by, o.ended_on, o.ended_because
    FROM other_council o JOIN account a ON a.id = o.checked_by WHERE o.authority_id = (SELECT identity.authority())
    ORDER BY o.ended_on DESC NULLS FIRST, o.name, o.id LIMIT 500`.execute(tx)
  return rows
}

export interface Packet {
  id: string
  travels_as: string
  answers: string | null
  other_id: string
  other: string
  direction: 'out' | 'in'
  kind: 'enquiry' | 'reply'
  case_id: string | null
  person_id: string | null
  body: PacketBody
  text: string
  made_on: Day
  due_on: Day | null
  answer: PacketAnswer | null
  recorded_by: string
  recorded_on: Day
  /** The packet that answers it; null while none has come or gone. */
  answered_by: string | null
  answered_as: PacketAnswer | null
}

const columns = sql`p.id, p.travels_as, p.answers, p.other_id, o.name AS other, p.direction, p.kind, p.case_id, p.person_id, p.body, p.text, p.made_on, p.due_on,
  p.answer, a.name AS recorded_by, p.recorded_on, r.id AS answered_by, r.answer AS answered_as`
const joined = sql`packet p JOIN other_council o ON o.authority_id = p.authority_id AND o.id = p.other_id JOIN account a ON a.id = p.recorded_by
  LEFT JOIN packet r ON r.authority_id = p.authority_id AND r.answers = p.travels_as`

/** One packet; undefined when it is not there for this reader. */
export async function packetById(tx: Read, id: string): Promise<Packet | undefined> {
  const { rows } = await sql<Packet>`SELECT ${columns} FROM ${joined} WHERE p.id = ${id}`.execute(tx)
  return rows[0]
}

/** Enquiries of a direction: those that wait first, first due first; then the newest. */
export async function enquiries(tx: Read, direction: 'out' | 'in'): Promise<Packet[]> {
  const { rows } = await sql<Packet>`
    SELECT ${columns} FROM ${joined} WHERE p.authority_id = (SELECT identity.authority()) AND p.kind = 'enquiry' AND p.direction = ${direction}
    ORDER BY (r.id IS NULL) DESC, CASE WHEN r.id IS NULL THEN p.due_on END, p.id DESC LIMIT 200`.execute(tx)
  return rows
}

/** What other councils were asked about the child of a case, the newest first. */
export async function enquiriesOfCase(tx: Read, case_id: string): Promise<Packet[]> {
  const { rows } = await sql<Packet>`
    SELECT ${columns} FROM ${joined} WHERE p.case_id = ${case_id} AND p.kind = 'enquiry' ORDER BY p.id DESC LIMIT 50`.execute(
    tx,
  )
  return rows
}

/** The enquiry of ours that a reply names; undefined where we asked none such of that council. */
export async function enquiryAnswered(tx: Read, other_id: string, travels_as: string): Promise<Packet | undefined> {
  const { rows } = await sql<Packet>`
    SELECT ${columns} FROM ${joined} WHERE p.authority_id = (SELECT identity.authority()) AND p.travels_as = ${travels_as} AND p.other_id = ${other_id}
      AND p.kind = 'enquiry' AND p.direction = 'out'`.execute(tx)
  return rows[0]
}

/** Whether a packet came already. */
export async function hasCome(tx: Read, other_id: string, travels_as: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM packet WHERE authority_id = (SELECT identity.authority()) AND other_id = ${other_id} AND travels_as = ${travels_as}`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

/** What is told of a child in an enquiry. */
export async function childToAsk(tx: Read, person_id: string) {
  const { rows } = await sql<{
    forename: string
    surname: string
    known_as: string | null
    born_on: Day | null
    sex: 'F' | 'M' | 'U'
  }>`
    SELECT coalesce(forename, '') AS forename, coalesce(surname, '') AS surname, known_as, born_on, coalesce(sex, 'U') AS sex
    FROM child_summary WHERE person_id = ${person_id}`.execute(tx)
  const [child] = rows
  return child ? { ...child, upn: await upnOf(tx, person_id) } : null
}
