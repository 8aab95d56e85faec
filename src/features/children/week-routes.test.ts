import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

let county: TestCounty
let app: TestApp
before(async () => {
  county = await testCounty()
  app = await testApp(county)
})
after(async () => {
  await app?.close()
  await county?.drop()
})

const line = (n: number, days: string[], from: string, to: string, more: Record<string, string> = {}) => ({
  ...{ [`what_${n}`]: 'Reading', [`from_${n}`]: from, [`to_${n}`]: to },
  ...Object.fromEntries(days.map(day => [`days_${n}`, day])),
  ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${name}_${n}`, value])),
})
const from = (day: string) => ({ starts_on: day, lines: '3', do: 'save' })
const provisionOf = async (person: string) => {
  const { rows } = await county.superuser.query(
    `SELECT f.id, f.starts_on::text, f.ends_on::text, f.weekly_hours::float, f.hours_from_week FROM provision_fact f JOIN record r ON r.id = f.record_id
     WHERE r.person_id = $1 AND f.retracted_at IS NULL ORDER BY f.starts_on`,
    [person],
  )
  return rows
}

test('a week is drawn for a provision: its hours follow, the week before ends, and a week that was never true gives the hours back', async () => {
  const person = await plantChild(county, { surname: 'Weekly', rolls: [['2025-09-01', null]] })
  const officer = await county.person('cme_officer')
  const { rows: made } = await county.superuser.query(
    `WITH r AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council') RETURNING id)
     INSERT INTO provision_fact (authority_id, record_id, starts_on, source, kind, provider, weekly_hours) SELECT $1, id, '2026-09-07', 'council', 'alternative', 'Riverside', 6 FROM r RETURNING id`,
    [county.authority_id, person],
  )
  const visitor = await app.as(officer)
  const path = `/children/${person}/week`
  const form = await visitor.get(path)
  assert.equal(form.status, 200)
  assert.match(form.$('select[name=provision_1]').text(), /Alternative provision, Riverside \(6 hours a week\)/)
  const keys = (page: typeof form) => ({
    seen: page.$('input[name=seen]').attr('value') ?? '',
    once: page.$('input[name=once]').attr('value') ?? '',
  })

  const more = await visitor.post(path, {
    ...keys(form),
    ...from('2026-10-05'),
    do: 'line',
    ...line(1, ['1'], '9:00', '12:00'),
  })
  assert.equal(more.status, 200, 'another session is asked for: nothing is wrong yet')
  assert.equal(more.$('fieldset.onroll-week-line').length, 4)
  assert.equal(more.$('input[name=what_1]').attr('value'), 'Reading')

  const clash = await visitor.post(path, {
    ...keys(form),
    ...from('2026-10-05'),
    ...line(1, ['2'], '9', '11'),
    ...line(2, ['2'], '10:30', '12'),
  })
  assert.equal(clash.status, 422)
  assert.match(
    clash.$('.govuk-error-summary').text(),
    /On Tuesday Reading \(09:00 to 11:00\) and Reading \(10:30 to 12:00\) are at the same time/,
  )

  const saved = await visitor.post(path, {
    ...keys(form),
    ...from('2026-10-05'),
    ...line(1, ['1'], '9:00', '12:00', { provision: made[0].id }),
    ...line(2, ['3'], '9:00', '11:30', { provision: made[0].id, place: 'Ashby Brook Primary School' }),
    ...line(3, ['3'], '8:30', '9:00', { provision: made[0].id, kind: 'travel' }),
  })
  assert.equal(saved.status, 303)
  assert.deepEqual(
    (await provisionOf(person)).map(row => [row.starts_on, row.ends_on, row.weekly_hours]),
    [
      ['2026-09-07', '2026-10-05', 6],
      ['2026-10-05', null, 5.5],
    ],
  )
  const { rows: states } = await county.superuser.query(
    `SELECT weekly_hours::float AS hours FROM child_state WHERE person_id = $1 AND starts_on = '2026-10-05'`,
    [person],
  )
  assert.deepEqual(states, [{ hours: 5.5 }], 'the engine reads them')

  const page = await visitor.get(`/children/${person}/education`)
  assert.match(page.$('#week-finding').text(), /^5½ hours a week of the 25 .*\[\?\]: 19½ hours fewer$/)
  assert.match(page.$('svg').text(), /Reading/)

  const stale = await visitor.post(path, {
    ...keys(form),
    once: crypto.randomUUID(),
    ...from('2026-11-02'),
    ...line(1, ['1'], '9', '10'),
  })
  assert.equal(stale.status, 409)
  assert.match(stale.html, /5½ hours a week/)

  const next = await visitor.get(path)
  const current = (await provisionOf(person)).at(-1).id
  const changed = await visitor.post(path, {
    ...keys(next),
    ...from('2026-11-02'),
    ...line(1, ['4'], '9', '12', { provision: current }),
  })
  assert.equal(changed.status, 303)
  const { rows: weeks } = await county.superuser.query(
    `SELECT starts_on::text, ends_on::text, count(*)::int FROM timetable_fact t JOIN record r ON r.id = t.record_id WHERE r.person_id = $1 AND t.retracted_at IS NULL GROUP BY 1, 2 ORDER BY 1`,
    [person],
  )
  assert.deepEqual(weeks, [
    { starts_on: '2026-10-05', ends_on: '2026-11-02', count: 3 },
    { starts_on: '2026-11-02', ends_on: null, count: 1 },
  ])

  const untrue = await visitor.get(`${path}/untrue?from=2026-11-02`)
  assert.equal(untrue.status, 200)
  const empty = await visitor.post(`${path}/untrue?from=2026-11-02`, keys(untrue))
  assert.equal(empty.status, 422)
  const gone = await visitor.post(`${path}/untrue?from=2026-11-02`, {
    ...keys(untrue),
    reason: 'another_child',
    because: 'It is of his brother.',
  })
  assert.equal(gone.status, 303)
  assert.deepEqual(
    (await provisionOf(person)).map(row => [row.starts_on, row.weekly_hours, row.hours_from_week]),
    [
      ['2026-09-07', 6, false],
      ['2026-10-05', 5.5, true],
      ['2026-11-02', 6, false],
    ],
  )
  const { rows: why } = await county.superuser.query(
    `SELECT DISTINCT retracted_reason, retracted_because FROM timetable_fact WHERE starts_on = '2026-11-02' AND retracted_at IS NOT NULL`,
  )
  assert.deepEqual(why, [{ retracted_reason: 'another_child', retracted_because: 'It is of his brother.' }])
})

test('a session is of no provision that ends before the week begins', async () => {
  const person = await plantChild(county, { surname: 'Ending', rolls: [['2025-09-01', null]] })
  const ends_on = '2026-12-01'
  const { rows: made } = await county.superuser.query(
    `WITH r AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council') RETURNING id)
     INSERT INTO provision_fact (authority_id, record_id, starts_on, ends_on, source, kind, provider, weekly_hours) SELECT $1, id, '2026-09-07', $3, 'council', 'alternative', 'Riverside', 6 FROM r RETURNING id`,
    [county.authority_id, person, ends_on],
  )
  const visitor = await app.as(await county.person('cme_officer'))
  const path = `/children/${person}/week`
  const form = await visitor.get(path)
  const keys = {
    seen: form.$('input[name=seen]').attr('value') ?? '',
    once: form.$('input[name=once]').attr('value') ?? '',
  }
  const week = line(1, ['1'], '9:00', '12:00', { provision: made[0].id })
  const refused = await visitor.post(path, { ...keys, ...from(ends_on), ...week })
  assert.equal(refused.status, 422)
  assert.match(
    refused.$('.govuk-error-summary').text(),
    /The provision of session 1 ends on Monday 30 November 2026, before this week begins/,
  )
  assert.deepEqual(
    (await provisionOf(person)).map(row => [row.starts_on, row.ends_on, row.weekly_hours]),
    [['2026-09-07', ends_on, 6]],
  )
  const saved = await visitor.post(path, { ...keys, ...from('2026-11-30'), ...week })
  assert.equal(saved.status, 303, 'on the last day of the provision it can still be drawn')
})

test('who may not change children sees the week and no way to draw it; who may not see the child sees no page', async () => {
  const person = await plantChild(county, { surname: 'Seen', rolls: [['2025-09-01', null]] })
  const head = await app.as(await county.person('school_head', 'school-990001'))
  const page = await head.get(`/children/${person}/education`)
  assert.equal(page.status, 200)
  assert.equal(page.$(`a[href="/children/${person}/week"]`).length, 0)
  assert.equal((await head.get(`/children/${person}/week`)).status, 403)
  const other = await app.as(await county.person('school_head', 'school-990002'))
  assert.equal((await other.get(`/children/${person}/education`)).status, 404)
})
