import type pg from 'pg'
import type { PlantedWorld } from './planted.ts'

const relations = '{parent,foster_carer,special_guardian}'
const needs = '{ehc_plan,looked_after,protection_plan}'

/** Of family, professionals, safe contact and needs: one row of each class, said by one record, and one that was retracted. */
export async function plantFamilyFacts(db: pg.ClientBase, key: unknown[], source: string): Promise<void> {
  const put = (table: string, columns: string, values: string) =>
    db.query(
      `INSERT INTO ${table} (authority_id, record_id, sealed, source, starts_on, ${columns}) SELECT $1, $2, $3, '${source}', '2025-09-01', ${values}`,
      key,
    )
  await put('relation_fact', 'kind, name', `kind, 'A relative' FROM unnest('${relations}'::text[]) kind`)
  await put('relation_fact', 'kind, name', `'sibling', 'A brother'`)
  await put('relation_fact', 'kind, name, note', `'half_sibling', 'A sister', 'Lives with an aunt'`)
  await put('relation_fact', 'kind, name, retracted_at', `'carer', 'Nobody', now()`)
  await put('professional_fact', 'role, name', `'social_worker', 'A worker'`)
  await put('professional_fact', 'role, name, retracted_at', `'senco', 'Nobody', now()`)
  await put('safe_contact_fact', 'kind, review_on', `'no_post', '2027-01-01'`)
  await put('safe_contact_fact', 'kind, review_on, retracted_at', `'no_phone', '2027-01-01', now()`)
  await put(
    'need_fact',
    'kind, field_class, evidence',
    `code, field_class, 'planted' FROM need_kind WHERE code = ANY('${needs}')`,
  )
  await put(
    'happening_fact',
    'kind, field_class',
    `kind, class FROM (VALUES ('suspended', 'education'), ('pep_reviewed', 'care_status')) AS h (kind, class)`,
  )
  await put('happening_fact', 'kind, field_class, retracted_at', `'suspended', 'education', now()`)
  await put('need_fact', 'kind, field_class, evidence, retracted_at', `'ehc_plan', 'education', 'planted', now()`)
}

/** Documents of a child of every class: some added by the officer of the child's authority, one withdrawn. */
export async function plantDocuments(db: pg.ClientBase, about: unknown[], officer: string): Promise<void> {
  const { rows } = await db.query<{ id: string; field_class: string }>(
    `INSERT INTO file (authority_id, person_id, sealed, name, media_type, size, sha256, kind, field_class, added_by)
     SELECT $1, $2, $3, 'a', 'text/plain', 1, repeat('0', 64), 'document', class, CASE class WHEN 'care_detail' THEN $4::uuid END
     FROM unnest('{identity,address,education,care_status,care_detail,protected}'::text[]) class RETURNING id, field_class`,
    [...about, officer],
  )
  for (const { id, field_class } of rows) {
    await db.query(`INSERT INTO file_chunk (authority_id, file_id, number, bytes) VALUES ($1, $2, 0, 'a')`, [
      about[0],
      id,
    ])
    // The account that adds what nobody else added here is one that no asker has.
    await db.query(
      `INSERT INTO document (authority_id, person_id, sealed, file_id, kind, title, dated_on, field_class, added_by, withdrawn_by, withdrawn_at, withdrawn_because)
       SELECT $1, $2, $3, $4, 'other', 'planted', '2026-10-01', $5, CASE $5 WHEN 'care_detail' THEN $6::uuid ELSE planter.id END,
         CASE $5 WHEN 'address' THEN planter.id END, CASE $5 WHEN 'address' THEN now() END, CASE $5 WHEN 'address' THEN 'planted' END
       FROM (SELECT id FROM account WHERE email = 'planter@example.org') planter`,
      [...about, id, field_class, officer],
    )
  }
}

/** An account that plants and never asks. */
export const plantPlanter = (db: pg.ClientBase): Promise<unknown> =>
  db.query(
    `INSERT INTO account (email, name, password_hash) VALUES ('planter@example.org', 'planter', '') ON CONFLICT DO NOTHING`,
  )

/** Brothers and sisters who are children of ours: each child beside some that not everybody sees. */
export async function plantSiblings(db: pg.ClientBase, world: PlantedWorld): Promise<void> {
  const children = [...world.children.values()]
  for (const child of children) {
    const record = [...world.records].find(([, one]) => one.person_id === child.person_id)
    if (!record) continue
    const [record_id, { source }] = record
    for (const other of children) {
      if (other === child || other.authority_id !== child.authority_id) continue
      await db.query(
        `INSERT INTO relation_fact (authority_id, record_id, sealed, source, starts_on, kind, other_person_id, other_sealed) VALUES ($1, $2, $3, $4, '2025-09-01', 'sibling', $5, $6)`,
        [child.authority_id, record_id, child.sealed, source, other.person_id, other.sealed],
      )
    }
  }
}
