import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatDay, inForce } from '../../rulebook/index.ts'
import { policiesForReading } from '../children/index.ts'
import { allocate, recordArranged, recordContact, recordNote, recordVoice } from './actions.ts'
import { endDecisionUrl } from './addresses.ts'
import { casePages } from './case-page.ts'
import { reopenCase } from './close.ts'
import { closePages } from './close-pages.ts'
import { type DecisionKind, decisions, decisionsUnder, textOf } from './codes.ts'
import { decide, endDecision } from './decide.ts'
import { caseFormPages } from './form-pages.ts'
import {
  allocateForm,
  contactForm,
  decisionForm,
  endDecisionForm,
  noteForm,
  provisionForm,
  reopenForm,
  voiceForm,
} from './forms.ts'
import { listPages } from './list-pages.ts'
import { officersOn } from './officers.ts'
import { openPages } from './open-pages.ts'
import { decisionsOn } from './queries.ts'
import { sheetPages } from './sheet-page.ts'
import {
  caseAllocated,
  caseReopened,
  contactRecorded,
  decisionEnded,
  decisionRecorded,
  noteRecorded,
  provisionRecorded,
  voiceRecorded,
} from './views.ts'

export function routes(page: Pages, _parts: Parts): void {
  listPages(page)
  openPages(page)
  casePages(page)
  closePages(page)
  sheetPages(page)

  caseFormPages(page, {
    path: '/cases/:id/allocate',
    ...{ may: 'cases.allocate', audit: 'case allocated', when: 'open', done: caseAllocated },
    purpose: 'The case goes to the officer whom you choose, with all that is due on it.',
    ...{ title: 'Hand the case over', button: 'Hand over' },
    form: async (tx, person) => allocateForm(await officersOn(tx, person.today)),
    act: async (tx, person, found, { officer, note }, keys) => {
      const to = (await officersOn(tx, person.today)).find(({ membership_id }) => membership_id === officer)
      if (!to) throw new Missing()
      await allocate(tx, person, found, { officer: to, note }, keys)
    },
  })

  caseFormPages(page, {
    path: '/cases/:id/contact',
    ...{ may: 'cases.change', audit: 'case contact recorded', when: 'open', done: contactRecorded },
    purpose: 'A call, visit, letter, email or meeting about this child, also one that reached nobody.',
    ...{ title: 'Record a contact', button: 'Record the contact', contact: true },
    form: (_tx: Read, person: Person) => contactForm(person.today),
    act: recordContact,
  })

  caseFormPages(page, {
    path: '/cases/:id/provision',
    ...{ may: 'children.change', audit: 'case provision recorded', when: 'open', done: provisionRecorded },
    purpose: 'Education that somebody has arranged for this child. Its hours count towards the band.',
    ...{ title: 'Record provision', button: 'Record the provision' },
    form: (_tx: Read, person: Person) => provisionForm(person.today),
    act: recordArranged,
  })

  caseFormPages(page, {
    path: '/cases/:id/decision',
    ...{ may: 'children.change', audit: 'case decision recorded', when: 'open', done: decisionRecorded },
    purpose: 'What the council holds to be so of this child, from a day on until it is ended.',
    ...{ title: 'Record a decision', button: 'Record the decision' },
    form: async (tx: Read, { today }: Person) =>
      decisionForm(today, decisionsUnder(inForce(await policiesForReading(tx), today))),
    intro: async (tx, found, person) => ({
      held: (await decisionsOn(tx, found.person_id, person.today)).filter(isDecision).map(line => ({
        text: `${textOf(decisions, line.kind)}, since ${formatDay(line.starts_on)}`,
        href: endDecisionUrl(found.id, line.kind),
        link: `End “${textOf(decisions, line.kind)}”`,
      })),
    }),
    act: decide,
  })

  caseFormPages(page, {
    path: '/cases/:id/decision/:kind/end',
    ...{ may: 'children.change', audit: 'case decision ended', when: 'open', done: decisionEnded },
    purpose: 'What was decided holds no longer. That it held, and until when, stays in the chronology.',
    ...{ title: 'End a decision', button: 'End the decision' },
    form: (_tx, person, _found, params) => {
      if (decisionKind(params.kind) === null) throw new Missing()
      return endDecisionForm(person.today)
    },
    act: async (tx, person, found, values, keys, params) => {
      const kind = decisionKind(params.kind)
      if (kind === null) throw new Missing()
      await endDecision(tx, person, found, { kind, ...values }, keys)
    },
  })

  caseFormPages(page, {
    path: '/cases/:id/voice',
    ...{ may: 'cases.change', audit: 'voice of a child recorded', when: 'open', done: voiceRecorded },
    purpose: 'What the child says stands on the page of the case, and in every summary for a meeting.',
    ...{ title: 'The child’s voice', button: 'Record it' },
    form: (_tx: Read, person: Person) => voiceForm(person.today),
    act: recordVoice,
  })

  caseFormPages(page, {
    path: '/cases/:id/note',
    ...{ may: 'cases.change', audit: 'case note recorded', when: 'open', done: noteRecorded },
    purpose: 'What the next officer should know, and is neither a contact nor a decision.',
    ...{ title: 'Add a note', button: 'Add the note' },
    form: noteForm,
    act: recordNote,
  })

  caseFormPages(page, {
    path: '/cases/:id/reopen',
    ...{ may: 'cases.close', audit: 'case reopened', when: 'closed', done: caseReopened },
    purpose: 'The case goes on where it ended, with everything that was recorded on it.',
    ...{ title: 'Open the case again', button: 'Open again' },
    form: reopenForm,
    act: reopenCase,
  })
}

const decisionKind = (text: string | undefined): DecisionKind | null =>
  decisions.find(decision => decision.value === text)?.value ?? null
const isDecision = (line: { kind: string }): boolean => decisionKind(line.kind) !== null
