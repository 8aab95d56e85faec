import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { readAnyFile } from './any-file.ts'

const read = (text: string, school_urn: number | null = null) => readAnyFile(inPieces(text), school_urn)
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//a school//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')
const days = ({ kind, starts_on, last_on, name }: Awaited<ReturnType<typeof read>>['entries'][number]) => [
  kind,
  starts_on,
  last_on,
  name,
]

test('all-day events end on the day before DTEND, folded and escaped titles are read whole', async () => {
  const file = await read(
    calendar(
      event('UID:1@a', 'DTSTART;VALUE=DATE:20260901', 'DTEND;VALUE=DATE:20261219', 'SUMMARY:Autumn Ter', ' m 2026'),
      event('DTSTART;VALUE=DATE:20261026', 'DTEND;VALUE=DATE:20261031', 'SUMMARY;LANGUAGE=en-GB:Half term\\, October'),
      event('DTSTART;VALUE=DATE:20260901', 'SUMMARY:INSET day'),
      event('DTSTART:20270503', 'DTEND:20270504', 'SUMMARY:Early May bank holiday'),
      event('DTSTART;VALUE=DATE:20261105', 'DURATION:P2D', 'SUMMARY:Closed: boiler'),
      event('DTSTART;VALUE=DATE:20261109', 'DTEND;VALUE=DATE:20261109', 'SUMMARY:Closed: boiler again'),
    ),
    990001,
  )
  assert.equal(file.format, 'ics')
  assert.deepEqual(file.problems, [])
  assert.deepEqual(file.entries.map(days), [
    ['term', '2026-09-01', '2026-12-18', 'Autumn Term 2026'],
    ['half_term', '2026-10-26', '2026-10-30', 'Half term, October'],
    ['inset', '2026-09-01', '2026-09-01', 'INSET day'],
    ['holiday', '2027-05-03', '2027-05-03', 'Early May bank holiday'],
    ['closure', '2026-11-05', '2026-11-06', 'Closed: boiler'],
    ['closure', '2026-11-09', '2026-11-09', 'Closed: boiler again'],
  ])
  assert.ok(file.entries.every(entry => entry.school_urn === 990001))
})

for (const [what, lines, problem] of [
  [
    'a parents’ evening',
    ['DTSTART;VALUE=DATE:20261112', 'SUMMARY:Parents’ evening'],
    /^“Parents’ evening” \(12 Nov 2026\) does not say which kind/,
  ],
  [
    'a training afternoon',
    ['DTSTART;TZID=Europe/London:20261112T130000', 'SUMMARY:Staff training'],
    /^“Staff training” has a time of day/,
  ],
  [
    'a day that is none',
    ['DTSTART;VALUE=DATE:20260231', 'SUMMARY:INSET day'],
    /“INSET day” has a first day that is none: 2026-02-31/,
  ],
  ['no day', ['SUMMARY:INSET day'], /has no first day/],
  [
    'an end before its beginning',
    ['DTSTART;VALUE=DATE:20261112', 'DTEND;VALUE=DATE:20261110', 'SUMMARY:Closed'],
    /ends on 10 Nov 2026, before it begins/,
  ],
  ['one that repeats', ['DTSTART;VALUE=DATE:20261112', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:INSET day'], /repeats/],
  [
    'one that was cancelled',
    ['DTSTART;VALUE=DATE:20261112', 'STATUS:CANCELLED', 'SUMMARY:INSET day'],
    /marked as cancelled/,
  ],
  ['one that is malformed', ['DTSTART;VALUE=DATE:20261112', 'nothing of the kind'], /cannot be read: invalid line/],
  ['one without a title', ['DTSTART;VALUE=DATE:20261112'], /^An event without a title \(12 Nov 2026\) does not say/],
] as const) {
  test(`${what} is not taken in, with its line and the reason, and the others are`, async () => {
    const good = event('DTSTART;VALUE=DATE:20261120', 'SUMMARY:INSET day, November')
    const { entries, problems } = await read(calendar(event(...lines), good))
    assert.deepEqual(entries.map(days), [['inset', '2026-11-20', '2026-11-20', 'INSET day, November']])
    assert.deepEqual(
      problems.map(({ line, severity }) => [line, severity]),
      [[4, 'refused']],
    )
    assert.match(problems[0]?.problem ?? '', problem)
  })
}

test('an event that has no end is told, and what was whole before it is kept', async () => {
  const text = calendar(event('DTSTART;VALUE=DATE:20261120', 'SUMMARY:INSET day'), 'BEGIN:VEVENT\r\nSUMMARY:Half term')
  const { entries, problems } = await read(text)
  assert.equal(entries.length, 1)
  assert.match(problems[0]?.problem ?? '', /no end/)
})

test('the same event twice is taken once; two terms over each other are not both taken', async () => {
  const inset = event('DTSTART;VALUE=DATE:20261120', 'SUMMARY:INSET day')
  const term = (from: string, until: string) =>
    event(`DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${until}`, 'SUMMARY:Term')
  const { entries, problems } = await read(
    calendar(inset, inset, term('20260901', '20261219'), term('20261214', '20270326')),
  )
  assert.deepEqual(
    entries.map(({ kind }) => kind),
    ['inset', 'term'],
  )
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ['noted', 'refused'],
  )
})

test('marks, line ends and small letters of other programs do not matter', async () => {
  const text =
    '\uFEFFbegin:vcalendar\nbegin:vevent\ndtstart;value=date:20261120\nsummary:INSET day\nend:vevent\nend:vcalendar\n'
  assert.equal((await read(text)).entries.length, 1)
})

test('a calendar without events is refused; a CSV file is read as one', async () => {
  await assert.rejects(read(calendar()), error => error instanceof FileRefused && /holds no events/.test(error.message))
  const csv = await read('calendar,kind,start,end,name\nauthority,inset,2026-11-20,,INSET day\n')
  assert.deepEqual([csv.format, csv.entries.length], ['csv', 1])
})
