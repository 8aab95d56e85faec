import type pg from 'pg'

/** Enquiries of a case: some that go on at one school, some that ended at another and some of the council alone; all that may be said in them. */
export async function plantTraces(
  db: pg.ClientBase,
  about: unknown[],
  { case_id, officer }: { case_id: string; officer: string },
): Promise<void> {
  for (const [school_urn, ends] of [
    [990001, false],
    [990002, true],
    [null, true],
  ] as const) {
    await db.query(
      `WITH made AS (INSERT INTO trace (authority_id, person_id, sealed, case_id, school_urn, ground, began_on, began_by, finding, ended_on, ended_by, ended_because)
         VALUES ($1, $2, $3, $4, $6, CASE WHEN $6::integer IS NOT NULL THEN 'i' END, '2026-11-02', $5, CASE WHEN $7 THEN 'stopped' END, CASE WHEN $7 THEN date '2026-11-09' END,
           CASE WHEN $7 THEN $5::uuid END, CASE WHEN $7 THEN 'planted' END) RETURNING id),
       risk AS (INSERT INTO trace_risk (authority_id, trace_id, side, step, answer, said, asked_on, asked_by)
         SELECT $1, id, side, 'Q6', 'yes', CASE side WHEN 'school' THEN 'planted' END, '2026-11-02', $5 FROM made, unnest('{school,council}'::text[]) side RETURNING *),
       step AS (INSERT INTO trace_step (authority_id, trace_id, risk_id, side, step, happened_on, asked, said, outcome, settles, recorded_by)
         SELECT $1, trace_id, id, 'council', 'Q6', '2026-11-02', 'planted', 'planted', 'nothing', true, $5 FROM risk),
       visit AS (INSERT INTO trace_visit (authority_id, trace_id, side, address, told, visitors, planned_on, made_on, made_by)
         SELECT $1, id, 'council', 'planted', 'planted', 'planted', '2026-11-03', '2026-11-02', $5 FROM made),
       ctf AS (INSERT INTO trace_ctf (authority_id, trace_id, number, name, text, made_on, made_by) SELECT $1, id, 1, 'planted', 'planted', '2026-11-02', $5 FROM made),
       marks AS (INSERT INTO trace_register (authority_id, trace_id, marks, given_on, given_by) SELECT $1, id, '[]', '2026-11-02', $5 FROM made)
       INSERT INTO trace_signature (authority_id, trace_id, side, finding, no_good_cause, because, signed_on, signed_by)
         SELECT $1, id, side, 'not_found', true, 'planted', '2026-11-03', $5 FROM made, unnest('{school,council}'::text[]) side`,
      [...about, case_id, officer, school_urn, ends],
    )
  }
}
