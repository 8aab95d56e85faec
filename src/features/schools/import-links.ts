import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import type { Imported } from './actions.ts'
import { copyRows } from './copy-rows.ts'
import { hashed } from './hashed-file.ts'
import { dayOfFile, importRow, type RegisterFile } from './record-import.ts'
import { readLinks } from './register-links.ts'
import { ProblemsTold } from './told-problems.ts'

/** Brings in the register's links between schools. Links that are not in the file stay. Throws as `importRegister`. */
export async function importLinks(tx: Write, stream: ByteStream, file: RegisterFile = {}): Promise<Imported> {
  const as_at = await dayOfFile(tx, 'links', file)
  const read = hashed(stream)
  const told = new ProblemsTold()
  const seen = new Set<string>()
  async function* rows() {
    for await (const row of readLinks(read.stream)) {
      if ('problem' in row) {
        told.add(row)
        continue
      }
      const key = `${row.urn} ${row.link_urn} ${row.link_type}`
      if (seen.has(key)) continue
      seen.add(key)
      yield [row.urn, row.link_urn, row.link_type, row.established_on]
    }
  }
  const names = ['urn', 'link_urn', 'link_type', 'established_on']
  const list = sql.raw(names.join(', '))
  await sql`CREATE TEMPORARY TABLE link_row ON COMMIT DROP AS SELECT ${list} FROM school_link WITH NO DATA`.execute(tx)
  await copyRows(tx, 'pg_temp.link_row', names, rows())
  const { rows: answers } = await sql<{ id: string; rows_added: number; rows_changed: number }>`
    WITH done AS MATERIALIZED (
      INSERT INTO school_link AS l (${list}) SELECT ${list} FROM pg_temp.link_row ORDER BY urn, link_urn
      ON CONFLICT (urn, link_urn, link_type) DO UPDATE SET established_on = EXCLUDED.established_on
        WHERE EXCLUDED.established_on IS NOT NULL AND l.established_on IS DISTINCT FROM EXCLUDED.established_on
      RETURNING new.urn, new.link_urn, new.link_type, new.established_on, old.urn IS NULL AS is_new, old.established_on AS was_established_on
    ), made AS (${importRow({
      ...{ kind: 'links', as_at, file_name: file.file_name, sha256: read.sha256() },
      ...{ fields: names, rows_read: seen.size, told: told.all() },
    })}), written AS (
      INSERT INTO register_change (import_id, urn, field, kind, before, after)
      SELECT made.id, urn, 'links', 'links',
        string_agg(concat_ws(' ', link_type, link_urn, was_established_on), '; ' ORDER BY link_urn, link_type) FILTER (WHERE NOT is_new),
        string_agg(concat_ws(' ', link_type, link_urn, established_on), '; ' ORDER BY link_urn, link_type)
      FROM done, made GROUP BY made.id, urn
    ) SELECT id, rows_added, rows_changed FROM made`.execute(tx)
  await sql`DROP TABLE pg_temp.link_row`.execute(tx)
  const [answer] = answers
  if (!answer) throw new Error('An import of links was not recorded.')
  const { id: import_id, rows_added: added, rows_changed: changed } = answer
  return { import_id, read: seen.size, added, changed, same: seen.size - added - changed, ...told.all() }
}
