import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { concernUrl, statusUrl } from './addresses.ts'
import { type ReferralState, stateWords } from './codes.ts'
import { withinText } from './send-pages.ts'
import { statusOf } from './slips.ts'
import { askSlipForm } from './slips-form.ts'
import { askSlipPage, statusPage } from './views.ts'

const model = {
  title: 'How far is it?',
  back: { href: concernUrl, text: 'Back' },
  lead: 'Enter the reference and the code that you were given when you told us about a child.',
  button: 'Show',
}
const notRight = 'Nothing has this reference and code: check both. A code stops working some months after it was given'

/** What became of a referral: one word of three, and the same page for every child. */
export function statusPages(page: Pages): void {
  page.get(statusUrl, { may: 'anyone', audit: 'status of a referral: form' }, ({ reply }) =>
    reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm()) }),
  )
  page.ask(
    statusUrl,
    { may: 'anyone', audit: 'status of a referral asked for', limit: { most: 30, seconds: 600 } },
    async ({ body, tx, reply, today }) => {
      const posted = parseForm(askSlipForm(), body)
      if (!posted.ok) return reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm(), { failed: posted }) })
      const state = await statusOf(tx, posted.values)
      if (state === null) {
        const failed = parseForm(askSlipForm(notRight), body)
        return failed.ok
          ? reply.redirect(statusUrl)
          : reply.page(askSlipPage, { ...model, form: drawForm(askSlipForm(), { failed }) })
      }
      return reply.page(statusPage, {
        title: 'How far it is',
        back: { href: statusUrl, text: 'Back' },
        state: stateWords[state],
        news: newsOf(state, withinText(today)),
      })
    },
  )
}

const closing =
  'We say no more than this to anybody who referred a child, whoever the child is: what we know of a child is for those who work with the child.'

const newsOf = (state: ReferralState, within: string): string[] => [
  {
    received: `It waits for an officer, who looks at it within ${within} of the day you sent it. Look again then.`,
    looked_at: 'An officer is working on it. Look again in a week. If we need to ask you something, we will.',
    finished: 'The council has decided what to do, and does it. There will be no further news here.',
  }[state],
  closing,
  'If you learn more, tell us again. If the child is in danger, ring 999.',
]
