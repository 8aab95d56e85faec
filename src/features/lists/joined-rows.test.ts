import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'
import { joinPersons, takeBack } from '../matching/index.ts'

const county = await testCounty()
after(county.drop)
const officer = await county.person('cme_officer')
const { takeIn } = listWork(county, officer)
const because = 'Thought to be one child'

const child = (n: number, more: Record<string, string> = {}) => ({
  ...unlike(n),
  ...{ forename: n % 2 === 0 ? 'Kim' : 'Robin', postcode: `ZY1 ${n}AA`, school_urn: '990001', ...more },
})

/** What the roll says today of each child: hours, and whether the enrolment goes on. */
async function onRoll(): Promise<string[]> {
  const { rows } = await county.superuser.query<{ line: string }>(
    `SELECT n.surname || ' ' || coalesce(f.weekly_hours::text, 'full') || ' ' || coalesce(f.ends_on::text, 'on') || ' ' || count(*) OVER (PARTITION BY r.person_id) AS line
     FROM record r JOIN name_fact n ON n.record_id = r.id AND n.retracted_at IS NULL
     JOIN enrolment_fact f ON f.record_id = r.id AND f.retracted_at IS NULL AND (f.ends_on IS NULL OR f.ends_on > $1::date) ORDER BY 1`,
    [county.today],
  )
  return rows.map(row => row.line)
}
const idOf = async (surname: string): Promise<string> =>
  (await county.superuser.query('SELECT person_id FROM child_summary WHERE surname = $1', [surname])).rows[0].person_id

test('two who were joined wrongly go on as two records under the lists that follow, and each is as its own rows left it when the join is taken back', async () => {
  const [a, b] = [child(0), child(1)]
  await takeIn({ as_at: '2026-09-10', rows: [a, b, child(2)] })
  const [one, other] = [await idOf(a.surname), await idOf(b.surname)]
  const joined = await county.write(officer, tx => joinPersons(tx, officer, { one, other, because, seen: null }))
  // A list that says the same of both, and one that says other things of each.
  await takeIn({ as_at: '2026-10-08', rows: [a, b, child(2)] })
  const { decision_id } = joined
  const of = (line: string, children: number) => `${line} on ${children}`
  assert.deepEqual(
    await onRoll(),
    [of(`${a.surname} full`, 2), of(`${b.surname} full`, 2), of(`${child(2).surname} full`, 1)].sort(),
  )
  await takeIn({
    as_at: '2026-11-05',
    rows: [child(1, { weekly_hours: '12' }), child(2), child(0, { weekly_hours: '9' })],
  })
  await county.write(officer, tx => takeBack(tx, officer, { decision_id, because, seen: null, places: new Map() }))
  assert.deepEqual(
    await onRoll(),
    [of(`${a.surname} 9.0`, 1), of(`${b.surname} 12.0`, 1), of(`${child(2).surname} full`, 1)].sort(),
  )
  const { rows } = await county.superuser.query('SELECT count(*)::int AS missing FROM import_missing')
  assert.deepEqual(rows, [{ missing: 0 }])
})
