import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { addDays, type Day, formatDay, formatShortDay, londonDay, type Mark, needOn } from '../../rulebook/index.ts'
import { childFrame, neverTrueReasons } from '../children/index.ts'
import { type NeedRow, needsOf } from './queries.ts'
import { type NeedLine, type NeedsModel, needsPage } from './views.ts'

const marks: Record<Mark, string> = { found: '[F] found', unverified: '[K] unverified', unsettled: '[?] unsettled' }
const classes = { education: 'education', care_status: 'care status', care_detail: 'detail of care' } as const

/** The needs of one child: what holds, with evidence and law, and what no longer does. */
export function needsPages(page: Pages): void {
  page.get(
    '/children/:id/needs',
    { may: 'children.read', audit: 'child’s needs viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const frame = await childFrame(tx, identity, params.id, '/needs')
      look.saw([params.id], ['banner', 'needs'])
      const rows = await needsOf(tx, params.id)
      const holds = (row: NeedRow) => row.retracted_at === null && (row.ends_on === null || row.ends_on > today)
      const mayRecord = may(identity, 'needs.change')
      return reply.page(needsPage, {
        ...frame,
        now: rows.filter(holds).map(row => lineOf(row, params.id, today, mayRecord)),
        past: rows.filter(row => !holds(row)).map(pastLine),
        add_href: mayRecord ? `/children/${params.id}/needs/new` : null,
        shown: shownTo(identity),
      })
    },
  )
}

function shownTo(identity: Identity): string {
  const seen = Object.entries(classes).flatMap(([field, text]) =>
    identity.kind === 'person' && identity.classes.includes(field as keyof typeof classes) ? [text] : [],
  )
  if (seen.length === 3) return 'Your role is shown needs of every class.'
  if (seen.length === 0) return 'Your role is not shown needs. That none stand here says nothing about the child.'
  return `Your role is shown needs of these classes only: ${seen.join(', ')}. There may be others.`
}

const textOfNeed = (row: NeedRow): string => needOn(row.kind, row.starts_on)?.text ?? row.kind
const until = (ends_on: Day | null): string => (ends_on === null ? '' : ` to ${formatShortDay(addDays(ends_on, -1))}`)

function lineOf(row: NeedRow, person_id: string, today: Day, mayRecord: boolean): NeedLine {
  const need = needOn(row.kind, row.starts_on)
  const action = (text: string, path: string) => ({ text, href: `/children/${person_id}/needs/${row.id}/${path}` })
  return {
    text: textOfNeed(row),
    days: `since ${formatShortDay(row.starts_on)}${until(row.ends_on)}`,
    evidence: row.evidence,
    document:
      row.document_id === null
        ? null
        : row.document_title === null
          ? { text: 'A document that your role is not shown', href: null }
          : { text: row.document_title, href: `/children/${person_id}/documents/${row.document_id}` },
    detail: row.detail,
    review:
      row.review_on === null
        ? null
        : row.review_on < today
          ? { text: `Review was due ${formatDay(row.review_on)}`, overdue: true }
          : { text: `Review on ${formatShortDay(row.review_on)}`, overdue: false },
    law: need ? { text: need.law.text, mark: marks[need.law.mark] } : { text: '', mark: '' },
    by: `${row.by ?? 'A list'}, ${formatShortDay(londonDay(row.recorded_at.toISOString()))}`,
    seen_by: need ? classes[need.field_class] : '',
    actions: mayRecord
      ? [action('Has changed', 'change'), action('Has ended', 'end'), action('Was never true', 'never-true')]
      : [],
  }
}

function pastLine(row: NeedRow): NeedsModel['past'][number] {
  const reason = neverTrueReasons.find(({ value }) => value === row.retracted_reason)
  const why = row.retracted_at === null ? 'Ended' : `Never true: ${reason?.text.toLowerCase() ?? ''}`
  return {
    text: textOfNeed(row),
    days: `${formatShortDay(row.starts_on)}${until(row.ends_on)}`,
    why: [why, row.because, row.by].filter(Boolean).join('. '),
  }
}
