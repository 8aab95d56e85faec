import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import {
  type DeletionGuard,
  type EnquirySide,
  enquirySteps,
  formatDay,
  formatShortDay,
  mayDelete,
  ownerWords,
} from '../../rulebook/index.ts'
import { bannerOf, caseUrl } from '../cases/index.ts'
import { safeContact } from '../children/index.ts'
import { delegationOf, holdersOf } from '../delegations/index.ts'
import { personOnly } from '../people/index.ts'
import { beginsAt, lockedBecause } from './actions.ts'
import {
  ctfUrl,
  deleteUrl,
  endUrl,
  makeCtfUrl,
  makeVisitUrl,
  referUrl,
  registerUrl,
  replyUrl,
  signUrl,
  tracesUrl,
  unlockUrl,
  visitUrl,
} from './addresses.ts'
import { endings, findings, groundText, outcomes, replies, sideText, textOf } from './codes.ts'
import { ctfsOf } from './ctf.ts'
import { traceOrMissing } from './form-pages.ts'
import { guardTexts } from './guard-texts.ts'
import { openDangers, openTraces, type Risk, type Said, saidIn, sideOf, type Trace, visitsOf } from './queries.ts'
import { guardsOf, settledBy } from './standing.ts'
import { type DangerView, type TraceModel, tracePage, tracesPage } from './views.ts'

/** The enquiries that go on, and the desk of each. School and council read the same page; each acts on its own side. */
export function tracePages(page: Pages): void {
  page.get(tracesUrl, { may: 'tracing.read', audit: 'enquiries listed' }, async ({ tx, identity, look, reply }) => {
    const rows = await openTraces(tx)
    const school = sideOf(personOnly(identity)) === 'school'
    look.saw(
      rows.map(row => row.person_id),
      ['known_as', 'enquiries'],
    )
    return reply.page(tracesPage, {
      ...{ title: 'Enquiries', recorded: true },
      says: school
        ? 'Children of your roll whose whereabouts you and the council are trying to find. Each page says which steps are yours.'
        : 'Children whose whereabouts are being looked for. Those looked for longest stand first.',
      empty: school
        ? 'None. The council begins enquiries when a child on your roll cannot be found.'
        : 'None. Enquiries begin from the page of a case.',
      rows: rows.map(row => ({
        ...{ name: row.known_as ?? 'A child', href: `${tracesUrl}/${row.id}`, since: formatShortDay(row.began_on) },
        about: row.ground === null ? 'To find the child' : groundText[row.ground],
        ...{ school: row.school_name ?? '', last: row.last_on === null ? 'None yet' : formatShortDay(row.last_on) },
        signed: row.signed.length === 0 ? 'Nobody' : row.signed.map(side => sideText[side]).join(', '),
        locked: row.locked,
      })),
    })
  })

  page.get(
    '/tracing/:id',
    { may: 'tracing.read', audit: 'enquiries about a child viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const trace = await traceOrMissing(tx, params.id, look)
      look.saw([trace.person_id], ['safe_contact', 'enquiries'])
      return reply.page(tracePage, await modelOf(tx, person, trace))
    },
  )
}

async function modelOf(tx: Read, person: Person, trace: Trace): Promise<TraceModel> {
  const said = await saidIn(tx, trace.id)
  const goesOn = trace.ended_on === null
  const guards = await guardsOf(tx, trace, said, trace.ended_on ?? person.today)
  const inCouncil = sideOf(person) === 'council'
  const changesCase = may(person, 'cases.change') && inCouncil
  const changes = goesOn && changesCase
  return {
    ...{ title: 'Enquiries', recorded: true, banner: await bannerOf(tx, person, trace.person_id, person.today) },
    back: may(person, 'cases.read')
      ? { href: caseUrl(trace.case_id), text: 'Back to the case' }
      : { href: tracesUrl, text: 'Enquiries' },
    safe_contact: await safeContact(tx, trace.person_id),
    about: aboutText(trace),
    ended:
      trace.ended_on === null
        ? null
        : {
            sentence: `Ended ${formatDay(trace.ended_on)} by ${trace.ended_by}: ${textOf(endings, trace.finding).toLowerCase()}.${trace.deleted_on === null ? '' : ' The name was deleted from the register.'}`,
            because: trace.ended_because ?? '',
          },
    dangers: goesOn ? await dangersOf(tx, person, trace, said) : [],
    guards:
      guards === null
        ? null
        : {
            lead: `${trace.ground === null ? '' : groundText[trace.ground]}. School and council both enquire, and both sign.`,
            met: `${guards.filter(({ met }) => met).length} of ${guards.length} hold.`,
            rows: guards.map(guardRow),
            delete_href: changes && mayDelete(guards) ? deleteUrl(trace.id) : null,
          },
    register:
      trace.ground === null
        ? null
        : {
            text:
              said.register === null
                ? 'The marks of the register have not been given.'
                : `The marks of ${said.register.marks.length / 2} days were given on ${formatDay(said.register.given_on)} by ${said.register.given_by}.`,
            href: goesOn && may(person, 'tracing.step') ? registerUrl(trace.id) : null,
          },
    sides: (trace.school_urn === null ? (['council'] as const) : (['school', 'council'] as const)).map(side =>
      sideView(person, trace, said, side),
    ),
    steps: said.steps.map(step => ({
      ...{ day: formatShortDay(step.happened_on), asked: step.asked, said: step.said },
      by: `${step.recorded_by}, ${sideText[step.side].toLowerCase()}`,
      what: enquirySteps.find(one => one.step === step.step)?.text ?? step.step,
      outcome: `${textOf(outcomes, step.outcome)}${step.settles ? '' : ' (more to ask)'}`,
    })),
    visits: (await visitsOf(tx, trace.id)).map(visit => ({
      text: `${formatShortDay(visit.planned_on)}, ${visit.visitors}`,
      href: visitUrl(trace.id, visit.id),
    })),
    files: changesCase
      ? (await ctfsOf(tx, trace.id)).map(made => ({
          text: `${made.name}, ${formatShortDay(made.made_on)}, ${made.made_by}`,
          href: ctfUrl(trace.id, made.id),
        }))
      : [],
    links: [
      ...(goesOn && may(person, 'tracing.step') && lockedBecause(said, 'Q3') === null
        ? [{ text: 'Plan a visit', href: makeVisitUrl(trace.id) }]
        : []),
      ...(changes && openDangers(said).length === 0
        ? [{ text: 'Make a file to the lost pupils', href: makeCtfUrl(trace.id) }]
        : []),
      ...(changes ? [{ text: 'End the enquiries', href: endUrl(trace.id) }] : []),
    ],
  }
}

function aboutText({ ground, school_name, leave_last_on, began_on, began_by }: Trace): string {
  const since = `Begun ${formatDay(began_on)} by ${began_by}.`
  if (ground === null) return `To find the child. ${since}`
  const leave = leave_last_on === null ? '' : ` The leave ended on ${formatDay(leave_last_on)}.`
  return `${groundText[ground]}, at ${school_name ?? 'the school'}.${leave} ${since}`
}

const guardRow = ({ guard, met, because, owed_by }: DeletionGuard) => ({
  ...{ text: guardTexts[guard], because, owed_by: met ? '' : ownerWords[owed_by] },
  standing: met ? { text: 'Holds', tag: 'green' } : { text: 'Does not hold', tag: 'amber' },
})

function sideView(person: Person, trace: Trace, said: Said, side: EnquirySide): TraceModel['sides'][number] {
  const settled = settledBy(said, side)
  const ours = sideOf(person) === side
  const signed = said.signatures.find(one => one.side === side)
  return {
    heading: sideText[side],
    rows: enquirySteps
      .filter(({ sides }) => sides.includes(side))
      .map(({ step, text, hint }) => {
        const rows = said.steps.filter(one => one.side === side && one.step === step)
        const day = settled.find(one => one.step === step)?.settled_on
        const locked = trace.ended_on === null && lockedBecause(said, step) !== null
        return {
          ...{ text, hint, locked, action: day === undefined ? 'Take the step' : 'Ask again' },
          standing:
            day !== undefined
              ? { text: 'Settled', tag: 'green' }
              : locked
                ? { text: 'Locked', tag: 'red' }
                : { text: rows.length > 0 ? 'More to ask' : 'Not yet', tag: 'amber' },
          last: rows[0] ? formatShortDay(rows[0].happened_on) : '',
          href: ours && may(person, 'tracing.step') ? beginsAt(person, trace, step, said) : null,
        }
      }),
    signed: signed
      ? `Signed ${formatDay(signed.signed_on)} by ${signed.signed_by}: ${textOf(findings, signed.finding).toLowerCase()}. ${signed.no_good_cause ? 'No reasonable grounds to believe in sickness or an unavoidable cause.' : 'There may be sickness or an unavoidable cause.'}`
      : `${sideText[side]} has not signed.`,
    because: signed?.because ?? null,
    sign_href: ours && trace.ended_on === null && may(person, 'tracing.sign') ? signUrl(trace.id) : null,
  }
}

async function dangersOf(tx: Read, person: Person, trace: Trace, said: Said): Promise<DangerView[]> {
  const open = openDangers(said)
  if (open.length === 0) return []
  const named = may(person, 'delegations.read') ? await holdersOf(tx, 'unlock_enquiries', person.today) : []
  const mine =
    may(person, 'tracing.unlock') &&
    (await delegationOf(tx, person.account_id, 'unlock_enquiries', person.today)) !== null
  return open.map(risk => ({
    heading: 'A danger is feared: ask nobody near the family',
    says: [
      `${sideText[risk.side]} said so on ${formatDay(risk.asked_on)} (${risk.asked_by}). Parents, relatives, friends, neighbours and siblings’ schools are not asked until the named safeguarding lead unlocks it${named.length > 0 ? `: ${named.join(', ')}` : ''}.`,
      ...(risk.said === null ? [] : [risk.said]),
      howFar(risk),
    ],
    actions: actionsOn(person, trace, risk, mine),
  }))
}

function howFar({ referred_to, referred_on, reply, replied_on }: Risk): string {
  if (referred_to === null || referred_on === null)
    return 'Tell the MASH or the police at once, then record it here. If somebody is in danger now, ring 999.'
  const told = `${referred_to === 'police' ? 'The police were' : 'The MASH was'} told on ${formatDay(referred_on)}.`
  return reply === null || replied_on === null
    ? `${told} There is no answer yet: ask for it.`
    : `${told} Answered ${formatDay(replied_on)}: ${textOf(replies, reply).toLowerCase()}.`
}

function actionsOn(person: Person, trace: Trace, risk: Risk, mine: boolean): { text: string; href: string }[] {
  const steps = may(person, 'tracing.step')
  if (risk.referred_to === null)
    return steps ? [{ text: 'Record that the MASH or the police were told', href: referUrl(trace.id, risk.id) }] : []
  const inCouncil = may(person, 'tracing.unlock')
  return [
    ...(inCouncil ? [{ text: 'Record what they answered', href: replyUrl(trace.id, risk.id) }] : []),
    ...(mine && risk.reply === 'may_go_on'
      ? [{ text: 'Unlock the steps near the family', href: unlockUrl(trace.id, risk.id) }]
      : []),
  ]
}
