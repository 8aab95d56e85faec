import type pg from 'pg'
import type { PlantedWorld } from './planted.ts'

/** Who is held beside whom: open children, an open and a sealed one, two sealed to other people, and two of another authority. */
const pairs: readonly (readonly [string, string])[] = [
  ['on roll at A', 'on the health list only'],
  ['on the health list only', 'sealed'],
  ['sealed', 'sealed again'],
  ['sealed at A', 'left A for B'],
  ['protected and sealed', 'sealed'],
  ['theirs', 'theirs, sealed'],
]

/** Pairs of children with what was read and decided of them, and pairs that are never to be joined, as the owner of the server puts them there. */
export async function plantPairs(db: pg.ClientBase, world: PlantedWorld): Promise<void> {
  const by = world.asker('director').account_id
  for (const authority_id of world.authorities)
    await db.query(
      `INSERT INTO match_run (authority_id, kind, model, model_version, review_from, match_from, as_at) VALUES ($1, 'county', '{}', '1', 0.2, 0.9, '2026-11-17')`,
      [authority_id],
    )
  for (const names of pairs) {
    const [low, high] = names.map(name => world.child(name)).sort((a, b) => (a.person_id < b.person_id ? -1 : 1))
    if (!low || !high) throw new Error('A pair needs two children.')
    await db.query(
      `WITH two AS (
         SELECT $1::uuid AS authority_id, $2::uuid AS low_id, $3::boolean AS low_sealed, $4::uuid AS high_id, $5::boolean AS high_sealed),
       pair AS (INSERT INTO match_pair (authority_id, run_id, low_id, low_sealed, high_id, high_sealed, low_record_id, high_record_id, probability, weight, evidence, because, outcome, lists)
         SELECT t.authority_id, (SELECT id FROM match_run m WHERE m.authority_id = t.authority_id), low_id, low_sealed, high_id, high_sealed,
           (SELECT id FROM record r WHERE r.person_id = low_id LIMIT 1), (SELECT id FROM record r WHERE r.person_id = high_id LIMIT 1), 0.5, 1, '[]', 'planted', 'review', 2
         FROM two t RETURNING *),
       reading AS (INSERT INTO match_reading (authority_id, pair_id, low_id, low_sealed, high_id, high_sealed, verdict, because, read_by, withdrawn_at)
         SELECT authority_id, id, low_id, low_sealed, high_id, high_sealed, 'unsure', 'planted', $6, now() FROM pair),
       decision AS (INSERT INTO join_decision (authority_id, kind, low_id, low_sealed, high_id, high_sealed, kept_id, because, decided_by)
         SELECT authority_id, 'keep_apart', low_id, low_sealed, high_id, high_sealed, low_id, 'planted', $6 FROM two RETURNING *),
       records AS (INSERT INTO join_decision_record (authority_id, decision_id, record_id, sealed, from_id, to_id)
         SELECT r.authority_id, d.id, r.id, r.sealed, r.person_id, r.person_id FROM decision d JOIN record r ON r.person_id IN (d.low_id, d.high_id))
       INSERT INTO join_decision_thing (authority_id, decision_id, thing, from_id, to_id) SELECT authority_id, id, 'document:planted', low_id, high_id FROM decision`,
      [low.authority_id, low.person_id, low.sealed, high.person_id, high.sealed, by],
    )
    await db.query(
      `INSERT INTO never_join (authority_id, kind, one_id, one_sealed, other_id, other_sealed, because, made_by) VALUES ($1, 'adoption', $2, $3, $4, $5, 'planted', $6)`,
      [low.authority_id, low.person_id, low.sealed, high.person_id, high.sealed, by],
    )
  }
}
