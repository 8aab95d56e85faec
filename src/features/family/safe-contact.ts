import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import type { SafeContactLine, SafeContactSheet } from '../children/index.ts'
import { newUrl } from './addresses.ts'
import { type ContactRule, contactRules, languages, readingHelp, textOf } from './codes.ts'

export interface ContactRow {
  id: string
  kind: ContactRule
  detail: string | null
  code: string | null
  court: string | null
  document_id: string | null
  document_title: string | null
  starts_on: Day
  ends_on: Day | null
  review_on: Day
}

/** What is recorded of safe contact and holds on a day, the gravest first. */
export async function contactRulesOn(tx: Read, person_id: string, on: Day): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    SELECT f.id, f.kind, f.detail, f.code, f.court, f.document_id, d.title AS document_title, f.starts_on, f.ends_on, f.review_on
    FROM safe_contact_fact f LEFT JOIN document d ON d.authority_id = f.authority_id AND d.id = f.document_id AND d.withdrawn_at IS NULL
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND f.retracted_at IS NULL AND f.starts_on <= ${on} AND (f.ends_on IS NULL OR f.ends_on > ${on})
    ORDER BY f.starts_on, f.id`.execute(tx)
  const rank = (row: ContactRow) => contactRules.findIndex(({ value }) => value === row.kind)
  return rows.toSorted((a, b) => rank(a) - rank(b))
}

/** The sheet, for the reader of the transaction. */
export async function readSafeContact(tx: Read, person_id: string): Promise<SafeContactSheet> {
  const { rows } = await sql<{ shown: boolean; may_record: boolean; today: Day }>`
    SELECT identity.sees('address') AS shown, identity.may('family.change') AS may_record, identity.today() AS today`.execute(
    tx,
  )
  const [asker] = rows
  if (!asker?.shown) return { status: 'not_shown', lines: [], record_href: null }
  const lines = (await contactRulesOn(tx, person_id, asker.today)).map(row => contactLine(row, person_id, asker.today))
  return {
    status: lines.length === 0 ? 'nothing' : 'recorded',
    lines,
    record_href: asker.may_record ? newUrl(person_id, 'safe-contact') : null,
  }
}

function contactLine(row: ContactRow, person_id: string, today: Day): SafeContactLine {
  return {
    id: row.id,
    heading: headingOf(row),
    text: [row.detail, row.court && `Court: ${row.court}`].filter(Boolean).join('. ') || null,
    document:
      row.document_id === null
        ? null
        : row.document_title === null
          ? { text: 'The document is not shown to your role', href: null }
          : { text: row.document_title, href: `/children/${person_id}/documents/${row.document_id}` },
    since: `since ${formatShortDay(row.starts_on)}${row.ends_on === null ? '' : `, until ${formatShortDay(row.ends_on)}`}`,
    review:
      row.review_on < today
        ? `review was due ${formatDay(row.review_on)}`
        : `review on ${formatShortDay(row.review_on)}`,
    review_overdue: row.review_on < today,
    actions: [],
  }
}

/** What a line says first. */
export function headingOf(row: { kind: ContactRule; code: string | null }): string {
  const rule = textOf(contactRules, row.kind)
  if (row.kind === 'interpreter') return `${rule}: ${textOf(languages, row.code)}`
  if (row.kind === 'reading') return `${rule}: ${textOf(readingHelp, row.code)}`
  return rule
}
