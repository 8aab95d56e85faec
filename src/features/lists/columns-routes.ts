import type { Read, Write } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge } from '../../ground/files.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest, Conflict } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { personOnly } from '../people/index.ts'
import { returnedForm } from '../schools/index.ts'
import { askForCheck } from './actions.ts'
import { columnsUrl, listUrl, progressUrl } from './addresses.ts'
import { getImport } from './board-routes.ts'
import { addAddresses, chooseSheet } from './bring-in.ts'
import { addressesForm, choicesOf, columnsForm, mappingOf, sheetForm } from './forms.ts'
import { type Mapping, mappingProblems } from './mapping.ts'
import type { ImportPage } from './queries.ts'
import { openImport } from './read-in.ts'
import { hasColumns } from './read-list.ts'
import { aboutOf, columnsPage } from './views.ts'

/** Saying what the columns of a list mean, and what else its file needs: the sheet of a workbook, the addresses of a download. */
export function columnsRoutes(page: Pages, { queue, settings }: Parts): void {
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
      const wrong = hasColumns(list.format)
        ? mappingProblems(mapping, list, { headers, month_first: list.month_first }).filter(
            problem => problem.severity === 'refused',
          )
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

  page.post(
    '/lists/:id/sheet',
    { may: 'lists.import', audit: 'sheet of a list chosen' },
    async ({ tx, params, body, reply }) => {
      const list = await getImport(tx, params.id)
      const posted = parseForm(sheetForm(list.sheets ?? []), body)
      if (!posted.ok) throw new BadRequest('No sheet was chosen. Go back and choose the one that holds the list.')
      try {
        await chooseSheet(tx, list.id, posted.values.sheet)
      } catch (problem) {
        if (problem instanceof Stale) throw wentOn(list.id)
        if (problem instanceof FileRefused)
          throw new BadRequest(problem.message, 'The sheet that was read before stays. Go back and choose another.')
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

/** The first rows of the file under each of its columns, so that a column can be told by what is in it. */
async function columnsModel(tx: Read, list: ImportPage) {
  const samples = new Map((list.headers ?? []).map(header => [header, [] as string[]]))
  const warnings: string[] = [...list.notes]
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
      format: list.format,
      sheet: list.sheet,
    })
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
    sheets:
      list.sheets && list.sheets.length > 1
        ? drawForm(sheetForm(list.sheets), { stored: { sheet: list.sheet ?? '' } })
        : null,
    collect: list.format === 'collect' && list.addresses_file_id === null ? drawForm(addressesForm) : null,
    back: { href: listUrl(list.id), text: 'The list' },
  }
}
