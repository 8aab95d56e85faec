import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Rhythm } from './pick-up-time.ts'
import type { TrueOn } from './true-day.ts'

export interface PickUp extends Rhythm {
  id: string
  source_id: string
  source_name: string
  /** When every row of the source is of one school. */
  school_urn: number | null
  place: 'folder' | 'sftp'
  folder: string
  pattern: string
  host: string | null
  port: number | null
  login: string | null
  host_key: string | null
  /** Encrypted. */
  secret: Buffer | null
  true_on: TrueOn
  next_at: Date
  version: number
  paused_at: Date | null
  ended_at: Date | null
  last_at: Date | null
  last_outcome: 'taken' | 'nothing' | 'failed' | null
  last_sentence: string | null
}

const pickUps = sql`SELECT p.*, s.name AS source_name, s.school_urn FROM pick_up p
  JOIN source s ON s.authority_id = p.authority_id AND s.id = p.source_id`

/** The pick-ups that are set up. */
export async function listPickUps(tx: Read): Promise<PickUp[]> {
  const { rows } = await sql<PickUp>`${pickUps} WHERE p.ended_at IS NULL ORDER BY s.name, p.made_at`.execute(tx)
  return rows
}

export async function findPickUp(tx: Read, id: string): Promise<PickUp | undefined> {
  const { rows } = await sql<PickUp>`${pickUps} WHERE p.id = ${id}`.execute(tx)
  return rows[0]
}

export interface PickedFile {
  name: string
  outcome: 'brought_in' | 'again' | 'refused'
  sentence: string
  import_id: string | null
  picked_at: Date
}

/** The files of a pick-up that were taken last. */
export async function pickedFiles(tx: Read, pick_up_id: string): Promise<PickedFile[]> {
  const { rows } =
    await sql<PickedFile>`SELECT name, outcome, sentence, import_id, picked_at FROM picked_file WHERE pick_up_id = ${pick_up_id}
    ORDER BY picked_at DESC, id DESC LIMIT 50`.execute(tx)
  return rows
}

export interface UploadKey {
  id: string
  name: string
  source_name: string
  made_at: Date
  made_by: string | null
  last_used_at: Date | null
  ended_at: Date | null
}

/** The upload keys, those in force first. */
export async function listKeys(tx: Read): Promise<UploadKey[]> {
  const { rows } =
    await sql<UploadKey>`SELECT k.id, k.name, s.name AS source_name, k.made_at, a.name AS made_by, k.last_used_at, k.ended_at FROM upload_key k
    JOIN source s ON s.authority_id = k.authority_id AND s.id = k.source_id LEFT JOIN account a ON a.id = k.made_by
    ORDER BY k.ended_at IS NOT NULL, s.name, k.made_at LIMIT 200`.execute(tx)
  return rows
}

/** Sources whose lists may arrive by themselves: none of protected placements, whose children somebody has to hold. */
export async function openSources(tx: Read): Promise<{ value: string; text: string }[]> {
  const { rows } = await sql<{ value: string; text: string }>`SELECT s.id AS value, s.name AS text FROM source s
    JOIN source_kind k ON k.code = s.kind WHERE NOT k.protected AND s.kind <> 'council' ORDER BY s.name`.execute(tx)
  return rows
}
