import { type Identity, may, type Person } from '../../ground/database/identity.ts'
import type { Reading } from '../../ground/feature.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { ageOn, type Day, firstRoute, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { caseUrl, type Officer, officersOn } from '../cases/index.ts'
import { childUrl } from '../children/index.ts'
import { formatInstant } from '../people/index.ts'
import { referralsUrl, referralUrl } from './addresses.ts'
import {
  answerText,
  groupText,
  outcomes,
  outcomeText,
  referredAsText,
  refusalText,
  stateText,
  stepText,
  teamName,
  yesNoUnknown,
} from './codes.ts'
import { findPossible } from './find-possible.ts'
import { earlierReferrals, type Referral, stepsOf } from './queries.ts'
import { signalsOf } from './signals.ts'
import type { ReferralModel } from './views.ts'

/** Those to whom this person may allocate: all, or only themselves. */
export async function officersFor(tx: Reading['tx'], person: Person): Promise<Officer[]> {
  const officers = await officersOn(tx, person.today)
  return may(person, 'cases.allocate')
    ? officers
    : officers.filter(({ membership_id }) => membership_id === person.membership_id)
}

/** One referral: what was said, who the child may be, what was done, and what can be decided. */
export async function referralModel(
  { tx, identity, today, look }: Pick<Reading, 'tx' | 'identity' | 'today' | 'look'>,
  referral: Referral,
  form: DrawnForm,
): Promise<ReferralModel> {
  const open = referral.state !== 'finished'
  const names = open && referral.person_id === null && may(identity, 'children.change')
  const possible = names ? await findPossible(tx, typedFor(referral), today) : []
  const earlier = await earlierReferrals(tx, referral.id)
  look.saw(
    [...possible.map(({ id }) => id), ...[referral, ...earlier].flatMap(({ person_id }) => person_id ?? [])],
    ['known_as', 'born_on', 'state', 'referral'],
  )
  const route = firstRoute(referral.answer as Parameters<typeof firstRoute>[0], referral.groups, referral.received_on)
  return {
    title: `Referral ${referral.reference}`,
    back: { href: referralsUrl, text: 'Back to the referrals' },
    recorded: true,
    form,
    sentence: sentenceOf(referral),
    signals: signalsOf(referral, today),
    facts: factsOf(referral, today),
    concern: referral.concern,
    route: {
      team: teamName(referral.team),
      others: referral.other_teams.map(teamName).join('; '),
      because: route.because,
      source: route.mark === 'unsettled' ? `${route.source}; not settled` : route.source,
    },
    child:
      referral.person_id === null ? null : { text: referral.known_as ?? 'A child', href: childUrl(referral.person_id) },
    possible: possible.map(({ id, known_as, born, year, state, school, area, why }) => ({
      ...{ id, text: known_as, href: childUrl(id), why: why.join('. ') },
      about: [`Born ${born}`, year, state, school, area].filter(Boolean).join(', '),
    })),
    name_href: names ? referralUrl(referral.id, 'child') : null,
    earlier: earlier.map(one => ({
      text: `${one.reference}, ${formatShortDay(one.received_on)}`,
      href: referralUrl(one.id),
      about: `${answerText(one.answer)}. ${one.outcome === null ? stateText(one.state) : outcomeText(one.outcome)}.`,
    })),
    steps: (await stepsOf(tx, referral.id)).map(step => ({
      what: stepText[step.kind] ?? step.kind,
      note: step.note,
      by: `${step.said_by}, ${formatInstant(step.said_at)}`,
      href: step.case_id === null ? null : caseUrl(step.case_id),
    })),
    take_href: open && isNotMine(referral, identity) ? referralUrl(referral.id, 'take') : null,
    decide_href: open ? referralUrl(referral.id, 'decide') : null,
    buttons: outcomes
      .filter(({ value }) => value !== 'allocated' || may(identity, 'cases.change'))
      .map(({ value, button }) => ({ value, text: button })),
  }
}

const isNotMine = ({ taken_by_id }: Referral, identity: Identity): boolean =>
  identity.kind !== 'person' || taken_by_id !== identity.account_id

/** As it would be typed into the search. */
const typedFor = ({ forename, surname, born_on }: Referral): string =>
  [forename, surname, born_on === null ? '' : formatDay(born_on)].join(' ').trim()

function sentenceOf({ state, outcome, refused_because, taken_by, received_at }: Referral): string {
  const came = `Received on ${formatInstant(received_at)}.`
  if (state === 'finished')
    return `${came} ${outcomeText(outcome)}${outcome === 'refused' ? `: ${refusalText(refused_because)}` : ''}.`
  return `${came} ${taken_by === null ? 'Nobody’s name is on it yet.' : `${taken_by} looks at it.`}`
}

function factsOf(said: Referral, today: Day): ReferralModel['facts'] {
  const who = [referredAsText[said.referred_as], said.organisation, said.referrer_name, said.referrer_relation]
  const lines: readonly [string, string | null][] = [
    ['Child, as told', `${said.forename} ${said.surname}`],
    [
      'Date of birth',
      said.born_on === null ? said.age : `${formatDay(said.born_on)}, aged ${ageOn(said.born_on, today)}`,
    ],
    ['What is happening', answerText(said.answer)],
    ['School', said.school],
    ['Where the child lives', [said.address, said.postcode].filter(Boolean).join(', ') || null],
    ['Groups', said.groups.map(groupText).join('; ') || null],
    ['Social worker with a plan', yesNoUnknown.find(({ value }) => value === said.social_care)?.text ?? null],
    ['Last seen', said.last_seen],
    ['Referred by', who.filter(Boolean).join(', ')],
    ['How to reach them', said.referrer_contact],
    ['When it is safe', said.safe_contact],
  ]
  return lines.map(([term, text]) => ({ term, text: text ?? 'Not told' }))
}
