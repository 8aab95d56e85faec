import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'

/**
 * Which believed happening each answer is to. A happening that was put right, or whose end was recorded, is another row in place of
 * the one that was answered: what answered the one answers the other.
 */
export async function questionsAnswered(
  tx: Read,
  believed: readonly Readonly<Record<string, unknown>>[],
): Promise<(answers: string | null) => string | null> {
  const ids = new Set(believed.map(row => String(row.id)))
  const elsewhere = believed.some(row => typeof row.answers === 'string' && !ids.has(row.answers))
  const replacing = believed.filter(row => row.instead_of !== null).map(row => String(row.id))
  if (!elsewhere || replacing.length === 0) return answers => answers
  const { rows } = await sql<{ now: string; before: string }>`
    WITH RECURSIVE back AS (
      SELECT id AS now, instead_of AS before FROM happening_fact
      WHERE authority_id = (SELECT identity.authority()) AND id = ANY(${replacing}::uuid[])
      UNION ALL
      SELECT b.now, f.instead_of FROM back b JOIN happening_fact f ON f.authority_id = (SELECT identity.authority()) AND f.id = b.before
      WHERE f.instead_of IS NOT NULL)
    SELECT now, before FROM back`.execute(tx)
  const nowOf = new Map(rows.map(({ now, before }) => [before, now]))
  return answers => (answers === null || ids.has(answers) ? answers : (nowOf.get(answers) ?? answers))
}
