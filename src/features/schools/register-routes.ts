import type { Write } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading, Writing } from '../../ground/feature.ts'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Fields, type Form, parseForm, type ValuesOf } from '../../ground/web/forms.ts'
import { drawList } from '../../ground/web/lists.ts'
import type { Answer } from '../../ground/web/reply.ts'
import type { Day } from '../../rulebook/index.ts'
import { type Imported, importRegister } from './actions.ts'
import { schoolUrl } from './addresses.ts'
import { dayInName, linksForm, registerForm, returnedForm } from './forms.ts'
import { importLinks } from './import-links.ts'
import { closedSchoolsToSee, sectorsChanged } from './needs-you.ts'
import { actionsOf } from './parts.ts'
import type { RegisterFile } from './record-import.ts'
import {
  allChanges,
  changeList,
  changeListState,
  countChanges,
  findImport,
  type ListedChange,
  listChanges,
  newestImports,
} from './register-report.ts'
import {
  changeLine,
  importLine,
  importModel,
  importView,
  registerView,
  sectorLine,
  toSeeLine,
} from './register-views.ts'
import { opensChildren } from './school-routes.ts'

/** What an import of the register changed. */
export const registerImportUrl = (id: string): string => `/schools/register/${id}`

const shownImports = 25

export function registerRoutes(page: Pages): void {
  page.get('/schools/register', { may: 'schools.read', audit: 'register of schools viewed' }, asked =>
    registerPage(asked),
  )
  page.post('/schools/register', { may: 'schools.import', audit: 'register of schools imported' }, asked =>
    takeFile(asked, registerForm(asked.today), 'register', ({ as_at }) => as_at, importRegister),
  )
  page.post('/schools/register/links', { may: 'schools.import', audit: 'links of schools imported' }, asked =>
    takeFile(asked, linksForm(asked.today), 'links', ({ links_as_at }) => links_as_at, importLinks),
  )
  reportRoutes(page)
}

/** The page with both forms, and the imports so far. `failed`: the form that came back. */
async function registerPage(
  { tx, identity, today, reply }: Reading,
  failed: { name: 'register' | 'links'; form: DrawnForm } | null = null,
): Promise<Answer> {
  const may_import = may(identity, 'schools.import')
  const drawn = (name: 'register' | 'links') => {
    if (!may_import) return null
    if (failed?.name === name) return failed.form
    return name === 'register' ? drawForm(registerForm(today)) : drawForm(linksForm(today))
  }
  return reply.page(registerView, {
    title: 'The register of schools',
    back: { href: '/schools', text: 'Schools' },
    ...(failed === null ? {} : { form: failed.form }),
    register: drawn('register'),
    links: drawn('links'),
    imports: (await newestImports(tx, shownImports)).map(importLine),
    to_see: await toSee(tx, identity, today),
  })
}

/** What needs somebody who can do something about it; nothing for others. */
async function toSee(tx: Reading['tx'], identity: Reading['identity'], today: Day) {
  if (!may(identity, 'schools.change') && !may(identity, 'ledger.open')) return []
  const opens = opensChildren(identity)
  const change = may(identity, 'schools.change')
  return (await closedSchoolsToSee(tx, identity, today)).map(school => {
    const { urn, successor, groups, officers, children } = school
    const carries = change && successor !== null && groups + officers > 0
    return toSeeLine(school, opens, [
      ...(children === 0 ? [] : actionsOf(identity, { urn, closed: true })),
      ...(carries ? [{ text: 'Carry over its groups and officers', href: `${schoolUrl(urn)}/carry-over` }] : []),
    ])
  })
}

/** Brings the posted file in and leads to what that did, or gives the form back with the reason why it could not be read. */
async function takeFile<F extends Fields>(
  asked: Writing,
  form: Form<F>,
  name: 'register' | 'links',
  dayIn: (values: ValuesOf<F>) => Day | null,
  bring: (tx: Write, stream: ByteStream, file: RegisterFile) => Promise<Imported>,
): Promise<Answer> {
  const { tx, file, body, reply, today } = asked
  const giveBack = (problem: string) =>
    registerPage(asked, { name, form: returnedForm(form, body, name as keyof F & string, problem) })
  if (file === null) return giveBack('Choose the file to bring in')
  const posted = parseForm(form, body)
  if (!posted.ok) return registerPage(asked, { name, form: drawForm(form, { failed: posted }) })
  const as_at = dayIn(posted.values) ?? dayInName(file.file_name) ?? today
  const file_name = file.file_name.slice(0, 200)
  try {
    // A name that looks like a day to come is not one.
    const done = await bring(tx, file.stream, { file_name, as_at: as_at > today ? today : as_at })
    return reply.redirect(registerImportUrl(done.import_id))
  } catch (problem) {
    if (!(problem instanceof FileRefused)) throw problem
    return giveBack(problem.message)
  }
}

function reportRoutes(page: Pages): void {
  page.get(
    '/schools/register/:id',
    { may: 'schools.read', audit: 'report of a register import viewed' },
    async ({ tx, identity, params, query, today, reply }) => {
      const found = await findImport(tx, params.id)
      if (!found) throw new Missing()
      const definition = changeList(found.id)
      const state = changeListState(query, definition)
      const rows = await listChanges(tx, found.id, state)
      const list = drawList(definition, state, rows.map(changeLine))
      return reply.page(importView, {
        ...importModel(
          found,
          await countChanges(tx, found.id, state.filters.elsewhere !== null),
          state.filters.elsewhere !== null,
        ),
        list,
        to_see: await toSee(tx, identity, today),
        again_href: may(identity, 'ledger.recount') ? '/ledger/again' : null,
        sectors: (await sectorsChanged(tx, identity, found.id, today)).map(sectorLine),
      })
    },
  )
  page.get(
    '/schools/register/:id/changes.csv',
    { may: 'schools.read', audit: 'report of a register import exported' },
    async ({ tx, params, query, reply }) => {
      const found = await findImport(tx, params.id)
      if (!found) throw new Missing()
      const columns = ['urn', 'name', 'kind', 'field', 'before', 'after'] as const
      return reply.csv(
        `register-${found.as_at}-changes.csv`,
        columns.map(header => ({ header, value: (change: ListedChange) => change[header] })),
        allChanges(tx, found.id, changeListState(query, changeList(found.id))),
      )
    },
  )
}
