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
  const word = (sums: ReturnType<typeof of>, least: number | null = null) => absenceWord(sums, least).text
  assert.equal(word(of(140, 13)), 'Below 10% absence')
  assert.equal(word(of(140, 10, 4)), 'Persistently absent')
  assert.equal(word(of(139, 13)), 'Below 10% absence', '13 of 139 is 9.4%')
  assert.equal(word(of(140, 0, 69)), 'Persistently absent')
  assert.equal(word(of(140, 0, 70)), 'Severely absent')
  assert.equal(word(of(0, 0)), 'Not enough sessions to say')
  // Where an authority sets a least number of sessions, as many are enough and one fewer is not.
  assert.equal(word(of(19, 19)), 'Severely absent')
  assert.deepEqual([word(of(19, 19), 20), word(of(20, 2), 20)], ['Not enough sessions to say', 'Persistently absent'])
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
