import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { HttpError } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { childUrl } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { openSealed } from './actions.ts'
import { openProtectedUrl, sealedUrl } from './addresses.ts'
import { glassReasons, labelOf, triesAnHour } from './codes.ts'
import { openForm } from './forms.ts'
import { opensForReason } from './queries.ts'
import { opened, openPage } from './views.ts'

/** Opening a sealed record for a reason. A miss says the same of a child who is not there and of one who is not sealed. */
export function glassRoutes(page: Pages): void {
  const model = {
    title: 'Open a sealed record',
    recorded: true,
    back: { href: sealedUrl, text: 'Sealed records' },
  }

  page.get(
    openProtectedUrl,
    { may: 'children.break_glass', audit: 'opening of sealed records looked at' },
    async ({ tx, reply, today }) =>
      reply.page(openPage, {
        ...model,
        switched_on: await opensForReason(tx, today),
        missed: false,
        form: drawForm(openForm(today)),
      }),
  )

  page.post(
    openProtectedUrl,
    { may: 'children.break_glass', audit: 'sealed record asked for', limit: { most: 60, seconds: 60 } },
    async ({ tx, identity, body, reply, look, today }) => {
      const actor = personOnly(identity)
      const switched_on = await opensForReason(tx, today)
      const asked = openForm(today)
      const posted = parseForm(asked, switched_on ? body : {})
      if (!switched_on)
        return reply.page(openPage, { ...model, switched_on, missed: false, form: drawForm(asked) }, 409)
      if (!posted.ok)
        return reply.page(openPage, { ...model, switched_on, missed: false, form: drawForm(asked, { failed: posted }) })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const { values } = posted
      look.reason = `${labelOf(glassReasons, values.reason_code)}: ${values.reason}`
      const answer = await openSealed(tx, values)
      if (answer.outcome === 'too_many')
        throw new HttpError(429, 'Too many tries', [
          `A sealed record can be asked for ${triesAnHour} times in an hour. Wait, or ask a colleague who may open sealed records.`,
          'Nothing was opened.',
        ])
      if (answer.outcome === 'missed') {
        look.purpose = 'sealed record asked for: none opened'
        // What was typed stays in the form, whose key is new: another try is another try.
        const typed = drawForm(asked, { stored: values })
        return reply.page(openPage, { ...model, switched_on, missed: true, form: typed })
      }
      look.purpose = 'sealed record opened for a reason'
      look.saw([answer.opened_person], ['seal'])
      await useOnce(tx, actor, posted.once, childUrl(answer.opened_person))
      reply.flash(opened)
      return reply.redirect(childUrl(answer.opened_person))
    },
  )
}
