import { UsedAlready, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest, Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { type Answer, ownAddress } from '../../ground/web/reply.ts'
import { personOnly } from '../people/index.ts'
import { groupsUrl, groupUrl } from './addresses.ts'
import { returnedForm } from './forms.ts'
import { changeGroups, planGroups } from './group-actions.ts'
import { type GroupFile, type GroupLine, readGroupFile, writtenGroups } from './group-file.ts'
import { addSchoolsForm, groupConfirmForm, groupFileForm } from './group-forms.ts'
import { groupFormView, groupPreviewModel, groupPreviewView, groupsChanged, groupUploadView } from './group-views.ts'
import { findGroup, type Group, groupsVersion } from './groups.ts'
import { findSchools, numberIn, schoolNames } from './queries.ts'
import { findTyped } from './school-field.ts'

const uploadTitle = 'Bring in groups of schools'
const most = 200

/** Schools come into groups by a file or by a list that was typed; both are previewed, and confirmed in one place. */
export function groupFileRoutes(page: Pages): void {
  page.get(`${groupsUrl}/import`, { may: 'schools.change', audit: 'form of groups opened' }, ({ reply }) =>
    reply.page(groupUploadView, {
      title: uploadTitle,
      back: { href: groupsUrl, text: 'Groups of schools' },
      form: drawForm(groupFileForm),
    }),
  )
  page.ask(`${groupsUrl}/import`, { may: 'schools.change', audit: 'groups of schools previewed' }, async asked => {
    const { body, file, reply } = asked
    const giveBack = (problem: string) =>
      reply.page(groupUploadView, {
        title: uploadTitle,
        back: { href: groupsUrl, text: 'Groups of schools' },
        form: returnedForm(groupFileForm, body, 'groups', problem),
      })
    if (file === null) return giveBack('Choose the file of groups')
    try {
      return await preview(asked, await readGroupFile(file.stream), { reason: null, back_to: null })
    } catch (problem) {
      if (!(problem instanceof FileRefused)) throw problem
      return giveBack(problem.message)
    }
  })
  page.post(`${groupsUrl}/import/confirm`, { may: 'schools.change', audit: 'schools put into groups' }, async asked => {
    const { tx, identity, body, reply } = asked
    const person = personOnly(identity)
    const posted = parseForm(groupConfirmForm, body)
    if (!posted.ok) throw new BadRequest('The preview was not complete, so nothing was changed. Begin again.')
    const { lines, reason } = posted.values
    const leads = ownAddress(posted.values.back_to, groupsUrl)
    const file = await readGroupFile(bytesOf(lines))
    try {
      await useOnce(tx, person, posted.once, leads)
      const done = await changeGroups(tx, person, file, { seen: posted.seen ?? '', reason })
      reply.flash(groupsChanged, done.joined, done.left + done.replaced, done.groups_made)
      return reply.redirect(leads)
    } catch (problem) {
      if (problem instanceof UsedAlready) return reply.redirect(problem.result)
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict(
        'The groups were changed after this preview was drawn.',
        [{ label: 'Groups', seen: 'As the preview showed', now: 'Changed since', typed: `${file.lines.length} lines` }],
        { href: leads, text: 'Begin again, to see what it would change now' },
      )
    }
  })

  page.get('/schools/groups/:id/add', { may: 'schools.change', audit: 'form of a group opened' }, async asked =>
    addPage(asked, await openGroup(asked), drawForm(addSchoolsForm)),
  )
  page.ask('/schools/groups/:id/add', { may: 'schools.change', audit: 'schools of a group previewed' }, async asked => {
    const group = await openGroup(asked)
    const posted = parseForm(addSchoolsForm, asked.body)
    if (!posted.ok) return addPage(asked, group, drawForm(addSchoolsForm, { failed: posted }))
    const { from, reason, schools } = posted.values
    const typed = schools.split('\n').map(line => line.trim())
    const problem =
      typed.filter(Boolean).length > most ? `Give at most ${most} schools at once, or bring in a file` : null
    const found = problem === null ? await findLines(asked.tx, typed) : { problem }
    if ('problem' in found)
      return addPage(asked, group, returnedForm(addSchoolsForm, asked.body, 'schools', found.problem))
    const lines = found.urns.map(
      ({ line, urn }): GroupLine => ({
        ...{ line, school: { urn }, kind: group.kind, group: group.name, starts_on: from, ends_on: null },
      }),
    )
    return preview(asked, { lines, problems: [] }, { reason, back_to: groupUrl(group.id) })
  })
}

async function openGroup({ tx, params }: { tx: Reading['tx']; params: { id: string } }): Promise<Group> {
  const group = await findGroup(tx, params.id)
  if (!group || group.ends_on !== null) throw new Missing()
  return group
}

const addPage = ({ reply }: Pick<Reading, 'reply'>, group: Group, form: ReturnType<typeof drawForm>): Answer =>
  reply.page(groupFormView, {
    title: `Put schools into ${group.name}`,
    back: { href: groupUrl(group.id), text: group.name },
    form,
    intro:
      'A school that is in another group of this kind leaves it on that day. You see what would change before anything does.',
    button: 'See what it would change',
    cancel_href: groupUrl(group.id),
  })

/** The schools that were typed, one on a line, or what is wrong with the first line that names none. */
async function findLines(
  tx: Reading['tx'],
  typed: readonly string[],
): Promise<{ urns: { line: number; urn: number }[] } | { problem: string }> {
  const numbers = typed.map(numberIn)
  const byUrn = await findSchools(tx, { urns: numbers.flatMap(one => (one && 'urn' in one ? [one.urn] : [])) })
  const byLaestab = await findSchools(tx, {
    laestabs: numbers.flatMap(one => (one && 'laestab' in one ? [one.laestab] : [])),
  })
  const urns: { line: number; urn: number }[] = []
  for (const [at, text] of typed.entries()) {
    if (text === '') continue
    const number = numbers[at] ?? null
    const school = number === null ? null : 'urn' in number ? byUrn.get(number.urn) : byLaestab.get(number.laestab)
    // A name, or a number that the register does not hold, which the answer then says.
    const found = school ? { school } : await findTyped(tx, text)
    if ('problem' in found) return { problem: `Line ${at + 1}: ${found.problem}` }
    urns.push({ line: at + 1, urn: found.school.urn })
  }
  return { urns }
}

async function preview(
  { tx, reply }: Pick<Reading, 'tx' | 'reply'>,
  file: GroupFile,
  { reason, back_to }: { reason: string | null; back_to: string | null },
): Promise<Answer> {
  const plan = await planGroups(tx, file)
  const names = await schoolNames(
    tx,
    plan.join.map(({ urn }) => urn),
  )
  const lines = writtenGroups(file.lines)
  return reply.page(groupPreviewView, {
    title: 'What this would change',
    back:
      back_to === null
        ? { href: `${groupsUrl}/import`, text: 'Choose another file' }
        : { href: back_to, text: 'Back to the group' },
    form: drawForm(groupConfirmForm, { stored: { lines, reason, back_to }, seen: await groupsVersion(tx) }),
    ...groupPreviewModel(plan, names),
    cancel_href: back_to ?? groupsUrl,
  })
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
