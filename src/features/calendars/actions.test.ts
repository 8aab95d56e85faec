import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { asDay } from '../../rulebook/index.ts'
import { importCalendars, missingBankHolidays } from './actions.ts'
import { type CalendarChange, makeChange } from './change.ts'
import { CannotUndo, findChange, undoOf } from './changes.ts'
import { readSchoolCalendar } from './read-calendar.ts'

let county: TestCounty
let administrator: Person
before(async () => {
  county = await testCounty()
  administrator = await county.person('administrator')
})
after(() => county.drop())

const bring = (text: string) =>
  county.write(administrator, tx =>
    importCalendars(tx, administrator, inPieces(`calendar,kind,start,end,name\n${text}`)),
  )
const make = (tx: Write, change: CalendarChange) => makeChange(tx, administrator, change, { seen: null, queue: null })
const counts = ({ read, recorded, retracted, same }: Awaited<ReturnType<typeof bring>>) => ({
  read,
  recorded,
  retracted,
  same,
})

const year =
  'authority,term,2026-09-01,2026-12-18,Autumn 2026\nauthority,term,04/01/2027,25/03/2027,Spring 2027\n' +
  'authority,term,2027-04-12,2027-07-22,Summer 2027\nauthority,half-term,2026-10-26,2026-10-30,Half-term\n'

test('a file takes back and records only what differs, in the calendars and years that it speaks of', async () => {
  const first = await bring(year)
  // Of 2026/27 the county has three terms, a half-term and an INSET day; the summer term is a day longer now.
  assert.deepEqual(counts(first), { read: 4, recorded: 1, retracted: 2, same: 3 })
  assert.deepEqual(counts(await bring(year)), { read: 4, recorded: 0, retracted: 0, same: 4 })
  const { rows } = await county.superuser.query(
    `SELECT name, retracted_by IS NOT NULL AS by FROM calendar_entry WHERE retracted_at IS NOT NULL ORDER BY name`,
  )
  assert.deepEqual(rows, [
    { name: 'INSET day', by: true },
    { name: 'Summer 2027', by: true },
  ])
})

test('bank holidays are added once, and a file of terms leaves them', async () => {
  const add = () =>
    county.write(administrator, async tx => {
      const record = await missingBankHolidays(tx)
      await make(tx, { kind: 'bank_holidays', what: 'bank holidays', record, retract: [], undoes: null })
      return record.length
    })
  assert.equal(await add(), 40)
  assert.equal(await add(), 0)
  assert.deepEqual(counts(await bring(year)), { read: 4, recorded: 0, retracted: 0, same: 4 })
})

test('a school’s own days lie over the authority’s terms', async () => {
  const done = await bring('990001,inset,2026-11-20,,INSET day\n990077,closure,2026-11-23,2026-11-24,Burst pipe\n')
  assert.deepEqual(counts(done), { read: 2, recorded: 2, retracted: 0, same: 0 })
  assert.deepEqual(
    done.problems.map(({ line, severity }) => [line, severity]),
    [[3, 'noted']],
  )
  const calendar = await county.read(administrator, tx => readSchoolCalendar(tx, 990001, 'Ashby Brook Primary School'))
  assert.equal(calendar.whyNotSchool(asDay('2026-11-20')), 'INSET day')
  assert.equal(calendar.whyNotSchool(asDay('2026-11-23')), null)
})

test('a day taken from the calendar moves the clocks that count over it, in the same transaction', async () => {
  const person_id = await plantChild(county, {
    surname: 'Reed',
    born_on: '2016-05-05',
    lives: [['2026-11-02', null, { in_area: true }]],
  })
  const due = async () => {
    const { rows } = await county.superuser.query<{ due_on: string }>(
      `SELECT due_on::text FROM child_clock WHERE person_id = $1 AND rule = 'level_two'`,
      [person_id],
    )
    return rows.map(({ due_on }) => due_on)
  }
  const before = await due()
  assert.equal(before.length, 1)
  await bring(`${year}authority,closure,2026-11-10,2026-11-10,Storm\n`)
  const [moved = ''] = await due()
  assert.ok(moved > (before[0] ?? ''), `${before[0]} to ${moved}`)
  await bring(year)
  assert.deepEqual(await due(), before)
})

test('a change keeps what it did and which clocks moved; taking it back restores the calendars and every clock', async () => {
  const person_id = await plantChild(county, {
    surname: 'Sedge',
    born_on: '2016-05-05',
    lives: [['2026-11-03', null, { in_area: true }]],
  })
  const clocks = async () =>
    (
      await county.superuser.query(
        'SELECT person_id, rule, opened_on::text, due_on::text FROM child_clock ORDER BY 1, 2, 3',
      )
    ).rows
  const days = async () =>
    (
      await county.superuser.query(
        'SELECT school_urn, kind, starts_on::text, last_on::text, name FROM calendar_entry WHERE retracted_at IS NULL ORDER BY 2, 3, 1',
      )
    ).rows
  const before = [await clocks(), await days()]

  const storm = {
    school_urn: null,
    kind: 'closure',
    starts_on: asDay('2026-11-24'),
    last_on: asDay('2026-11-25'),
    name: 'Storm',
  } as const
  const made = await county.write(administrator, tx =>
    make(tx, { kind: 'added', what: 'Storm', record: [storm], retract: [], undoes: null }),
  )
  assert.ok(made?.person_ids.includes(person_id))
  // 3 November is a Tuesday. School days: 3 to 6 (4), three weeks to 27 November (19), the 20th on Monday 30; two closed days later, Wednesday 2 December.
  const { rows } = await county.superuser.query(
    `SELECT due_before::text, due_after::text, was_overdue, is_overdue FROM calendar_change_clock
     WHERE change_id = $1 AND person_id = $2 AND rule = 'level_two'`,
    [made?.id, person_id],
  )
  assert.deepEqual(rows, [{ due_before: '2026-11-30', due_after: '2026-12-02', was_overdue: false, is_overdue: false }])

  const undo = () =>
    county.write(administrator, async tx => {
      const change = await findChange(tx, made?.id ?? '')
      assert.ok(change)
      return make(tx, await undoOf(tx, change))
    })
  assert.ok((await undo())?.person_ids.includes(person_id))
  assert.deepEqual([await clocks(), await days()], before)
  await assert.rejects(undo(), error => error instanceof CannotUndo && /taken back before/.test(error.message))
})

test('a change on which a later one stands is not taken back before that', async () => {
  const flood = {
    school_urn: 990002,
    kind: 'closure',
    starts_on: asDay('2026-12-01'),
    last_on: asDay('2026-12-01'),
    name: 'Flood',
  } as const
  const made = await county.write(administrator, tx =>
    make(tx, { kind: 'added', what: 'Flood', record: [flood], retract: [], undoes: null }),
  )
  await bring('990002,closure,2026-12-02,,Flood\n')
  await assert.rejects(
    county.read(administrator, async tx => {
      const change = await findChange(tx, made?.id ?? '')
      assert.ok(change)
      return undoOf(tx, change)
    }),
    error => error instanceof CannotUndo && /Flood from 1 Dec 2026 was changed or taken off since/.test(error.message),
  )
})

test('a school’s own closure moves the clocks that count its days, and no other’s', async () => {
  const excludedFrom = async (surname: string, school_urn: number) => {
    const id = await plantChild(county, {
      ...{ surname, born_on: '2012-05-05', lives: [['2020-01-01', null]] },
      rolls: [['2024-09-02', null, { school_urn }]],
    })
    await county.superuser.query(
      `INSERT INTO happening_fact (authority_id, record_id, source, starts_on, ends_on, kind, field_class, school_urn)
       SELECT authority_id, id, 'council', '2026-11-09', '2026-11-10', 'permanently_excluded', 'education', $2 FROM record WHERE person_id = $1`,
      [id, school_urn],
    )
    await lookAgain(county, [id])
    return id
  }
  const ours = await excludedFrom('Teal', 990001)
  await excludedFrom('Merlin', 990002)
  const ice = {
    ...({ school_urn: 990001, kind: 'closure', name: 'Ice' } as const),
    ...{ starts_on: asDay('2026-11-11'), last_on: asDay('2026-11-11') },
  }
  const made = await county.write(administrator, tx =>
    make(tx, { kind: 'added', what: 'Ice', record: [ice], retract: [], undoes: null }),
  )
  assert.deepEqual(made?.person_ids, [ours])
  const { rows } = await county.superuser.query<{ moves: string }>(
    `SELECT rule || ' ' || due_before || ' ' || due_after AS moves FROM calendar_change_clock WHERE person_id = $1 ORDER BY 1`,
    [ours],
  )
  // Excluded on Monday 9 November: Tuesday 10 is 1, Friday 13 is 4, Monday 16 is 5, Tuesday 17 is 6; with Wednesday 11 lost, Wednesday 18.
  assert.equal(rows.find(({ moves }) => moves.startsWith('X10'))?.moves, 'X10 2026-11-17 2026-11-18')
})

test('whoever may not change calendars changes none', async () => {
  const officer = await county.person('cme_officer')
  await assert.rejects(
    county.write(officer, tx =>
      importCalendars(tx, officer, inPieces('calendar,kind,start\nauthority,closure,2026-12-01\n')),
    ),
    /row-level security/,
  )
})
