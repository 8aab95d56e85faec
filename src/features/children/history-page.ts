import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Day, formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { childFrame } from './child-frame.ts'
import { isFactCode, retractedWords } from './codes.ts'
import { actionWords, fitting } from './correction-forms.ts'
import { checkOf, factLine, saidOf, sourceOf, whatOf } from './fact-words.ts'
import type { Fact } from './facts.ts'
import { isInsider, lookBackForm } from './identity-page.ts'
import { canUndo, type Done, doneWith, everyFact } from './undo.ts'
import { factPage, type HistoryEvent, historyPage } from './views.ts'
import { fromTo } from './words.ts'

const most = 50

/** Everything recorded of a child in the order of its recording, and each fact by itself. */
export function historyRoutes(page: Pages): void {
  page.get(
    '/children/:id/history',
    { may: 'children.change', audit: 'child’s history viewed' },
    async ({ tx, identity, params, query, reply, look, today }) => {
      const model = await childFrame(tx, identity, params.id, '/identity')
      look.saw([params.id], ['banner', 'facts', 'history'])
      const facts = await everyFact(tx, params.id)
      const before = typeof query.before === 'string' ? query.before : null
      const all = eventsOf(facts)
      const from = before === null ? 0 : all.findIndex(done => done.at < before)
      const events = from < 0 ? [] : all.slice(from, from + most)
      const last = from >= 0 && all.length > from + most ? events.at(-1) : undefined
      return reply.page(historyPage, {
        ...model,
        events: events.map(done => drawnEvent(done, facts, params.id)),
        earlier_href: last ? `/children/${params.id}/history?before=${encodeURIComponent(last.at)}` : null,
        look_back: drawForm(lookBackForm(today), { stored: { question: 'believed', day: today } }),
      })
    },
  )

  page.get(
    '/children/:id/facts/:kind/:fact_id',
    { may: 'children.read', audit: 'fact of a child viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const { id, kind, fact_id } = params
      if (!isInsider(identity) || !isFactCode(kind)) throw new Missing()
      const model = await childFrame(tx, identity, id, '/identity')
      const facts = await everyFact(tx, id)
      const fact = facts.find(one => one.kind === kind && one.id === fact_id)
      if (!fact) throw new Missing()
      look.saw([id], ['banner', kind])
      const href = `/children/${id}/facts/${kind}/${fact_id}`
      const changes = may(identity, 'children.change')
      const done = doneWith(facts, fact)
      return reply.page(factPage, {
        ...model,
        fact: factLine(fact, true),
        told: toldOf(fact),
        can: [
          ...(changes ? fitting(fact, personOnly(identity)) : []).map(action => ({
            ...{ text: actionWords[action].link, hint: actionWords[action].hint, href: `${href}/${action}` },
          })),
          ...(changes && canUndo(done, facts)
            ? [
                {
                  text: 'Undo this',
                  hint: 'Take back the last thing that an officer did with it.',
                  href: `${href}/undo`,
                },
              ]
            : []),
        ],
        chain: chainOf(facts, fact).map(one => factLine(one, true, `/children/${id}/facts/${kind}/${one.id}`)),
        identity_href: ['enrolment', 'provision', 'circumstance'].includes(kind)
          ? `/children/${id}/education`
          : `/children/${id}/identity`,
      })
    },
  )
}

/** What each officer or list did at one instant, newest first. */
function eventsOf(facts: readonly Fact[]): Done[] {
  const events = new Map<string, Done>()
  const at = (instant: string, by: string | null): Done => {
    const key = `${instant} ${by}`
    const event = events.get(key) ?? { at: instant, by, added: [], retracted: [] }
    events.set(key, event)
    return event
  }
  for (const fact of facts) {
    at(fact.recorded_at, fact.recorded_by).added.push(fact)
    if (fact.retracted_at !== null) at(fact.retracted_at, fact.retracted_by).retracted.push(fact)
  }
  return [...events.values()].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

const instant = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })

const sentence = (fact: Fact): string => `${saidOf(fact)} (${fromTo(fact.starts_on, fact.ends_on)})`

function drawnEvent(done: Done, facts: readonly Fact[], person_id: string): HistoryEvent {
  const { added, retracted } = done
  const [first] = [...added, ...retracted]
  const old = (fact: Fact) => retracted.find(one => one.id === fact.instead_of)
  const replaced = new Set(added.map(fact => old(fact)?.id))
  const lines: HistoryEvent['lines'] = [
    ...added.map(fact => {
      const before = old(fact)
      const note = checkOf(fact)?.text ?? ''
      return { what: whatOf(fact), before: before ? sentence(before) : null, after: sentence(fact), note }
    }),
    ...retracted
      .filter(fact => !replaced.has(fact.id))
      .map(fact => ({
        ...{ what: whatOf(fact), before: sentence(fact), after: null },
        note: retractedWords[fact.retracted_reason ?? ''] ?? '',
      })),
  ]
  const by = added[0]?.recorded_by_name ?? retracted[0]?.retracted_by_name
  return {
    when: `${formatDay(londonDay(done.at))}, ${instant.format(new Date(done.at))}`,
    who: by ?? `The list of ${first ? sourceOf(first, true) : 'a source'}`,
    lines,
    because:
      [...added.map(fact => fact.recorded_because), ...retracted.map(fact => fact.retracted_because)].find(Boolean) ??
      null,
    undo_href: first && canUndo(done, facts) ? `/children/${person_id}/facts/${first.kind}/${first.id}/undo` : null,
  }
}

/** The facts that stood in one another's place, oldest first, but this one. */
function chainOf(facts: readonly Fact[], fact: Fact): Fact[] {
  const chain = new Set([fact.id])
  for (let size = 0; size !== chain.size; ) {
    size = chain.size
    for (const one of facts) {
      if (one.instead_of !== null && (chain.has(one.id) || chain.has(one.instead_of))) {
        chain.add(one.id)
        chain.add(one.instead_of)
      }
    }
  }
  return facts
    .filter(one => chain.has(one.id) && one.id !== fact.id)
    .toSorted((a, b) => (a.recorded_at < b.recorded_at ? -1 : 1))
}

const dayAndName = (at: string, name: string | null): string =>
  [formatShortDay(londonDay(at)), name].filter(Boolean).join(', ')

/** How a fact came to be believed, and why it no longer is. */
function toldOf(fact: Fact): { term: string; text: string }[] {
  const lines: [string, string | null][] = [
    ['Source', sourceOf(fact, true)],
    ['True', fromTo(fact.starts_on, fact.ends_on)],
    ['Recorded', dayAndName(fact.recorded_at, fact.recorded_by_name)],
    ['Why', fact.recorded_because],
    [
      'Last said by the source',
      fact.source === 'council' || fact.last_on === null ? null : formatShortDay(fact.last_on as Day),
    ],
    ['Found of it', checkOf(fact)?.text ?? null],
    ['No longer believed since', fact.retracted_at && dayAndName(fact.retracted_at, fact.retracted_by_name)],
    [
      'Because',
      [retractedWords[fact.retracted_reason ?? ''], fact.retracted_because].filter(Boolean).join('. ') || null,
    ],
  ]
  return lines.flatMap(([term, text]) => (text ? [{ term, text }] : []))
}
