import type { Read } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { textField } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { takeBack } from './actions.ts'
import { policiesUrl } from './addresses.ts'
import { historyOf, type PastDecision } from './queries.ts'
import { takeBackPage, takenBack } from './views.ts'

const rule = { may: 'settings.change' } as const

const takeBackForm = form({
  because: textField({
    label: 'Why is it taken back?',
    about: 'why it is taken back',
    hint: 'It stays readable beside the decision.',
    rows: 3,
    most: 500,
  }),
})

/** Taking back a decision whose day has not come. */
export function takeBackRoutes(page: Pages, { queue }: Parts): void {
  page.get('/policies/decisions/:id/take-back', { ...rule, audit: 'taking back of a policy opened' }, async asked => {
    const { tx, params, reply, today } = asked
    const found = await decisionOrMissing(tx, params.id)
    if (found.retracted_at !== null || found.starts_on <= today) return reply.redirect(policiesUrl)
    return reply.page(takeBackPage, model(found, drawForm(takeBackForm)))
  })

  page.post('/policies/decisions/:id/take-back', { ...rule, audit: 'policy taken back' }, async asked => {
    const { tx, identity, params, body, look, reply } = asked
    const actor = personOnly(identity)
    const found = await decisionOrMissing(tx, params.id)
    const posted = parseForm(takeBackForm, body)
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    if (!posted.ok) return reply.page(takeBackPage, model(found, drawForm(takeBackForm, { failed: posted })))
    const { because } = posted.values
    look.reason = because
    try {
      return await orWhereItLed(reply, async () => {
        await takeBack(tx, queue, actor, { decision_id: found.id, because })
        await useOnce(tx, actor, posted.once, policiesUrl)
        reply.flash(takenBack)
        return reply.redirect(policiesUrl)
      })
    } catch (problem) {
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict('Its day has come, or somebody took it back before you.', [], {
        href: policiesUrl,
        text: 'The policy as it is now',
      })
    }
  })
}

async function decisionOrMissing(tx: Read, id: string): Promise<PastDecision> {
  const found = (await historyOf(tx)).find(one => one.id === id)
  if (!found) throw new Missing()
  return found
}

const model = (found: PastDecision, drawn: DrawnForm) => ({
  title: 'Take this decision back',
  back: { href: policiesUrl, text: 'Policy' },
  lines: [
    { term: 'Pack', text: found.pack.title },
    { term: 'From', text: formatDay(found.starts_on) },
    { term: 'Why', text: found.reason },
    { term: 'Decided by', text: found.decided_by },
  ],
  cancel_href: policiesUrl,
  form: drawn,
})
