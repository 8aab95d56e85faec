import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import {
  countOfClock,
  type HappeningKind,
  happeningKinds,
  ownerText,
  type Policies,
  proposalWords,
  stopWords,
  warningText,
} from '../../rulebook/index.ts'
import {
  type ClockRow,
  childFrame,
  clockKey,
  clocksOfChild,
  clocksUrl,
  drawClock,
  marks,
  reckoningForReading,
  ruleOfClock,
  runsOn,
} from '../children/index.ts'
import { happeningsUrl, recordUrl } from './addresses.ts'
import { calendarUrl } from './clocks-page.ts'
import { happeningText } from './open-questions.ts'
import { type HappeningRow, happeningsOf } from './queries.ts'
import { type ClockModel, clockPage } from './views.ts'

/** One clock: its day, every day that was counted or skipped, the law, what opened it and what would keep it. */
export function clockPages(page: Pages): void {
  page.get(
    '/children/:id/clocks/:key',
    { may: 'children.read', audit: 'clock of a child viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const { id, key } = params
      const { banner } = await childFrame(tx, identity, id, '/clocks')
      look.saw([id], ['banner', 'clock'])
      const clock = (await clocksOfChild(tx, id, today)).find(one => clockKey(one) === key)
      // A fact that was put right opens its clock anew, and a feed or a bookmark still leads to the one before.
      if (!clock) return reply.redirect(clocksUrl(id))
      const reckoning = await reckoningForReading(tx)
      const facts = await happeningsOf(tx, id)
      const drawn = drawClock(clock, reckoning, today)
      const running = runsOn(clock, today)
      return reply.page(clockPage, {
        ...{ title: drawn.title, recorded: true, banner, clock: drawn, running },
        back: { href: clocksUrl(id), text: 'All clocks of this child' },
        opened_by: factLink(id, clock, clock.opened_by, facts),
        ended_by: clock.ended_by === null || running ? null : factLink(id, clock, clock.ended_by, facts),
        owed_by: ownerText(clock.owed_by),
        ...(running ? endings(identity, id, clock, facts) : { keeps: [], stops: [] }),
        warned: running ? warned(clock, reckoning.policies) : [],
        proposes: ruleOfClock(clock)?.breach.map(one => proposalWords[one]) ?? [],
        calendar: may(identity, 'schools.read')
          ? {
              text: clock.school_urn === null ? 'The authority’s calendar' : 'The school’s calendar',
              href: calendarUrl(clock),
            }
          : null,
        mark: drawn.law === null ? '' : marks[drawn.law.mark],
        rule: {
          text: clock.rule,
          href: may(identity, 'schools.read') ? `/rulebook/${encodeURIComponent(clock.rule)}` : null,
        },
      })
    },
  )
}

/** Where what opened or ended a clock is looked at: the happening itself, or the page whose facts it follows from. */
function factLink(
  person_id: string,
  clock: ClockRow,
  fact_id: string,
  facts: readonly HappeningRow[],
): ClockModel['opened_by'] {
  const fact = facts.find(one => one.id === fact_id)
  if (fact) return { text: happeningText(fact), href: `${happeningsUrl(person_id)}#happening-${fact.id}` }
  const ofCare = ruleOfClock(clock)?.opens.some(kind => kind.startsWith('care_')) === true
  return ofCare
    ? { text: 'It follows from the child’s needs', href: `/children/${person_id}/needs` }
    : { text: 'It follows from the child’s education', href: `/children/${person_id}/education` }
}

/** What would keep or stop a running clock, with the way to record it for whoever may. */
function endings(
  identity: Identity,
  person_id: string,
  clock: ClockRow,
  facts: readonly HappeningRow[],
): Pick<ClockModel, 'keeps' | 'stops'> {
  const rule = ruleOfClock(clock)
  const answers = facts.some(fact => fact.id === clock.opened_by) ? clock.opened_by : null
  const sees = (kind: HappeningKind) =>
    identity.kind === 'person' && identity.classes.includes(happeningKinds[kind].field_class)
  const link = (kind: HappeningKind) => ({
    text: happeningKinds[kind].text,
    href:
      happeningKinds[kind].follows === true || !may(identity, 'happenings.change')
        ? null
        : recordUrl(person_id, kind, answers),
  })
  return {
    keeps: (rule?.met_by ?? []).filter(sees).map(link),
    stops: (rule?.stopped_by ?? [])
      .filter(({ by }) => sees(by))
      .map(({ by, reason }) => ({ ...link(by), why: stopWords[reason] })),
  }
}

/** Who is warned and when, in the days by which the authority's policy counts the rule. */
function warned(clock: ClockRow, policies: Policies): string[] {
  const rule = ruleOfClock(clock)
  if (rule === undefined) return []
  const count = countOfClock(clock.rule, clock.opened_on, policies)
  return rule.warns.map(warning => warningText(warning, { count, unit: rule.unit }))
}
