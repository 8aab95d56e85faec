import type { Asker, FieldClass, PlantedChild, Row, Sees, World } from './policy.ts'

interface Rules {
  fact(field: (row: Row) => FieldClass): Sees
  has(who: Asker, field: FieldClass): boolean
  reaches(who: Asker, child: PlantedChild): boolean
}

const careDetail = ['protection_plan']
const careStatus = ['looked_after']

/** Family, professionals, safe contact, needs and documents: who sees which row, said a second time. */
export function familySight({ fact, has, reaches }: Rules): Record<string, Sees> {
  const childOf = (world: World, id: unknown) => {
    const child = world.children.get(String(id))
    if (!child) throw new Error('A row was planted about no child.')
    return child
  }
  /** How somebody can be reached is an address; that a child has foster carers says that the child is looked after. */
  const relation: Sees = (who, row, world) => {
    if (row.other_person_id !== null && !reaches(who, childOf(world, row.other_person_id))) return false
    const bare = row.phone === null && row.email === null && row.note === null
    if (['sibling', 'half_sibling'].includes(String(row.kind)) && bare) return fact(() => 'identity')(who, row, world)
    const tellsOfCare = ['foster_carer', 'special_guardian'].includes(String(row.kind))
    return fact(() => 'address')(who, row, world) && (!tellsOfCare || has(who, 'care_status'))
  }
  const need = (row: Row): FieldClass =>
    careDetail.includes(String(row.kind))
      ? 'care_detail'
      : careStatus.includes(String(row.kind))
        ? 'care_status'
        : 'education'
  return {
    relation_fact: relation,
    professional_fact: fact(() => 'care_status'),
    safe_contact_fact: fact(() => 'address'),
    need_fact: fact(need),
    happening_fact: fact(row => (String(row.kind).startsWith('pep_') ? 'care_status' : 'education')),
    document: (who, row, world) => seesDocument(who, row, has) && reaches(who, childOf(world, row.person_id)),
  }
}

/** A document is for its class, and for whoever added it. */
export const seesDocument = (who: Asker, row: Row, has: Rules['has']): boolean =>
  has(who, row.field_class as FieldClass) || (who.account_id !== null && row.added_by === who.account_id)
