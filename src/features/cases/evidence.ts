import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { FileTooLarge, keepFile } from '../../ground/files.ts'
import type { Upload } from '../../ground/web/bodies.ts'
import { evidenceUrl } from './addresses.ts'
import { CaseRefused } from './begin.ts'
import { addEntry } from './chronology.ts'
import type { CouncilCase } from './queries.ts'

const mostBytes = 20 * 1024 * 1024

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  eml: 'message/rfc822',
  txt: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

export interface EvidenceFile {
  id: string
  name: string
  media_type: string
}

/**
 * Keeps a document as evidence of the child, with an entry, before the case is closed with it: whoever stops there has
 * still not lost it. A second press of the same form gives the first file. @throws CaseRefused when it is too large.
 */
export async function keepEvidence(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  upload: Upload,
  once: string,
): Promise<EvidenceFile | null> {
  const led = await usedBefore(tx, once)
  if (led !== null) return evidenceOf(tx, found, led.split('/').at(-1) ?? '')
  const name = upload.file_name.slice(0, 200)
  const media_type = mediaTypes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  const { authority_id, account_id: added_by } = actor
  const { person_id, sealed } = found
  const kept = await keepFile(
    tx,
    { authority_id, name, media_type, kind: 'evidence', person_id, sealed, added_by },
    upload.stream,
    mostBytes,
  ).catch((problem: unknown) => {
    if (!(problem instanceof FileTooLarge)) throw problem
    throw new CaseRefused('evidence_file', 'The document must be 20 MB or smaller: choose a smaller one')
  })
  await addEntry(tx, actor, found, {
    kind: 'note',
    happened_on: actor.today,
    text: 'A document was added as evidence.',
    file_id: kept.id,
  })
  await useOnce(tx, actor, once, evidenceUrl(found.id, kept.id))
  return { id: kept.id, name, media_type }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A document of the case's child; null when there is none with this id within reach. */
export async function evidenceOf(tx: Read, found: CouncilCase, file_id: string): Promise<EvidenceFile | null> {
  if (!uuid.test(file_id)) return null
  const file = await tx
    .selectFrom('file')
    .where('id', '=', file_id)
    .where('person_id', '=', found.person_id)
    .where('kind', '=', 'evidence')
    .select(['id', 'name', 'media_type'])
    .executeTakeFirst()
  return file ?? null
}
