import { sql } from 'kysely'
import type { Engine } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge } from '../../ground/files.ts'
import { Look } from '../../ground/look.ts'
import { type Day, readDay } from '../../rulebook/index.ts'
import { arrive, askForCheck } from '../lists/index.ts'
import { hashOfKey } from './actions.ts'
import { sendUrl, sentUrl } from './addresses.ts'

interface KeyHolder {
  engine: Engine
  key_id: string
  source_id: string
}

const refused = (status: number, error: string) => ({ status, json: { error } })
const noKey = refused(
  401,
  'There is no such upload key, or it was ended. Send the key as “Authorization: Bearer KEY”, or ask the council for a new one.',
)

/** Where other systems send lists with an upload key, and ask what became of them. Described in `docs/upload-api.md`. */
export function apiRoutes(page: Pages, { door, queue, settings, today }: Parts): void {
  const holderOf = async (key: string | null): Promise<KeyHolder | null> => {
    if (key === null) return null
    const [found] = await door.signIn(ask =>
      ask<{ authority_id: string; key_id: string; source_id: string }>('SELECT * FROM upload_key_for($1)', [
        hashOfKey(key),
      ]),
    )
    if (!found) return null
    const { authority_id, key_id, source_id } = found
    return {
      engine: { kind: 'engine', name: 'upload key', authority_id, asked_by: null, today: today() },
      key_id,
      source_id,
    }
  }

  page.machine(
    'POST',
    sendUrl,
    { audit: 'list sent with an upload key', limit: { most: 60, seconds: 60 } },
    async ({ key, query, bytes, request }) => {
      const holder = await holderOf(key)
      if (!holder) return noKey
      const as_at = dayAsked(query.as_at, today())
      if ('error' in as_at) return refused(400, as_at.error)
      const { engine, key_id, source_id } = holder
      const actor = { authority_id: engine.authority_id, account_id: null }
      const file_name = typeof query.file_name === 'string' ? query.file_name.slice(0, 200) : 'sent-list'
      const look = new Look({ purpose: 'list sent with an upload key', route: sendUrl, request_id: request.id })
      try {
        const arrived = await door.write(engine, look, async tx => {
          await sql`UPDATE upload_key SET last_used_at = now() WHERE id = ${key_id}`.execute(tx)
          const { school_urn } = await tx
            .selectFrom('source')
            .where('id', '=', source_id)
            .select('school_urn')
            .executeTakeFirstOrThrow()
          const made = await arrive(tx, actor, {
            ...{ source_id, as_at: as_at.day, school_urn, file_name, media_type: 'application/octet-stream' },
            ...{ stream: bytes, most: settings.uploadLimit, came_by: 'key' },
          })
          if (!made.again && made.problems.length === 0)
            await askForCheck(tx, queue, actor, { import_id: made.id, mapping: made.mapping, seen: null })
          return made
        })
        const { id, again, problems } = arrived
        return { status: again ? 200 : 202, json: { import_id: id, again, problems, status: sentUrl(id) } }
      } catch (problem) {
        if (problem instanceof FileRefused) return refused(422, problem.message)
        if (problem instanceof FileTooLarge) return refused(413, problem.message)
        throw problem
      }
    },
  )

  page.machine(
    'GET',
    '/api/lists/:id',
    { audit: 'list sent with an upload key asked after', limit: { most: 240, seconds: 60 } },
    async ({ key, params, request }) => {
      const holder = await holderOf(key)
      if (!holder) return noKey
      const { engine, source_id } = holder
      const look = new Look({
        purpose: 'list sent with an upload key asked after',
        route: '/api/lists/:id',
        request_id: request.id,
      })
      const list = await door.read(engine, look, async tx => {
        const { rows } = await sql<Record<string, unknown>>`
          SELECT id AS import_id, state, as_at, refusal, notes, rows_read, rows_refused, rows_flagged FROM import
          WHERE id = ${params.id} AND source_id = ${source_id} AND came_by = 'key'`.execute(tx)
        const [found] = rows
        if (!found) return null
        const { rows: problems } = await sql<Record<string, unknown>>`
          SELECT r.line, p->>'column' AS column, p->>'severity' AS severity, p->>'reason' AS reason
          FROM import_row r, jsonb_array_elements(r.problems) p WHERE r.import_id = ${params.id} AND NOT r.sealed ORDER BY r.line LIMIT 200`.execute(
          tx,
        )
        return { ...found, problems }
      })
      return list === null ? refused(404, 'There is no such list of this key’s source.') : { status: 200, json: list }
    },
  )
}

/** The day on which the list was true. It is never guessed: a list of the wrong day ends enrolments on it. */
function dayAsked(given: unknown, today: Day): { day: Day } | { error: string } {
  const mend = 'Say on what day the list was true, as ?as_at=2026-11-05.'
  if (typeof given !== 'string') return { error: mend }
  const read = readDay(given)
  if ('problem' in read) return { error: `${read.problem} ${mend}` }
  return read.day > today ? { error: `${given} is still to come. ${mend}` } : read
}
