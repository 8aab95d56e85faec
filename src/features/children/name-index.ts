import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { lettersOut, nameParts, soundKeys } from '../../rulebook/index.ts'

/** Goes up when tokens are made in another way: the names of every child are then written anew at the next evaluation. */
const way = 1

const kinds = ['legal', 'preferred', 'middle', 'former'] as const
type Kind = (typeof kinds)[number]

interface Said {
  person_id: string
  sealed: boolean
  made_from: string
  kind: 'legal' | 'preferred' | 'former'
  forename: string
  middle_names: string | null
  surname: string
  guarded: boolean
}

interface Part {
  part: 'forename' | 'surname'
  token: string
  kind: Kind
  guarded: boolean
}

/**
 * Writes by which parts of names these children are found, of those alone whose names changed. Three statements however many
 * children, one when no name did: child by child (OFFSET 0 keeps it so), since joined they are answered from all names of the
 * county. Needs the engine's sight.
 */
export async function writeNameIndex(tx: Write, person_ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Said>`
    WITH said AS (
      SELECT r.person_id, r.sealed, f.forename, f.middle_names, f.surname, f.source IN (SELECT code FROM source_kind WHERE protected) AS guarded,
        CASE WHEN f.ends_on IS NULL THEN f.kind ELSE 'former' END AS kind
      FROM unnest(${person_ids}::uuid[]) AS p (id)
      CROSS JOIN LATERAL (SELECT d.id, d.person_id, d.sealed FROM record d WHERE d.authority_id = (SELECT identity.authority()) AND d.person_id = p.id OFFSET 0) r
      CROSS JOIN LATERAL (SELECT n.forename, n.middle_names, n.surname, n.source, n.kind, n.ends_on FROM name_fact n
        WHERE n.authority_id = (SELECT identity.authority()) AND n.record_id = r.id AND n.retracted_at IS NULL OFFSET 0) f
    ), hashed AS (
      SELECT person_id, md5(${String(way)} || string_agg(DISTINCT concat_ws('|', kind, guarded, forename, coalesce(middle_names, ''), surname), '~'))::uuid AS made_from
      FROM said GROUP BY person_id
    ), kept AS (
      SELECT DISTINCT person_id, made_from FROM child_name WHERE person_id = ANY(${person_ids}::uuid[])
    ), changed AS (
      SELECT coalesce(h.person_id, k.person_id) AS person_id, h.made_from FROM hashed h FULL JOIN kept k ON k.person_id = h.person_id
      WHERE h.made_from IS DISTINCT FROM k.made_from
    )
    SELECT DISTINCT c.person_id, s.sealed, c.made_from, s.kind, s.forename, s.middle_names, s.surname, s.guarded
    FROM changed c LEFT JOIN said s ON s.person_id = c.person_id`.execute(tx)
  if (rows.length === 0) return
  const children = [...Map.groupBy(rows, row => row.person_id)].flatMap(([person_id, said]) =>
    partsOf(said.filter(row => row.kind !== null)).map(part => ({
      person_id,
      sealed: said[0]?.sealed ?? false,
      made_from: said[0]?.made_from,
      ...part,
    })),
  )
  // Sorted, so that two transactions that bring the same new names wait for each other in one order.
  const tokens = [...new Set(children.map(({ token }) => token))].sort()
  await sql`DELETE FROM child_name WHERE person_id = ANY(${[...new Set(rows.map(row => row.person_id))]}::uuid[])`.execute(
    tx,
  )
  await addTokens(tx, tokens)
  await sql`INSERT INTO child_name (authority_id, person_id, sealed, part, token, kind, guarded, made_from)
    SELECT identity.authority(), person_id, sealed, part, token, kind, guarded, made_from
    FROM jsonb_to_recordset(${JSON.stringify(children)}::jsonb) AS t (person_id uuid, sealed boolean, part text, token text, kind text, guarded boolean, made_from uuid)`.execute(
    tx,
  )
}

/** Each part of a child's names once, under the strongest kind of name it stands in. */
function partsOf(said: readonly Said[]): Part[] {
  const found = new Map<string, Part>()
  const add = (part: Part['part'], text: string | null, kind: Kind, guarded: boolean) => {
    for (const token of nameParts(text ?? '')) {
      const key = `${part} ${token}`
      const before = found.get(key)
      const strongest = before && kinds.indexOf(before.kind) < kinds.indexOf(kind) ? before.kind : kind
      found.set(key, { part, token, kind: strongest, guarded: guarded && (before?.guarded ?? true) })
    }
  }
  for (const name of said) {
    add('forename', name.forename, name.kind, name.guarded)
    add('forename', name.middle_names, name.kind === 'former' ? 'former' : 'middle', name.guarded)
    add('surname', name.surname, name.kind, name.guarded)
  }
  return [...found.values()]
}

/** Puts parts of names into the dictionary that are not in it yet. */
async function addTokens(tx: Write, tokens: readonly string[]): Promise<void> {
  const { rows } = await sql<{ token: string }>`
    SELECT t.token FROM unnest(${tokens}::text[]) AS t (token)
    WHERE NOT EXISTS (SELECT FROM name_token n WHERE n.authority_id = identity.authority() AND n.token = t.token) ORDER BY 1`.execute(
    tx,
  )
  if (rows.length === 0) return
  const made = rows.map(({ token }) => ({ token, sounds: soundKeys(token), near: lettersOut(token) }))
  await sql`INSERT INTO name_token (authority_id, token, sounds, near) SELECT identity.authority(), token, sounds, near
    FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS t (token text, sounds text[], near text[]) ON CONFLICT DO NOTHING`.execute(
    tx,
  )
}
