import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { choiceField } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import {
  type DatedPolicy,
  type Day,
  formatDay,
  formatShortDay,
  inForce,
  parseDay,
  policies,
  policyDocuments,
} from '../../rulebook/index.ts'
import { formatInstant } from '../people/index.ts'
import { chooseUrl, compareUrl, policiesUrl, policyOnUrl, previewUrl, takeBackUrl } from './addresses.ts'
import { changeRoutes } from './change-routes.ts'
import {
  compareRows,
  concernShown,
  daysHeld,
  faultLines,
  meetingRows,
  overrideLines,
  routingRows,
  settingRows,
} from './policy-rows.ts'
import { previewRoutes } from './preview-routes.ts'
import { historyOf, openPreviews, type PastDecision } from './queries.ts'
import { readPolicies } from './read-policies.ts'
import { takeBackRoutes } from './take-back-routes.ts'
import { comparePage, type HistoryLine, type PolicyShown, policiesPage } from './views.ts'

const mostPreviews = 5

/** The policy in force, its history, the packs; changing it, with what that would do before it is done. */
export function routes(page: Pages, parts: Parts): void {
  readingRoutes(page)
  changeRoutes(page, parts)
  previewRoutes(page, parts)
  takeBackRoutes(page, parts)
}

const shown = (policy: DatedPolicy): PolicyShown => ({
  settings: settingRows(policy),
  meetings: meetingRows(policy),
  routing: routingRows(policy),
  concern: concernShown(policy),
  faults: faultLines(policy),
})

/** The policy in force as the two pages that compare name it. */
const own = 'in-force'

function readingRoutes(page: Pages): void {
  page.get(policiesUrl, { may: 'policies.read', audit: 'policy viewed' }, async asked => {
    const { tx, identity, query, today, reply } = asked
    const on = parseDay(String(query.on)) ?? today
    const all = await readPolicies(tx)
    const policy = inForce(all, on)
    const mayChange = may(identity, 'settings.change')
    return reply.page(policiesPage, {
      title: 'Policy',
      name: policy.title,
      held: daysHeld(policy),
      other_day: on === today ? null : formatDay(on),
      policy: shown(policy),
      documents: policyDocuments,
      history: (await historyOf(tx)).map(one => historyLine(one, all, today, mayChange)),
      packs: policies.map(({ id, title }) => ({ name: title, href: compareUrl(own, id) })),
      previews: await previewLines(tx),
      change_href: mayChange ? chooseUrl : null,
    })
  })

  page.get('/policies/compare', { may: 'policies.read', audit: 'policies compared' }, async asked => {
    const { tx, query, today, reply } = asked
    const current = inForce(await readPolicies(tx), today)
    const offered = [
      { value: own, text: `In force today: ${current.title}` },
      ...policies.map(({ id, title }) => ({ value: id, text: title })),
    ]
    const choice = (label: string) => choiceField({ label, about: 'a policy', choices: offered, as: 'select' })
    const asks = form({ a: choice('This policy'), b: choice('Beside this one') })
    const wanted = { a: own, b: policies.find(({ id }) => id !== current.id)?.id ?? own, ...query }
    const parsed = parseForm(asks, wanted)
    const named = (value: string) => ({
      value,
      name: offered.find(one => one.value === value)?.text ?? value,
      policy: policies.find(({ id }) => id === value) ?? current,
    })
    const [a, b] = parsed.ok ? [named(parsed.values.a), named(parsed.values.b)] : [named(own), named(own)]
    return reply.page(comparePage, {
      title: 'Two policies side by side',
      back: { href: policiesUrl, text: 'Policy' },
      form: drawForm(asks, parsed.ok ? { stored: parsed.values } : { failed: parsed }),
      a: { value: a.value, name: a.name },
      b: { value: b.value, name: b.name },
      ...compareRows(a.policy, b.policy),
    })
  })
}

async function previewLines(tx: Read): Promise<{ href: string; text: string }[]> {
  return (await openPreviews(tx, mostPreviews)).map(({ id, pack, starts_on, asked_by, asked_at }) => ({
    href: previewUrl(id),
    text: `${pack.title}, from ${formatShortDay(starts_on)}: asked for by ${asked_by} on ${formatInstant(asked_at)}`,
  }))
}

function stateOf(one: PastDecision, all: readonly DatedPolicy[], today: Day): HistoryLine['state'] {
  if (one.retracted_at !== null) return { text: 'Taken back', tag: 'grey' }
  if (one.starts_on > today) return { text: 'To come', tag: 'amber' }
  return inForce(all, today).id === one.id ? { text: 'In force', tag: 'green' } : { text: 'Gone by', tag: 'grey' }
}

function historyLine(one: PastDecision, all: readonly DatedPolicy[], today: Day, mayChange: boolean): HistoryLine {
  const isComing = one.retracted_at === null && one.starts_on > today
  return {
    id: one.id,
    name: `From ${formatDay(one.starts_on)}: ${one.pack.title}`,
    href: policyOnUrl(one.starts_on),
    preview_href: one.preview_id && previewUrl(one.preview_id),
    state: stateOf(one, all, today),
    decided: `${one.decided_by}, ${formatInstant(one.decided_at)}`,
    reason: one.reason,
    changes: overrideLines(one.pack, one.overrides),
    taken_back: one.retracted_at && `${one.retracted_by}, ${formatInstant(one.retracted_at)}: ${one.retracted_reason}`,
    take_back_href: isComing && mayChange ? takeBackUrl(one.id) : null,
  }
}
