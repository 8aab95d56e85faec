import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may refer and as whom, who decides of a referral, and who removes a slip. */
export function attemptsOnReferrals(world: PlantedWorld): Attempt[] {
  const open = world.child('on roll at A')
  const sealed = world.child('sealed')
  const rows = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const none = () => false
  const ofChild = (person_id: string) => rows('referral').find(row => row.person_id === person_id)?.id
  const referral = (as: string, more: Record<string, string> = {}) => {
    const given = { referred_by: '$account', ...more }
    return `INSERT INTO referral (authority_id, reference, referred_as, received_on, answer, team, forename, surname, name_key, social_care, concern,
        ${Object.keys(given).join(', ')})
      VALUES ($authority, 'tried', '${as}', '2026-11-02', 'no_roll', 'fair_access', 'a', 'b', 'a b', 'no', 'tried', ${Object.values(given).join(', ')})`
  }
  const person = (who: Planted) => who.kind === 'person'
  const teamOf = (name: string) => world.asker(name).organisation_id
  const changeable = (who: Planted) =>
    holds(who, 'referrals.triage')
      ? rows('referral').filter(row => {
          const child = world.children.get(String(row.person_id))
          return row.authority_id === who.authority_id && (child === undefined || exists(who, child))
        }).length
      : 0
  const triages = (who: Planted) => person(who) && holds(who, 'referrals.triage')
  const stepOn = (id: unknown, is_sealed: boolean) =>
    `INSERT INTO referral_step (authority_id, referral_id, sealed, kind, note, said_by)
      VALUES ($authority, '${id}', ${is_sealed}, 'taken', 'tried', $account)`
  const step = (child: typeof open) => stepOn(ofChild(child.person_id), child.sealed)
  const ofTeam = rows('referral').find(row => row.reference === 'TEAM' && row.authority_id === open.authority_id)?.id
  const inHere = (who: Planted, child: typeof open) => who.authority_id === child.authority_id && exists(who, child)
  const isUnfinished = { state: `'finished'`, outcome: `'coos'`, finished_on: `'2026-11-02'` }
  return [
    {
      name: 'a public referral',
      sql: referral('public', { referred_by: 'NULL' }),
      may: who => who.kind === 'anonymous',
    },
    {
      name: 'a public referral that is finished',
      sql: referral('public', { referred_by: 'NULL', ...isUnfinished }),
      may: none,
    },
    {
      name: 'a public referral about a child of ours',
      sql: referral('public', {
        ...{ referred_by: 'NULL', person_id: `'${open.person_id}'`, named_person_id: `'${open.person_id}'` },
      }),
      may: none,
    },
    {
      name: 'a public referral with a name on it',
      sql: referral('public', { referred_by: 'NULL', taken_by: `'${open.person_id}'` }),
      may: none,
    },
    {
      name: 'a referral on behalf of a caller',
      sql: referral('caller'),
      may: who => person(who) && holds(who, 'referrals.take_call'),
    },
    {
      name: 'a referral of school A',
      sql: referral('school', { reach_key: `'school:990001'` }),
      may: who => person(who) && holds(who, 'referrals.send') && who.school === 990001,
    },
    {
      name: 'a referral of the virtual school',
      sql: referral('service', { reach_key: `'team:${teamOf('virtual_school')}'` }),
      may: who => person(who) && holds(who, 'referrals.send') && who.organisation_id === teamOf('virtual_school'),
    },
    {
      name: 'a referral in another’s name',
      sql: referral('school', { reach_key: `'school:990001'`, referred_by: `'${open.person_id}'` }),
      may: none,
    },
    { name: 'every referral looked at', sql: `UPDATE referral SET version = 2`, may: changeable },
    {
      name: 'a referral found to be about a sealed child',
      sql: `UPDATE referral SET person_id = '${sealed.person_id}', named_person_id = '${sealed.person_id}', sealed = true WHERE reference = 'PUBLIC'`,
      may: who => holds(who, 'referrals.triage') && inHere(who, sealed),
    },
    { name: 'what was said in a referral changed', sql: `UPDATE referral SET concern = 'other'`, may: none },
    { name: 'a step', sql: step(open), may: who => triages(who) && inHere(who, open) },
    { name: 'a step of a sealed child’s referral', sql: step(sealed), may: who => triages(who) && inHere(who, sealed) },
    {
      name: 'a step in another’s name',
      sql: step(open).replace('$account', `'${open.person_id}'`),
      may: none,
    },
    {
      name: 'a step of a referral of the virtual school',
      sql: stepOn(ofTeam, false),
      may: who => triages(who) && who.authority_id === open.authority_id,
    },
    { name: 'a step changed', sql: `UPDATE referral_step SET note = 'other'`, may: none },
    {
      name: 'every slip removed',
      sql: 'DELETE FROM referral_slip',
      may: who => (who.kind === 'engine' ? 1 : 0),
    },
    {
      name: 'a slip written by hand',
      sql: `INSERT INTO referral_slip (authority_id, reference, code_hash, referred_as, saved_on, expires_on) VALUES ($authority, 'tried', '', 'public', '2026-11-02', '2027-01-01')`,
      may: none,
    },
  ]
}
