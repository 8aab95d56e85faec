/** Calendars and policies that were changed after the day that is counted: each belief counts by those of its own time. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { countedDay, plantRecountedCounty } from '../../../test/support/recounted-county.ts'
import { asDay } from '../../rulebook/index.ts'
import { type RecountAsked, writeRecount } from './ask.ts'
import { own } from './definitions.ts'
import { countsOf, findRecount } from './queries.ts'
import { countAll } from './work.ts'

const county = await testCounty()
after(() => county.drop())
await plantRecountedCounty(county)
const work = engineWork(county)
const { authority_id } = county

/** How many clocks of level two stand how, by the authority's own policies, and what that rests on. */
async function levelTwo(known_on: string | null) {
  const asked: RecountAsked = {
    ...{ on_day: asDay(countedDay), known_on: known_on === null ? null : asDay(known_on), counts: ['clock'] },
    ...{ school_urn: null, compulsory_age: false, policies: [own] },
  }
  const id = await work.write('asked', tx => writeRecount(tx, { authority_id, account_id: null }, asked))
  await countAll(work, id)
  return work.read('read', async tx => {
    const counts = (await countsOf(tx, id)).filter(({ key }) => key === 'level_two')
    const recount = await findRecount(tx, id)
    return {
      numbers: Object.fromEntries(counts.map(({ status, first_only }) => [status, first_only])),
      calendars: recount?.calendars_version,
      policies: recount?.policy_versions,
    }
  })
}

test('a half-term that was changed afterwards: as believed before and after it', async () => {
  const before = await levelTwo('2020-03-31')
  // Half-term goes on for a second week, until 6 November. That was recorded in the middle of April 2020.
  await county.superuser.query(
    `UPDATE calendar_entry SET retracted_at = '2020-04-15 09:00Z', retracted_by = $2 WHERE authority_id = $1 AND kind = 'half_term'`,
    [authority_id, (await county.person('administrator')).account_id],
  )
  await county.superuser.query(
    `INSERT INTO calendar_entry (authority_id, kind, starts_on, last_on, name, recorded_at)
     VALUES ($1, 'half_term', '2026-10-26', '2026-11-06', 'Half-term', '2020-04-15 09:00Z')`,
    [authority_id],
  )
  // Cedar, Dogwood and Oak are out from Saturday 10 October: 16 Oct 5 · 23 Oct 10 · half-term · 6 Nov 15 · 13 Nov 20, breached.
  // Juniper is breached since 17 October; Elm is open. Larch was back in time and Maple late.
  assert.deepEqual(before.numbers, { breached: 4, open: 1, met: 1, met_late: 1 })
  assert.deepEqual(await levelTwo('2020-03-31'), before)
  // With the second week: 23 Oct 10 · half-term · 13 Nov 15 · 20 Nov 20. Cedar, Dogwood and Oak are open, as Elm is.
  const then = await levelTwo('2020-04-30')
  assert.deepEqual(then.numbers, { breached: 1, open: 4, met: 1, met_late: 1 })
  assert.notEqual(then.calendars, before.calendars)
  // Oak was back on Monday 2 November, which was recorded in June: as it was, met.
  assert.deepEqual((await levelTwo(null)).numbers, { breached: 1, open: 3, met: 2, met_late: 1 })
  assert.equal((await levelTwo('2020-04-14')).calendars, before.calendars, 'the evening before the change')
})

test('a policy that was decided afterwards: as believed before and after it, and after it was taken back', async () => {
  const administrator = (await county.person('administrator')).account_id
  // Five school days from the first of January 2015 on: decided in September 2020 and taken back in November.
  const overrides = JSON.stringify([
    { key: 'level_two', value: { days: 5, unit: 'school_days' }, because: 'Cabinet, item 8' },
  ])
  await county.superuser.query(
    `INSERT INTO authority_policy (authority_id, pack, overrides, starts_on, reason, decided_by, decided_at, retracted_at, retracted_by, retracted_reason)
     VALUES ($1, 'default', $2, '2015-01-01', 'Cabinet', $3, '2020-09-10 09:00Z', '2020-11-10 09:00Z', $3, 'Decided again')`,
    [authority_id, overrides, administrator],
  )
  const before = await levelTwo('2020-08-31')
  assert.deepEqual(before.numbers, { breached: 1, open: 3, met: 2, met_late: 1 })
  assert.deepEqual(before.policies, ['default'])
  // By five days Cedar, Dogwood (16 October), Juniper (25 September) and Elm (13 November, after the longer half-term) are breached, and
  // Larch, Maple and Oak came back late.
  const between = await levelTwo('2020-10-31')
  assert.deepEqual(between.numbers, { breached: 4, met_late: 3 })
  assert.match(between.policies?.[0] ?? '', /5 school days/)
  assert.deepEqual(await levelTwo('2020-12-31'), { ...before, calendars: between.calendars })
})
