import type pg from 'pg'

const sitting = ['cme_officer', 'fair_access_officer', 'virtual_school', 'social_worker', 'director', 'school_head']

/**
 * A body with two meetings about a child: people of several roles sit on it, one has left it, and one has declared a
 * conflict at the first meeting only; somebody who does not sit on it came as a substitute. One minute of it is approved and one is not.
 */
export async function plantPanels(
  db: pg.ClientBase,
  about: unknown[],
  { case_id, officer }: { case_id: string; officer: string },
): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO panel_series (authority_id, title, purpose, every, count, first_on, entry, begun_by)
     VALUES ($1, 'planted', 'planted', 'weeks', 1, '2026-09-07', 'open_cases', $2) RETURNING id`,
    [about[0], officer],
  )
  const series_id = rows[0]?.id
  await db.query(
    `INSERT INTO panel_member (authority_id, series_id, account_id, seat, starts_on, ends_on)
     SELECT $1, $2, m.account_id, 'member', '2026-09-01', CASE WHEN m.role = 'practitioner' THEN date '2026-11-01' END
     FROM membership m WHERE m.authority_id = $1 AND m.role = ANY ($3::text[])`,
    [about[0], series_id, [...sitting, 'practitioner']],
  )
  for (const meets_on of ['2026-11-02', '2026-11-09']) {
    await db.query(
      `WITH met AS (INSERT INTO panel_meeting (authority_id, series_id, meets_on) VALUES ($1, $2, $3) RETURNING id),
       there AS (INSERT INTO panel_present (authority_id, meeting_id, account_id, how, substitute_id) SELECT $1, met.id, $5, 'substitute', m.account_id
         FROM met, membership m WHERE m.authority_id = $1 AND m.role = 'send_officer'),
       item AS (INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on) SELECT $1, id, $4, 1, 'open_case', 'planted', $3 FROM met RETURNING id),
       decided AS (INSERT INTO panel_decision (authority_id, item_id, kind, text, decided_on, recorded_by) SELECT $1, id, 'advice', 'planted', $3, $5 FROM item RETURNING id),
       papers AS (INSERT INTO panel_pack (authority_id, meeting_id, published_by) SELECT $1, id, $5 FROM met RETURNING id),
       copy AS (INSERT INTO panel_pack_copy (authority_id, pack_id, account_id, number) SELECT $1, id, $5, 1 FROM papers),
       opened AS (INSERT INTO panel_pack_opening (authority_id, pack_id, account_id, opened_by) SELECT $1, id, $5, $5 FROM papers),
       money AS (INSERT INTO panel_commitment (authority_id, decision_id, series_id, from_on, until_on, weekly_pence) SELECT $1, id, $2, $3, $3, 100 FROM decided),
       entered AS (INSERT INTO case_entry (authority_id, person_id, sealed, case_id, kind, happened_on, text, recorded_by, panel_item_id)
         SELECT $1, c.person_id, c.sealed, c.id, 'panel', $3, 'planted', $5, item.id FROM item JOIN council_case c ON c.id = $4),
       agreed AS (INSERT INTO agreed_action (authority_id, person_id, sealed, case_id, what, owner_id, due_on, agreed_on, agreed_by, panel_item_id)
         SELECT $1, c.person_id, c.sealed, c.id, 'planted', $5, '2026-11-20', $3, $5, item.id FROM item JOIN council_case c ON c.id = $4),
       written AS (INSERT INTO panel_minute (authority_id, item_id, number, text, written_by, approved_by, approved_on)
         SELECT $1, item.id, n, 'planted', $5, a.id, CASE WHEN n = 1 THEN date '2026-11-10' END FROM item, generate_series(1, 2) n
         LEFT JOIN LATERAL (SELECT id FROM account WHERE id <> $5 LIMIT 1) a ON n = 1)
       INSERT INTO panel_conflict (authority_id, item_id, account_id, kind, declared_on) SELECT $1, item.id, m.account_id, 'friend', $3
         FROM item, membership m WHERE m.authority_id = $1 AND m.role = 'fair_access_officer' AND $3::date = '2026-11-02'`,
      [about[0], series_id, meets_on, case_id, officer],
    )
  }
}
