import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { childrenAtAll } from './groups.ts'
import { ours } from './queries.ts'

/** A school of ours about which somebody has to do something, because of what the register says of it. */
export interface SchoolToSee {
  urn: number
  name: string
  closed_on: Day | null
  /** The open school that the register names as its successor, when it names exactly one. */
  successor: { urn: number; name: string } | null
  /** Groups that it is still in, and officers still named for it. */
  groups: number
  officers: number
  /** Children whom the ledger still has on its roll; null for whoever may not see its figures. */
  children: number | null
}

/** Closed schools of ours that still have children on roll, groups or officers; those with the most children first. */
export async function closedSchoolsToSee(tx: Read, identity: Identity, on: Day): Promise<SchoolToSee[]> {
  const { rows } = await sql<Omit<SchoolToSee, 'children'>>`
    SELECT school.urn, school.name, school.closed_on,
      (SELECT jsonb_build_object('urn', min(n.urn), 'name', min(n.name)) FROM school_link l JOIN school n
        ON n.urn = CASE WHEN l.urn = school.urn THEN l.link_urn ELSE l.urn END AND n.status IN ('open', 'open_proposed_to_close')
        WHERE (l.urn = school.urn AND l.link_type ILIKE 'successor%') OR (l.link_urn = school.urn AND l.link_type ILIKE 'predecessor%')
        GROUP BY () HAVING count(DISTINCT n.urn) = 1) AS successor,
      (SELECT count(*)::integer FROM school_group_member m WHERE m.school_urn = school.urn AND m.retracted_at IS NULL
        AND (m.ends_on IS NULL OR m.ends_on > ${on})) AS groups,
      (SELECT count(*)::integer FROM school_officer o WHERE o.school_urn = school.urn AND o.retracted_at IS NULL
        AND (o.ends_on IS NULL OR o.ends_on > ${on})) AS officers
    FROM school WHERE ${ours} AND school.status = 'closed' ORDER BY school.name_key, school.urn`.execute(tx)
  const counted = may(identity, 'ledger.read')
  const children = counted
    ? await childrenAtAll(
        tx,
        rows.map(({ urn }) => urn),
        on,
      )
    : null
  return rows
    .map(row => ({ ...row, children: children === null ? null : (children.get(row.urn) ?? 0) }))
    .filter(row => row.groups > 0 || row.officers > 0 || (row.children ?? 0) > 0)
    .sort((a, b) => (b.children ?? 0) - (a.children ?? 0))
}

/** A school of ours whose children were worked out when it counted as another sector. */
export interface SectorChanged {
  urn: number
  name: string
  before: string | null
  after: string | null
  children: number | null
}

/** The schools of ours whose sector an import changed. */
export async function sectorsChanged(
  tx: Read,
  identity: Identity,
  import_id: string,
  on: Day,
): Promise<SectorChanged[]> {
  const { rows } = await sql<Omit<SectorChanged, 'children'>>`
    SELECT school.urn, school.name, c.before, c.after FROM register_change c JOIN school ON school.urn = c.urn
    WHERE c.import_id = ${import_id} AND c.kind = 'sector' AND ${ours} ORDER BY school.name_key, school.urn`.execute(tx)
  if (!may(identity, 'ledger.read')) return rows.map(row => ({ ...row, children: null }))
  const children = await childrenAtAll(
    tx,
    rows.map(({ urn }) => urn),
    on,
  )
  return rows.map(row => ({ ...row, children: children.get(row.urn) ?? 0 }))
}
