import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { citationsOn, type Day, formatAcademicYear, formatShortDay } from '../../rulebook/index.ts'
import { judged } from './attendance.ts'
import { childFrame } from './child-frame.ts'
import { factKinds } from './codes.ts'
import { attendanceLine, breaksOf, enrolmentLine, lanesOf, registrationsOn } from './education-lanes.ts'
import {
  type DrawnWeek,
  listAttendance,
  listEnrolments,
  listProvisions,
  listStatesWithLaw,
  listWeeks,
} from './education-queries.ts'
import { educationPage } from './education-views.ts'
import { factLine } from './fact-words.ts'
import { listFacts } from './facts.ts'
import { calendarForReading, policiesForReading } from './reevaluate.ts'
import { registrationProblems } from './registrations.ts'
import { educationMinutes, lengthText } from './week.ts'
import { drawWeek } from './week-picture.ts'
import { daysOfWeek, fullTimeOn, marks, weekOn } from './week-shown.ts'
import { whyOurs } from './why-ours.ts'
import { fromTo, stateTag, stateText } from './words.ts'
import { drawYear, schoolYear, yearFinding } from './year-lanes.ts'

/** The page of a child's education: the year as lanes, the week as a timetable, attendance; and the forms of a week. */
export function educationRoutes(page: Pages): void {
  page.get(
    '/children/:id/education',
    { may: 'children.read', audit: 'child’s education viewed' },
    async ({ tx, identity, params, query, reply, look, today }) => {
      const { id } = params
      const model = await childFrame(tx, identity, id, '/education')
      look.saw(
        [id],
        ['banner', 'state', 'enrolment', 'provision', 'circumstance', 'timetable', 'attendance', 'why_ours'],
      )
      const insider = identity.kind === 'person' && identity.scope === 'county'
      const states = await listStatesWithLaw(tx, id)
      const enrolments = await listEnrolments(tx, id)
      const provisions = await listProvisions(tx, id)
      const attendance = judged(await listAttendance(tx, id), await policiesForReading(tx))
      const weeks = await listWeeks(tx, id)
      const years = yearsOf([...states, ...enrolments, ...provisions, ...attendance], today)
      const asked = typeof query.year === 'string' ? Number(query.year) : Number.NaN
      const year = years.includes(asked) ? asked : schoolYear(today)
      const calendar = await calendarForReading(tx)
      const told = states.map(span => ({
        ...{ starts_on: span.starts_on, ends_on: span.ends_on },
        text: span.school_name === null ? stateText(span.state) : `${stateText(span.state)}, ${span.school_name}`,
      }))
      const now = weekOn(weeks, today)
      const writes = may(identity, 'children.change')
      const untrue = (week: DrawnWeek) => (writes ? `/children/${id}/week/untrue?from=${week.starts_on}` : null)
      const fullTime = await fullTimeOn(tx, today)
      const breaks = breaksOf(calendar, year)
      return reply.page(educationPage, {
        ...model,
        years: years.map(one => ({
          text: formatAcademicYear(one),
          href: `/children/${id}/education?year=${one}`,
          current: one === year,
        })),
        year: drawYear(
          year,
          lanesOf({ states, enrolments, provisions, attendance }),
          breaks,
          yearFinding(year, told, today),
          today,
        ),
        calendar_note:
          breaks.length > 0
            ? null
            : `There are no term dates for ${formatAcademicYear(year)}, so holidays are not shaded.`,
        problems: registrationProblems(registrationsOn(enrolments, today)),
        enrolments: enrolments.map(row => enrolmentLine(row, insider)),
        week: now ? drawWeek(now.sessions, fullTime) : null,
        week_days: now ? daysOfWeek(now) : '',
        week_href: writes ? `/children/${id}/week` : null,
        week_untrue_href: now ? untrue(now) : null,
        weeks: weeks
          .filter(week => week !== now)
          .map(week => ({
            days: daysOfWeek(week),
            hours: lengthText(educationMinutes(week.sessions)),
            untrue_href: untrue(week),
          })),
        attendance: attendance.map(attendanceLine),
        why_ours: await whyOurs(tx, id, today),
        spans: states.map(span => ({
          days:
            span.starts_on > today ? `from ${formatShortDay(span.starts_on)}` : fromTo(span.starts_on, span.ends_on),
          state: stateText(span.state),
          tag: stateTag(span.state),
          school: span.school_name ?? '',
          because: span.because,
          laws: citationsOn(span.citations, span.starts_on > today ? today : span.starts_on).map(law => ({
            rule: law.rule,
            text: `${law.source} ${marks[law.mark]}`,
          })),
        })),
        facts: (await listFacts(tx, id, ['enrolment', 'provision', 'circumstance'])).map(fact =>
          factLine(fact, insider, insider ? `/children/${id}/facts/${fact.kind}/${fact.id}` : null),
        ),
        add: may(identity, 'children.change')
          ? (['enrolment', 'provision', 'circumstance'] as const).map(kind => ({
              text: `Add ${factKinds[kind].a}`,
              href: `/children/${id}/facts/${kind}/add`,
            }))
          : [],
      })
    },
  )
}

/** The school years of which anything is said, the newest first, with this one. */
function yearsOf(said: readonly { starts_on: Day; ends_on: Day | null }[], today: Day): number[] {
  const starts = said.filter(one => one.starts_on <= today).map(one => schoolYear(one.starts_on))
  const first = Math.max(schoolYear(today) - 14, Math.min(schoolYear(today), ...starts))
  return Array.from({ length: schoolYear(today) - first + 1 }, (_, at) => schoolYear(today) - at)
}
