import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { killedAt } from '../../../test/support/killed-worker.ts'
import { factsOf, listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'

const child = (n: number, more: Record<string, string> = {}) => ({
  ...{ ...unlike(n), forename: `Kim${'abcdefghijklmnopqrstuvwxyz'[n]}` },
  ...{ postcode: `ZY1 ${n % 10}A${n > 9 ? 'B' : 'A'}`, school_urn: n % 2 === 0 ? '990001' : '990002' },
  ...{ weekly_hours: '', ...more },
})
const numbers = Array.from({ length: 20 }, (_, n) => n)

/** The county that one roll went through, with the next brought in: some rows as before, changed, new, twice, doubtful or refused. */
async function broughtIn(): Promise<{ county: TestCounty; id: string }> {
  const county = await testCounty()
  const work = listWork(county, await county.person('cme_officer'))
  await work.takeIn({ source: 'GP', kind: 'health', as_at: '2026-09-01', rows: numbers.map(n => child(n)) })
  await work.takeIn({ as_at: '2026-09-10', rows: numbers.map(n => child(n)) })
  const rows = [
    ...numbers.filter(n => n % 5 !== 0 && n < 16).map(n => child(n, n % 4 === 0 ? { weekly_hours: '10' } : {})),
    child(24),
    child(25, { born_on: 'May' }),
    child(7, { school_urn: '990001' }),
    // Written otherwise, so that no rule finds them and they are weighed.
    ...[16, 17].map(n => ({ ...child(n), surname: `${child(n).surname}e`, postcode: '' })),
    // A twin, it may be; and a child whom the list has twice.
    child(18, { forename: 'Beatrix' }),
    child(8, { weekly_hours: '11' }),
  ]
  return { county, id: (await work.bring({ as_at: '2026-11-10', rows })).id }
}

/** Everything that a check found, children by the names that they go by. */
async function foundBy(county: TestCounty, id: string): Promise<string[]> {
  const { rows } = await county.superuser.query<{ line: string }>(
    `SELECT line FROM (
      SELECT 'row ' || r.line || ' ' || r.refused || ' ' || coalesce(r.outcome, '') || ' ' || coalesce(r.because, '') || r.problems
        || coalesce((SELECT string_agg(s.known_as || s.born_on, ',' ORDER BY s.known_as, s.born_on) FROM child_summary s WHERE s.person_id = ANY(r.candidates)), '') AS line
      FROM import_row r WHERE r.import_id = $1
      UNION ALL SELECT 'match ' || m.line || ' ' || m.matched_on || ' ' || s.known_as FROM import_match m JOIN child_summary s ON s.person_id = m.person_id WHERE m.import_id = $1
      UNION ALL SELECT 'again ' || (to_jsonb(a) - ARRAY['authority_id', 'import_id', 'record_ids', 'kept_import_ids'])::text FROM import_again a WHERE a.import_id = $1
      UNION ALL SELECT 'missing ' || s.known_as || coalesce(s.born_on::text, '') FROM import_missing m JOIN record c ON c.id = m.record_id JOIN child_summary s ON s.person_id = c.person_id WHERE m.import_id = $1
      UNION ALL SELECT 'list ' || state || ' ' || rows_read || ' ' || rows_refused || ' ' || rows_flagged || ' ' || rows_new || ' ' || rows_matched || ' ' || rows_changed
        || ' ' || rows_ambiguous || ' ' || missing || ' ' || held::text || ' ' || coalesce(weighed_with::text, '') FROM import WHERE id = $1
    ) found ORDER BY line COLLATE "C"`,
    [id],
  )
  return rows.map(row => row.line)
}

async function uninterrupted() {
  const { county, id } = await broughtIn()
  const work = listWork(county, await county.person('cme_officer'))
  await work.check(id)
  const found = await foundBy(county, id)
  await work.commit(id)
  const facts = await factsOf(county)
  await county.drop()
  return { found, facts }
}
const expected = uninterrupted()
const { county, id } = await broughtIn()
after(county.drop)

test('the list that is killed has rows of each kind, so that each step has something to lose', async () => {
  const { found } = await expected
  for (const kind of [
    /^row \d+ true/,
    / new /,
    / changed /,
    / ambiguous /,
    / duplicate /,
    /^again/,
    /^missing/,
    /^list ready/,
  ])
    assert.ok(
      found.some(line => kind.test(line)),
      `${kind} in ${found.join('\n')}`,
    )
})

for (const [when, step] of [
  ['as it begins', 'list check begun'],
  ['when rows that stood on the list before were kept', 'list rows kept'],
  ['when all rows were read', 'list read'],
  ['when doubtful rows were looked at again', 'doubtful rows looked at again'],
  ['when weighed rows were kept', 'weighed rows kept'],
  ['as it ends', 'list checked'],
] as const)
  test(`a check killed ${when} is taken up by another worker and ends equal to one that was not`, async () => {
    const before = await factsOf(county)
    await killedAt(county, { kind: 'check', id, step })
    assert.notDeepEqual(await foundBy(county, id), (await expected).found)
    await listWork(county, await county.person('cme_officer')).check(id)
    assert.deepEqual(await foundBy(county, id), (await expected).found)
    assert.deepEqual(await factsOf(county), before, 'a check changes nothing of a child')
  })

test('what was checked after so many deaths is committed to the same facts and states', async () => {
  await listWork(county, await county.person('cme_officer')).commit(id)
  assert.deepEqual(await factsOf(county), (await expected).facts)
})
