import { may, type Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { caseUrl } from '../cases/index.ts'
import { childUrl, stateText } from '../children/index.ts'
import { listUrl } from '../lists/index.ts'
import { ownersOn, ownerText, ownerUrl } from '../owners/index.ts'
import { formatInstant, officersWith, personOnly } from '../people/index.ts'
import { absenceForm } from './absence-form.ts'
import { type AbsenceStep, absenceSteps, findAbsence } from './absences.ts'
import { accountText, settledText } from './absences-page.ts'
import { sayOfAbsence } from './actions.ts'
import { absencesUrl, absenceUrl } from './addresses.ts'
import { type AbsenceModel, absenceSaid, absenceView } from './views.ts'

const path = '/absences/:import_id/:record_id'

/** One absence with what was said of it: taking it, settling it, opening it again. */
export function absencePage(page: Pages): void {
  page.get(
    path,
    { may: 'lists.read', audit: 'child missing from a list viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const absence = await found(tx, params, person)
      look.saw([absence.person_id], ['known_as', 'state', 'import_missing'])
      const form = may(person, 'children.change') ? drawForm(await asked(tx, person, absence)) : null
      return reply.page(absenceView, await model(tx, person, absence, form))
    },
  )

  page.post(
    path,
    { may: 'children.change', audit: 'said of a child missing from a list' },
    async ({ tx, identity, params, body, look, reply }) => {
      const actor = personOnly(identity)
      const absence = await found(tx, params, actor)
      look.saw([absence.person_id], ['known_as', 'state', 'import_missing'])
      const href = absenceUrl(absence.import_id, absence.id)
      const form = await asked(tx, actor, absence)
      const posted = parseForm(form, body)
      if (!posted.ok)
        return reply.page(absenceView, await model(tx, actor, absence, drawForm(form, { failed: posted })))
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      await sayOfAbsence(tx, actor, absence, posted.values)
      await useOnce(tx, actor, posted.once, href)
      reply.flash(absenceSaid)
      return reply.redirect(href)
    },
  )
}

type Found = NonNullable<Awaited<ReturnType<typeof findAbsence>>>

/** Throws Missing for a child who is not missing from the list, or whom this person does not see. */
async function found(
  tx: Reading['tx'],
  params: { import_id: string; record_id: string },
  { today }: Person,
): Promise<Found> {
  const absence = await findAbsence(tx, params.import_id, params.record_id, today)
  if (!absence) throw new Missing()
  return absence
}

const asked = async (tx: Reading['tx'], person: Person, { settled }: Found) =>
  absenceForm(
    settled !== null,
    (await officersWith(tx, person, 'children.change')).map(({ value, text }) => ({ value, text })),
  )

async function model(tx: Reading['tx'], person: Person, absence: Found, form: DrawnForm | null): Promise<AbsenceModel> {
  const { kind, known_as, person_id, import_id, id } = absence
  const owner = (await ownersOn(tx, 'missing', person.today))(kind, 'missing_education')
  return {
    title: 'Missing from a list since the last one',
    back: { href: absencesUrl, text: 'Children missing from lists' },
    recorded: true,
    ...(form ? { form } : {}),
    child: { text: known_as ?? 'A child', href: childUrl(person_id) },
    sentence: sentenceOf(absence),
    facts: [
      {
        term: 'Missing from',
        text: `${absence.source}, as at ${formatDay(absence.missing_on)}`,
        href: listUrl(import_id),
      },
      { term: 'Last on a list of', text: formatDay(absence.last_on), href: null },
      ...(absence.school_name ? [{ term: 'School of that list', text: absence.school_name, href: null }] : []),
      { term: 'Today', text: accountText(absence.account) ?? stateText(absence.state), href: null },
      { term: 'Taken by', text: absence.taken_by ?? 'Nobody yet', href: null },
      { term: 'Who answers for this kind of list', text: ownerText(owner), href: ownerUrl('missing', kind) },
      ...(absence.case_id ? [{ term: 'Case', text: 'An open case', href: caseUrl(absence.case_id) }] : []),
    ],
    steps: (await absenceSteps(tx, import_id, id)).map(stepLine),
    says: form,
  }
}

function sentenceOf({ settled, open, back }: Found): string {
  if (settled !== null) return `Settled: ${settledText(settled)}.`
  if (open) return 'Open: a list held the child, the next does not, and nothing explains the child.'
  return back
    ? 'No longer open: a newer list of the source holds the child, or has said so anew.'
    : 'No longer open: the child is explained today.'
}

const stepLine = ({ step, account, reason, note, said_by, said_at }: AbsenceStep): AbsenceModel['steps'][number] => ({
  what:
    step === 'taken'
      ? `Taken by ${account ?? 'an officer'}`
      : step === 'settled'
        ? `Settled: ${settledText(reason)}`
        : 'Opened again',
  note,
  by: `${said_by}, ${formatInstant(said_at)}`,
})
