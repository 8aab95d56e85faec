import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Feature, StoryLine } from '../../ground/feature.ts'
import { type Day, formatDay, londonDay } from '../../rulebook/index.ts'
import { documentsUrl } from './addresses.ts'
import { documentKinds, textOf } from './codes.ts'
import { documentRoutes } from './routes.ts'

export { addDocument, type DocumentInput } from './actions.ts'
export { documentsUrl, documentUrl } from './addresses.ts'

const mostLines = 200

/** When each document was added or withdrawn, for whoever may know of it. */
async function story(tx: Read, person_id: string): Promise<StoryLine[]> {
  const { rows } = await sql<{
    kind: string
    title: string
    dated_on: Day
    added_at: Date
    withdrawn_at: Date | null
    withdrawn_because: string | null
    by: string | null
    gone_by: string | null
  }>`
    SELECT d.kind, d.title, d.dated_on, d.added_at, d.withdrawn_at, d.withdrawn_because, a.name AS by, w.name AS gone_by
    FROM document d LEFT JOIN account a ON a.id = d.added_by LEFT JOIN account w ON w.id = d.withdrawn_by
    WHERE d.person_id = ${person_id} ORDER BY d.added_at DESC LIMIT ${sql.lit(mostLines)}`.execute(tx)
  return rows.flatMap(row => {
    const text = `${textOf(documentKinds, row.kind)}, “${row.title}”`
    const line = { kind: 'document', href: documentsUrl(person_id) }
    const on = londonDay(row.added_at.toISOString())
    const added = { ...line, on, text: `Added: ${text}`, detail: `Dated ${formatDay(row.dated_on)}`, by: row.by }
    if (row.withdrawn_at === null) return [added]
    const gone = londonDay(row.withdrawn_at.toISOString())
    return [added, { ...line, on: gone, text: `Withdrawn: ${text}`, detail: row.withdrawn_because, by: row.gone_by }]
  })
}

export const documents: Feature = {
  name: 'documents',
  routes: documentRoutes,
  child: {
    tabs: () => [{ text: 'Documents', path: '/documents', order: 60 }],
    story: (tx, _identity, person_id) => story(tx, person_id),
  },
}
