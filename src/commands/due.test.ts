import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { commandFolder } from '../../test/support/run-command.ts'
import { type CalendarEntry, rules } from '../rulebook/index.ts'

const here = commandFolder()
after(() => here.remove())

const written = (name: string, entries: readonly CalendarEntry[]) =>
  here.write(name, [
    'kind,start,end,name',
    ...entries.map(({ kind, starts_on, last_on, name }) => [kind, starts_on, last_on, name].join(',')),
  ])
const calendar = written('marlshire.csv', marlshireEntries)
const sixTerms = written('six-terms.csv', sixTermEntries)

const refused = async (...words: string[]) => {
  const { code, printed, complained } = await here.run('due', ...words, '--json')
  assert.equal(code, 1, words.join(' '))
  assert.equal(printed, '')
  return complained.trim()
}

/** What is asked for by name of an answer, so that a field which is not there is told. */
const fieldsOf = (answer: unknown): Record<string, unknown> => {
  assert.ok(answer !== null && typeof answer === 'object')
  return { ...answer }
}

test('five school days over a half-term and an INSET day, each day counted or skipped by name', async () => {
  // Fri 24 Oct 1 · half-term · Mon 3 Nov INSET day · Tue 4 to Fri 7 Nov 2 to 5
  const answer = fieldsOf(await here.json('due', 'a1', '--on', '2025-10-23', '--calendar', calendar))
  const weekend = (saturday: string, sunday: string, reason: (day: string) => string) => [
    { date: saturday, reason: reason('Saturday') },
    { date: sunday, reason: reason('Sunday') },
  ]
  assert.deepEqual(answer, {
    ...{ rule: 'A1', opened_on: '2025-10-23', due_on: '2025-11-07', unit: 'school_days' },
    counted: ['2025-10-24', '2025-11-04', '2025-11-05', '2025-11-06', '2025-11-07'],
    skipped: [
      ...weekend('2025-10-25', '2025-10-26', day => day),
      ...['27', '28', '29', '30', '31'].map(day => ({ date: `2025-10-${day}`, reason: 'half-term' })),
      ...weekend('2025-11-01', '2025-11-02', day => day),
      { date: '2025-11-03', reason: 'INSET day' },
    ],
    source: answer.source,
  })
  assert.match(String(answer.source), /SI 2024\/208/)
})

const worked: readonly (readonly [rule: string, on: string, file: string | null, due_on: string, unit: string])[] = [
  ['X12', '2026-07-06', calendar, '2026-09-09', 'school_days'],
  ['X12', '2025-10-13', sixTerms, '2025-11-17', 'school_days'],
  ['level_two', '2025-12-01', sixTerms, '2026-01-12', 'school_days'],
  ['A12', '2025-09-15', sixTerms, '2025-12-19', 'terms'],
  ['L3', '2027-12-17', calendar, '2028-01-05', 'working_days'],
  ['L4', '2026-05-01', null, '2026-06-02', 'working_days'],
  ['R1', '2026-10-28', null, '2026-11-02', 'calendar_days'],
  ['x20', '2027-08-31', null, '2028-02-29', 'months'],
  ['A3', '2028-02-29', null, '2034-02-28', 'years'],
  ['F13', '2027-11-01', null, '2028-10-31', 'years'],
  ['N22', '2025-09-03', null, '2026-07-31', 'years'],
]

for (const [rule, on, file, due_on, unit] of worked) {
  test(`${rule} opened on ${on} is due on ${due_on}, as counted on paper`, async () => {
    const words = file === null ? [] : ['--calendar', file]
    const answer = fieldsOf(await here.json('due', rule, '--on', on, ...words))
    assert.deepEqual([answer.due_on, answer.unit], [due_on, unit])
    assert.equal('caution' in answer, false)
  })
}

test('the entry of the day is counted; where none was in force the newest is, with a caution', async () => {
  assert.equal(fieldsOf(await here.json('due', 'A3', '--on', '2023-10-02')).due_on, '2026-10-02')
  const expired = fieldsOf(await here.json('due', 'SI20', '--on', '2026-09-02'))
  assert.equal(expired.due_on, '2026-11-02')
  assert.match(
    String(expired.caution),
    /not in force on Wednesday 2 September 2026: it held until Sunday 31 January 2016/,
  )
  const early = fieldsOf(await here.json('due', 'R1', '--on', '2010-09-01'))
  assert.match(String(early.caution), /it holds from Monday 19 August 2024/)
  const waiting = rules.find(({ valid_from, count }) => valid_from === 'not_commenced' && count?.by === 'days')
  const enacted = fieldsOf(await here.json('due', waiting?.id ?? '', '--on', '2026-09-02', '--calendar', calendar))
  assert.match(String(enacted.caution), /enacted and not commenced/)
})

test('working days of a year that the program does not hold are those with the holidays of the calendar', async () => {
  const far = here.write('far.csv', [
    'kind,start,end,name',
    'term,2034-01-04,2034-03-31,',
    'holiday,2034-01-02,2034-01-02,New Year’s Day',
    'holiday,2034-02-13,2034-02-17,half-term',
  ])
  assert.match(await refused('L3', '--on', '2034-02-08'), /No bank holidays are entered for 2034/)
  // 9 Feb 1 · 10 Feb 2 · 17 Feb 7 · Mon 20, 21, 22 are 8, 9, 10: days off of a week are no bank holidays
  assert.equal(fieldsOf(await here.json('due', 'L3', '--on', '2034-02-08', '--calendar', far)).due_on, '2034-02-22')
})

test('what cannot be counted is refused in a sentence', async () => {
  assert.match(await refused('X12', '--on', '2026-09-02'), /Give its calendar \(--calendar FILE\.csv\) or the school/)
  assert.match(await refused('A12', '--on', '2026-09-02'), /--calendar FILE\.csv/)
  assert.match(
    await refused('X12', '--on', '2028-07-10', '--calendar', calendar),
    /There are no term dates for 2028\/29 in marlshire\.csv/,
  )
  assert.match(await refused('D1', '--on', '2026-09-02'), /D1 \(Child missing education\) sets no date/)
  assert.match(
    await refused('level_tow', '--on', '2026-09-02'),
    /There is no rule level_tow\. The nearest are level_two, level_one, level_three\. onroll rules lists them all\.$/,
  )
  assert.match(await refused('ZZ', '--on', '2026-09-02'), /There is no rule ZZ\. onroll rules lists them all\.$/)
})

test('what was not said is wrong usage', async () => {
  const wrongly = async (...words: string[]) => {
    const { code, complained } = await here.run('due', ...words)
    assert.equal(code, 2, words.join(' '))
    return complained
  }
  assert.match(await wrongly('R1'), /--on DATE/)
  assert.match(await wrongly('R1', '--on', '2 September'), /written YYYY-MM-DD/)
  assert.match(await wrongly('R1', '--on', '2026-09-02', '--school', '12'), /six digits/)
  assert.match(
    await wrongly('R1', '--on', '2026-09-02', '--school', '990001', '--calendar', calendar),
    /--school or --calendar/,
  )
})

test('for people it says the day, what is skipped and the law', async () => {
  const { printed } = await here.run('due', 'A1', '--on', '2026-04-30', '--calendar', calendar)
  assert.match(printed, /Opened Thursday 30 April 2026, due Friday 8 May 2026: 5 school days\./)
  assert.match(printed, /Monday 4 May 2026 is skipped: Early May bank holiday/)
  assert.match(printed, /Source: .*SI 2024\/208.* \(found\)\./)
})

test('rules: every entry, with what has not commenced named so', async () => {
  const listed = await here.json('rules')
  assert.ok(Array.isArray(listed))
  assert.equal(listed.length, rules.length)
  const r1 = listed.filter(({ id }) => id === 'R1')
  assert.deepEqual(
    r1.map(({ valid_from, valid_to, mark }) => [valid_from, valid_to, mark]),
    [
      ['2016-09-01', '2024-08-19', 'unverified'],
      ['2024-08-19', null, 'found'],
    ],
  )
  assert.deepEqual(Object.keys(r1[0]), [
    ...['id', 'title', 'unit', 'length', 'mark', 'valid_from', 'valid_to', 'commenced', 'source', 'owed_by'],
  ])
  const waiting = listed.filter(({ commenced }) => !commenced)
  assert.ok(waiting.length > 5 && waiting.every(({ valid_from }) => valid_from === null))
  const { printed } = await here.run('rules')
  assert.match(printed, /^Exclusions\n {2}X1 /m)
  assert.match(printed, /^ {2}X12 +The board considers a long exclusion +15 school days +found$/m)
})
