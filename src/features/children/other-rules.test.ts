import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineFor } from '../../../test/support/lists.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { Look } from '../../ground/look.ts'
import { addDays, rulesVersion } from '../../rulebook/index.ts'
import { lookAgainAt } from './look-again.ts'
import { reevaluate } from './reevaluate.ts'

const county = await testCounty()
after(() => county.drop())
const engine = engineFor(county, await county.person('cme_officer'))
const { superuser, today } = county
const asEngine = <T>(work: Parameters<typeof county.door.write<T>>[2]) =>
  county.door.write(engine, new Look({ purpose: 'test', route: 'test' }), work)
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await superuser.query(text, values)).rows as Row[]
const day = (n: number): string => addDays(today, n)

test('a child who was worked out under other rules is looked at again, whatever the day', async () => {
  const old = await plantChild(county, { surname: 'Elder', born_on: addDays(today, -3650), rolls: [[day(-30), null]] })
  await county.superuser.query(`UPDATE child_summary SET rules_version = 'of before' WHERE person_id = $1`, [old])
  const seen = new Look({ purpose: 'test', route: 'test' })
  await lookAgainAt(
    {
      engine,
      progress: async () => undefined,
      write: (_, work) => county.door.write(engine, seen, tx => work(tx, seen)),
    },
    10,
  )
  const [row] = await rows<{ rules_version: string }>('SELECT rules_version FROM child_summary WHERE person_id = $1', [
    old,
  ])
  assert.equal(row?.rules_version, rulesVersion)
})

test('a correction followed by its reversal restores every clock', async () => {
  const child = await plantChild(county, {
    surname: 'Reversed',
    born_on: addDays(today, -3650),
    rolls: [[day(-300), day(-40)]],
  })
  const put = (kind: string, on: string) =>
    county.superuser.query(
      `INSERT INTO happening_fact (authority_id, record_id, source, starts_on, ends_on, kind, field_class)
       SELECT authority_id, id, 'council', $2::date, $2::date + 1, $3, 'education' FROM record WHERE person_id = $1 LIMIT 1`,
      [child, on, kind],
    )
  const workOut = () => asEngine(tx => reevaluate(tx, [child], today))
  const clocks = () =>
    rows(
      'SELECT rule, opened_on, due_on, ended_on, ended_how, stopped_because, because FROM child_clock WHERE person_id = $1 ORDER BY rule, opened_on, opened_by',
      [child],
    )
  await put('place_applied_for', day(-30))
  await workOut()
  const before = await clocks()
  await put('place_outcome_notified', day(-20))
  await workOut()
  assert.notDeepEqual(await clocks(), before)
  await county.superuser.query(`UPDATE happening_fact SET retracted_at = now() WHERE kind = 'place_outcome_notified'`)
  await workOut()
  assert.deepEqual(await clocks(), before)
  assert.ok(before.some(clock => (clock as { rule: string }).rule === 'F1'))
})
