import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { OwnedKind } from './addresses.ts'

/** Who answers. `named`: the authority said so; otherwise it follows from the routing table. */
export interface Owner {
  team_id: string | null
  team: string
  account_id: string | null
  officer: string | null
  since: Day | null
  named: boolean
}

/** The owner of a thing by its code; `team` is whose it is where nobody was named. Null where no source says and nobody was. */
export type OwnerFinder = (code: string, team: string | null) => Owner | null

export interface OwnerRow {
  id: string
  code: string
  team_id: string
  team: string
  account_id: string | null
  officer: string | null
  starts_on: Day
  ends_on: Day | null
  because: string
  set_by: string
  set_at: Date
  retracted_at: Date | null
}

const owners = (tx: Read, what: OwnedKind, more: RawBuilder<SqlBool>): Promise<OwnerRow[]> =>
  sql<OwnerRow>`
    SELECT w.id, w.code, w.team_id, o.name AS team, w.account_id, a.name AS officer, w.starts_on, w.ends_on, w.because,
      coalesce(b.name, 'An officer whose account is gone') AS set_by, w.set_at, w.retracted_at
    FROM ledger_owner w JOIN organisation o ON o.authority_id = w.authority_id AND o.id = w.team_id
    LEFT JOIN account a ON a.id = w.account_id LEFT JOIN account b ON b.id = w.set_by
    WHERE w.what = ${what} AND ${more} ORDER BY w.starts_on DESC, w.set_at DESC`
    .execute(tx)
    .then(({ rows }) => rows)

/** Who answers for everything of a kind on a day: two statements, whatever their number. */
export async function ownersOn(tx: Read, what: OwnedKind, on: Day): Promise<OwnerFinder> {
  const inForce = sql<SqlBool>`w.retracted_at IS NULL AND w.starts_on <= ${on}::date AND (w.ends_on IS NULL OR w.ends_on > ${on}::date)`
  const named = new Map((await owners(tx, what, inForce)).map(row => [row.code, row]))
  const teams = new Map((await councilTeams(tx)).map(team => [team.code, team]))
  return (code, team) => {
    const row = named.get(code)
    if (row) {
      const { team_id, account_id, officer, starts_on } = row
      return { team_id, team: row.team, account_id, officer, since: starts_on, named: true }
    }
    const routed = team === null ? undefined : teams.get(team)
    return routed
      ? { team_id: routed.id, team: routed.name, account_id: null, officer: null, since: null, named: false }
      : null
  }
}

/** Who answers, as it stands in a table. */
export const ownerText = (owner: Owner | null): string =>
  owner === null ? 'Nobody: name one' : owner.officer === null ? owner.team : `${owner.officer}, ${owner.team}`

/** Everybody who ever answered for a thing, the newest first. */
export const ownerHistory = (tx: Read, what: OwnedKind, code: string): Promise<OwnerRow[]> =>
  owners(tx, what, sql<SqlBool>`w.code = ${code}`)

/** The council's teams that are open, by name. */
export const councilTeams = (tx: Read): Promise<{ id: string; code: string; name: string }[]> =>
  tx
    .selectFrom('organisation')
    .where('kind', '=', 'council_team')
    .where('closed_at', 'is', null)
    .select(['id', 'code', 'name'])
    .orderBy('name')
    .execute()
