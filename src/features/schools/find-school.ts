import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { foldName } from '../../rulebook/index.ts'
import { numberIn } from './queries.ts'

/** Below this many letters a former name, which is on no page, would be found by nearly everything. */
const fewest = 3

const holds = (text: string): string => `%${text.replaceAll(/[\\%_]/g, found => `\\${found}`)}%`

/** Schools that once had the name: before an import of the register renamed them, or as a school that they took over. */
const onceCalled = (text: string) => sql`
  SELECT c.urn FROM register_change c WHERE c.kind = 'renamed' AND c.field = 'name' AND lower(c.before) LIKE ${holds(text.toLowerCase())}
  UNION SELECT l.urn FROM school p JOIN school_link l ON l.link_urn = p.urn AND l.link_type ILIKE 'predecessor%' WHERE p.name_key LIKE ${holds(foldName(text))}
  UNION SELECT l.link_urn FROM school p JOIN school_link l ON l.urn = p.urn AND l.link_type ILIKE 'successor%' WHERE p.name_key LIKE ${holds(foldName(text))}`

/** By URN or number of authority and establishment; else by a part of the name now or once, the town or the trust, or the beginning of a postcode. */
export function matching(text: string) {
  const number = numberIn(text)
  if (number !== null && 'urn' in number) return sql<SqlBool>`school.urn = ${number.urn}`
  if (number !== null) return sql<SqlBool>`school.laestab = ${number.laestab}`
  const key = foldName(text)
  const plain = holds(text.toLowerCase())
  const ways = [
    ...(key === '' ? [] : [sql<SqlBool>`school.name_key LIKE ${holds(key)}`]),
    sql<SqlBool>`lower(school.town) LIKE ${plain}`,
    sql<SqlBool>`lower(school.trust_name) LIKE ${plain}`,
    ...(key.length < fewest ? [] : [sql<SqlBool>`school.urn IN (${onceCalled(text)})`]),
  ]
  const code = text.toUpperCase().replaceAll(/\s/g, '')
  if (/^[A-Z]{1,2}\d[A-Z\d]{0,5}$/.test(code))
    ways.push(sql<SqlBool>`replace(school.postcode, ' ', '') LIKE ${`${code}%`}`)
  return sql<SqlBool>`(${sql.join(ways, sql` OR `)})`
}

/** Letters that may be wrong, missing or too many in a word of this length. */
const mistakes = (word: string): number => (word.length < 3 ? 0 : word.length < 6 ? 1 : 2)

/** How alike a name has to be at all before its words are looked at one by one, so that an index can say which are. */
const alikeness = 0.25
const mostWords = 6

/**
 * By a name in which each word that was typed stands, spelt nearly so, or begins one. `everywhere`: in all of England, for
 * which names have to be alike as a whole too. Sets how alike for the rest of the transaction.
 */
export async function speltLike(tx: Read, text: string, everywhere: boolean) {
  await sql`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(alikeness)}, true)`.execute(tx)
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, mostWords)
  const standsIn = words.map(
    word => sql<SqlBool>`EXISTS (SELECT FROM regexp_split_to_table(lower(unaccent(school.name)), '[^a-z0-9]+') AS w (word)
      WHERE w.word LIKE ${`${word}%`} OR levenshtein_less_equal(left(w.word, 40), ${word.slice(0, 40)}, ${mistakes(word)}) <= ${mistakes(word)})`,
  )
  // Of the schools of one area each can be looked at.
  const alike = everywhere ? [sql<SqlBool>`school.name_key %> ${foldName(text)}`] : []
  return sql<SqlBool>`(${sql.join([...alike, ...standsIn, sql<SqlBool>`true`], sql` AND `)})`
}

/** What a school was once called, of those that were found by it; the newest name first. */
export async function formerlyCalled(tx: Read, urns: readonly number[], text: string): Promise<Map<number, string>> {
  const key = foldName(text)
  if (urns.length === 0 || key.length < fewest) return new Map()
  const { rows } = await sql<{ urn: number; name: string }>`
    SELECT DISTINCT ON (urn) urn, name FROM (
      SELECT c.urn, c.before AS name FROM register_change c WHERE c.urn = ANY(${[...urns]}::integer[]) AND c.field = 'name' AND lower(c.before) LIKE ${holds(text.toLowerCase())}
      UNION ALL
      SELECT l.urn, p.name FROM school_link l JOIN school p ON p.urn = l.link_urn
        WHERE l.urn = ANY(${[...urns]}::integer[]) AND l.link_type ILIKE 'predecessor%' AND p.name_key LIKE ${holds(key)}
      UNION ALL
      SELECT l.link_urn, p.name FROM school_link l JOIN school p ON p.urn = l.urn
        WHERE l.link_urn = ANY(${[...urns]}::integer[]) AND l.link_type ILIKE 'successor%' AND p.name_key LIKE ${holds(key)}
    ) AS once ORDER BY urn, name`.execute(tx)
  return new Map(rows.map(({ urn, name }) => [urn, name]))
}
