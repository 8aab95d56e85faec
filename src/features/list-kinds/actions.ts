import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { FieldCode } from '../lists/index.ts'

/** What of a kind can be changed as often as one likes. */
export interface KindWords {
  name: string
  presence_means: string
  absence_means: string
  needed: readonly FieldCode[]
  expected: readonly FieldCode[]
}

/** The name is another kind's. */
export class NameTaken extends Error {
  constructor() {
    super('There is a kind of list with that name. Choose another name.')
  }
}

/** Adds a kind of list. Throws NameTaken. */
export async function addKind(
  tx: Write,
  actor: Person,
  { id, base, ...words }: KindWords & { id: string; base: string },
): Promise<void> {
  const { name, presence_means, absence_means, needed, expected } = words
  if (await isProvided(tx, name)) throw new NameTaken()
  const made = await tx
    .insertInto('own_kind')
    .values({
      ...{ authority_id: actor.authority_id, id, base, name, presence_means, absence_means },
      ...{ needed: [...needed], expected: [...expected], made_by: actor.account_id },
    })
    .onConflict(on => on.doNothing())
    .execute()
  // A name that a protected kind has, which this person may not see, is taken too.
  if (made[0]?.numInsertedOrUpdatedRows !== 1n) throw new NameTaken()
  await keepChange(tx, actor, id, 'added')
}

/** Changes a kind; the next list of each of its sources is then read in full. Throws Stale, NameTaken. */
export async function changeKind(
  tx: Write,
  actor: Person,
  { id, seen, ...words }: KindWords & { id: string; seen: number },
): Promise<void> {
  const { name, presence_means, absence_means, needed, expected } = words
  if (await isProvided(tx, name)) throw new NameTaken()
  const { rows: others } = await sql`SELECT FROM own_kind WHERE name = ${name} AND id <> ${id}`.execute(tx)
  if (others.length > 0) throw new NameTaken()
  await amend(
    tx,
    { id, seen },
    sql`name = ${name}, presence_means = ${presence_means}, absence_means = ${absence_means},
    needed = ${[...needed]}, expected = ${[...expected]}`,
  )
  await keepChange(tx, actor, id, 'changed')
  await sql`UPDATE import SET reading = NULL WHERE reading IS NOT NULL AND source_id IN (SELECT id FROM source WHERE own_kind_id = ${id})`.execute(
    tx,
  )
}

/** Stops using a kind, or takes it up again: new sources cannot be of one that is stopped. Throws Stale. */
export async function stopKind(
  tx: Write,
  actor: Person,
  { id, seen, stop }: { id: string; seen: number; stop: boolean },
): Promise<void> {
  await amend(tx, { id, seen }, stop ? sql`stopped_at = now()` : sql`stopped_at = NULL`)
  await keepChange(tx, actor, id, stop ? 'stopped' : 'taken_up')
}

async function amend(
  tx: Write,
  { id, seen }: { id: string; seen: number },
  change: ReturnType<typeof sql>,
): Promise<void> {
  const done =
    await sql`UPDATE own_kind SET ${change}, version = version + 1 WHERE id = ${id} AND version = ${seen}`.execute(tx)
  if (done.numAffectedRows !== 1n) throw new Stale()
}

const keepChange = (tx: Write, actor: Person, id: string, what: string) =>
  sql`INSERT INTO own_kind_change (authority_id, own_kind_id, version, what, name, presence_means, absence_means, expected, needed, changed_by)
    SELECT authority_id, id, version, ${what}, name, presence_means, absence_means, expected, needed, ${actor.account_id}::uuid FROM own_kind WHERE id = ${id}`.execute(
    tx,
  )

const isProvided = async (tx: Write, name: string): Promise<boolean> => {
  const { rows } = await sql`SELECT FROM source_kind WHERE lower(name) = lower(${name})`.execute(tx)
  return rows.length > 0
}
