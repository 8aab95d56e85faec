import { may } from '../../ground/database/identity.ts'
import { UsedAlready, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest, Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { academicYear, type Day } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { returnedForm, schoolNames, schoolUrl } from '../schools/index.ts'
import { addBankHolidays, changeCalendars, planCalendars } from './actions.ts'
import { englishBankHolidays } from './bank-holidays.ts'
import { readCalendarFile, writtenFile } from './calendar-file.ts'
import { confirmForm, pressForm, uploadForm } from './forms.ts'
import { calendarsVersion, entriesOf, schoolsWithOwnDays, yearsWithTerms } from './queries.ts'
import { laidOver } from './read-calendar.ts'
import {
  calendarsChanged,
  calendarsView,
  holidaysAdded,
  ownDaysRow,
  previewModel,
  previewView,
  schoolCalendarView,
  uploadView,
  yearModel,
} from './views.ts'
import { yearStarts } from './year.ts'

/** The academic year that an address asks for, by the year in which it begins; else the one of today. */
function yearAsked(query: Readonly<Record<string, unknown>>, today: Day): number {
  return /^20\d{2}$/.test(String(query.year)) ? Number(query.year) : academicYear(today)
}
const shownYears = (years: readonly number[], today: Day) => [...years, academicYear(today), academicYear(today) + 1]
const mostSchools = 500

export function routes(page: Pages): void {
  page.get(
    '/calendars',
    { may: 'schools.read', audit: 'calendars viewed' },
    async ({ tx, identity, query, today, reply }) => {
      const year = yearAsked(query, today)
      const entries = await entriesOf(tx, [null])
      const own = await schoolsWithOwnDays(tx, yearStarts(year), yearStarts(year + 1), mostSchools)
      const may_change = may(identity, 'calendars.change')
      const held = new Set(entries.filter(({ kind }) => kind === 'holiday').map(({ starts_on }) => starts_on))
      const missing = may_change && (await englishBankHolidays()).some(({ day }) => !held.has(day))
      return reply.page(calendarsView, {
        title: 'Calendars',
        ...yearModel(entries, year, shownYears(await yearsWithTerms(tx), today), '/calendars'),
        own: own.map(one => ownDaysRow(one, `${schoolUrl(one.school_urn)}/calendar?year=${year}`)),
        may_change,
        add_holidays: missing ? drawForm(pressForm) : null,
      })
    },
  )

  page.get(
    '/schools/:urn/calendar',
    { may: 'schools.read', audit: 'calendar of a school viewed' },
    async ({ tx, params, query, today, reply }) => {
      const urn = /^\d{5,6}$/.test(params.urn) ? Number(params.urn) : 0
      const name = (await schoolNames(tx, [urn])).get(urn)
      if (name === undefined) throw new Missing()
      const entries = await entriesOf(tx, [null, urn])
      const own = entries.some(entry => entry.school_urn !== null)
      const year = yearAsked(query, today)
      return reply.page(schoolCalendarView, {
        title: `When ${name} meets`,
        back: { href: schoolUrl(urn), text: name },
        lead: own
          ? 'The authority’s calendar with the school’s own days laid over it.'
          : 'The school has given no days of its own: it follows the authority’s calendar.',
        ...yearModel(
          laidOver(entries),
          year,
          shownYears(await yearsWithTerms(tx), today),
          `${schoolUrl(urn)}/calendar`,
        ),
      })
    },
  )
  changeRoutes(page)
}

const uploadTitle = 'Bring in term dates'

function changeRoutes(page: Pages): void {
  page.post(
    '/calendars/bank-holidays',
    { may: 'calendars.change', audit: 'bank holidays added' },
    async ({ tx, identity, reply }) => {
      reply.flash(holidaysAdded, await addBankHolidays(tx, personOnly(identity)))
      return reply.redirect('/calendars')
    },
  )

  page.get('/calendars/import', { may: 'calendars.change', audit: 'calendar form opened' }, ({ reply }) =>
    reply.page(uploadView, { title: uploadTitle, form: drawForm(uploadForm) }),
  )

  page.ask(
    '/calendars/import',
    { may: 'calendars.change', audit: 'calendars previewed' },
    async ({ tx, body, file, reply }) => {
      const giveBack = (problem: string) =>
        reply.page(uploadView, { title: uploadTitle, form: returnedForm(uploadForm, body, 'calendars', problem) })
      if (file === null) return giveBack('Choose the file of term dates')
      try {
        const read = await readCalendarFile(file.stream)
        const plan = await planCalendars(tx, read)
        const urns = [...plan.record, ...plan.retract].flatMap(({ school_urn }) => school_urn ?? [])
        return reply.page(previewView, {
          title: 'What this file would change',
          back: { href: '/calendars/import', text: 'Choose another file' },
          form: drawForm(confirmForm, {
            stored: { entries: writtenFile(read.entries) },
            seen: await calendarsVersion(tx),
          }),
          ...previewModel(plan, await schoolNames(tx, urns)),
        })
      } catch (problem) {
        if (!(problem instanceof FileRefused)) throw problem
        return giveBack(problem.message)
      }
    },
  )

  page.post(
    '/calendars/import/confirm',
    { may: 'calendars.change', audit: 'calendars imported' },
    async ({ tx, identity, body, reply }) => {
      const person = personOnly(identity)
      const posted = parseForm(confirmForm, body)
      if (!posted.ok)
        throw new BadRequest('The preview was not complete, so nothing was changed. Bring the file in again.')
      const file = await readCalendarFile(bytesOf(posted.values.entries))
      try {
        await useOnce(tx, person, posted.once, '/calendars')
        const done = await changeCalendars(tx, person, file, posted.seen ?? '')
        reply.flash(calendarsChanged, done.recorded, done.retracted)
        return reply.redirect('/calendars')
      } catch (problem) {
        if (problem instanceof UsedAlready) return reply.redirect(problem.result)
        if (!(problem instanceof Stale)) throw problem
        const typed = `The file’s entries: ${file.entries.length}`
        throw new Conflict(
          'The calendars were changed after this preview was drawn.',
          [{ label: 'Calendars', seen: 'As the preview showed', now: 'Changed since', typed }],
          { href: '/calendars/import', text: 'Bring the file in again, to see what it would change now' },
        )
      }
    },
  )
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
