import { Readable } from 'node:stream'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { readFile } from '../../ground/files.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { childBanner, childFrame } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { addDocument, withdrawDocument } from './actions.ts'
import { documentsUrl, documentUrl } from './addresses.ts'
import { documentKinds, readers, textOf } from './codes.ts'
import { documentForm, withdrawForm } from './forms.ts'
import { type DocumentRow, type FoundDocument, findDocument, listDocuments } from './queries.ts'
import { type DocumentLine, documentAdded, documentFormPage, documentsPage, documentWithdrawn } from './views.ts'

const onAPage = 50
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const kindsShown = [...documentKinds, { value: 'evidence', text: 'Evidence of a case' }]

/** The documents of a child: seen, added, opened, withdrawn. */
export function documentRoutes(page: Pages): void {
  page.get(
    '/children/:id/documents',
    { may: 'children.read', audit: 'child’s documents viewed' },
    async ({ tx, identity, params, query, reply, look }) => {
      const frame = await childFrame(tx, identity, params.id, '/documents')
      look.saw([params.id], ['banner', 'documents'])
      const kind = kindsShown.find(({ value }) => value === query.kind)?.value ?? null
      const before = typeof query.before === 'string' && uuid.test(query.before) ? query.before : null
      const found = await listDocuments(tx, params.id, { kind, before, limit: onAPage + 1 })
      const shown = found.slice(0, onAPage)
      const mayChange = may(identity, 'documents.change')
      return reply.page(documentsPage, {
        ...frame,
        documents: shown.map(row => lineOf(row, params.id, mayChange)),
        kinds: [
          { text: 'Everything', href: address(params.id, null, null), current: kind === null },
          ...kindsShown.map(({ value, text }) => ({
            text,
            href: address(params.id, value, null),
            current: value === kind,
          })),
        ],
        narrowed: kind !== null || before !== null,
        add_href: mayChange ? `${documentsUrl(params.id)}/new` : null,
        earlier_href: found.length > onAPage ? address(params.id, kind, shown.at(-1)?.id ?? null) : null,
      })
    },
  )

  page.get(
    '/children/:id/documents/new',
    { may: 'documents.change', audit: 'document added: form' },
    async ({ tx, identity, params, reply, look, today }) => {
      look.saw([params.id], ['banner'])
      return reply.page(documentFormPage, await addPage(tx, identity, params.id, drawForm(documentForm(today))))
    },
  )

  page.post(
    '/children/:id/documents/new',
    { may: 'documents.change', audit: 'document added' },
    async ({ tx, identity, params, body, file, reply, look, today }) => {
      const person = personOnly(identity)
      look.saw([params.id], ['banner', 'documents'])
      const asked = documentForm(today, file === null ? 'Choose the document' : null)
      const posted = parseForm(asked, body)
      const again = async (drawn: DrawnForm) =>
        reply.page(documentFormPage, await addPage(tx, identity, params.id, drawn))
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      if (!posted.ok || file === null) return again(drawForm(asked, posted.ok ? {} : { failed: posted }))
      if ((await childBanner(tx, identity, params.id, today)) === null) throw new Missing()
      const { document_file: _, ...input } = posted.values
      try {
        await addDocument(tx, person, params.id, input, file)
      } catch (problem) {
        if (!(problem instanceof FileRefused)) throw problem
        const refused = documentForm(today, problem.message)
        const failed = parseForm(refused, body)
        if (failed.ok) throw problem
        return again(drawForm(refused, { failed }))
      }
      await useOnce(tx, person, posted.once, documentsUrl(params.id))
      reply.flash(documentAdded)
      return reply.redirect(documentsUrl(params.id))
    },
  )

  page.get(
    '/children/:id/documents/:document_id',
    { may: 'children.read', audit: 'document opened' },
    async ({ tx, params, reply, look }) => {
      const found = await documentOrMissing(tx, params)
      if (found.withdrawn_at !== null) throw new Missing()
      look.saw([params.id], ['document'])
      return reply.file(found.name, found.media_type, Readable.from(readFile(tx, found.file_id), { objectMode: false }))
    },
  )

  page.get(
    '/children/:id/documents/:document_id/withdraw',
    { may: 'documents.change', audit: 'document withdrawn: form' },
    async ({ tx, identity, params, reply, look }) => {
      const found = await documentOrMissing(tx, params)
      look.saw([params.id], ['banner', 'document'])
      if (found.withdrawn_at !== null) return reply.redirect(documentsUrl(params.id))
      return reply.page(documentFormPage, await withdrawPage(tx, identity, params.id, found, drawForm(withdrawForm())))
    },
  )

  page.post(
    '/children/:id/documents/:document_id/withdraw',
    { may: 'documents.change', audit: 'document withdrawn' },
    async ({ tx, identity, params, body, reply, look }) => {
      const person = personOnly(identity)
      const posted = parseForm(withdrawForm(), body)
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      const found = await documentOrMissing(tx, params)
      look.saw([params.id], ['banner', 'document'])
      if (!posted.ok) {
        const drawn = drawForm(withdrawForm(), { failed: posted })
        return reply.page(documentFormPage, await withdrawPage(tx, identity, params.id, found, drawn))
      }
      const back = documentsUrl(params.id)
      const because = posted.values.withdrawn_because
      if (found.withdrawn_at !== null || !(await withdrawDocument(tx, person, found.id, because)))
        throw new Conflict(
          'The document was withdrawn after you opened this page.',
          [{ label: 'Why it is withdrawn', seen: null, now: 'It is withdrawn', typed: because }],
          { href: back, text: 'See the documents as they are now' },
        )
      await useOnce(tx, person, posted.once, back)
      reply.flash(documentWithdrawn)
      return reply.redirect(back)
    },
  )
}

const address = (person_id: string, kind: string | null, before: string | null): string => {
  const asked = [...(kind === null ? [] : [`kind=${kind}`]), ...(before === null ? [] : [`before=${before}`])]
  return `${documentsUrl(person_id)}${asked.length === 0 ? '' : `?${asked.join('&')}`}`
}

async function documentOrMissing(tx: Read, params: { id: string; document_id: string }): Promise<FoundDocument> {
  const found = await findDocument(tx, params.id, params.document_id)
  if (found === null) throw new Missing()
  return found
}

async function addPage(tx: Read, identity: Identity, person_id: string, form: DrawnForm) {
  return {
    title: 'Add a document',
    ...(await round(tx, identity, person_id)),
    form,
    intro: [
      'It is kept as it comes, with your name and the time. It can be withdrawn later, and is never deleted by use.',
    ],
    button: 'Add the document',
    warning: false,
  }
}
async function withdrawPage(tx: Read, identity: Identity, person_id: string, found: FoundDocument, form: DrawnForm) {
  return {
    title: 'Withdraw this document?',
    ...(await round(tx, identity, person_id)),
    form,
    intro: [
      `${textOf(documentKinds, found.kind)}: ${found.title}, dated ${formatDay(found.dated_on)}.`,
      'Its title stays in the list with your reason. Nobody can open it any more; to bring it back, add it again.',
    ],
    button: 'Withdraw the document',
    warning: true,
  }
}
async function round(tx: Read, identity: Identity, person_id: string) {
  const banner = await childBanner(tx, identity, person_id, identity.today)
  if (banner === null) throw new Missing()
  const back = documentsUrl(person_id)
  return { banner, recorded: true, back: { href: back, text: 'Back to the child’s documents' }, cancel_href: back }
}

function lineOf(row: DocumentRow, person_id: string, mayChange: boolean): DocumentLine {
  const gone = row.withdrawn_at !== null
  const dayOf = (at: Date) => formatShortDay(londonDay(at.toISOString()))
  return {
    title: row.title,
    href: gone ? null : row.is_evidence ? `/cases/${row.case_id}/evidence/${row.id}` : documentUrl(person_id, row.id),
    kind: textOf(kindsShown, row.kind),
    dated: formatShortDay(row.dated_on),
    seen_by: row.field_class === null ? 'Those who read cases' : textOf(readers, row.field_class),
    size: sizeText(row.size),
    added: [dayOf(row.added_at), row.added_by].filter(Boolean).join(', '),
    withdrawn: row.withdrawn_at
      ? `Withdrawn ${dayOf(row.withdrawn_at)}${row.withdrawn_by ? ` by ${row.withdrawn_by}` : ''}: ${row.withdrawn_because}`
      : null,
    withdraw_href: mayChange && !gone && !row.is_evidence ? `${documentUrl(person_id, row.id)}/withdraw` : null,
  }
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
