import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { countsOf, csvOf, type GivenList, listWork, stateOf } from '../../../test/support/lists.ts'
import { makeUpn } from '../../rulebook/index.ts'
import { commitList } from './work.ts'

const county = await testCounty()
after(() => county.drop())
const officer = await county.person('cme_officer')
const { bring, check, commit, preview, takeIn, work } = listWork(county, officer)

const import_ = async (id: string) => {
  const { rows } = await county.superuser.query('SELECT * FROM import WHERE id = $1', [id])
  return rows[0]
}
const outcomes = async (id: string): Promise<Record<number, string>> => {
  const { rows } = await county.superuser.query(
    'SELECT line, CASE WHEN refused THEN $2 ELSE outcome END AS outcome FROM import_line WHERE import_id = $1 ORDER BY line',
    [id, 'refused'],
  )
  return Object.fromEntries(rows.map(row => [row.line, row.outcome]))
}
const figures = async (id: string) => {
  const { rows_read, rows_new, rows_matched, rows_changed, rows_ambiguous, rows_refused, missing } = await import_(id)
  return { rows_read, rows_new, rows_matched, rows_changed, rows_ambiguous, rows_refused, missing }
}
const enrolments = async (surname: string): Promise<string[]> => {
  const { rows } = await county.superuser.query(
    `SELECT DISTINCT e.school_urn || ' ' || e.starts_on || ' ' || coalesce(e.ends_on::text, '…') AS line FROM name_fact n
     JOIN record a ON a.id = n.record_id JOIN record r ON r.person_id = a.person_id JOIN enrolment_fact e ON e.record_id = r.id AND e.retracted_at IS NULL
     WHERE n.surname = $1 ORDER BY 1`,
    [surname],
  )
  return rows.map(row => row.line)
}
const met = new Map<string, number>()
/** A child of this surname: each was born on a day, and lives at a postcode, of its own. */
const child = (surname: string, more: Record<string, string> = {}) => {
  const nth = met.get(surname) ?? met.size
  met.set(surname, nth)
  const born_on = Temporal.PlainDate.from('2015-03-01').add({ days: nth }).toString()
  const postcode = `ZY1 ${nth % 10}A${'ABDEFGHJLN'[Math.floor(nth / 10)]}`
  return { surname, forename: 'Kim', born_on, postcode, school_urn: '990001', ...more }
}
const roll = (source: string, as_at: string, ...rows: Record<string, string>[]): GivenList => ({ source, as_at, rows })

test('a roll and the next: new, the same, changed, missing; who is missing leaves on the new list’s day', async () => {
  const lives = ['Stay', 'Move', 'Gone'].map(surname => child(surname, { school_urn: '' }))
  await takeIn({ source: 'GP', kind: 'health', as_at: '2026-09-01', rows: lives })
  const first = await takeIn(roll('One', '2026-09-10', child('Stay'), child('Move'), child('Gone')))
  assert.deepEqual(await outcomes(first), { 2: 'matched', 3: 'matched', 4: 'matched' })
  assert.equal(await stateOf(county, 'Kim Gone'), 'on_roll')
  const next = await preview(
    roll('One', '2026-11-10', child('Stay'), child('Move', { weekly_hours: '9' }), child('Fresh')),
  )
  assert.deepEqual(await outcomes(next), { 2: 'same', 3: 'changed', 4: 'new' })
  assert.deepEqual(await figures(next), {
    ...{ rows_read: 3, rows_new: 1, rows_matched: 2, rows_changed: 1, rows_ambiguous: 0, rows_refused: 0, missing: 1 },
  })
  assert.equal(await stateOf(county, 'Kim Gone'), 'on_roll')
  await commit(next)
  assert.deepEqual(await enrolments('Gone'), ['990001 2026-09-10 2026-11-10'])
  assert.equal(await stateOf(county, 'Kim Gone'), 'unexplained')
  assert.equal(await stateOf(county, 'Kim Stay'), 'on_roll')
  assert.equal(await stateOf(county, 'Kim Move'), 'reduced_hours')
  assert.equal((await import_(next)).missing, 1)
})

test('the same file twice changes nothing, as the same import and as another day’s', async () => {
  const rows = [child('Twice', { upn: makeUpn('899200126012') }), child('Thrice')]
  const { id } = await bring(roll('Two', '2026-09-10', ...rows))
  await check(id)
  await commit(id)
  const before = await countsOf(county)
  assert.deepEqual(await bring(roll('Two', '2026-09-10', ...rows)), { id, again: true })
  await commit(id)
  assert.deepEqual(await countsOf(county), before)
  const later = await takeIn(roll('Two', '2026-11-10', ...rows))
  assert.deepEqual(await outcomes(later), { 2: 'same', 3: 'same' })
  assert.deepEqual(await countsOf(county), before)
})

test('an older list that comes late changes nothing, and nobody is missing from it', async () => {
  await takeIn(roll('Late', '2026-11-10', child('Latecomer')))
  const before = await countsOf(county)
  const older = await takeIn(roll('Late', '2026-10-05', child('Latecomer', { weekly_hours: '5' })))
  assert.deepEqual(
    { ...(await countsOf(county)), child_movement: 0, ledger_move: 0 },
    { ...before, child_movement: 0, ledger_move: 0 },
  )
  assert.equal((await import_(older)).missing, 0)
})

test('a child twice in a list is one child: at one school the second row is left out, at two both count', async () => {
  const id = await takeIn(
    roll(
      'Dual',
      '2026-11-10',
      child('Dual', { upn: makeUpn('899200126013') }),
      child('Dual', { upn: makeUpn('899200126013'), school_urn: '990002', enrol_status: 'S' }),
      child('Dual', { upn: '' }),
    ),
  )
  assert.deepEqual(await outcomes(id), { 2: 'new', 3: 'new', 4: 'duplicate' })
  assert.deepEqual(await enrolments('Dual'), ['990001 2026-11-10 …', '990002 2026-11-10 …'])
  const { rows } = await county.superuser.query(`SELECT DISTINCT person_id FROM child_summary WHERE surname = 'Dual'`)
  assert.equal(rows.length, 1)
})

test('who moved to another school of the same list left the first and is not missing', async () => {
  const schools = [child('Anchor'), child('Other', { school_urn: '990002' })]
  await takeIn(roll('Area', '2026-09-10', ...schools, child('Mover')))
  const id = await takeIn(roll('Area', '2026-11-10', ...schools, child('Mover', { school_urn: '990002' })))
  assert.equal((await import_(id)).missing, 0)
  assert.deepEqual(await enrolments('Mover'), ['990001 2026-09-10 2026-11-10', '990002 2026-11-10 …'])
})

test('a list of one school says nothing of another, and who fell silent two lists ago is missing still', async () => {
  await takeIn(roll('Schools', '2026-09-10', child('Ada'), child('Ben'), child('Bo', { school_urn: '990002' })))
  await takeIn(roll('Schools', '2026-10-05', child('Bo', { school_urn: '990002' })))
  assert.deepEqual(await enrolments('Ada'), ['990001 2026-09-10 …'])
  await takeIn(roll('Schools', '2026-11-10', child('Ada')))
  assert.deepEqual(await enrolments('Ben'), ['990001 2026-09-10 2026-11-10'])
})

test('a refused row is told with its line, column and reason; the good rows are kept; its child is not missing', async () => {
  const upn = makeUpn('899200126014')
  await takeIn(roll('Refusing', '2026-09-10', child('Good'), child('Bad'), child('Worse', { upn })))
  const id = await takeIn(
    roll(
      'Refusing',
      '2026-11-10',
      child('Good'),
      child('Bad', { born_on: '31/02/2015', postcode: '' }),
      child('', { forename: '', upn }),
    ),
  )
  assert.deepEqual(await outcomes(id), { 2: 'same', 3: 'refused', 4: 'refused' })
  const { rows } = await county.superuser.query('SELECT problems FROM import_row WHERE import_id = $1 AND line = 3', [
    id,
  ])
  assert.deepEqual([rows[0].problems[0].column, rows[0].problems[0].severity], ['born_on', 'refused'])
  assert.match(rows[0].problems[0].reason, /31\/02\/2015/)
  assert.deepEqual(
    [await enrolments('Bad'), await enrolments('Worse')],
    [['990001 2026-09-10 …'], ['990001 2026-09-10 …']],
  )
  assert.equal((await import_(id)).missing, 0)
})

test('while a row could not be read at all, or says who it is of in no way, nobody is missing', async () => {
  await takeIn(roll('Nameless', '2026-09-10', child('Here'), child('There')))
  await takeIn(roll('Nameless', '2026-11-10', child('Here'), child('', { forename: '', upn: 'A899200126015' })))
  assert.deepEqual(await enrolments('There'), ['990001 2026-09-10 …'])
  await takeIn(roll('Torn', '2026-09-10', child('Whole'), child('Lost')))
  const id = await takeIn({
    source: 'Torn',
    as_at: '2026-11-10',
    rows: `${csvOf([child('Whole')])}Lost,Kim\n`,
  })
  assert.deepEqual(await outcomes(id), { 2: 'same', 3: 'refused' })
  assert.deepEqual(await enrolments('Lost'), ['990001 2026-09-10 …'])
})

test('a file cut short is refused whole, and nothing is changed', async () => {
  const before = await countsOf(county)
  const { id } = await bring({
    source: 'Cut',
    as_at: '2026-11-10',
    rows: 'surname,born_on\nLee,2015-03-01\n"Day,2015-',
  })
  await assert.rejects(check(id), /quotation mark is opened in the row that begins on line 3/)
  assert.deepEqual(await countsOf(county), before)
  const { state, refusal } = await import_(id)
  assert.equal(state, 'refused')
  assert.match(refusal, /line 3/)
  assert.deepEqual(await outcomes(id), {})
})

test('doubtful rows wait; decided after the commit they are taken in, and the child they are not is missing then', async () => {
  await takeIn(roll('Doubt', '2026-09-10', child('Doubt', { upn: makeUpn('899200126027') }), child('Rest')))
  const id = await takeIn(roll('Doubt', '2026-11-10', child('Rest'), child('Doubt', { upn: makeUpn('899200126028') })))
  assert.deepEqual(await outcomes(id), { 2: 'same', 3: 'ambiguous' })
  assert.deepEqual(await enrolments('Doubt'), ['990001 2026-09-10 …'])
  await county.superuser.query(`UPDATE import_row SET decision = 'new' WHERE import_id = $1 AND line = 3`, [id])
  await commit(id)
  assert.deepEqual(await enrolments('Doubt'), ['990001 2026-09-10 2026-11-10', '990001 2026-11-10 …'])
  const { rows } = await county.superuser.query(
    `SELECT r.person_id, count(*) OVER () AS n FROM import_row i JOIN record r ON r.id = i.record_id WHERE i.import_id = $1 AND i.line = 3`,
    [id],
  )
  assert.equal(rows.length, 1)
  assert.equal((await import_(id)).missing, 1)
})

test('a wrong check letter is kept, flagged, and joins nobody', async () => {
  const id = await takeIn(roll('Letters', '2026-11-10', child('Letter', { upn: 'A899200126015' })))
  const { rows } = await county.superuser.query(
    `SELECT f.value, f.problem FROM identifier_fact f WHERE f.import_id = $1`,
    [id],
  )
  assert.equal(rows[0].value, 'A899200126015')
  assert.match(rows[0].problem, /check letter/)
})

test('each batch leaves one audit event with the children it changed', async () => {
  const id = await takeIn(roll('Audited', '2026-11-10', child('Seen'), child('Noted')))
  const { rows: changed } = await county.superuser.query(
    'SELECT DISTINCT r.person_id AS id FROM import_row i JOIN record r ON r.id = i.record_id WHERE i.import_id = $1',
    [id],
  )
  const ids = changed.map(row => row.id).sort()
  const { rows } = await county.superuser.query(
    `SELECT child_ids FROM audit_event WHERE action = 'list rows committed' AND child_ids @> $1::uuid[]`,
    [ids],
  )
  assert.deepEqual(
    rows.map(row => row.child_ids.sort()),
    [ids],
  )
})

test('a list of protected placements that nobody answers for is not committed', async () => {
  const id = await preview({
    source: 'Refuge',
    kind: 'protected_placement',
    as_at: '2026-11-10',
    rows: [child('Safe')],
  })
  await county.superuser.query(`UPDATE import SET state = 'committing', brought_by = NULL WHERE id = $1`, [id])
  await assert.rejects(commitList(work, id), /committed by a person/)
})

test('after a list, however short, the planner knows the tables it filled: a page is not planned as if they were empty', async () => {
  await takeIn(roll('Planned', '2026-11-10', child('Planned')))
  const { rows } = await county.superuser.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relname IN ('record', 'import_row', 'name_fact', 'address_fact', 'child_state') AND reltuples < 1`,
  )
  assert.deepEqual(rows, [])
})
