import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { printedRegisters } from '../../test/support/printed-registers.ts'
import { commandFolder } from '../../test/support/run-command.ts'

const here = commandFolder()
after(() => here.remove())

const header = 'upn,date,session,code'
const marks = (name: string, ...rows: string[]) => here.write(name, [header, ...rows])
const refused = async (...words: string[]) => {
  const { code, printed, complained } = await here.run('attendance', ...words)
  assert.equal(code, 1, words.join(' '))
  assert.equal(printed, '')
  return complained
}

const calendar = here.write('calendar.csv', [
  'kind,start,end,name',
  'term,2025-09-01,2025-12-19,Autumn term',
  'inset,01/09/2025,02/09/2025,INSET days',
  'closure,2025-10-27,2025-10-31,half-term',
  'inset,2025-11-03,,INSET day',
  'term,2026-01-06,2026-02-13,',
  'holiday,2026-01-30,2026-01-30,a holiday of our own',
])

test('the registers counted on paper, all in one file, the pupils in order of UPN', async () => {
  // Those of the autumn, which this calendar has, each under a UPN of its own and told as at the last day of any of them.
  const autumn = printedRegisters.filter(({ on, entries }) => on === '2025-12-19' && entries === marlshireEntries)
  assert.ok(autumn.length > 12)
  const named = autumn.map((register, i) => ({ upn: `P${String(i).padStart(3, '0')}`, ...register }))
  const rows = named.flatMap(({ upn, marks }) =>
    marks.map(({ day, session, code }) => `${upn},${day},${session},${code}`),
  )
  const file = marks('autumn.csv', ...rows.toReversed())
  assert.deepEqual(
    await here.json('attendance', file, '--calendar', calendar),
    named.map(({ upn, sums, flags }) => ({
      ...{ upn, ...sums, persistent: flags.includes('A6'), severe: flags.includes('A6.severe'), flags },
    })),
  )
})

test('without a calendar the days with marks are the school days', async () => {
  // N on a Monday: on the sixth day after it five have passed, weekends or not.
  const days = ['2026-03-02', '2026-03-03', '2026-03-07', '2026-03-09', '2026-03-20', '2026-03-23', '2026-03-24']
  const file = marks('days.csv', ...days.map((day, i) => `B801200005001,${day},AM,${i === 0 ? 'N' : '/'}`))
  assert.deepEqual(await here.json('attendance', file), [
    {
      ...{ upn: 'B801200005001', possible: 7, attended: 6, authorised: 0, unauthorised: 1 },
      ...{ persistent: true, severe: false, flags: ['A1', 'A6'] },
    },
  ])
})

test('what could not be counted is told under the pupil, by line', async () => {
  const file = marks(
    'problems.csv',
    ...['B801200005001,12/01/2026,am,/', 'B801200005001,12/01/2026,PM,H', 'A1,2026-01-12,AM,I', 'A1,2026-01-12,AM,O'],
    ...['A1,2026-01-30,AM,/', '', '"A1",2026-01-13,PM,\\'],
  )
  assert.deepEqual(await here.json('attendance', file, '--calendar', calendar), [
    {
      ...{
        upn: 'A1',
        possible: 1,
        attended: 1,
        authorised: 0,
        unauthorised: 0,
        persistent: false,
        severe: false,
        flags: [],
      },
      problems: [
        { line: 4, reason: 'Monday 12 January 2026 AM is marked more than once (O on line 5), and was not counted.' },
        { line: 5, reason: 'Monday 12 January 2026 AM is marked more than once (I on line 4), and was not counted.' },
        { line: 6, reason: 'Friday 30 January 2026 is no school day: a holiday of our own.' },
      ],
    },
    {
      ...{ upn: 'B801200005001', possible: 1, attended: 1, authorised: 0, unauthorised: 0 },
      ...{ persistent: false, severe: false, flags: [] },
      problems: [
        {
          line: 3,
          reason:
            'H (Family holiday, agreed) ended on Sunday 18 August 2024. It is not read as C: whether leave was given in exceptional circumstances is for a person to say, with a note. It is kept as it was written.',
        },
      ],
    },
  ])
  const { printed } = await here.run('attendance', file, '--calendar', calendar)
  assert.match(printed, /^UPN +possible +attended/)
  assert.match(printed, /^A1 +1 +1 +0 +0\n {2}line 4: Monday 12 January/m)
})

test('a table for people says why each flag stands', async () => {
  const days = ['2026-01-12', '2026-01-13', '2026-01-14', '2026-01-15', '2026-01-16']
  const file = marks(
    'flags.csv',
    ...days.flatMap(day => ['AM', 'PM'].map(session => `B801200005001,${day},${session},O`)),
  )
  const { printed } = await here.run('attendance', file)
  assert.match(printed, /severely absent\n/)
  assert.match(printed, /A8: 10 sessions coded G, N, O, U from Monday 12 January 2026 to Friday 16 January 2026/)
})

test('a file that cannot be read whole is refused with line and column, and nothing is told', async () => {
  const bad = marks('bad.csv', 'B801200005001,2026-02-30,AM,/', ',2026-01-12,AM,/', 'B801200005001,2026-01-12,noon,/')
  assert.deepEqual((await refused(bad)).trim().split('\n'), [
    'bad.csv, line 2, column date: “2026-02-30” does not exist: February 2026 has no day 30. Check the day.',
    'bad.csv, line 3, column upn: The UPN is missing. Say whose mark this is.',
    'bad.csv, line 4, column session: “noon” is neither AM nor PM.',
  ])
  assert.match(
    await refused(marks('short.csv', 'B801200005001,2026-01-12,AM')),
    /short\.csv, line 2: This row has 3 cells/,
  )
  assert.match(
    await refused(here.write('wide.csv', ['UPN,Date,AM,PM', 'B1,2026-01-12,/,/'])),
    /no column “session”, “code”/,
  )
  assert.match(await refused(here.write('empty.csv', ['', ''])), /empty/)
  assert.match(await refused(marks('bare.csv')), /no rows/)
  assert.match(await refused('nowhere.csv'), /nowhere\.csv cannot be read: there is no such file/)
  const wrong = await here.run('attendance')
  assert.equal(wrong.code, 2)
})

test('a calendar that cannot be read is refused with its line', async () => {
  const file = marks('one.csv', 'B801200005001,2026-01-12,AM,/')
  const complaint = (...rows: string[]) =>
    refused(file, '--calendar', here.write('bad-calendar.csv', ['kind,start,end,name', ...rows]))
  const term = 'term,2026-01-06,2026-02-13,Spring'
  assert.match(await complaint(term, 'fair,2026-01-06,2026-01-06,'), /line 3, column kind: “fair” is none of term,/)
  assert.match(await complaint('term,2026-01-06,2026-13-01,'), /line 2, column end: /)
  assert.match(await complaint('term,,2026-02-13,'), /line 2, column start: The date is missing/)
  assert.match(await complaint('term,2026-02-13,2026-01-06,'), /line 2, column end: 2026-01-06 is before 2026-02-13/)
  assert.match(await complaint('holiday,2026-01-06,2026-01-06,'), /has no term/)
  assert.match(await complaint(), /no rows/)
})
