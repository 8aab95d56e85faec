import { Readable } from 'node:stream'
import type { Pages, Parts } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { tickField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { academicYear } from '../../rulebook/index.ts'
import { ctfsOf, makeCtf } from './ctf.ts'
import { traceFormPages, traceOrMissing } from './form-pages.ts'
import { ctfMade } from './views.ts'

const ctfForm = () =>
  form({
    sure: tickField({
      label: 'Has this child left the school, for nobody knows where?',
      text: 'Yes, and no school or council is known to have the child',
      must: 'Tick this once no school or council is known to have the child',
    }),
  })

/** A common transfer file of one child to the lost pupils: made once, and downloaded as it was made. */
export function ctfPages(page: Pages, { now }: Parts): void {
  traceFormPages(page, {
    path: '/tracing/:id/ctf',
    ...{ may: 'cases.change', audit: 'file to the lost pupils made', done: ctfMade, button: 'Make the file' },
    words: () => ({
      title: 'A file to the lost pupils',
      intro: [
        'A common transfer file (CTF) of this child with an unknown destination. Upload it to school to school (s2s): the next school that searches there finds the child.',
        'It holds the name, the date of birth, the UPN and the schools. It holds no address, no contact and no reason.',
      ],
    }),
    form: () => ctfForm(),
    act: (tx, person, trace, _values, keys) =>
      makeCtf(
        tx,
        person,
        trace,
        { made_at: now().toISOString().slice(0, 19), academic_year: academicYear(person.today) },
        keys,
      ),
  })

  page.get(
    '/tracing/:id/ctf/:ctf_id',
    { may: 'cases.change', audit: 'file to the lost pupils downloaded' },
    async ({ tx, params, look, reply }) => {
      const trace = await traceOrMissing(tx, params.id, look)
      const made = (await ctfsOf(tx, trace.id)).find(({ id }) => id === params.ctf_id)
      if (!made) throw new Missing()
      look.saw([trace.person_id], ['upn', 'born_on', 'enrolment'])
      return reply.file(made.name, 'application/xml', Readable.from([Buffer.from(made.text)]))
    },
  )
}
