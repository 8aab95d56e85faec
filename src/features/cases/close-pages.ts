import { randomUUID } from 'node:crypto'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import type { Pages } from '../../ground/feature.ts'
import { type ConfirmModel, confirmPage } from '../../ground/web/confirm.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest } from '../../ground/web/errors.ts'
import { hiddenField } from '../../ground/web/fields.ts'
import { type Failed, form, parseForm } from '../../ground/web/forms.ts'
import { stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { caseUrl } from './addresses.ts'
import { CaseRefused, seenOf } from './begin.ts'
import { closeCase, type ProvedClosing, proveClosing } from './close.ts'
import { closeForm, closingAsText, closingLines, reasonOf } from './close-form.ts'
import { type EvidenceFile, evidenceOf, keepEvidence } from './evidence.ts'
import { asConflict, bannerOf, caseOrMissing, refusing } from './form-pages.ts'
import type { CouncilCase } from './queries.ts'
import { caseClosed, caseFormPage, caseIsClosed } from './views.ts'

const path = '/cases/:id/close'

/** Closing: the proof is asked for, then a summary of what will be recorded, and only then is it done. */
export function closePages(page: Pages): void {
  const pageOf = async (tx: Read, found: CouncilCase, person: Person, drawn: DrawnForm) => ({
    title: 'Close the case',
    back: { href: caseUrl(found.id), text: 'Back to the case' },
    recorded: true,
    banner: await bannerOf(tx, person, found.person_id, person.today),
    form: drawn,
    safe_contact: null,
    intro: ['A case closes only with proof of where the child is now. You see a summary before anything is recorded.'],
    ...{ held: [], button: 'Go on to the summary', cancel_href: caseUrl(found.id) },
  })

  page.get(path, { may: 'cases.close', audit: 'case closed: form' }, async ({ tx, identity, params, look, reply }) => {
    const person = personOnly(identity)
    const found = await caseOrMissing(tx, params.id, look)
    if (found.closed_on !== null) {
      reply.flash(caseIsClosed)
      return reply.redirect(caseUrl(found.id))
    }
    const drawn = drawForm(closeForm(person.today, found.born_on), { seen: seenOf(found) })
    return reply.page(caseFormPage, await pageOf(tx, found, person, drawn))
  })

  page.post(
    path,
    { may: 'cases.close', audit: 'case closed' },
    async ({ tx, identity, params, body, file, look, reply }) => {
      const person = personOnly(identity)
      const found = await caseOrMissing(tx, params.id, look)
      const asked = closeForm(person.today, found.born_on)
      const posted = parseForm(asked, body)
      const confirmed = body.confirmed === 'yes'
      const led = confirmed ? await usedBefore(tx, posted.once) : null
      if (led !== null) return reply.redirect(led)
      const again = async (failed: Failed) =>
        reply.page(caseFormPage, await pageOf(tx, found, person, drawForm(asked, { failed })))
      if (!posted.ok) return again(posted)
      try {
        if (confirmed) {
          const kept = await keptFile(tx, found, body.evidence_file_id)
          await closeCase(tx, person, found, { closing: posted.values, file: kept }, posted)
          reply.flash(caseClosed)
          return reply.redirect(caseUrl(found.id))
        }
        const proved = await proveClosing(tx, person, found, posted.values)
        const kept = file ? await keepEvidence(tx, person, found, file, posted.once) : null
        look.purpose = 'case closed: summary shown'
        const hidden = closingAsText(asked, posted.values)
        return reply.page(confirmPage, summaryOf(found, proved, kept, hidden, posted.seen ?? ''))
      } catch (problem) {
        if (problem instanceof UsedAlready) return reply.redirect(problem.result)
        if (problem instanceof CaseRefused) {
          const failed = parseForm(refusing(asked, problem), body)
          if (!failed.ok) return again({ ...failed, once: randomUUID() })
        }
        throw await asConflict(tx, problem, found.id, asked, posted.values)
      }
    },
  )
}

/** The document that the summary named: one of this child's, or the page was tampered with. */
async function keptFile(tx: Write, found: CouncilCase, id: unknown): Promise<EvidenceFile | null> {
  if (typeof id !== 'string' || id === '') return null
  const kept = await evidenceOf(tx, found, id)
  if (kept === null) throw new BadRequest('The document is not one of this child’s. Close the case from its own page.')
  return kept
}

function summaryOf(
  found: CouncilCase,
  { closing, school, fact, after }: ProvedClosing,
  kept: EvidenceFile | null,
  hidden: [string, string][],
  seen: string,
): ConfirmModel {
  const fields: [string, string][] = [...hidden, ['confirmed', 'yes']]
  if (kept) fields.push(['evidence_file_id', kept.id])
  const asked = form(Object.fromEntries(fields.map(([name]) => [name, hiddenField(name)])))
  const name = found.known_as ?? 'The child'
  const state =
    after.state === null
      ? `${name} has no state from then on.`
      : `${name}’s state today will be “${stateText(after.state)}”. ${after.state_because ?? ''}`.trim()
  return {
    title: 'Close this case?',
    back: { href: caseUrl(found.id, 'close'), text: 'Back to the proof' },
    recorded: true,
    what: [
      `Case ${found.reference} is closed: ${reasonOf(closing.closing_reason).label}.`,
      fact === null ? 'Nothing else is recorded of the child.' : fact.sentence,
      ...(fact === null ? [] : ['Decisions and interim education that held until then end on that day.']),
      state,
      `${found.lead_team} no longer sees the child through this case.`,
    ],
    whom: [
      { term: 'Child', text: name },
      ...closingLines(closing, school?.name ?? null),
      ...(kept ? [{ term: 'Document', text: kept.name }] : []),
    ],
    undo: 'A closed case can be opened again, with a reason. What is recorded of the child stays until somebody corrects it.',
    button: 'Close the case',
    danger: false,
    cancel_href: caseUrl(found.id),
    form: drawForm(asked, { stored: Object.fromEntries(fields), seen }),
  }
}
