import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { FieldClass, Person } from '../../ground/database/identity.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge, keepFile } from '../../ground/files.ts'
import type { Upload } from '../../ground/web/bodies.ts'
import type { Day } from '../../rulebook/index.ts'
import type { DocumentKind } from './codes.ts'
import { checkType } from './file-types.ts'

const mostBytes = 20 * 1024 * 1024

export interface DocumentInput {
  kind: DocumentKind
  title: string
  dated_on: Day
  field_class: FieldClass
}

/** Keeps a document of a child. @throws FileRefused when it is not what its name says, or too large; nothing is then kept. */
export async function addDocument(
  tx: Write,
  actor: Person,
  person_id: string,
  input: DocumentInput,
  upload: Upload,
): Promise<void> {
  const { authority_id, account_id: added_by } = actor
  const { sealed } = await tx
    .selectFrom('person')
    .where('id', '=', person_id)
    .select('sealed')
    .executeTakeFirstOrThrow()
  const name = upload.file_name.slice(0, 200)
  const { media_type, whole } = await checkType(name, upload.stream)
  const { field_class } = input
  const file = { authority_id, name, media_type, kind: 'document', person_id, sealed, field_class, added_by } as const
  const kept = await keepFile(tx, file, whole, mostBytes).catch((problem: unknown) => {
    if (problem instanceof FileTooLarge)
      throw new FileRefused('The document must be 20 MB or smaller: choose a smaller one')
    throw problem
  })
  await tx
    .insertInto('document')
    .values({ authority_id, person_id, sealed, file_id: kept.id, ...input, added_by })
    .execute()
}

/** Withdraws a document: it stays named, with the reason, and can no longer be opened. False when it was withdrawn before. */
export async function withdrawDocument(
  tx: Write,
  actor: Person,
  document_id: string,
  because: string,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`UPDATE document SET withdrawn_by = ${actor.account_id}, withdrawn_at = now(), withdrawn_because = ${because}
    WHERE id = ${document_id} AND withdrawn_at IS NULL`.execute(tx)
  return numAffectedRows === 1n
}
