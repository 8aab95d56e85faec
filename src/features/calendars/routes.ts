import { may } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { academicYear, academicYearStarts, type Day } from '../../rulebook/index.ts'
import { schoolUrl } from '../schools/index.ts'
import { missingBankHolidays } from './actions.ts'
import { yearUrl } from './addresses.ts'
import { changePages } from './change-pages.ts'
import { copyPages } from './copy-pages.ts'
import { entryPages } from './entry-pages.ts'
import { pressForm } from './forms.ts'
import { importPages } from './import-pages.ts'
import { previewChange } from './preview.ts'
import { entriesOf, isMaintained, schoolsWithOwnDays, yearsWithTerms } from './queries.ts'
import { laidOver } from './read-calendar.ts'
import { calendarsView, ownDaysRow, schoolCalendarView, yearModel } from './views.ts'
import { whoseAsked, yearAsked } from './whose.ts'

const shownYears = (years: readonly number[], today: Day) => [...years, academicYear(today), academicYear(today) + 1]
const mostSchools = 500

export function routes(page: Pages, parts: Parts): void {
  page.get(
    '/calendars',
    { may: 'schools.read', audit: 'calendars viewed' },
    async ({ tx, identity, query, today, reply }) => {
      const year = yearAsked(query.year, today)
      const entries = await entriesOf(tx, [null])
      const own = await schoolsWithOwnDays(tx, academicYearStarts(year), academicYearStarts(year + 1), mostSchools)
      const may_change = may(identity, 'calendars.change')
      return reply.page(calendarsView, {
        title: 'Calendars',
        ...yearModel({
          ...{ entries, year, years: shownYears(await yearsWithTerms(tx), today) },
          ...{ school_urn: null, maintained: true, may_change },
        }),
        own: own.map(one => ownDaysRow(one, yearUrl(one.school_urn, year))),
        may_change,
        add_holidays: may_change && (await missingBankHolidays(tx)).length > 0 ? drawForm(pressForm) : null,
      })
    },
  )

  page.get(
    '/schools/:urn/calendar',
    { may: 'schools.read', audit: 'calendar of a school viewed' },
    async ({ tx, identity, params, query, today, reply }) => {
      const { school_urn, name } = await whoseAsked(tx, params.urn)
      const entries = await entriesOf(tx, [null, school_urn])
      const own = entries.some(entry => entry.school_urn !== null)
      return reply.page(schoolCalendarView, {
        title: `When ${name} meets`,
        back: { href: schoolUrl(school_urn ?? 0), text: name },
        lead: own
          ? 'The authority’s calendar with the school’s own days laid over it.'
          : 'The school has given no days of its own: it follows the authority’s calendar.',
        ...yearModel({
          ...{ entries: laidOver(entries), year: yearAsked(query.year, today), school_urn },
          years: shownYears(await yearsWithTerms(tx), today),
          maintained: await isMaintained(tx, school_urn),
          may_change: may(identity, 'calendars.change'),
        }),
      })
    },
  )

  page.post('/calendars/bank-holidays', { may: 'calendars.change', audit: 'bank holidays previewed' }, async asked => {
    const record = await missingBankHolidays(asked.tx)
    return previewChange(
      asked,
      { kind: 'bank_holidays', what: 'Added: England’s bank holidays', record, retract: [], undoes: null },
      {
        title: 'What England’s bank holidays change',
        back: { href: '/calendars', text: 'Calendars' },
        ...{ cancel_href: '/calendars', button: 'Add the bank holidays' },
      },
    )
  })
  importPages(page)
  entryPages(page)
  copyPages(page)
  changePages(page, parts)
}
