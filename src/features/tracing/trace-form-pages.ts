import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { addDays, type Day, type EnquiryStep, enquiryStep, enquirySteps, formatDay } from '../../rulebook/index.ts'
import { caseFormPages } from '../cases/index.ts'
import { schoolToday } from '../happenings/index.ts'
import { answerRisk, giveRegister, recordReferral, recordReply, recordStep, unlock } from './actions.ts'
import { beginTrace } from './begin.ts'
import { traceFormPages } from './form-pages.ts'
import {
  beginForm,
  deleteForm,
  endForm,
  referForm,
  registerForm,
  replyForm,
  riskForm,
  signForm,
  stepForm,
  unlockForm,
} from './forms.ts'
import { type Risk, saidIn, sideOf, type Trace } from './queries.ts'
import { endTrace, recordDeletion, sign } from './sign.ts'
import { calendarOf } from './standing.ts'
import {
  dangerReplied,
  dangerTold,
  dangerUnlocked,
  nameDeleted,
  registerGiven,
  riskAnswered,
  stepRecorded,
  traceBegun,
  traceClosed,
  traceSigned,
} from './views.ts'

type Params = Readonly<Record<string, string>>

const stepOf = (params: Params): EnquiryStep => {
  const found = enquirySteps.find(({ step }) => step === params.step)
  if (!found) throw new Missing()
  return found.step
}

/** The answer about danger of an address; one that is not there, or is another side's, is missing. */
async function riskOf(tx: Read, person: Person, trace: Trace, params: Params, own: boolean): Promise<Risk> {
  const risk = (await saidIn(tx, trace.id)).risks.find(({ id }) => id === params.risk_id)
  if (!risk || (own && risk.side !== sideOf(person))) throw new Missing()
  return risk
}

const riskId = (params: Params): string => params.risk_id ?? ''

/** The forms of the trace desk. */
export function traceForms(page: Pages): void {
  caseFormPages(page, {
    path: '/cases/:id/trace',
    ...{ may: 'cases.change', audit: 'enquiries begun', when: 'open', done: traceBegun },
    ...{ title: 'Begin enquiries', button: 'Begin them' },
    purpose:
      'Reasonable enquiries about where the child is: steps with their day, who was asked and what it gave. Before each step a danger is asked about.',
    form: async (tx, person, found) => {
      const school = await schoolToday(tx, found.person_id, person.today)
      return beginForm(school?.name ?? null, person.today)
    },
    next: result => String(result),
    act: async (tx, person, found, { about, leave_last_on }, keys) => {
      const school_urn = (await schoolToday(tx, found.person_id, person.today))?.urn ?? null
      const ground = about === 'find' ? null : about
      return beginTrace(tx, person, found, { ground, leave_last_on, school_urn }, keys)
    },
  })

  traceFormPages(page, {
    path: '/tracing/:id/steps/:step',
    ...{ may: 'tracing.step', audit: 'danger asked about before an enquiry', contact: true, done: riskAnswered },
    button: 'Go on',
    words: (_trace, params) => ({
      title: `Before this step: ${enquiryStep(stepOf(params)).text}`,
      intro: [
        enquiryStep(stepOf(params)).hint,
        'Answer first, each time. If you answer yes or are unsure, nobody near the family is asked until the named safeguarding lead has unlocked it.',
      ],
    }),
    form: (_tx, person, _trace, params) => {
      if (!enquiryStep(stepOf(params)).sides.includes(sideOf(person))) throw new Missing()
      return riskForm(sideOf(person) === 'council')
    },
    act: (tx, person, trace, values, keys, params) =>
      answerRisk(tx, person, trace, { ...values, step: stepOf(params) }, keys),
  })

  traceFormPages(page, {
    path: '/tracing/:id/risks/:risk_id/step',
    ...{ may: 'tracing.step', audit: 'enquiry recorded', contact: true, done: stepRecorded },
    button: 'Record the step',
    words: () => ({
      title: 'What was asked, and what it gave',
      intro: [
        'Obey what stands above about safe contact. Record each enquiry by itself, on the day on which it was made.',
      ],
    }),
    form: async (tx, person, trace, params) => {
      const { step } = await riskOf(tx, person, trace, params, true)
      const council = sideOf(person) === 'council'
      return stepForm(enquiryStep(step), {
        ...{ today: person.today, began_on: trace.began_on, leaves_out: may(person, 'tracing.sign') },
        shared: council && trace.school_urn !== null,
      })
    },
    stored: async (_tx, _trace, person) => ({ happened_on: person.today }),
    wordsFor: async (tx, person, trace, params) =>
      enquiryStep((await riskOf(tx, person, trace, params, true)).step).words,
    act: (tx, person, trace, values, keys, params) =>
      recordStep(tx, person, trace, { ...values, risk_id: riskId(params) }, keys),
  })

  traceFormPages(page, {
    path: '/tracing/:id/risks/:risk_id/refer',
    ...{ may: 'tracing.step', audit: 'danger told to MASH or police', done: dangerTold, button: 'Record it' },
    words: () => ({
      title: 'Who was told of the danger',
      intro: ['Tell them first: this records that you did. If somebody is in danger now, ring 999.'],
    }),
    form: async (tx, person, trace, params) => {
      await riskOf(tx, person, trace, params, false)
      return referForm(person.today)
    },
    stored: async (_tx, _trace, person) => ({ referred_on: person.today }),
    act: (tx, person, trace, values, keys, params) =>
      recordReferral(tx, person, trace, { ...values, risk_id: riskId(params) }, keys),
  })

  traceFormPages(page, {
    path: '/tracing/:id/risks/:risk_id/reply',
    ...{
      may: 'tracing.unlock',
      audit: 'answer about a danger recorded',
      done: dangerReplied,
      button: 'Record the answer',
    },
    words: () => ({
      title: 'What they answered',
      intro: ['The steps near the family stay locked until the named safeguarding lead unlocks them.'],
    }),
    form: async (tx, person, trace, params) => {
      await riskOf(tx, person, trace, params, false)
      return replyForm(person.today)
    },
    stored: async (_tx, _trace, person) => ({ replied_on: person.today }),
    act: (tx, person, trace, values, keys, params) =>
      recordReply(tx, person, trace, { ...values, risk_id: riskId(params) }, keys),
  })

  traceFormPages(page, {
    path: '/tracing/:id/risks/:risk_id/unlock',
    ...{ may: 'tracing.unlock', audit: 'enquiries unlocked', done: dangerUnlocked, button: 'Unlock them' },
    words: () => ({
      title: 'Unlock the steps near the family',
      intro: ['Only whom the authority has named for it may do this. The next step asks about danger again.'],
    }),
    form: async (tx, person, trace, params) => {
      await riskOf(tx, person, trace, params, false)
      return unlockForm()
    },
    act: (tx, person, trace, values, keys, params) =>
      unlock(tx, person, trace, { ...values, risk_id: riskId(params) }, keys),
  })

  traceFormPages(page, {
    path: '/tracing/:id/register',
    ...{ may: 'tracing.step', audit: 'marks of a register given', done: registerGiven, button: 'Keep the marks' },
    words: ({ ground, leave_last_on }) => ({
      title: 'The marks of the register',
      intro: [
        ground === 'h' && leave_last_on !== null
          ? `Every school day after ${formatDay(leave_last_on)}. What is given replaces what was given before.`
          : 'The last 20 school days at least. What is given replaces what was given before.',
      ],
    }),
    form: (_tx, person, trace) => {
      if (trace.ground === null) throw new Missing()
      return registerForm(person.today)
    },
    stored: async (tx, trace, person) => ({ marks: await marksToType(tx, trace, person.today) }),
    act: giveRegister,
  })

  traceFormPages(page, {
    path: '/tracing/:id/sign',
    ...{ may: 'tracing.sign', audit: 'enquiries signed', done: traceSigned, button: 'Sign' },
    words: () => ({
      title: 'Sign what the enquiries found',
      intro: ['You sign for your side. A step that is taken after it asks for the signature again.'],
    }),
    form: () => signForm(),
    act: sign,
  })

  traceFormPages(page, {
    path: '/tracing/:id/delete',
    ...{
      may: 'cases.change',
      audit: 'deletion from a register recorded',
      done: nameDeleted,
      button: 'Record the deletion',
    },
    words: ({ school_name }) => ({
      title: 'Record the deletion',
      intro: [
        `The name leaves the register of ${school_name ?? 'the school'} today, and not on a day before. The child is then on no roll: the case stays open, and the council goes on looking.`,
      ],
    }),
    form: (_tx, _person, trace) => {
      if (trace.ground === null) throw new Missing()
      return deleteForm()
    },
    act: recordDeletion,
  })

  traceFormPages(page, {
    path: '/tracing/:id/end',
    ...{ may: 'cases.change', audit: 'enquiries ended', done: traceClosed, button: 'End them' },
    words: () => ({
      title: 'End the enquiries',
      intro: ['The case stays open. What was asked and found stays to be read.'],
    }),
    form: () => endForm(),
    act: endTrace,
  })
}

/** The school days that count, each on a line, with the marks that were given before. */
async function marksToType(tx: Read, trace: Trace, today: Day): Promise<string> {
  const calendar = await calendarOf(tx, trace)
  const from = trace.leave_last_on === null ? addDays(today, -60) : addDays(trace.leave_last_on, 1)
  const days = from < today ? calendar.derivation(from, addDays(today, -1)).counted : []
  const known = new Map(
    (await saidIn(tx, trace.id)).register?.marks.map(mark => [`${mark.day} ${mark.session}`, mark.code]),
  )
  return (trace.ground === 'i' ? days.slice(-20) : days)
    .map(day => {
      const [year, month, date] = day.split('-')
      return `${date}/${month}/${year} ${known.get(`${day} AM`) ?? ''} ${known.get(`${day} PM`) ?? ''}`.trimEnd()
    })
    .join('\n')
}
