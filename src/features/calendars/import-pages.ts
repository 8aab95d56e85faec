import type { Pages } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { findTyped, returnedForm } from '../schools/index.ts'
import { planCalendars, whatOfFile } from './actions.ts'
import { readAnyFile } from './any-file.ts'
import { uploadForm } from './forms.ts'
import { byKind, byYear } from './plan.ts'
import { previewChange } from './preview.ts'
import { uploadView } from './views.ts'

const title = 'Bring in term dates'
const path = '/calendars/import'
const may = 'calendars.change'

/** Bringing in a file of term dates, as CSV or iCalendar: read, compared with what stands, previewed. */
export function importPages(page: Pages): void {
  const back = { href: '/calendars', text: 'Calendars' }
  page.get(path, { may, audit: 'calendar form opened' }, ({ reply }) =>
    reply.page(uploadView, { title, back, form: drawForm(uploadForm) }),
  )

  page.post(path, { may, audit: 'calendars previewed' }, async asked => {
    const { tx, body, file, reply } = asked
    const giveBack = (field: 'school' | 'calendars', problem: string) =>
      reply.page(uploadView, { title, back, form: returnedForm(uploadForm, body, field, problem) })
    if (file === null) return giveBack('calendars', 'Choose the file of term dates')
    const posted = parseForm(uploadForm, body)
    const typed = posted.ok ? posted.values.school : null
    const found = typed === null ? null : await findTyped(tx, typed)
    if (found && 'problem' in found) return giveBack('school', found.problem)
    try {
      const read = await readAnyFile(file.stream, found?.school.urn ?? null)
      const plan = await planCalendars(tx, read, read.format === 'ics' ? byKind : byYear)
      return await previewChange(
        asked,
        { kind: 'file', what: whatOfFile(plan), record: plan.record, retract: plan.retract, undoes: null },
        {
          title: 'What this file would change',
          back: { href: path, text: 'Choose another file' },
          ...{ cancel_href: '/calendars', button: 'Change the calendars' },
          ...{ problems: plan.problems, same: plan.same },
        },
      )
    } catch (problem) {
      if (!(problem instanceof FileRefused)) throw problem
      return giveBack('calendars', problem.message)
    }
  })
}
