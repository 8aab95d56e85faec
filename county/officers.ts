import { join } from 'node:path'
import { nameOfficer, type OfficerRole, openGroups } from '../src/features/schools/index.ts'
import type { Write } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { asDay } from '../src/rulebook/index.ts'
import { OFFICERS } from './grouping.ts'
import { readTable } from './read-county.ts'

/** Names the county's officers for its groups of schools; those who are named already stay as they are. */
export async function nameOfficers(
  tx: Write,
  engine: Engine,
  folder: string,
  accounts: ReadonlyMap<string, string>,
): Promise<void> {
  const groups = await openGroups(tx)
  for (const row of readTable(join(folder, OFFICERS))) {
    const group = groups.find(({ kind, name }) => kind === row.kind && name === row.group)
    const account_id = accounts.get(row.email ?? '')
    const who =
      account_id === undefined ? { name: row.name ?? '', phone: row.phone ?? '', email: null } : { account_id }
    // A small county has no school in some of its quadrants.
    if (group === undefined) continue
    await nameOfficer(tx, engine, {
      ...{ role: row.role as OfficerRole, of: { group_id: group.id }, who },
      ...{ starts_on: asDay(row.from ?? ''), instead: false },
    })
  }
}
