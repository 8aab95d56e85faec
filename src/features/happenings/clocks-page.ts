import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { addDays, type Day, formatShortDay, ownerText, ruleOn } from '../../rulebook/index.ts'
import {
  awayOf,
  type ClockRow,
  childFrame,
  clocksOfChild,
  clockTitle,
  clockUrl,
  endText,
  type FlagRow,
  flagsOfChild,
  isOverdue,
  type Reckoning,
  reckoningForReading,
  runsOn,
} from '../children/index.ts'
import { schoolUrl } from '../schools/index.ts'
import { chooseKindUrl, happeningsUrl } from './addresses.ts'
import { type ClockLine, clocksPage } from './views.ts'

/** Where the calendar stands that a clock is counted by. */
export const calendarUrl = ({ school_urn }: Pick<ClockRow, 'school_urn'>): string =>
  school_urn === null ? '/calendars' : `${schoolUrl(school_urn)}/calendar`

/** Every clock of one child: what runs, the overdue first; what ended, and how; what is to be looked at. */
export function clocksPages(page: Pages): void {
  page.get(
    '/children/:id/clocks',
    { may: 'children.read', audit: 'child’s clocks viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const frame = await childFrame(tx, identity, params.id, '/clocks')
      look.saw([params.id], ['banner', 'clocks', 'flags'])
      const clocks = await clocksOfChild(tx, params.id, today)
      const reckoning = await reckoningForReading(tx)
      const running = clocks.filter(clock => runsOn(clock, today))
      const dated = running.filter(clock => clock.due_on !== null)
      return reply.page(clocksPage, {
        ...frame,
        running: [...dated.filter(one => isOverdue(one, today)), ...dated.filter(one => !isOverdue(one, today))].map(
          clock => lineOf(clock, params.id, reckoning, today),
        ),
        gaps: running
          .filter(clock => clock.due_on === null)
          .map(clock => ({
            ...{ title: clockTitle(clock), href: clockUrl(params.id, clock), problem: clock.problem ?? '' },
            calendar_href: calendarUrl(clock),
          })),
        ended: clocks
          .filter(clock => !runsOn(clock, today))
          .toSorted((a, b) => ((a.ended_on ?? '') < (b.ended_on ?? '') ? 1 : -1))
          .map(clock => ({
            ...{
              title: clockTitle(clock),
              href: clockUrl(params.id, clock),
              out: { ...endText(clock, today), href: null },
            },
            due: clock.due_on === null ? 'no date' : formatShortDay(clock.due_on),
          })),
        flags: (await flagsOfChild(tx, params.id, today)).map(flag => flagLine(flag, today)),
        record_href: may(identity, 'happenings.change') ? chooseKindUrl(params.id) : null,
        happened_href: happeningsUrl(params.id),
      })
    },
  )
}

const lineOf = (clock: ClockRow, person_id: string, reckoning: Reckoning, today: Day): ClockLine => ({
  ...{ title: clockTitle(clock), href: clockUrl(person_id, clock), overdue: isOverdue(clock, today) },
  due: clock.due_on === null ? '' : formatShortDay(clock.due_on),
  away: awayOf(clock, reckoning, today),
  owed_by: ownerText(clock.owed_by),
  opened: formatShortDay(clock.opened_on),
})

function flagLine({ rule, starts_on, ends_on, because }: FlagRow, today: Day) {
  // Categories of fair access are one rule with a letter each.
  const law = ruleOn(rule, today) ?? ruleOn(rule.replace(/\.[a-z]$/, ''), today)
  return {
    ...{ text: law?.title ?? rule, because, source: law?.source ?? '' },
    until: `Since ${formatShortDay(starts_on)}${ends_on === null ? ', until it is decided' : ` until ${formatShortDay(addDays(ends_on, -1))}`}`,
  }
}
