import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeUpn } from '../../../county/numbers.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'

const county = await testCounty()
after(county.drop)
const officer = await county.person('cme_officer')
const { commit, preview, takeIn } = listWork(county, officer)

const child = (surname: string, n: number, more: Record<string, string> = {}) => ({
  ...{ upn: makeUpn('8919001', 14, n), surname, forename: 'Robin', born_on: `2014-02-0${n}` },
  ...{ postcode: 'ZY1 3AB', school_urn: '990001', ...more },
})
const rowsOf = async (id: string) =>
  (
    await county.superuser.query(
      `SELECT line, outcome, because, cardinality(candidates) AS candidates, committed_at IS NOT NULL AS committed FROM import_row WHERE import_id = $1 ORDER BY line`,
      [id],
    )
  ).rows
const figures = async (id: string) =>
  (
    await county.superuser.query(
      'SELECT rows_new, rows_matched, rows_changed, rows_ambiguous FROM import WHERE id = $1',
      [id],
    )
  ).rows[0]

test('a row that would change something else than its preview said waits for a second look; the others go on', async () => {
  const source = { source: 'Changed meanwhile' }
  await takeIn({ ...source, as_at: '2026-09-10', rows: [child('Avocet', 1), child('Bittern', 2)] })
  const rows = [child('Avocet', 1, { postcode: 'ZY2 2AA' }), child('Bittern', 2, { postcode: 'ZY2 2AA' })]
  const id = await preview({ ...source, as_at: '2026-09-17', rows })
  assert.deepEqual(await figures(id), { rows_new: 0, rows_matched: 2, rows_changed: 2, rows_ambiguous: 0 })
  await county.superuser.query(
    `WITH was AS (UPDATE name_fact SET retracted_at = now(), retracted_by = $1, retracted_reason = 'changed', retracted_because = 'Told by the mother.'
       WHERE surname = 'Avocet' RETURNING *)
     INSERT INTO name_fact (authority_id, record_id, sealed, starts_on, source, kind, forename, surname, forename_key, surname_key, recorded_by)
     SELECT authority_id, record_id, sealed, starts_on, source, kind, 'Robyn', surname, 'robyn', surname_key, $1 FROM was`,
    [officer.account_id],
  )
  await commit(id)
  const [avocet, bittern] = await rowsOf(id)
  assert.deepEqual([avocet.outcome, avocet.candidates, avocet.committed], ['ambiguous', 1, false])
  assert.match(avocet.because, /changed after the preview.*name/)
  assert.deepEqual([bittern.outcome, bittern.committed], ['changed', true])
  assert.deepEqual(await figures(id), { rows_new: 0, rows_matched: 1, rows_changed: 1, rows_ambiguous: 1 })
  await county.superuser.query(
    `UPDATE import_row SET decision = 'same', decided_person_id = candidates[1] WHERE import_id = $1 AND line = 2`,
    [id],
  )
  await commit(id)
  assert.equal((await rowsOf(id))[0].committed, true)
})

test('of two lists that were previewed side by side, the second does not make the first one’s child a second time', async () => {
  const rows = [child('Curlew', 3), child('Dunlin', 4)]
  const one = await preview({ source: 'Side', as_at: '2026-09-10', rows })
  const { upn: _, school_urn: __, ...patient } = child('Curlew', 3)
  const other = await preview({ source: 'By side', kind: 'health', as_at: '2026-09-10', rows: [patient] })
  assert.deepEqual([(await figures(one)).rows_new, (await figures(other)).rows_new], [2, 1])
  await commit(one)
  await commit(other)
  const [row] = await rowsOf(other)
  assert.deepEqual([row.outcome, row.candidates, row.committed], ['ambiguous', 1, false])
  assert.match(row.because, /Another list made a child known after the preview/)
  assert.deepEqual(await figures(other), { rows_new: 0, rows_matched: 0, rows_changed: 0, rows_ambiguous: 1 })
  const { rows: curlews } = await county.superuser.query(`SELECT FROM child_summary WHERE surname = 'Curlew'`)
  assert.equal(curlews.length, 1)
})
