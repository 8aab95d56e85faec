import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { enquiryStep, formatDay } from '../../rulebook/index.ts'
import { bannerOf } from '../cases/index.ts'
import { safeContact } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { traceUrl } from './addresses.ts'
import { traceFormPages, traceOrMissing } from './form-pages.ts'
import { visitForm } from './forms.ts'
import { openDangers, saidIn, sideOf, visitsOf } from './queries.ts'
import { visitMade, visitPage } from './views.ts'
import { homesFor, makeVisit } from './visit.ts'

/** Planning a visit, and its sheet to print. */
export function visitPages(page: Pages): void {
  traceFormPages(page, {
    path: '/tracing/:id/visit',
    ...{ may: 'tracing.step', audit: 'visit planned', contact: true, done: visitMade, button: 'Make the sheet' },
    words: () => ({
      title: 'Plan a visit',
      intro: [
        'Answer first whether a danger is feared. A sheet for a disputed address bears the name of whoever sends somebody there.',
      ],
    }),
    form: async (tx, person, trace) =>
      visitForm(await homesFor(tx, person, trace), sideOf(person) === 'council', person.today),
    stored: async (_tx, _trace, person) => ({ planned_on: person.today }),
    act: makeVisit,
  })

  page.get(
    '/tracing/:id/visits/:visit_id',
    { may: 'tracing.read', audit: 'visit sheet viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const trace = await traceOrMissing(tx, params.id, look)
      look.saw([trace.person_id], ['safe_contact', 'address'])
      const visit = (await visitsOf(tx, trace.id)).find(({ id }) => id === params.visit_id)
      if (!visit) throw new Missing()
      const locked = trace.ended_on !== null || openDangers(await saidIn(tx, trace.id)).length > 0
      return reply.page(visitPage, {
        ...{ title: 'Visit sheet', back: { href: traceUrl(trace.id), text: 'Back to the enquiries' }, recorded: true },
        banner: await bannerOf(tx, person, trace.person_id, person.today),
        safe_contact: await safeContact(tx, trace.person_id),
        locked: locked
          ? trace.ended_on === null
            ? 'A danger is feared: nobody goes there until the named safeguarding lead has unlocked it. The sheet is not shown.'
            : 'These enquiries have ended: nobody goes there for them. The sheet is not shown.'
          : null,
        ...{ address: visit.address, told: visit.told, visitors: visit.visitors, planned: formatDay(visit.planned_on) },
        disputed: visit.disputed?.split('\n') ?? [],
        override:
          visit.because === null ? null : `${visit.made_by} sends somebody there all the same: ${visit.because}`,
        made: `${formatDay(visit.made_on)} by ${visit.made_by}`,
        words: enquiryStep('Q3').words,
      })
    },
  )
}
