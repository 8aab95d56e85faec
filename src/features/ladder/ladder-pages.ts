import type { Read, Write } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { HttpError, Missing } from '../../ground/web/errors.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import {
  formatShortDay,
  type Judgement,
  type LadderLevel,
  ladderBodies,
  ladderStanding,
  ladderTests,
} from '../../rulebook/index.ts'
import {
  bannerOf,
  type CouncilCase,
  caseFormPages,
  caseInBrief,
  caseOrMissing,
  caseUrl,
  outSince,
} from '../cases/index.ts'
import { answerStep, propose, withdrawStep } from './actions.ts'
import { answerUrl, ladderUrl, proposeUrl, waitingUrl, withdrawUrl } from './addresses.ts'
import { answerText } from './codes.ts'
import { answerForm, levelThreeForm, levelTwoForm, withdrawForm } from './forms.ts'
import { ladderFacts, type Step, stepsOf, stepsWaiting, waiting } from './queries.ts'
import {
  type LadderModel,
  type LevelView,
  ladderPage,
  type StepView,
  stepAnswered,
  stepProposed,
  stepWithdrawn,
  waitingPage,
} from './views.ts'

const words = {
  met: { text: 'Met', tag: 'green' },
  not_met: { text: 'Not met', tag: 'grey' },
  to_decide: { text: 'To decide', tag: 'amber' },
} as const

/** How a case stands on the ladder, and what waits for a meeting. */
export function ladderPages(page: Pages): void {
  page.get(
    waitingUrl,
    { may: 'cases.read', audit: 'proposals of the ladder listed' },
    async ({ tx, identity, look, reply }) => {
      const rows = await stepsWaiting(tx)
      const answers = may(identity, 'cases.escalate')
      look.saw(
        rows.map(row => row.person_id),
        ['known_as', 'case', 'ladder'],
      )
      return reply.page(waitingPage, {
        ...{ title: 'Waiting for a meeting', recorded: true },
        rows: rows.map(row => ({
          name: row.known_as ?? 'A child',
          href: ladderUrl(row.case_id),
          ...{ reference: row.reference, level: String(row.level), body: ladderBodies[row.level] },
          ...{ since: formatShortDay(row.proposed_on), by: row.proposed_by, lead: row.lead },
          answer_href: answers ? answerUrl(row.case_id) : null,
          withdraw_href: answers ? withdrawUrl(row.case_id) : null,
        })),
      })
    },
  )

  page.get(
    '/cases/:id/ladder',
    { may: 'cases.read', audit: 'ladder of a case viewed' },
    async ({ tx, identity, params, look, reply, today }) => {
      const found = await caseOrMissing(tx, params.id, look)
      look.saw([found.person_id], ['ladder', 'clock', 'state'])
      const steps = await stepsOf(tx, found.id)
      const waits = waiting(steps)
      const escalates = may(identity, 'cases.escalate')
      const proposes = escalates && !waits && found.closed_on === null
      const facts = await ladderFacts(tx, found, today)
      const levelView = (level: LadderLevel): LevelView => ({
        heading: `Level ${level === 2 ? 'two' : 'three'}: ${ladderBodies[level]}`,
        says:
          level === 2
            ? 'A team manager proposes it once every test is met. The panel advises, supports and challenges, or funds interim education.'
            : 'A team or group manager proposes it who believes both. The board scrutinises, challenges and recommends.',
        tests: ladderStanding(level, facts, []).map(({ test, standing, because }) => ({
          ...{ text: test.text, standing: words[standing], because, source: `${test.source}, ${test.mark}` },
        })),
        propose_href: proposes ? proposeUrl(found.id, level) : null,
      })
      const model: LadderModel = {
        ...{ title: 'The ladder', back: { href: caseUrl(found.id), text: 'Back to the case' }, recorded: true },
        banner: await bannerOf(tx, identity, found.person_id, today),
        days_out: (await outSince(tx, found.person_id, today)).text,
        levels: [
          {
            heading: 'Level one: the Fair Access team',
            says: 'Anybody may refer. The team advises, takes the child to the weekly Children Out of School meeting, or allocates the case.',
            ...{ tests: [], propose_href: null },
          },
          levelView(2),
          levelView(3),
        ],
        waits: waits
          ? {
              text: `Proposed for level ${waits.level} on ${formatShortDay(waits.proposed_on)}: it waits for the ${ladderBodies[waits.level]}.`,
              answer_href: escalates ? answerUrl(found.id) : null,
              withdraw_href: escalates ? withdrawUrl(found.id) : null,
            }
          : null,
        steps: steps.map(stepView),
        section_19_href: `${caseUrl(found.id)}/section-19`,
      }
      return reply.page(ladderPage, model)
    },
  )

  const proposing = { may: 'cases.escalate', when: 'open', done: stepProposed, button: 'Propose it' } as const
  const stored = async (tx: Read, found: CouncilCase, person: Person) => ({
    summary: `${await caseInBrief(tx, found, person.today)}\n\nAsked of the meeting: `,
  })
  caseFormPages(page, {
    ...proposing,
    path: '/cases/:id/ladder/2/propose',
    ...{ audit: 'level two proposed', title: 'Propose level two', form: levelTwoForm, stored },
    purpose: `The case then comes before the ${ladderBodies[2]}. Every test must be met; what days and age decide is worked out.`,
    act: (tx, person, found, values, keys) =>
      propose(tx, person, found, { level: 2, judged: judgedIn(2, values), summary: values.summary }, keys),
  })
  caseFormPages(page, {
    ...proposing,
    path: '/cases/:id/ladder/3/propose',
    ...{ audit: 'level three proposed', title: 'Propose level three', form: levelThreeForm, stored },
    purpose: `The case then comes before the ${ladderBodies[3]}. No number of days is given: you say why the time is unreasonable, and whose duty may be failed.`,
    act: (tx, person, found, values, keys) =>
      propose(tx, person, found, { level: 3, judged: judgedIn(3, values), summary: values.summary }, keys),
  })
  caseFormPages(page, {
    path: '/cases/:id/ladder/answer',
    ...{ may: 'cases.escalate', audit: 'answer of a meeting recorded', when: 'open', done: stepAnswered },
    ...{ title: 'What the meeting answered', button: 'Record the answer' },
    purpose: 'It comes back to the case, and stands in its chronology.',
    form: async (tx, _person, found) => answerForm((await stepOrGone(tx, found)).level),
    act: (tx: Write, person, found, values, keys: FormKeys) => answerStep(tx, person, found, values, keys),
  })
  caseFormPages(page, {
    path: '/cases/:id/ladder/withdraw',
    ...{ may: 'cases.escalate', audit: 'proposal of the ladder withdrawn', when: 'open', done: stepWithdrawn },
    ...{ title: 'Withdraw the proposal', button: 'Withdraw it', form: withdrawForm },
    purpose: 'The case stays at the level where it is. That it was proposed stays in the chronology.',
    act: withdrawStep,
  })
}

/** What the manager judged, by the tests of the level: each asked as a yes with its reason. */
const judgedIn = (level: LadderLevel, values: object): Judgement[] => {
  const given = new Map(Object.entries(values))
  return ladderTests
    .filter(test => test.level === level && test.asks !== null)
    .map(({ code }) => {
      const met = given.get(code) === 'yes'
      return { code, met, because: met ? String(given.get(`${code}_because`)) : 'The manager holds that it is not so.' }
    })
}

async function stepOrGone(tx: Read, found: CouncilCase): Promise<Step> {
  const step = waiting(await stepsOf(tx, found.id))
  if (step) return step
  if (found.closed_on !== null) throw new Missing()
  throw new HttpError(404, 'No proposal waits', ['It was answered or withdrawn, or was never made.'], {
    link: { href: ladderUrl(found.id), text: 'See how the case stands on the ladder' },
  })
}

function stepView(step: Step): StepView {
  const on = (day: Step['answered_on'], by: string | null) =>
    `${day === null ? '' : formatShortDay(day)} by ${by ?? ''}`
  return {
    heading: `Level ${step.level}: ${ladderBodies[step.level]}`,
    standing:
      step.answer !== null
        ? { text: answerText(step.answer), tag: 'green' }
        : step.withdrawn_on !== null
          ? { text: 'Withdrawn', tag: 'grey' }
          : { text: 'Waits', tag: 'amber' },
    proposed: `Proposed ${formatShortDay(step.proposed_on)} by ${step.proposed_by}.`,
    judged: step.judged.map(({ because }) => because),
    summary: step.summary,
    answered:
      step.answered_on !== null
        ? `Answered ${on(step.answered_on, step.answered_by)}.`
        : step.withdrawn_on !== null
          ? `Withdrawn ${on(step.withdrawn_on, step.withdrawn_by)}.`
          : null,
    answer_text: step.answer_text ?? step.withdrawn_because,
  }
}
