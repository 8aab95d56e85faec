import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing, Refused } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { typedLines } from '../../ground/web/typed-lines.ts'
import { childUrl, stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { AlreadyOpen, openCase } from './actions.ts'
import { caseUrl, openCaseUrl } from './addresses.ts'
import { CaseRefused } from './begin.ts'
import { bannerOf, refusing } from './form-pages.ts'
import { openForm } from './forms.ts'
import { leadTeams, officersFor } from './officers.ts'
import { type ChildNow, caseOf, childOn } from './queries.ts'
import { kindForState, leadTeamFor } from './rules.ts'
import { type CaseFormModel, caseFormPage, caseOpened, openAlready } from './views.ts'

const path = '/children/:id/case/open'

/** The page on which a case is opened for a child. */
export function openPages(page: Pages): void {
  page.get(path, { may: 'cases.change', audit: 'case opened: form' }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    const child = await childToOpen(tx, params.id)
    look.saw([params.id], ['known_as', 'state'])
    const before = await caseOf(tx, params.id)
    if (before?.closed_on === null) {
      reply.flash(openAlready)
      return reply.redirect(caseUrl(before.id))
    }
    const now = await childOn(tx, params.id, person.today)
    const kind = kindForState(now.state)
    if (kind === null) {
      throw new Refused(
        `A case is for a child without full-time education. This child’s state is “${stateText(now.state)}”.`,
      )
    }
    const teams = await leadTeams(tx)
    const lead_team = teams.find(team => team.code === leadTeamFor(kind))?.id
    const form = drawForm(openForm(teams, await officersFor(tx, person)), {
      stored: lead_team === undefined ? {} : { lead_team },
      seen: String(child.version),
    })
    return reply.page(caseFormPage, { ...(await modelOf(tx, person, child, now)), form })
  })

  page.post(
    path,
    { may: 'cases.change', audit: 'case opened' },
    async ({ tx, identity, params, body, look, reply }) => {
      const person = personOnly(identity)
      const child = await childToOpen(tx, params.id)
      look.saw([params.id], ['case'])
      const officers = await officersFor(tx, person)
      const form = openForm(await leadTeams(tx), officers)
      const posted = parseForm(form, body)
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      const now = await childOn(tx, params.id, person.today)
      const again = async (failed: typeof posted) =>
        failed.ok
          ? reply.redirect(openCaseUrl(params.id))
          : reply.page(caseFormPage, { ...(await modelOf(tx, person, child, now)), form: drawForm(form, { failed }) })
      if (!posted.ok) return again(posted)
      const { opened_because, lead_team, lead_officer } = posted.values
      const lead = officers.find(({ membership_id }) => membership_id === lead_officer) ?? null
      try {
        const input = { person_id: params.id, opened_because, lead_team_id: lead_team, lead }
        const id = await openCase(tx, person, input, posted)
        reply.flash(caseOpened)
        return reply.redirect(caseUrl(id))
      } catch (problem) {
        if (problem instanceof UsedAlready) return reply.redirect(problem.result)
        if (problem instanceof AlreadyOpen) {
          reply.flash(openAlready)
          return reply.redirect(caseUrl(problem.case_id))
        }
        if (problem instanceof CaseRefused) return again(parseForm(refusing(form, problem), body))
        if (!(problem instanceof Stale)) throw problem
        throw new Conflict(
          'The child’s record was changed after you opened this form.',
          [
            { label: 'The child’s state', seen: null, now: stateText(now.state), typed: '' },
            ...typedLines(form, posted.values),
          ],
          { href: openCaseUrl(params.id), text: 'Open the form again' },
        )
      }
    },
  )
}

async function childToOpen(tx: Read, person_id: string): Promise<{ id: string; version: number }> {
  const child = await tx.selectFrom('person').where('id', '=', person_id).select(['id', 'version']).executeTakeFirst()
  if (!child) throw new Missing()
  return child
}

async function modelOf(
  tx: Read,
  person: Person,
  child: { id: string },
  now: ChildNow,
): Promise<Omit<CaseFormModel, 'form'>> {
  return {
    title: 'Open a case',
    back: { href: childUrl(child.id), text: 'Back to the child' },
    recorded: true,
    banner: await bannerOf(tx, person, child.id, person.today),
    intro: now.state_because === null ? [] : [now.state_because],
    safe_contact: null,
    held: [],
    button: 'Open the case',
    cancel_href: childUrl(child.id),
  }
}
