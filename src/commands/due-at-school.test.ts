import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestCounty, testCounty } from '../../test/support/county.ts'
import { type CommandFolder, commandFolder } from '../../test/support/run-command.ts'

let county: TestCounty
let here: CommandFolder
before(async () => {
  county = await testCounty()
  await county.superuser.query(
    `INSERT INTO calendar_entry (authority_id, school_urn, kind, starts_on, last_on, name) VALUES
      ($1, 990002, 'closure', '2026-09-10', '2026-09-10', 'closed for snow')`,
    [county.authority_id],
  )
  here = commandFolder({
    DATABASE_URL: county.url('onroll_web'),
    DATABASE_OWNER_URL: county.url('onroll_migrate'),
    SESSION_SECRET: 'x'.repeat(40),
    OUT_OF_HOURS_NUMBER: '01632 960999',
  })
})
after(async () => {
  here.remove()
  await county.drop()
})

const dueOn = async (urn: string) => {
  const answer = await here.json('due', 'A1', '--on', '2026-09-04', '--school', urn)
  assert.ok(answer !== null && typeof answer === 'object' && 'due_on' in answer && 'skipped' in answer)
  return answer
}

test('each school counts its own days: a closure moves the date of one and not of the other', async () => {
  // Mon 7 to Fri 11 September are 1 to 5; without Thursday 10, Monday 14 is the fifth.
  assert.equal((await dueOn('990001')).due_on, '2026-09-11')
  const closed = await dueOn('990002')
  assert.equal(closed.due_on, '2026-09-14')
  assert.deepEqual(closed.skipped, [
    { date: '2026-09-05', reason: 'Saturday' },
    { date: '2026-09-06', reason: 'Sunday' },
    { date: '2026-09-10', reason: 'closed for snow' },
    { date: '2026-09-12', reason: 'Saturday' },
    { date: '2026-09-13', reason: 'Sunday' },
  ])
})

test('a school that is not in the register, or a year without term dates, is refused by name', async () => {
  const refused = async (...words: string[]) => {
    const { code, complained } = await here.run('due', 'A1', ...words)
    assert.equal(code, 1)
    return complained
  }
  assert.match(
    await refused('--on', '2026-09-04', '--school', '123456'),
    /no school with the URN 123456 in the register/,
  )
  assert.match(
    await refused('--on', '2027-07-19', '--school', '990002'),
    /no term dates for 2027\/28 in the calendar of Marl Valley Academy/,
  )
})
