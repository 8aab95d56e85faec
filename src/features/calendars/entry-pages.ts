import type { Read } from '../../ground/database/door.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type FormValues, parseForm } from '../../ground/web/forms.ts'
import { academicYear, formatAcademicYear } from '../../rulebook/index.ts'
import { entryUrl, yearUrl } from './addresses.ts'
import type { CalendarChange } from './change.ts'
import { entryText, spanText } from './changes.ts'
import { keyOf, type StoredEntry, type WrittenEntry } from './entry.ts'
import { entryForm, pressForm } from './forms.ts'
import { changedMeanwhile, previewChange } from './preview.ts'
import { entriesOf, findEntry } from './queries.ts'
import { entryPage } from './views.ts'
import { type Whose, whoseAsked, whoseOf, yearAsked } from './whose.ts'

const may = 'calendars.change'

/** Adding an entry to a calendar, changing one, and taking one off: each leads to the preview. */
export function entryPages(page: Pages): void {
  adding(page)
  changing(page)
}

/** What stands in the same calendar beside an entry: the form of a term looks for overlaps. */
const othersIn = async (tx: Read, whose: Whose, id: string | null): Promise<StoredEntry[]> =>
  (await entriesOf(tx, [whose.school_urn])).filter(entry => entry.id !== id)

const written = (whose: Whose, values: FormValues<ReturnType<typeof entryForm>>): WrittenEntry => ({
  school_urn: whose.school_urn,
  kind: values.kind,
  name: (values.name ?? '').replaceAll(/\s+/g, ' '),
  starts_on: values.starts_on,
  last_on: values.last_on ?? values.starts_on,
})

function adding(page: Pages): void {
  const path = '/calendars/entries/new'
  const model = (whose: Whose, year: number) => {
    const back_href = yearUrl(whose.school_urn, year)
    return {
      title: 'Add an entry',
      lead: `To the calendar of ${whose.name}, ${formatAcademicYear(year)}. You see what it changes before anything does.`,
      ...{ button: 'See what it changes', remove: null, remove_href: '', cancel_href: back_href },
      back: { href: back_href, text: 'The calendar' },
    }
  }
  page.get(path, { may, audit: 'calendar entry: form' }, async ({ tx, query, today, reply }) => {
    const whose = await whoseAsked(tx, query.school)
    const others = await othersIn(tx, whose, null)
    return reply.page(entryPage, { ...model(whose, yearAsked(query.year, today)), form: drawForm(entryForm(others)) })
  })
  page.post(path, { may, audit: 'calendar entry: previewed' }, async asked => {
    const { tx, query, body, today, reply } = asked
    const whose = await whoseAsked(tx, query.school)
    const form = entryForm(await othersIn(tx, whose, null))
    const posted = parseForm(form, body)
    const shown = model(whose, yearAsked(query.year, today))
    if (!posted.ok) return reply.page(entryPage, { ...shown, form: drawForm(form, { failed: posted }) })
    const entry = written(whose, posted.values)
    const change: CalendarChange = {
      kind: 'added',
      what: `Added for ${whose.name}: ${entryText(entry)}`,
      ...{ record: [entry], retract: [], undoes: null },
    }
    return previewChange(asked, change, {
      title: 'What this entry changes',
      back: { href: shown.back.href, text: 'The calendar' },
      ...{ cancel_href: shown.cancel_href, button: 'Add the entry' },
    })
  })
}

function changing(page: Pages): void {
  const path = '/calendars/entries/:id'
  const open = async (tx: Read, id: string) => {
    const entry = await findEntry(tx, id)
    if (!entry) throw new Missing()
    const whose = await whoseOf(tx, entry)
    return { entry, whose, form: entryForm(await othersIn(tx, whose, id)) }
  }
  const model = (entry: StoredEntry, whose: Whose) => {
    const back_href = yearUrl(whose.school_urn, academicYear(entry.starts_on))
    return {
      title: 'Change an entry',
      lead: `${entryText(entry)}, in the calendar of ${whose.name}. You see what it changes before anything does.`,
      ...{ button: 'See what it changes', cancel_href: back_href, remove_href: `${entryUrl(entry.id)}/remove` },
      remove: drawForm(pressForm),
      back: { href: back_href, text: 'The calendar' },
    }
  }
  page.get(path, { may, audit: 'calendar entry: form' }, async ({ tx, params, reply }) => {
    const { entry, whose, form } = await open(tx, params.id)
    if (!entry.stands) return reply.redirect(yearUrl(whose.school_urn, academicYear(entry.starts_on)))
    const { kind, name, starts_on, last_on } = entry
    const stored = { kind, name, starts_on, last_on: last_on === starts_on ? null : last_on }
    return reply.page(entryPage, { ...model(entry, whose), form: drawForm(form, { stored }) })
  })
  page.post(path, { may, audit: 'calendar entry: previewed' }, async asked => {
    const { tx, params, body, reply } = asked
    const { entry, whose, form } = await open(tx, params.id)
    const posted = parseForm(form, body)
    const shown = model(entry, whose)
    if (!posted.ok) return reply.page(entryPage, { ...shown, form: drawForm(form, { failed: posted }) })
    const wanted = written(whose, posted.values)
    const what = `Changed for ${whose.name}: ${entryText(entry)}, now ${
      entry.kind === wanted.kind && entry.name === wanted.name ? spanText(wanted) : entryText(wanted)
    }`
    if (!entry.stands) throw changedMeanwhile({ what })
    const same = keyOf(entry) === keyOf(wanted)
    const plan = same ? { record: [], retract: [] } : { record: [wanted], retract: [entry] }
    return previewChange(
      asked,
      { kind: 'changed', what, ...plan, undoes: null },
      {
        title: 'What this changes',
        back: { href: entryUrl(entry.id), text: 'Change the dates again' },
        ...{ cancel_href: shown.cancel_href, button: 'Change the entry', same: same ? 1 : 0 },
      },
    )
  })
  page.post('/calendars/entries/:id/remove', { may, audit: 'calendar entry: removal previewed' }, async asked => {
    const { entry, whose } = await open(asked.tx, asked.params.id)
    const what = `Taken off for ${whose.name}: ${entryText(entry)}`
    if (!entry.stands) throw changedMeanwhile({ what })
    return previewChange(
      asked,
      { kind: 'removed', what, record: [], retract: [entry], undoes: null },
      {
        title: 'What taking it off changes',
        back: { href: entryUrl(entry.id), text: 'The entry' },
        cancel_href: yearUrl(whose.school_urn, academicYear(entry.starts_on)),
        button: 'Take it off the calendar',
      },
    )
  })
}
