import type { Planted, PlantedWorld } from './planted.ts'
import { has, holds, type PlantedChild, reaches } from './policy.ts'
import { seesDocument } from './policy-family.ts'
import type { Attempt } from './write-policy.ts'

/** A row of each kind of fact that those record who work with a child, and the permission that it takes. */
const facts: Record<string, [permission: string, columns: string, values: string]> = {
  relation: ['family.change', 'kind, name', `'parent', 'A'`],
  professional: ['family.change', 'role, name', `'senco', 'A'`],
  safe_contact: ['family.change', 'kind, review_on', `'no_phone', '2027-01-01'`],
  need: ['needs.change', 'kind, field_class, evidence', `'sen_support', 'education', 'tried'`],
  happening: ['happenings.change', 'kind, field_class', `'suspended', 'education'`],
}
const classOfNeed: Record<string, 'education' | 'care_status' | 'care_detail'> = {
  ehc_plan: 'education',
  looked_after: 'care_status',
  protection_plan: 'care_detail',
  pep_reviewed: 'care_status',
}

/** Family, safe contact, needs and documents are recorded by those who work with the child and see the child. */
export function attemptsOnFamily(world: PlantedWorld): Attempt[] {
  const names = ['on roll at A', 'sealed', 'sealed at A', 'with the virtual school', 'theirs']
  const children = names.map(name => world.child(name))
  const [open, sealed] = [world.child('on roll at A'), world.child('sealed')]
  const withTeam = world.child('with the virtual school')
  const recordOf = (child: PlantedChild) =>
    [...world.records].find(([, record]) => record.person_id === child.person_id)?.[0] ?? ''
  const childOf = (row: Record<string, unknown>) => {
    const id = row.person_id ?? world.records.get(String(row.record_id))?.person_id
    const child = world.children.get(String(id))
    if (!child) throw new Error('A row was planted about no child.')
    return child
  }
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const begins = (child: PlantedChild) =>
    `'${child.authority_id}', '${recordOf(child)}', ${child.sealed}, '2020-01-01', 'council'`
  const add = (table: string, child: PlantedChild, columns: string, values: string) =>
    `INSERT INTO ${table} (authority_id, record_id, sealed, starts_on, source, ${columns}) VALUES (${begins(child)}, ${values})`
  const otherSeen = (who: Planted, row: Record<string, unknown>) => {
    const other = world.children.get(String(row.other_person_id))
    return other === undefined || reaches(who, other)
  }
  const classSeen = (who: Planted, row: Record<string, unknown>) =>
    row.field_class === undefined || has(who, classOfNeed[String(row.kind)] ?? 'education')

  const ofFacts = Object.entries(facts).flatMap(([kind, [permission, columns, values]]): Attempt[] => [
    ...children.map(child => ({
      name: `a ${kind} of the child ${child.name}`,
      sql: add(`${kind}_fact`, child, columns, values),
      may: (who: Planted) => holds(who, permission) && reaches(who, child),
    })),
    {
      name: `retraction of every ${kind}`,
      sql: `UPDATE ${kind}_fact SET retracted_at = now()`,
      may: who =>
        rowsOf(`${kind}_fact`).filter(
          row =>
            row.retracted_at === null &&
            holds(who, permission) &&
            reaches(who, childOf(row)) &&
            otherSeen(who, row) &&
            classSeen(who, row),
        ).length,
    },
    { name: `no retraction of a ${kind}`, sql: `UPDATE ${kind}_fact SET retracted_by = NULL`, may: () => false },
    {
      name: `belief again in a ${kind}`,
      sql: `UPDATE ${kind}_fact SET retracted_at = NULL WHERE retracted_at IS NOT NULL`,
      may: () => false,
    },
    { name: `another start of a ${kind}`, sql: `UPDATE ${kind}_fact SET starts_on = '2020-01-01'`, may: () => false },
    { name: `removal of each ${kind}`, sql: `DELETE FROM ${kind}_fact`, may: () => false },
  ])

  const sibling = (child: PlantedChild, other: PlantedChild) =>
    add(
      'relation_fact',
      child,
      'kind, other_person_id, other_sealed',
      `'sibling', '${other.person_id}', ${other.sealed}`,
    )
  const ofSiblings: Attempt[] = [
    [open, sealed],
    [withTeam, open],
    [withTeam, world.child('sealed at A')],
  ].map(([child = open, other = open]) => ({
    name: `the child ${other.name} as a sibling of the child ${child.name}`,
    sql: sibling(child, other),
    may: who => holds(who, 'family.change') && reaches(who, child) && reaches(who, other),
  }))
  const ofClasses = Object.entries(classOfNeed)
    .filter(([kind]) => kind !== 'pep_reviewed')
    .map(
      ([kind, field]): Attempt => ({
        name: `a need of the class ${field}`,
        sql: add('need_fact', open, 'kind, field_class, evidence', `'${kind}', '${field}', 'tried'`),
        may: who => holds(who, 'needs.change') && reaches(who, open) && has(who, field),
      }),
    )

  const ofCare: Attempt = {
    name: 'what happened to a child, of the class care_status',
    sql: add('happening_fact', open, 'kind, field_class', `'pep_reviewed', 'care_status'`),
    may: who => holds(who, 'happenings.change') && reaches(who, open) && has(who, 'care_status'),
  }

  const key = (child: PlantedChild) => `'${child.authority_id}', '${child.person_id}', ${child.sealed}`
  const document = (child: PlantedChild, by: string) =>
    `INSERT INTO document (authority_id, person_id, sealed, file_id, kind, title, dated_on, field_class, added_by)
     VALUES (${key(child)}, '${child.person_id}', 'letter', 'tried', '2026-11-01', 'care_detail', ${by})`
  const mayAdd = (who: Planted, child: PlantedChild) => holds(who, 'documents.change') && reaches(who, child)
  const ofDocuments = children.flatMap((child): Attempt[] => [
    {
      name: `a document of the child ${child.name}`,
      sql: document(child, `coalesce($account, '${child.person_id}'::uuid)`),
      may: who => mayAdd(who, child),
    },
    {
      name: `the file of a document of the child ${child.name}`,
      sql: `INSERT INTO file (authority_id, person_id, sealed, name, media_type, size, sha256, kind, field_class)
        VALUES (${key(child)}, 'a', 'a', 0, repeat('0', 64), 'document', 'education')`,
      may: who => mayAdd(who, child),
    },
  ])
  const ofWithdrawals: Attempt[] = [
    {
      name: 'a document in another’s name',
      sql: document(open, `'${open.person_id}'`),
      may: who => who.kind === 'engine' && who.authority_id === open.authority_id,
    },
    {
      name: 'every document withdrawn',
      sql: `UPDATE document SET withdrawn_by = (SELECT id FROM account LIMIT 1), withdrawn_at = now(), withdrawn_because = 'tried'`,
      may: who =>
        rowsOf('document').filter(
          row => row.withdrawn_at === null && mayAdd(who, childOf(row)) && seesDocument(who, row, has),
        ).length,
    },
    { name: 'no withdrawal', sql: 'UPDATE document SET withdrawn_by = NULL', may: () => false },
    { name: 'another title', sql: `UPDATE document SET title = 'other'`, may: () => false },
    { name: 'removal of each document', sql: 'DELETE FROM document', may: () => false },
    {
      name: 'a need that shows itself to more',
      sql: `UPDATE need_kind SET field_class = 'education'`,
      may: () => false,
    },
  ]
  return [...ofFacts, ofCare, ...ofSiblings, ...ofClasses, ...ofDocuments, ...ofWithdrawals]
}
