import { englishBankHolidays } from '../ground/bank-holidays.ts'
import {
  asksSchoolDays,
  type BankHoliday,
  CalendarGap,
  type CountedEntry,
  countedEntry,
  type Day,
  type DueCalendars,
  derive,
  formatDay,
  partsOf,
  rules,
  schoolCalendar,
  unitText,
  workingCalendar,
} from '../rulebook/index.ts'
import { calendarHelp, readEntries } from './calendar-file.ts'
import { type Command, dayTyped, Refusal, tell, typed, WrongUsage } from './command.ts'
import { nearestIds } from './nearest-ids.ts'

export const dueCommand: Command = {
  name: 'due',
  usage: 'due RULE --on DATE [--school URN | --calendar FILE.csv] [--authority NUMBER] [--json]',
  does: 'When a rule is due if its clock opened on a day, with each day that is counted or skipped.',
  more: `
RULE is an id of onroll rules. The entry in force on DATE is counted; where none was, the newest is, and “caution” says so. ${calendarHelp}
A rule counted in school days, or to the end of a term, needs --calendar or --school; any other needs neither. --school asks the database,
and follows the authority’s terms where the school has none of its own. Bank holidays of the school’s days are those of its calendar; those of
working days are the program’s, and for years that it does not hold the single holidays of --calendar.
“unit” is the rule’s own: school_days, working_days, calendar_days, weeks, months or years; terms and half_terms end on their last school day;
a rule that is due on a date of each year, or at the end of the school year, says years. Of weeks, months and years the end of each is counted, and
of a date or the end of a term only the day on which it is due. What an authority’s policy sets in a rule’s place is not counted here.`,
  run: async words => {
    const text = { type: 'string' } as const
    const { values, positionals } = typed(
      words,
      { on: text, school: text, calendar: text, authority: text, json: { type: 'boolean' } },
      { least: 1, most: 1 },
    )
    const on = dayTyped(values.on, '--on')
    if (on === null) throw new WrongUsage('Say the day on which the clock opened: --on DATE.')
    if (on > '9900-01-01') throw new WrongUsage('--on takes a day before the year 9900.')
    const { school, calendar, authority } = values
    if (school !== undefined && calendar !== undefined)
      throw new WrongUsage('Give --school or --calendar: days are counted by one of them.')
    if (school !== undefined && !/^\d{6}$/.test(school)) throw new WrongUsage('--school takes a URN of six digits.')
    const { rule, caution } = ruleTyped(positionals[0] ?? '', on)
    const { count } = rule
    if (count === null)
      throw new Refusal(
        `${rule.id} (${rule.title}) sets no date: there is nothing to count. onroll rules lists those that do.`,
      )
    const ask = async () => {
      if (school !== undefined) return (await import('./due-at-school.ts')).calendarsAt(Number(school), authority)
      if (calendar !== undefined) return calendarsOf(calendar)
      if (asksSchoolDays(count))
        throw new Refusal(
          `${rule.id} is counted on days on which a school meets. Give its calendar (--calendar FILE.csv) or the school (--school URN).`,
        )
      return withoutSchool()
    }
    const calendars = await ask()
    const due = withGapsRefused(() => derive(count, on, calendars))
    const skipped = due.skipped.map(({ day, reason }) => ({ date: day, reason }))
    const answer = {
      ...{ rule: rule.id, opened_on: on, due_on: due.due_on, unit: rule.unit },
      ...{ counted: due.counted, skipped, source: rule.source },
      ...(caution !== null && { caution }),
    }
    tell(values.json, answer, inText(answer, { rule, caution }))
  },
}

function ruleTyped(typed: string, on: Day): CountedEntry {
  const found = rules.find(({ id }) => id.toLowerCase() === typed.toLowerCase())
  const entry = found && countedEntry(found.id, on)
  if (entry) return entry
  const ids = [...new Set(rules.map(({ id }) => id))]
  const near = nearestIds(typed, ids)
  const meant = near.length === 0 ? '' : ` The nearest ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}.`
  throw new Refusal(`There is no rule ${typed}.${meant} onroll rules lists them all.`)
}

function withGapsRefused<T>(work: () => T): T {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof CalendarGap) throw new Refusal(problem.message)
    throw problem
  }
}

const noSchool = schoolCalendar({ name: 'no school', entries: [] })

const heldHolidays = async (): Promise<BankHoliday[]> =>
  (await englishBankHolidays()).map(({ day, name }) => ({ on: day, name }))

const withoutSchool = async (): Promise<DueCalendars> => ({
  school: noSchool,
  working: workingCalendar(await heldHolidays()),
})

async function calendarsOf(path: string): Promise<DueCalendars> {
  const entries = await readEntries(path)
  const held = await heldHolidays()
  const years = new Set(held.map(({ on }) => partsOf(on).year))
  const added = entries
    .filter(({ kind, starts_on, last_on }) => kind === 'holiday' && starts_on === last_on)
    .filter(({ starts_on }) => !years.has(partsOf(starts_on).year))
    .map(({ starts_on, name }) => ({ on: starts_on, name: name || 'bank holiday' }))
  return { school: schoolCalendar({ name: path, entries }), working: workingCalendar([...held, ...added]) }
}

type Answer = {
  readonly opened_on: Day
  readonly due_on: Day
  readonly skipped: readonly { readonly date: Day; readonly reason: string }[]
}

function inText({ opened_on, due_on, skipped }: Answer, { rule, caution }: CountedEntry): string {
  const { id, title, count, source, mark } = rule
  const counted =
    count && (count.by === 'days' || count.by === 'span')
      ? `: ${count.length} ${unitText(count.unit, count.length)}`
      : ''
  return [
    ...(caution === null ? [] : [caution]),
    `${id}: ${title}`,
    `Opened ${formatDay(opened_on)}, due ${formatDay(due_on)}${counted}.`,
    ...skipped.map(({ date, reason }) => `  ${formatDay(date)} is skipped: ${reason}`),
    `Source: ${source} (${mark}).`,
  ].join('\n')
}
