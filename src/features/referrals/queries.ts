import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Outcome, ReferralState, ReferredAs } from './codes.ts'

/** A referral as officers see it. `earlier`: how many others are about the same child, by name and birth date or by who it is. */
export interface Referral {
  id: string
  reference: string
  referred_as: ReferredAs
  organisation: string | null
  received_on: Day
  received_at: Date
  answer: string
  groups: string[]
  team: string
  other_teams: string[]
  forename: string
  surname: string
  born_on: Day | null
  age: string | null
  address: string | null
  postcode: string | null
  school: string | null
  social_care: string
  concern: string
  last_seen: string | null
  referrer_name: string | null
  referrer_relation: string | null
  referrer_contact: string | null
  safe_contact: string | null
  state: ReferralState
  taken_by: string | null
  taken_by_id: string | null
  outcome: Outcome | null
  refused_because: string | null
  person_id: string | null
  known_as: string | null
  version: number
  earlier: number
}

export interface QueueAsked {
  show: 'waiting' | 'finished'
  team: string | null
  taken: 'mine' | 'nobody' | null
  /** Only what came in on this day or before and has no name on it. */
  late: Day | null
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}

/** The same child, as far as what was said tells: the same name, and no two birth dates. Or an officer said so. */
const sameChild = sql`o.authority_id = r.authority_id AND o.id <> r.id AND (o.person_id = r.person_id
  OR (o.name_key = r.name_key AND (o.born_on = r.born_on OR o.born_on IS NULL OR r.born_on IS NULL)))`

const columns = sql`r.id, r.reference, r.referred_as, g.name AS organisation, r.received_on, r.received_at, r.answer, r.groups, r.team,
  r.other_teams, r.forename, r.surname, r.born_on, r.age, r.address, r.postcode, r.school, r.social_care, r.concern, r.last_seen,
  r.referrer_name, r.referrer_relation, r.referrer_contact, r.safe_contact, r.state, a.name AS taken_by, r.taken_by AS taken_by_id,
  r.outcome, r.refused_because, r.person_id, s.known_as, r.version, (SELECT count(*) FROM referral o WHERE ${sameChild}) AS earlier`

const beside = sql`referral r
  LEFT JOIN organisation g ON g.authority_id = r.authority_id AND g.id = r.organisation_id
  LEFT JOIN account a ON a.id = r.taken_by
  LEFT JOIN child_summary s ON s.authority_id = r.authority_id AND s.person_id = r.person_id`

/** A page of the referrals that came in, the oldest first unless turned round. */
export async function listReferrals(tx: Read, account_id: string, asked: QueueAsked): Promise<Referral[]> {
  const { show, team, taken, late, order, beyond, from, limit } = asked
  const parts = [
    show === 'finished' ? sql`r.state = 'finished'` : sql`r.state <> 'finished'`,
    ...(team === null ? [] : [sql`(r.team = ${team} OR ${team} = ANY (r.other_teams))`]),
    ...(taken === 'mine' ? [sql`r.taken_by = ${account_id}`] : []),
    ...(taken === 'nobody' || late !== null ? [sql`r.taken_by IS NULL`] : []),
    ...(late === null ? [] : [sql`r.received_on <= ${late}`]),
    ...(from === null
      ? []
      : [
          sql`(r.received_on, r.id) ${sql.raw(beyond)} (SELECT f.received_on, f.id FROM referral f WHERE f.authority_id = (SELECT identity.authority()) AND f.id = ${from})`,
        ]),
  ]
  const { rows } = await sql<Referral>`SELECT ${columns} FROM ${beside}
    WHERE r.authority_id = (SELECT identity.authority()) AND ${sql.join(parts, sql` AND `)}
    ORDER BY r.received_on ${sql.raw(order)}, r.id ${sql.raw(order)} LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

export async function referralById(tx: Read, id: string): Promise<Referral | undefined> {
  const { rows } = await sql<Referral>`SELECT ${columns} FROM ${beside}
    WHERE r.authority_id = (SELECT identity.authority()) AND r.id = ${id}`.execute(tx)
  return rows[0]
}

/** The other referrals about the same child, the newest first. Only officers are told that there are any. */
export async function earlierReferrals(tx: Read, id: string): Promise<Referral[]> {
  const { rows } =
    await sql<Referral>`SELECT ${columns} FROM ${beside} WHERE r.authority_id = (SELECT identity.authority())
    AND r.id IN (SELECT o.id FROM referral r JOIN referral o ON ${sameChild} WHERE r.authority_id = (SELECT identity.authority()) AND r.id = ${id})
    ORDER BY r.received_at DESC LIMIT 20`.execute(tx)
  return rows
}

export interface ReferralStep {
  kind: string
  note: string
  case_id: string | null
  said_by: string
  said_at: Date
}

export const stepsOf = (tx: Read, referral_id: string): Promise<ReferralStep[]> =>
  tx
    .selectFrom('referral_step as s')
    .innerJoin('account as a', 'a.id', 's.said_by')
    .where('s.referral_id', '=', referral_id)
    .select(['s.kind', 's.note', 's.case_id', 'a.name as said_by', 's.said_at'])
    .orderBy('s.id')
    .execute()

export interface OwnReferral {
  reference: string
  forename: string
  surname: string
  received_on: Day
  state: string
  outcome: string | null
  refused_because: string | null
}

/** What an organisation sent, the newest first: as it said it, and what became of it. */
export const ownReferrals = (tx: Read, reach: readonly string[]): Promise<OwnReferral[]> =>
  tx
    .selectFrom('referral')
    .where('reach_key', 'in', [...reach, ''])
    .select(['reference', 'forename', 'surname', 'received_on', 'state', 'outcome', 'refused_because'])
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

/** How many referrals came in on a day or before and have nobody's name on them. */
export async function countUnnamed(tx: Read, until: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM referral
    WHERE authority_id = (SELECT identity.authority()) AND state <> 'finished' AND taken_by IS NULL AND received_on <= ${until}`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}
