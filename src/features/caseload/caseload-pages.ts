import type { Person } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Reading, Writing } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { addDays, type Day, formatShortDay } from '../../rulebook/index.ts'
import { caseUrl, type Officer, officersOn } from '../cases/index.ts'
import { bandWords } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { caseloadUrl, officerCasesUrl, unledCasesUrl } from './addresses.ts'
import { handOverForm } from './forms.ts'
import { handOver } from './hand-over.ts'
import { type CarriedCase, carriedCases, caseload, most, silentAfter } from './queries.ts'
import { caseloadPage, handedOver, type OfficerCasesModel, officerCasesPage } from './views.ts'

type Whose = { account_id: string } | { team_id: string }
const may = 'cases.allocate'
const n = (count: number) => count.toLocaleString('en-GB')

/** Who carries how many cases, the cases of one officer or of nobody, and handing them over together. */
export function caseloadPages(page: Pages): void {
  page.get(caseloadUrl, { may, audit: 'caseload viewed' }, async ({ tx, today, reply }) => {
    const teams = Map.groupBy(await caseload(tx, today), row => row.team)
    return reply.page(caseloadPage, {
      title: 'Caseload',
      says: `Open cases by the team and officer who lead them. Silent: nothing was recorded for ${silentAfter} days.`,
      teams: [...teams].map(([name, rows]) => ({
        name,
        rows: rows.map(row => ({
          name: row.officer ?? 'Nobody yet',
          href: row.account_id === null ? unledCasesUrl(row.team_id) : officerCasesUrl(row.account_id),
          ...{ open: n(row.open), red: n(row.red), overdue: n(row.overdue), silent: n(row.silent) },
          oldest: formatShortDay(row.oldest),
        })),
      })),
    })
  })

  page.get('/caseload/:whose/:id', { may, audit: 'cases of an officer or of nobody viewed' }, shown)
  page.post('/caseload/:whose/:id', { may, audit: 'cases handed over' }, handing)
}

async function shown({ tx, identity, params, look, reply }: Reading<'/caseload/:whose/:id'>) {
  const whose = whoseOf(params)
  const person = personOnly(identity)
  const rows = await carriedCases(tx, whose, person.today)
  sees(look, rows)
  return reply.page(officerCasesPage, await model(tx, person, whose, rows))
}

async function handing({ tx, identity, params, body, look, reply }: Writing<'/caseload/:whose/:id'>) {
  const whose = whoseOf(params)
  const person = personOnly(identity)
  const rows = await carriedCases(tx, whose, person.today)
  sees(look, rows)
  const officers = await officersOn(tx, person.today)
  const posted = parseForm(formOf(rows, officers), body)
  const led = await usedBefore(tx, posted.once)
  if (led !== null) return reply.redirect(led)
  if (!posted.ok) return reply.page(officerCasesPage, await model(tx, person, whose, rows, posted))
  const officer = officers.find(one => one.membership_id === posted.values.officer)
  if (!officer) throw new Missing()
  const handed = await handOver(tx, person, { case_ids: posted.values.cases, officer, note: posted.values.note })
  await useOnce(tx, person, posted.once, caseloadUrl)
  reply.flash(handedOver, handed)
  return reply.redirect(caseloadUrl)
}

/** Whose cases an address is of: an officer's, or those of a team that no officer leads. Throws Missing for anything else. */
function whoseOf({ whose, id }: { whose: string; id: string }): Whose {
  if (whose === 'officer') return { account_id: id }
  if (whose === 'team') return { team_id: id }
  throw new Missing()
}

const sees = (look: Reading['look'], rows: readonly CarriedCase[]) =>
  look.saw(
    rows.map(row => row.person_id),
    ['known_as', 'case', 'band', 'clock'],
  )

const formOf = (rows: readonly CarriedCase[], officers: readonly Officer[]) =>
  handOverForm(
    rows.map(row => ({ value: row.id, text: `${row.known_as ?? 'A child'}, ${row.reference}` })),
    officers.map(one => ({ value: one.membership_id, text: `${one.name}, ${one.team}` })),
  )

async function model(
  tx: Reading['tx'],
  person: Person,
  whose: Whose,
  rows: readonly CarriedCase[],
  failed?: Failed,
): Promise<OfficerCasesModel> {
  const { today } = person
  const officers = await officersOn(tx, today)
  const named =
    'account_id' in whose
      ? (officers.find(one => one.account_id === whose.account_id)?.name ?? 'An officer who works on cases no longer')
      : 'Nobody yet'
  if (rows.length === 0 && 'team_id' in whose && !officers.some(one => one.team_id === whose.team_id))
    throw new Missing()
  const form = rows.length === 0 ? null : drawForm(formOf(rows, officers), failed ? { failed } : {})
  return {
    ...{ title: `Open cases: ${named}`, back: { href: caseloadUrl, text: 'Caseload' }, recorded: true },
    says:
      rows.length === 0
        ? 'No open case is led here.'
        : `${n(rows.length)}${rows.length === most ? ' of them or more' : ''} ${rows.length === 1 ? 'case' : 'cases'}, those of which nothing was recorded for longest first.`,
    rows: rows.map(row => caseLine(row, today)),
    ...(form ? { form } : {}),
    hand_over: form,
  }
}

const caseLine = (row: CarriedCase, today: Day): OfficerCasesModel['rows'][number] => ({
  ...{ name: row.known_as ?? 'A child', href: caseUrl(row.id), reference: row.reference },
  band: row.band === null ? null : { text: row.band, tag: 'grey', ...bandWords[row.band] },
  due: row.due_on === null ? 'No clock runs' : `${formatShortDay(row.due_on)}${row.due_on < today ? ', overdue' : ''}`,
  newest: row.newest_on === null ? 'None' : formatShortDay(row.newest_on),
  silent: row.newest_on === null || row.newest_on < addDays(today, -silentAfter),
  opened: formatShortDay(row.opened_on),
})
