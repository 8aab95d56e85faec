import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { choiceFilter, dayFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type Day, parseDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { withSchool } from '../schools/index.ts'
import { newRecountUrl, progressUrl, recountsUrl } from './addresses.ts'
import { haveCounted, writeRecount } from './ask.ts'
import { childrenPages } from './children-pages.ts'
import { choosable } from './codes.ts'
import { definitionNames, definitionTitle, own } from './definitions.ts'
import { recountForm } from './forms.ts'
import { listRecounts } from './queries.ts'
import { recountPages } from './recount-pages.ts'
import { newRecountView, recountLine, recountsView } from './views.ts'

/** Every recount that was asked for; asking; and what each answered. */
export function routes(page: Pages, parts: Parts): void {
  everyRecount(page)
  asking(page, parts)
  recountPages(page, parts)
  childrenPages(page)
}

const definition = list({
  path: recountsUrl,
  columns: {
    asked: { text: 'Asked for', sort: true },
    day: { text: 'Day' },
    belief: { text: 'Known' },
    definitions: { text: 'Under' },
    only: { text: 'Who' },
    answer: { text: 'Answer' },
  },
  sort: { by: 'asked', direction: 'desc' },
  filters: {
    on: dayFilter('Of the day'),
    policy: choiceFilter(
      'Under',
      definitionNames.map(value => ({ value, text: definitionTitle(value) })),
    ),
    mine: flagFilter('Only mine'),
  },
})

function everyRecount(page: Pages): void {
  page.get(recountsUrl, { may: 'ledger.read', audit: 'recounts listed' }, async ({ tx, identity, query, reply }) => {
    const state = listState(query, definition)
    const { on, policy, mine } = state.filters
    const asked_by = mine === null ? null : personOnly(identity).account_id
    const found = await listRecounts(tx, { on_day: on, policy, asked_by, ...state })
    return reply.page(recountsView, {
      title: 'Recounts',
      list: drawList(definition, state, found.map(recountLine)),
      new_href: may(identity, 'ledger.recount') ? newRecountUrl() : null,
    })
  })
}

function asking(page: Pages, { queue }: Parts): void {
  const drawn = (form: ReturnType<typeof drawForm>) => ({
    title: 'Recount a day',
    back: { href: recountsUrl, text: 'Recounts' },
    form,
    cancel_href: recountsUrl,
  })
  page.get(
    '/recounts/new',
    { may: 'ledger.recount', audit: 'recount: form opened' },
    async ({ query, today, reply }) => {
      const asked = parseDay(String(query.on))
      const on_day: Day = asked !== undefined && asked <= today ? asked : today
      const stored = { on_day, belief: 'was', policy: own, counts: choosable.map(({ value }) => value) } as const
      return reply.page(newRecountView, drawn(drawForm(recountForm(today), { stored })))
    },
  )

  page.post(
    '/recounts/new',
    { may: 'ledger.recount', audit: 'recount asked for' },
    async ({ tx, identity, body, today, reply }) => {
      const actor = personOnly(identity)
      const form = recountForm(today)
      const again = (failed: Failed) => reply.page(newRecountView, drawn(drawForm(form, { failed })))
      const posted = parseForm(form, body)
      if (!posted.ok) return again(posted)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const named = await withSchool(tx, form, posted, 'school')
      if (!named.ok) return again(named)
      const { on_day, known_on, policy, beside, counts, compulsory_age } = posted.values
      const id = await writeRecount(tx, actor, {
        ...{ on_day, known_on, counts: counts ?? [], compulsory_age },
        school_urn: named.school?.urn ?? null,
        policies: beside === null ? [policy] : [policy, beside],
      })
      await haveCounted(tx, queue, actor, { id, on_day })
      await useOnce(tx, actor, posted.once, progressUrl(id))
      return reply.redirect(progressUrl(id))
    },
  )
}
