import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { dueBetween } from '../src/features/today/windows.ts'
import { addDays, asDay, type CalendarEntry, type Day, schoolCalendar, schoolDays } from '../src/rulebook/index.ts'
import type { ToldArrival } from './arrivals.ts'
import { generateCounty } from './generate.ts'
import { readTable, readTruth } from './read-county.ts'

const folders: string[] = []
after(() => {
  for (const made of folders) rmSync(made, { recursive: true })
})

async function grown(as_at: string, children: number) {
  const folder = mkdtempSync(join(tmpdir(), 'county-arrivals-'))
  folders.push(folder)
  const summary = await generateCounty({ as_at, children, folder })
  const told: { arrivals: ToldArrival[]; demonstration_day: string } = JSON.parse(
    readFileSync(join(folder, 'truth.json'), 'utf-8'),
  )
  const calendar = schoolCalendar({
    name: 'Marlshire',
    entries: readTable(join(folder, 'calendars.csv'))
      .filter(entry => entry.calendar === 'authority')
      .map(entry => ({
        kind: entry.kind as CalendarEntry['kind'],
        starts_on: asDay(entry.start ?? ''),
        last_on: asDay(entry.end ?? ''),
        name: entry.name ?? '',
      })),
  })
  return { folder, summary, arrivals: told.arrivals, day: asDay(told.demonstration_day), calendar }
}

test('one child in 120 has moved in lately, fourteen at least, and the county has no more children for it', async () => {
  for (const [children, expected] of [
    [500, 14],
    [700, 14],
    [2400, 20],
  ] as const) {
    const { arrivals, summary } = await grown('2026-11-22', children)
    assert.equal(arrivals.length, expected)
    assert.equal(summary.children, children)
  }
})

test('an arrival is on no roll by truth and by the lists, and stands on them without a fault', async () => {
  const { folder, arrivals } = await grown('2026-11-22', 700)
  const { children, rows } = readTruth(folder)
  const health = readTable(join(folder, 'lists/gp-registrations.csv'))
  for (const arrival of arrivals) {
    const child = children.get(arrival.child_id)
    assert.deepEqual(
      [child?.state, child?.listed_state, child?.story, child?.school_urn],
      ['unexplained', 'unexplained', 'arrival', ''],
    )
    const own = rows.filter(row => row.child_id === arrival.child_id)
    assert.ok(own.every(row => row.faults === ''))
    assert.equal(
      own.some(row => row.list === 'neighbour_roll'),
      arrival.from === 'Southmere',
    )
    const registered = own.filter(row => row.list === 'health')
    assert.equal(registered.length, 1)
    const line = health[Number(registered[0]?.line) - 2]
    assert.equal(line?.['Registered From'], arrival.registered_on)
    assert.match(line?.Postcode ?? '', /^ZY/)
  }
  assert.ok(arrivals.some(({ from }) => from === 'Southmere') && arrivals.some(({ from }) => from === 'abroad'))
})

test('whenever the county is opened, some clocks are past, some are due and some are ahead', async () => {
  const opened: [as_at: Day, ahead: boolean][] = [
    ...[0, 1, 2, 3, 4, 5, 6].map((after): [Day, boolean] => [addDays(asDay('2026-11-17'), after), true]),
    [asDay('2026-09-08'), true],
    [asDay('2026-09-21'), true],
    [asDay('2027-01-12'), true],
    [asDay('2027-06-20'), true],
    // Nothing falls due in a week of holidays.
    [asDay('2026-12-22'), false],
    [asDay('2027-08-10'), false],
  ]
  for (const [today, ahead] of opened) {
    const { folder, arrivals, calendar } = await grown(today, 500)
    const due = arrivals.map(({ registered_on }) => calendar.nthSchoolDay(asDay(registered_on), schoolDays(20)))
    const count = (window: 'overdue' | 'soon' | 'next_week'): number => {
      const { from, to } = dueBetween(window, calendar, today)
      return due.filter(day => (from === null || day >= from) && (to === null || day <= to)).length
    }
    assert.ok(count('overdue') > 0, `${today}: none is past`)
    assert.ok(count('soon') > 0, `${today}: none is due`)
    if (ahead) assert.ok(count('next_week') > 0, `${today}: none is ahead`)
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf-8'))
    const opening: string = manifest.files.find((file: { kind: string }) => file.kind === 'school_roll').as_at
    for (const { registered_on } of arrivals) assert.ok(registered_on > opening, `${today}: before the ledger opens`)
  }
})
