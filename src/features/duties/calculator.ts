import type { Read } from '../../ground/database/door.ts'
import { dayField } from '../../ground/web/day-field.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { optional } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import {
  asDay,
  asksSchoolDays,
  CalendarGap,
  type Count,
  countedEntry,
  countOfClock,
  countText,
  type Day,
  type DueCalendars,
  derive,
  formatDay,
} from '../../rulebook/index.ts'
import { readAuthorityCalendar, readSchoolCalendar, readWorkingCalendar } from '../calendars/index.ts'
import { policiesForReading, type StripDay, stripDays } from '../children/index.ts'
import { type FoundSchool, schoolField, withSchool } from '../schools/index.ts'

const calculatorForm = form({
  on: dayField({
    label: 'If this happened on',
    about: 'the day on which it happened',
    notBefore: asDay('1990-01-01'),
    notAfter: asDay('2099-12-31'),
  }),
  school: optional(
    schoolField({
      label: 'At this school',
      about: 'the school',
      hint: 'Its URN or full name. Left empty, the authority’s own term dates count.',
    }),
  ),
})

/** What was worked out, or why it could not be. */
export interface Worked {
  finding: string
  /** False where no date could be worked out. */
  dated: boolean
  by: string
  caution: string | null
  days: readonly StripDay[]
}

/** The calculator of a rule: its form as it was filled in, and what follows. */
export async function calculate(
  tx: Read,
  rule: string,
  query: Readonly<Record<string, unknown>>,
  today: Day,
): Promise<{ form: DrawnForm; worked: Worked | null }> {
  const asked = Object.keys(query).some(name => name === 'on' || name.startsWith('on_') || name.startsWith('on-'))
  if (!asked) return { form: drawForm(calculatorForm), worked: null }
  const given = parseForm(calculatorForm, query)
  if (!given.ok) return { form: drawForm(calculatorForm, { failed: given }), worked: null }
  const found = await withSchool(tx, calculatorForm, given, 'school')
  if (!found.ok) return { form: drawForm(calculatorForm, { failed: found }), worked: null }
  return {
    form: drawForm(calculatorForm, { stored: given.values }),
    worked: await work(tx, rule, given.values.on, found.school, today),
  }
}

async function work(tx: Read, id: string, on: Day, school: FoundSchool | null, today: Day): Promise<Worked | null> {
  const entry = countedEntry(id, on)
  // The authority's policy may set another number than the rule: its clocks are counted so.
  const count = countOfClock(id, on, await policiesForReading(tx)) ?? entry?.rule.count ?? null
  if (entry === undefined || count === null) return null
  const calendars: DueCalendars = {
    school: school ? await readSchoolCalendar(tx, school.urn, school.name) : await readAuthorityCalendar(tx),
    working: await readWorkingCalendar(),
  }
  const by = calendarText(count, school)
  try {
    const due = derive(count, on, calendars)
    return {
      finding: `Due ${formatDay(due.due_on)}: ${countText(count)}`,
      ...{ dated: true, by, caution: entry.caution, days: stripDays(count, due, on, today) },
    }
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return { finding: gap.message, dated: false, by, caution: entry.caution, days: [] }
  }
}

/** By which calendar it was counted, as a sentence. */
const calendarText = (count: Count, school: FoundSchool | null): string => {
  if (asksSchoolDays(count))
    return school ? `Counted by the calendar of ${school.name}.` : 'Counted by the authority’s calendar.'
  if (count.by === 'days' && count.unit === 'working_days')
    return 'Counted in working days, which are the same at every school: weekdays that are not bank holidays.'
  return 'School days do not matter to this rule: the date is the same at every school.'
}
