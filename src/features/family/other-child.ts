import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'

export interface OtherChild {
  id: string
  sealed: boolean
  known_as: string
}

const ofPage = /\/children\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i

/**
 * The child that was named by a UPN or by the address of the child's page; null when none is within reach. A sealed child
 * whom this reader may not know of is null as one is who was never there.
 */
export async function otherChild(tx: Read, typed: string): Promise<OtherChild | null> {
  const id = ofPage.exec(typed)?.[1] ?? null
  const upn = typed.replaceAll(/\s/g, '').toUpperCase()
  const { rows } = await sql<OtherChild>`
    SELECT p.id, p.sealed, c.known_as FROM child_summary c JOIN person p ON p.authority_id = c.authority_id AND p.id = c.person_id
    WHERE c.authority_id = identity.authority() AND ${id === null ? sql`c.upn = ${upn}` : sql`c.person_id = ${id}`} ORDER BY p.id LIMIT 2`.execute(
    tx,
  )
  return rows.length === 1 ? (rows[0] ?? null) : null
}
