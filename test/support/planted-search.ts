import type pg from 'pg'

/** What a child is found by, and who has pinned the child: whoever is given, whether or not they may see it. */
export async function plantFinding(
  db: pg.ClientBase,
  about: readonly unknown[],
  accounts: Iterable<string>,
): Promise<void> {
  await db.query(
    `INSERT INTO name_token (authority_id, token, sounds, near) VALUES ($1, 'lark', '{lArk}', '{lark,lrk}') ON CONFLICT DO NOTHING`,
    [about[0]],
  )
  await db.query(
    `INSERT INTO child_name (authority_id, person_id, sealed, part, token, kind, guarded, made_from)
     VALUES ($1, $2, $3, 'forename', 'ada', 'legal', false, gen_random_uuid()), ($1, $2, $3, 'surname', 'lark', 'legal', false, gen_random_uuid())`,
    [...about],
  )
  await db.query(
    'INSERT INTO child_pin (authority_id, account_id, person_id, sealed) SELECT $1, account, $2, $3 FROM unnest($4::uuid[]) account',
    [...about, [...new Set(accounts)]],
  )
}
