import type pg from 'pg'
import type { Asker, PlantedChild, Row, Sees } from './policy.ts'

const schoolAndAgencies = [
  ...['school_head', 'school_safeguarding_lead', 'school_attendance', 'school_senco', 'school_office'],
  ...['provider_lead', 'partner_agency'],
]

/** Who may refer, and who decides what becomes of a referral, said a second time. */
export const referralHolders = (
  casework: readonly string[],
  teams: readonly string[],
): Readonly<Record<string, string[]>> => ({
  'referrals.triage': [...casework],
  'referrals.take_call': [...casework, 'duty_officer'],
  'referrals.send': [...schoolAndAgencies, ...teams],
})

/** What one organisation sent is its own; triage sees all, but for those that were found to be about a sealed child. */
export function referralSight({
  here,
  holds,
  exists,
  childOf,
}: {
  here: (who: Asker, row: Row) => boolean
  holds: (who: Asker, permission: string) => boolean
  exists: (who: Asker, child: PlantedChild) => boolean
  childOf: (world: Parameters<Sees>[2], row: Row) => PlantedChild
}): Record<string, Sees> {
  const isTheirs = (who: Asker, row: Row) =>
    who.kind === 'person' &&
    holds(who, 'referrals.send') &&
    (row.reach_key === `school:${who.school}` || row.reach_key === `team:${who.organisation_id}`)
  const triages: Sees = (who, row, world) =>
    here(who, row) && holds(who, 'referrals.triage') && (row.person_id === null || exists(who, childOf(world, row)))
  return {
    referral: (who, row, world) => triages(who, row, world) || (here(who, row) && isTheirs(who, row)),
    referral_step: (who, row, world) => triages(who, row.referral as Row, world),
    referral_slip: (who, row) => here(who, row) && who.kind === 'engine',
  }
}

const columns =
  'authority_id, reference, referred_as, received_on, answer, team, forename, surname, name_key, social_care, concern'
const said = `'2026-11-02', 'no_roll', 'fair_access', 'Planted', 'Child', 'child planted', 'no', 'planted'`

/** A referral by somebody outside that was found to be about a child, and one by a school; with what an officer noted. */
export async function plantReferrals(db: pg.ClientBase, about: unknown[], officer: string): Promise<void> {
  for (const [as, reach_key] of [
    ['public', null],
    ['school', 'school:990001'],
  ] as const) {
    await db.query(
      `WITH made AS (INSERT INTO referral (${columns}, person_id, named_person_id, sealed, reach_key, referred_by)
         VALUES ($1, uuidv7()::text, $5, ${said}, $2, $2, $3, $6, CASE WHEN $5 <> 'public' THEN $4::uuid END) RETURNING *)
       INSERT INTO referral_step (authority_id, referral_id, sealed, kind, note, said_by)
         SELECT authority_id, id, sealed, 'taken', 'planted', $4 FROM made`,
      [...about, officer, as, reach_key],
    )
  }
}

/** Referrals that nobody has looked at, by the public and by a team, and a slip. */
export async function plantUnnamedReferrals(db: pg.ClientBase, authority_id: string, by: string): Promise<void> {
  await db.query(`INSERT INTO referral (${columns}) VALUES ($1, 'PUBLIC', 'public', ${said})`, [authority_id])
  await db.query(
    `INSERT INTO referral (${columns}, referred_by, organisation_id, reach_key)
     SELECT $1, 'TEAM', 'service', ${said}, $2, o.id, 'team:' || o.id FROM organisation o WHERE o.authority_id = $1 AND o.code = 'virtual_school'`,
    [authority_id, by],
  )
  for (const [reference, expires_on] of [
    ['PUBLIC', '2027-05-01'],
    ['EXPIRED', '2026-11-01'],
  ])
    await db.query(
      `INSERT INTO referral_slip (authority_id, reference, code_hash, referred_as, saved_on, expires_on) VALUES ($1, $2, '\\x00', 'public', '2026-10-01', $3)`,
      [authority_id, reference, expires_on],
    )
}
