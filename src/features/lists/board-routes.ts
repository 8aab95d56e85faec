import type { Read, Write } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge } from '../../ground/files.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest, Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import type { Day } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { returnedForm, withSchool } from '../schools/index.ts'
import { askForCheck } from './actions.ts'
import { boardUrl, columnsUrl, listUrl, newListUrl, progressUrl } from './addresses.ts'
import { addAddresses, bringIn, SourceTaken, sourceNamed } from './bring-in.ts'
import { FIELDS } from './fields.ts'
import { addressesForm, bringInForm, choicesOf, columnsForm, mappingOf } from './forms.ts'
import { type Mapping, mappingProblems } from './mapping.ts'
import { findImport, type ImportPage, kindChoices, listSources, sourceChoices } from './queries.ts'
import { openImport } from './read-in.ts'
import { aboutOf, boardLine, boardPage, bringInPage, broughtAgain, columnsPage } from './views.ts'

const title = 'Bring in a list'

/** The arrival board, bringing a list in, and saying what its columns mean. */
export function boardRoutes(page: Pages, { queue, settings }: Parts): void {
  page.get(boardUrl, { may: 'lists.read', audit: 'arrival board viewed' }, async ({ tx, identity, reply }) =>
    reply.page(boardPage, {
      title: 'Find: the lists that came in',
      sources: (await listSources(tx)).map(boardLine),
      may_bring: may(identity, 'lists.import'),
    }),
  )

  page.get('/lists/template.csv', { may: 'lists.read', audit: 'template of a list downloaded' }, async ({ reply }) =>
    reply.csv<Record<string, string>>(
      'list-of-children.csv',
      FIELDS.map(field => ({ header: field.code, value: () => '' })),
      [],
    ),
  )

  const asked = async (tx: Read, today: Day) => bringInForm(today, await sourceChoices(tx), await kindChoices(tx))

  page.get(newListUrl, { may: 'lists.import', audit: 'bringing in a list opened' }, async ({ tx, reply, today }) =>
    reply.page(bringInPage, {
      title,
      form: drawForm(await asked(tx, today)),
      back: { href: boardUrl, text: 'The lists that came in' },
    }),
  )
  page.post(
    newListUrl,
    { may: 'lists.import', audit: 'list brought in' },
    async ({ tx, identity, body, file, reply, today }) => {
      const actor = personOnly(identity)
      const form = await asked(tx, today)
      const back = { href: boardUrl, text: 'The lists that came in' }
      const again = (field: keyof typeof form.fields & string, message: string) =>
        reply.page(bringInPage, { title, back, form: returnedForm(form, body, field, message) })
      const posted = parseForm(form, body)
      if (!posted.ok) return reply.page(bringInPage, { title, back, form: drawForm(form, { failed: posted }) })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      if (!file) return again('file', 'Choose the file that holds the list')
      const named = await withSchool(tx, form, posted, 'school')
      if (!named.ok) return reply.page(bringInPage, { title, back, form: drawForm(form, { failed: named }) })
      const { values } = posted
      try {
        const source_id =
          values.source_id ??
          (await sourceNamed(tx, actor, {
            kind: values.kind ?? '',
            name: values.name ?? '',
            school_urn: named.school?.urn ?? null,
          }))
        const brought = await bringIn(tx, actor, {
          source_id,
          as_at: values.as_at,
          school_urn: named.school?.urn ?? null,
          file_name: file.file_name.slice(0, 200),
          media_type: 'application/octet-stream',
          stream: file.stream,
          most: settings.uploadLimit,
        })
        const href = brought.again ? listUrl(brought.id) : columnsUrl(brought.id)
        await useOnce(tx, actor, posted.once, href)
        if (brought.again) reply.flash(broughtAgain)
        return reply.redirect(href)
      } catch (problem) {
        if (problem instanceof FileRefused) return again('file', problem.message)
        if (problem instanceof FileTooLarge)
          return again('file', `${problem.message} Split the list, or ask your administrator to raise the limit`)
        if (problem instanceof SourceTaken) return again('name', problem.message)
        throw problem
      }
    },
  )

  page.get(
    '/lists/:id/columns',
    { may: 'lists.import', audit: 'columns of a list viewed' },
    async ({ tx, params, reply }) => {
      const list = await getImport(tx, params.id)
      // A list that went on shows its first rows no more: a child on it may have been sealed since.
      if (!beforeCommit.includes(list.state)) return reply.redirect(listUrl(list.id))
      const form = drawForm(columnsForm(list.headers ?? []), {
        stored: choicesOf((list.mapping ?? {}) as Mapping, list.headers ?? []),
        seen: String(list.version),
      })
      return reply.page(columnsPage, { title: 'What the columns mean', form, ...(await columnsModel(tx, list)) })
    },
  )
  page.post(
    '/lists/:id/columns',
    { may: 'lists.import', audit: 'columns of a list chosen' },
    async ({ tx, identity, params, body, reply }) => {
      const actor = personOnly(identity)
      const list = await getImport(tx, params.id)
      const headers = list.headers ?? []
      const asked = columnsForm(headers)
      const posted = parseForm(asked, body)
      if (!posted.ok)
        return reply.page(columnsPage, {
          title: 'What the columns mean',
          form: drawForm(asked, { failed: posted }),
          ...(await columnsModel(tx, list)),
        })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const mapping = mappingOf(posted.values, headers)
      const wrong =
        list.format === 'csv'
          ? mappingProblems(mapping, list.kind, headers).filter(problem => problem.severity === 'refused')
          : []
      const [first] = wrong
      if (first) {
        const field = `map_${first.field ?? 'surname'}` as const
        return reply.page(columnsPage, {
          title: 'What the columns mean',
          form: returnedForm(asked, body, field, first.reason),
          ...(await columnsModel(tx, list)),
        })
      }
      try {
        await askForCheck(tx, queue, actor, {
          import_id: list.id,
          mapping,
          seen: posted.seen === null ? null : Number(posted.seen),
        })
      } catch (problem) {
        if (problem instanceof Stale) throw wentOn(list.id)
        throw problem
      }
      await useOnce(tx, actor, posted.once, progressUrl(list.id))
      return reply.redirect(progressUrl(list.id))
    },
  )

  page.post(
    '/lists/:id/addresses',
    { may: 'lists.import', audit: 'address table of a list added' },
    async ({ tx, identity, params, file, reply }) => {
      const list = await getImport(tx, params.id)
      if (!file) throw new BadRequest('No file was chosen. Go back and choose the address table.')
      try {
        await addAddresses(tx as Write, personOnly(identity), list.id, {
          file_name: file.file_name.slice(0, 200),
          media_type: 'text/csv',
          stream: file.stream,
          most: settings.uploadLimit,
        })
      } catch (problem) {
        if (problem instanceof Stale) throw wentOn(list.id)
        if (problem instanceof FileRefused || problem instanceof FileTooLarge)
          throw new BadRequest(
            problem.message,
            'Nothing was kept. Go back and choose the address table of the same download.',
          )
        throw problem
      }
      return reply.redirect(columnsUrl(list.id))
    },
  )
}

const wentOn = (import_id: string): Conflict =>
  new Conflict('Somebody went on with this list after you opened the page.', [], {
    href: listUrl(import_id),
    text: 'See the list as it is now',
  })

/** The states in which what the columns mean can still be said. */
const beforeCommit = ['uploaded', 'mapped', 'ready', 'refused']

/** Throws Missing for a list that is not there. */
export async function getImport(tx: Read, import_id: string): Promise<ImportPage> {
  const list = await findImport(tx, import_id)
  if (!list) throw new Missing()
  return list
}

/** The first rows of the file under each of its columns, so that a column can be told by what is in it. */
async function columnsModel(tx: Read, list: ImportPage) {
  const samples = new Map((list.headers ?? []).map(header => [header, [] as string[]]))
  const warnings: string[] = []
  const { file_id, addresses_file_id } = await tx
    .selectFrom('import')
    .where('id', '=', list.id)
    .select(['file_id', 'addresses_file_id'])
    .executeTakeFirstOrThrow()
  try {
    const opened = await openImport(tx, {
      file_id,
      addresses_file_id,
      file_name: list.file_name,
      format: list.format as 'csv' | null,
    })
    warnings.push(...opened.warnings)
    let read = 0
    for await (const row of opened.rows) {
      if ('raw' in row)
        for (const [header, held] of samples)
          if (held.length < 3 && row.raw[header]?.trim()) held.push(row.raw[header]?.trim().slice(0, 40) ?? '')
      if (++read >= 20) break
    }
  } catch (problem) {
    if (!(problem instanceof FileRefused)) throw problem
    warnings.push(problem.message)
  }
  return {
    about: aboutOf(list),
    samples: [...samples].map(([header, held]) => ({ header, values: held.join(' · ') })),
    warnings,
    collect: list.format === 'collect' && list.addresses_file_id === null ? drawForm(addressesForm) : null,
    back: { href: listUrl(list.id), text: 'The list' },
  }
}
