import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge } from '../../ground/files.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import type { Day } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { returnedForm, withSchool } from '../schools/index.ts'
import { boardUrl, columnsUrl, listUrl, newListUrl } from './addresses.ts'
import { bringIn, SourceTaken, sourceNamed } from './bring-in.ts'
import { FIELDS } from './fields.ts'
import { bringInForm } from './forms.ts'
import { chosenKind, findImport, type ImportPage, kindChoices, listSources, sourceChoices } from './queries.ts'
import { boardLine, boardPage, bringInPage, broughtAgain } from './views.ts'

const title = 'Bring in a list'

/** The arrival board, and bringing a list in. */
export function boardRoutes(page: Pages, { settings }: Parts): void {
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
            ...(await chosenKind(tx, values.kind ?? '')),
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
}

/** Throws Missing for a list that is not there. */
export async function getImport(tx: Read, import_id: string): Promise<ImportPage> {
  const list = await findImport(tx, import_id)
  if (!list) throw new Missing()
  return list
}
