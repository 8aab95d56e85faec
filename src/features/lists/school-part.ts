import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { PageSection, SchoolPart } from '../../ground/feature.ts'
import { type Day, dayNumber, formatShortDay } from '../../rulebook/index.ts'
import { listUrl } from './addresses.ts'

interface SentList {
  id: string | null
  source: string
  kind: string
  as_at: Day | null
  rows_read: number | null
}

/** The sources that are of one school, each with its newest committed list, and committed lists of other sources that were of it. */
async function listsOfSchool(tx: Read, urn: number): Promise<SentList[]> {
  const { rows } = await sql<SentList>`
    SELECT i.id, s.name AS source, coalesce(o.name, k.name) AS kind, i.as_at, i.rows_read
    FROM source s JOIN source_kind k ON k.code = s.kind LEFT JOIN own_kind o ON o.authority_id = s.authority_id AND o.id = s.own_kind_id
    LEFT JOIN LATERAL (SELECT id, as_at, rows_read FROM import WHERE import.authority_id = s.authority_id AND import.source_id = s.id
      AND state = 'committed' ORDER BY as_at DESC, id DESC LIMIT 1) i ON true
    WHERE s.school_urn = ${urn}
    UNION ALL
    (SELECT i.id, s.name, coalesce(o.name, k.name), i.as_at, i.rows_read
    FROM import i JOIN source s ON s.authority_id = i.authority_id AND s.id = i.source_id JOIN source_kind k ON k.code = s.kind
      LEFT JOIN own_kind o ON o.authority_id = s.authority_id AND o.id = s.own_kind_id
    WHERE i.school_urn = ${urn} AND s.school_urn IS DISTINCT FROM i.school_urn AND i.state = 'committed' ORDER BY i.as_at DESC, i.id DESC LIMIT 5)
    ORDER BY as_at DESC NULLS LAST, source`.execute(tx)
  return rows
}

/** Which lists come from a school, and when the last one came. */
async function sections(tx: Read, identity: Identity, urn: number): Promise<PageSection[]> {
  if (!may(identity, 'lists.read')) return []
  const sent = await listsOfSchool(tx, urn)
  return [
    {
      heading: 'Lists from this school',
      order: 40,
      lead: null,
      columns: [
        { text: 'Source', number: false },
        { text: 'Kind', number: false },
        { text: 'Last list, as at', number: false },
        { text: 'Days since', number: true },
        { text: 'Rows', number: true },
      ],
      rows: sent.map(({ id, source, kind, as_at, rows_read }) => [
        { text: source, href: null },
        { text: kind, href: null },
        as_at === null || id === null
          ? { text: 'None yet', href: null }
          : { text: formatShortDay(as_at), href: listUrl(id) },
        { text: as_at === null ? '' : String(dayNumber(identity.today) - dayNumber(as_at)), href: null },
        { text: rows_read === null ? '' : rows_read.toLocaleString('en-GB'), href: null },
      ]),
      empty:
        'No list comes from this school by itself. Its roll, CTF or census would stand here with the day of the last one; bring one in under Find.',
    },
  ]
}

export const schoolPart: SchoolPart = { sections }
