import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { keepFile, readFile } from '../../ground/files.ts'
import type { Day } from '../../rulebook/index.ts'
import { lockImport } from './actions.ts'
import type { Mapping } from './mapping.ts'
import { monthFirstColumns } from './month-first.ts'
import { openImport } from './read-in.ts'
import type { OpenedList } from './read-list.ts'
import { encodingOf } from './read-table.ts'
import { columnDrift, earlierColumns, rememberMapping } from './remembered-mapping.ts'

export interface NewSource {
  kind: string
  /** Of a kind that the authority added: which. */
  own_kind_id?: string | null
  name: string
  school_urn: number | null
}

/** The source of a name; made when there is none. Throws SourceTaken when the name is another kind's. */
export async function sourceNamed(
  tx: Write,
  actor: { authority_id: string; account_id: string | null },
  given: NewSource,
): Promise<string> {
  const own_kind_id = given.own_kind_id ?? null
  const found = await tx
    .selectFrom('source')
    .where('name', '=', given.name)
    .select(['id', 'kind', 'own_kind_id'])
    .executeTakeFirst()
  if (found && (found.kind !== given.kind || found.own_kind_id !== own_kind_id)) throw new SourceTaken(given.name)
  if (found) return found.id
  const made = await tx
    .insertInto('source')
    .values({ authority_id: actor.authority_id, ...given, own_kind_id, made_by: actor.account_id })
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
  /** Whether somebody brought it in on a page, or it came by itself. */
  came_by?: 'person' | 'pick_up' | 'key'
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
    sheet: null,
  })
  await mustFit(tx, given.source_id, opened)
  const columns = await columnsOf(tx, { source_id: given.source_id, file_id: file.id }, opened)
  const { id } = await tx
    .insertInto('import')
    .values({
      authority_id,
      source_id: given.source_id,
      file_id: file.id,
      as_at: given.as_at,
      school_urn: given.school_urn,
      format: opened.format,
      sheets: opened.sheets ? [...opened.sheets.names] : null,
      ...columns,
      brought_by: account_id,
      came_by: given.came_by ?? 'person',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, again: false }
}

/** A census of children in need says nothing of where a child learns or lives. Throws FileRefused when its source is to say that. */
async function mustFit(tx: Write, source_id: string, { format }: OpenedList): Promise<void> {
  if (format !== 'cin') return
  const { presence } = await tx
    .selectFrom('source as s')
    .innerJoin('source_kind as k', 'k.code', 's.kind')
    .where('s.id', '=', source_id)
    .select('k.presence')
    .executeTakeFirstOrThrow()
  if (presence !== 'none')
    throw new FileRefused(
      'This is a children in need census return (CIN), which says neither where a child learns nor where it lives. Choose a source of the kind “Children in need census”',
    )
}

/** What the columns of a list mean as far as it can be told, and what to know of the file. */
async function columnsOf(
  tx: Write,
  { source_id, file_id }: { source_id: string; file_id: string },
  opened: OpenedList,
): Promise<{
  headers: string[] | null
  mapping: string
  month_first: string[]
  notes: string[]
  sheet: string | null
}> {
  const sheet = opened.sheets?.read ?? null
  const { headers } = opened
  if (headers === null) return { headers, mapping: '{}', month_first: [], notes: opened.warnings, sheet }
  const earlier = await earlierColumns(tx, source_id)
  const mapping: Mapping = rememberMapping(headers, earlier)
  const month_first = await monthFirstColumns(opened.rows)
  const encoding =
    opened.format === 'csv' ? await encodingOf({ name: '', stream: () => readFile(tx, file_id) }) : 'utf-8'
  const notes = [...opened.warnings, ...encodingNotes(encoding), ...columnDrift(headers, mapping, earlier[0])]
  return { headers, mapping: JSON.stringify(mapping), month_first, notes, sheet }
}

function encodingNotes(encoding: string): string[] {
  if (encoding === 'windows-1252')
    return [
      'This file is not written as UTF-8: it was read as Windows-1252 (ISO-8859-1), as older systems write. Look at a few names with accents before you commit.',
    ]
  if (encoding === 'mixed')
    return ['This file mixes two encodings, so some accented names may be wrong. Have it saved as UTF-8 next time.']
  return []
}

/** Reads another sheet of a workbook. Throws Stale when the list went on, FileRefused. */
export async function chooseSheet(tx: Write, import_id: string, sheet: string): Promise<void> {
  await lockImport(tx, import_id, null, ['uploaded', 'mapped', 'ready', 'refused'])
  const { source_id, file_id } = await tx
    .selectFrom('import')
    .where('id', '=', import_id)
    .select(['source_id', 'file_id'])
    .executeTakeFirstOrThrow()
  const opened = await openImport(tx, { file_id, addresses_file_id: null, file_name: '', format: 'xlsx', sheet })
  const { headers, mapping, month_first, notes } = await columnsOf(tx, { source_id, file_id }, opened)
  // What was checked of the other sheet is no preview of this one.
  await sql`UPDATE import SET sheet = ${sheet}, headers = ${headers}, mapping = ${mapping}::jsonb, month_first = ${month_first}, notes = ${notes},
    state = 'uploaded', version = version + 1 WHERE id = ${import_id}`.execute(tx)
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
    sheet: null,
  })
  // What was checked without the addresses is no preview of the list with them.
  await sql`UPDATE import SET addresses_file_id = ${file.id}, state = 'uploaded', version = version + 1 WHERE id = ${import_id}`.execute(
    tx,
  )
}
