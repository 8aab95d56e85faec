import { may } from '../../ground/database/identity.ts'
import type { CasePart } from '../../ground/feature.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { beginTraceUrl, traceUrl } from './addresses.ts'
import { endings, groundText, textOf } from './codes.ts'
import { openDangers, saidIn, tracesOfCase } from './queries.ts'

/** What the trace desk adds to the page of a case. */
export const casePart: CasePart = {
  async actions(tx, identity, { id, open }) {
    if (!may(identity, 'tracing.read')) return []
    const [newest] = await tracesOfCase(tx, id)
    if (newest?.ended_on === null) return [{ text: 'Enquiries', href: traceUrl(newest.id) }]
    return open && may(identity, 'cases.change') ? [{ text: 'Begin enquiries', href: beginTraceUrl(id) }] : []
  },
  async sections(tx, identity, { id }) {
    if (!may(identity, 'tracing.read')) return []
    const traces = await tracesOfCase(tx, id)
    if (traces.length === 0) return []
    const [newest] = traces
    const danger = newest?.ended_on === null && openDangers(await saidIn(tx, newest.id)).length > 0
    return [
      {
        ...{ heading: 'Enquiries about where the child is', order: 8, empty: '' },
        lead: danger
          ? 'A danger is feared: ask nobody near the family until the named safeguarding lead has unlocked it.'
          : null,
        columns: ['For what', 'Begun', 'How it stands'].map(text => ({ text, number: false })),
        rows: traces.map(trace => [
          { text: trace.ground === null ? 'To find the child' : groundText[trace.ground], href: traceUrl(trace.id) },
          { text: `${formatShortDay(trace.began_on)}, ${trace.began_by}`, href: null },
          {
            text:
              trace.ended_on === null
                ? 'Goes on'
                : `${textOf(endings, trace.finding)}, ${formatShortDay(trace.ended_on)}`,
            href: null,
          },
        ]),
      },
    ]
  },
}
