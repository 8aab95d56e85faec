import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { keepFile } from '../../ground/files.ts'
import type { Day } from '../../rulebook/index.ts'
import { lockImport } from './actions.ts'
import { guessMapping } from './mapping.ts'
import { openImport } from './read-in.ts'

export interface NewSource {
  kind: string
  name: string
  school_urn: number | null
}

/** The source of a name; made when there is none. Throws SourceTaken when the name is another kind's. */
export async function sourceNamed(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  given: NewSource,
): Promise<string> {
  const found = await tx.selectFrom('source').where('name', '=', given.name).select(['id', 'kind']).executeTakeFirst()
  if (found && found.kind !== given.kind) throw new SourceTaken(given.name)
  if (found) return found.id
  const made = await tx
    .insertInto('source')
    .values({ authority_id: actor.authority_id, ...given, made_by: actor.account_id })
    .onConflict(on => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  // A name that somebody else's protected source has, which this person does not see.
  if (!made) throw new SourceTaken(given.name)
  return made.id
}

export class SourceTaken extends Error {
  constructor(name: string) {
    super(`There is a source called ${name} already, of another kind. Choose it, or give this one another name.`)
  }
}

export interface BroughtIn {
  source_id: string
  as_at: Day
  school_urn: number | null
  file_name: string
  media_type: string
  stream: AsyncIterable<Uint8Array>
  /** The largest file that is kept, in bytes. */
  most: number
}

export type Brought = { id: string; again: false } | { id: string; again: true }

/**
 * Keeps a list as it came and looks at what it is. The very same file from the same source for the same day is not brought
 * in twice: the import it made before is the answer, and nothing changes.
 * @throws FileRefused when it is no list (nothing of it is kept), FileTooLarge.
 */
export async function bringIn(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  given: BroughtIn,
): Promise<Brought> {
  await tx.client.query('SAVEPOINT nothing_kept')
  try {
    return await bringInHere(tx, actor, given)
  } catch (problem) {
    await tx.client.query('ROLLBACK TO SAVEPOINT nothing_kept')
    throw problem
  }
}

type ArrivingFile = Pick<BroughtIn, 'file_name' | 'media_type' | 'stream' | 'most'>

/** Keeps a file of a list as it came. */
const keepList = (
  tx: Write,
  { authority_id, account_id }: { authority_id: string; account_id: string | null },
  { file_name, media_type, stream, most }: ArrivingFile,
) =>
  keepFile(
    tx,
    { authority_id, name: file_name, media_type, kind: 'list', person_id: null, added_by: account_id },
    stream,
    most,
  )

async function bringInHere(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  given: BroughtIn,
): Promise<Brought> {
  const { authority_id, account_id } = actor
  const file = await keepList(tx, actor, given)
  const { rows } = await sql<{
    id: string
    state: string
  }>`SELECT i.id, i.state FROM import i JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id
    WHERE i.source_id = ${given.source_id} AND f.sha256 = ${file.sha256} AND i.as_at = ${given.as_at} AND i.school_urn IS NOT DISTINCT FROM ${given.school_urn}::integer
      AND i.state NOT IN ('withdrawn', 'refused', 'undoing', 'undone') ORDER BY i.brought_at LIMIT 1`.execute(tx)
  const [before] = rows
  if (before) {
    await tx.client.query('ROLLBACK TO SAVEPOINT nothing_kept')
    return { id: before.id, again: true }
  }
  const opened = await openImport(tx, {
    file_id: file.id,
    addresses_file_id: null,
    file_name: given.file_name,
    format: null,
  })
  const mapping = opened.headers ? guessMapping(opened.headers) : {}
  const { id } = await tx
    .insertInto('import')
    .values({
      authority_id,
      source_id: given.source_id,
      file_id: file.id,
      as_at: given.as_at,
      school_urn: given.school_urn,
      format: opened.format,
      headers: opened.headers,
      mapping: JSON.stringify(mapping),
      brought_by: account_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, again: false }
}

/** Adds the address table of a COLLECT download to its pupil table. Throws Stale when the list went on, FileRefused, FileTooLarge. */
export async function addAddresses(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  import_id: string,
  given: ArrivingFile,
): Promise<void> {
  await lockImport(tx, import_id, null, ['uploaded', 'mapped', 'ready', 'refused'])
  const file = await keepList(tx, actor, given)
  const row = await tx.selectFrom('import').where('id', '=', import_id).select('file_id').executeTakeFirstOrThrow()
  await openImport(tx, {
    file_id: row.file_id,
    addresses_file_id: file.id,
    file_name: given.file_name,
    format: 'collect',
  })
  // What was checked without the addresses is no preview of the list with them.
  await sql`UPDATE import SET addresses_file_id = ${file.id}, state = 'uploaded', version = version + 1 WHERE id = ${import_id}`.execute(
    tx,
  )
}
