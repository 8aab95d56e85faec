import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { absenceWord, presentPercent, termText } from './attendance.ts'
import { registrationProblems } from './registrations.ts'
import { hoursOf, lengthText, overlapOf, readTime } from './week.ts'
import { yearFinding } from './year-lanes.ts'

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

test('times of day as people write them', () => {
  const read: [string, number | null][] = [
    ...[
      ['9', 540] as const,
      ['9:30', 570] as const,
      ['9.30', 570] as const,
      ['0930', 570] as const,
      ['9.30am', 570] as const,
    ],
    ...[['2pm', 840] as const, ['12am', 0] as const, ['12pm', 720] as const, ['14:15', 855] as const],
    ...[
      ['25', null] as const,
      ['9:60', null] as const,
      ['13pm', null] as const,
      ['noon', null] as const,
      ['', null] as const,
    ],
  ].map(([text, minutes]): [string, number | null] => [text, minutes])
  for (const [text, minutes] of read) assert.equal(readTime(text), minutes, text)
})

test('lengths in words, hours to a tenth, and the first two sessions that meet', () => {
  assert.deepEqual([0, 30, 60, 90, 540, 570, 560].map(lengthText), [
    'no hours',
    '30 minutes',
    '1 hour',
    '1½ hours',
    '9 hours',
    '9½ hours',
    '9 hours 20 minutes',
  ])
  assert.deepEqual([540, 565, 566].map(hoursOf), [9, 9.4, 9.4])
  const at = (weekday: number, starts_at: number, ends_at: number) => ({ weekday, starts_at, ends_at })
  assert.equal(overlapOf([at(1, 540, 600), at(1, 600, 660), at(2, 540, 600)]), null, 'one may begin as another ends')
  assert.deepEqual(overlapOf([at(2, 600, 660), at(2, 540, 601)]), [at(2, 540, 601), at(2, 600, 660)])
})

test('which registrations cannot be right, and who can mend them', () => {
  const at = (school: string, status: string) => ({ school, status })
  const right = [
    [],
    [at('Ashby', 'C')],
    [at('Ashby', 'M'), at('Marl', 'S')],
    [at('Ashby', 'M')],
    [at('Ashby', 'C'), at('Marl', 'G')],
    [at('Ashby', 'M'), at('Marl', 'S'), at('Town', 'G')],
  ]
  for (const registrations of right)
    assert.deepEqual(registrationProblems(registrations), [], JSON.stringify(registrations))
  const wrong: [{ school: string; status: string }[], RegExp][] = [
    [[at('Ashby', 'C'), at('Marl', 'C')], /Ashby and Marl each have this child as registered nowhere else/],
    [[at('Ashby', 'C'), at('Marl', 'S')], /Ashby has this child as registered nowhere else, while Marl tells/],
    [[at('Ashby', 'M'), at('Marl', 'M')], /each say that theirs is the main registration/],
    [[at('Marl', 'S')], /Marl has this child as a subsidiary registration, and no school as the main one/],
    [[at('Marl', 'G')], /guest at Marl and on no other roll/],
  ]
  for (const [registrations, problem] of wrong) {
    const [only, ...more] = registrationProblems(registrations)
    assert.match(only ?? '', problem)
    assert.match(only ?? '', /office/)
    assert.deepEqual(more, [])
  }
})

test('persistent and severe absence by exact sessions, not by rounded percentages', () => {
  const of = (possible: number, authorised: number, unauthorised = 0) => ({ possible, authorised, unauthorised })
  assert.equal(absenceWord(of(140, 13)).text, 'Below 10% absence')
  assert.equal(absenceWord(of(140, 10, 4)).text, 'Persistently absent')
  assert.equal(absenceWord(of(139, 13)).text, 'Below 10% absence', '13 of 139 is 9.4%')
  assert.equal(absenceWord(of(140, 0, 69)).text, 'Persistently absent')
  assert.equal(absenceWord(of(140, 0, 70)).text, 'Severely absent')
  assert.equal(absenceWord(of(0, 0)).text, 'Not enough sessions to say')
  assert.equal(absenceWord(of(19, 19)).text, 'Not enough sessions to say')
  assert.deepEqual([presentPercent(of(139, 13)), presentPercent(of(0, 0))], ['90.6%', null])
  assert.deepEqual([termText('autumn', 2025), termText('summer', 2025)], ['Autumn term 2025/26', 'Summer term 2025/26'])
})

test('the finding of a year says how it stands, since when, and what was before', () => {
  const today = asDay('2026-11-17')
  const spans = [
    { starts_on: asDay('2026-10-05'), ends_on: null, text: 'On no roll, unexplained' },
    { starts_on: asDay('2025-09-01'), ends_on: asDay('2026-10-05'), text: 'On roll, Ashby Brook' },
  ]
  assert.equal(
    yearFinding(2026, spans, today),
    'Since Monday 5 October 2026 on no roll, unexplained; before that on roll, Ashby Brook',
  )
  assert.equal(yearFinding(2025, spans, today), 'In all of 2025/26: on roll, Ashby Brook')
  assert.equal(yearFinding(2024, spans, today), 'Not one of the authority’s children in 2024/25')
  assert.equal(
    yearFinding(2026, [{ starts_on: asDay('2026-09-01'), ends_on: asDay('2026-10-05'), text: 'On roll' }], today),
    'Until Sunday 4 October 2026 on roll; after that not one of the authority’s',
  )
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

test('two single registrations and absence show on the page, and the years go back to the first roll', async () => {
  const person = await plantChild(county, {
    surname: 'Doubled',
    rolls: [
      ['2024-09-02', null],
      ['2026-09-01', null, { school_urn: 990002 }],
    ],
  })
  await county.superuser.query(
    `INSERT INTO attendance_fact (authority_id, record_id, starts_on, ends_on, source, school_urn, school_year, term, possible, authorised, unauthorised)
     SELECT $1, id, '2026-01-01', '2026-04-01', 'school_roll', 990001, 2025, 'spring', 118, 10, 5 FROM record WHERE person_id = $2`,
    [county.authority_id, person],
  )
  const visitor = await app.as(await county.person('cme_officer'))
  const page = await visitor.get(`/children/${person}/education?year=2025`)
  assert.match(
    page.$('.govuk-inset-text').text(),
    /Ashby Brook Primary School and Marl Valley Academy|Marl Valley Academy and Ashby Brook Primary School/,
  )
  assert.match(page.$('main').text(), /Spring term 2025\/26.*Persistently absent/s)
  assert.match(page.$('main').text(), /87\.3%/)
  assert.deepEqual(
    page
      .$('.onroll-years li')
      .toArray()
      .map(one => page.$(one).text().trim()),
    ['2026/27', '2025/26', '2024/25'],
  )
  assert.match(page.$('#year-finding').text(), /^In all of 2025\/26/)
  assert.match(page.$('figure svg').text(), /Roll of Ashby Brook Primary School/)
  assert.doesNotMatch(page.html, /style="/)
})
