import type pg from 'pg'
import { plantArrivals } from './arrivals-policy.ts'
import { plantPolicy } from './planted-policies.ts'
import { plantUnnamedReferrals } from './policy-referrals.ts'
import { plantSchools } from './schools-policy.ts'

/** Rows that are of an authority and of no child. */
export async function plantOffice(
  db: pg.ClientBase,
  authority_id: string,
  account: (name: string) => string,
): Promise<void> {
  for (const name of ['cme_officer', 'school_head', 'virtual_school', 'their officer']) {
    await db.query(`INSERT INTO job (authority_id, kind, title, asked_by) VALUES ($1, 'planted', 'planted', $2)`, [
      authority_id,
      account(name),
    ])
    await db.query('INSERT INTO single_use (authority_id, once, account_id) VALUES ($1, uuidv7(), $2)', [
      authority_id,
      account(name),
    ])
  }
  await db.query(`INSERT INTO job (authority_id, kind, title) VALUES ($1, 'planted', 'planted')`, [authority_id])
  await db.query(
    `INSERT INTO authority_switch (authority_id, key, starts_on, decided_by, reason) VALUES ($1, 'planted', '2026-01-01', $2, 'planted')`,
    [authority_id, account('administrator')],
  )
  await db.query(
    `INSERT INTO calendar_entry (authority_id, kind, starts_on, last_on, name) VALUES ($1, 'term', '2026-09-01', '2026-12-18', 'planted')`,
    [authority_id],
  )
  for (const [name, state] of [
    ['cme_officer', 'uncertain'],
    ['cme_officer', 'sent'],
    ['school_head', 'uncertain'],
    ['administrator', 'uncertain'],
    ['their officer', 'kept'],
    ['cme_officer', 'kept'],
  ] as const)
    await db.query(
      `INSERT INTO mail_message (authority_id, once_key, asked_by, to_address, subject, body, state, ended_at)
        VALUES ($1, uuidv7()::text, $2, 'planted@example.org', 'planted', 'planted', $3, CASE WHEN $3 = 'uncertain' THEN NULL ELSE now() END)`,
      [authority_id, account(name), state],
    )
  await plantSchools(db, authority_id)
  await plantUnnamedReferrals(db, authority_id, account('virtual_school'))
  await plantArrivals(db, authority_id, { by: account('cme_officer'), manager: account('team_manager') })
  await plantPolicy(db, authority_id, account('administrator'))
  await db.query(
    `INSERT INTO audit_event (kind, action, route, purpose) VALUES ('anonymous', 'planted', 'planted', 'planted')`,
  )
  await db.query(
    `INSERT INTO audit_seal (number, from_era, from_xid, from_seq, to_era, to_xid, to_seq, events, previous, hash) VALUES (1, 1, '1', 1, 1, '1', 1, 1, '', '') ON CONFLICT DO NOTHING`,
  )
}
