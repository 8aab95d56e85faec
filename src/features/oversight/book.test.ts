import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { lookAgain, type PlantedChild, plantChild } from '../../../test/support/plant-children.ts'
import { Cancelled } from '../../ground/jobs/work.ts'
import { addDays, asDay, type Day } from '../../rulebook/index.ts'
import { compactBook, rewriteBook } from '../children/index.ts'
import { type BalanceSheet, balanceSheet } from './queries.ts'
import { workOutAgain } from './recount.ts'

const county = await testCounty()
const officer = await county.person('director')
after(() => county.drop())

const sheet = (from: string, on: string): Promise<BalanceSheet> =>
  county.read(officer, tx => balanceSheet(tx, asDay(on), asDay(from)))
const flows = async (from: string, on: string): Promise<string[]> =>
  (await sheet(from, on)).flows.map(flow => `${flow.children} ${flow.from_state} > ${flow.to_state}`).sort()
const rows = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await county.superuser.query<Row>(text, values)).rows
const engineWrite = engineWork(county).write
const compact = () => engineWrite('added up', compactBook)

/** Every span of every child, as the engine left them. */
const spans = () =>
  rows<{ person_id: string; state: string; starts_on: Day; ends_on: Day | null; fact_ids: string[] }>(
    `SELECT person_id, state, starts_on::text, ends_on::text, because, school_urn, in_area, weekly_hours, fact_ids, sealed FROM child_state ORDER BY person_id, starts_on`,
  )

/** The moves of a period counted child by child and day by day, from the states alone. */
async function movesByHand(from: Day, on: Day): Promise<string[]> {
  const found = new Map<string, number>()
  for (const life of Map.groupBy(await spans(), span => span.person_id).values()) {
    const stateOn = (day: Day) =>
      life.find(span => span.starts_on <= day && (span.ends_on === null || day < span.ends_on))?.state ?? 'none'
    for (let day = from; day <= on; day = addDays(day, 1)) {
      const [was, is] = [stateOn(addDays(day, -1)), stateOn(day)]
      if (was !== is) found.set(`${was} > ${is}`, (found.get(`${was} > ${is}`) ?? 0) + 1)
    }
  }
  return [...found].map(([way, children]) => `${children} ${way}`).sort()
}

test('a small county by hand: who came, from where, and who went, where to', async () => {
  // Amber leaves her school on 2 November and nobody knows why; Birch is found a school that day: both moves count.
  await plantChild(county, { surname: 'Amber', lives: [['2026-09-01', null]], rolls: [['2026-09-01', '2026-11-02']] })
  await plantChild(county, { surname: 'Birch', lives: [['2026-09-01', null]], rolls: [['2026-11-02', null]] })
  // Cedar is home educated from 5 October and leaves the area on 10 November.
  const home = [['2026-10-05', '2026-11-10', { kind: 'home_education' }]] as const
  await plantChild(county, { surname: 'Cedar', lives: [['2026-09-01', '2026-11-10']], provisions: home })
  // Daisy changes school on 3 November: no movement of a state.
  const schools = [
    ['2026-09-01', '2026-11-03', { school_urn: 990001 }],
    ['2026-11-03', null, { school_urn: 990002 }],
  ] as const
  await plantChild(county, { surname: 'Daisy', rolls: schools })
  assert.deepEqual(await flows('2026-09-01', '2026-09-30'), ['2 none > on_roll', '2 none > unexplained'])
  assert.deepEqual(await flows('2026-10-01', '2026-10-31'), ['1 unexplained > home_educated'])
  assert.deepEqual(await flows('2026-11-01', '2026-11-17'), [
    '1 home_educated > none',
    '1 on_roll > unexplained',
    '1 unexplained > on_roll',
  ])
  const { lines, opening, total } = await sheet('2026-11-01', '2026-11-17')
  const line = (state: string) => lines.find(one => one.state === state)
  assert.deepEqual(line('on_roll'), { state: 'on_roll', opening: 2, came: 1, went: 1, closing: 2 })
  assert.deepEqual(line('unexplained'), { state: 'unexplained', opening: 1, came: 1, went: 1, closing: 1 })
  assert.deepEqual(line('home_educated'), { state: 'home_educated', opening: 1, came: 0, went: 1, closing: 0 })
  assert.deepEqual([opening, total], [4, 3])
})

let seed = 11
const draw = (below: number): number => {
  seed = (seed * 48271) % 2147483647
  return seed % below
}
const drawDay = (): Day => addDays(asDay('2025-09-01'), draw(700))
const period = (): readonly [string, string | null] => {
  const starts_on = drawDay()
  return [starts_on, draw(3) === 0 ? null : addDays(starts_on, 1 + draw(200))]
}
const drawnChild = (n: number): PlantedChild => ({
  surname: `Drawn ${n}`,
  born_on: addDays(asDay('2009-01-01'), draw(4500)),
  lives: [period()],
  rolls: [[...period(), { school_urn: 990001 + draw(2), weekly_hours: draw(2) === 0 ? 12 : null }], period()],
  provisions: draw(3) === 0 ? [[...period(), { kind: 'home_education' }]] : [],
  circumstances: draw(2) === 0 ? [[...period(), { kind: ['awaiting_place', 'moved_away'][draw(2)] ?? '' }]] : [],
})

test('whatever happened, the closing is the opening with who came and without who went, and all states are the population', async () => {
  const drawn: string[] = []
  for (let n = 0; n < 14; n++) drawn.push(await plantChild(county, drawnChild(n)))
  // Some of it was never so: half of the enrolments and homes of some are taken back.
  for (const table of ['enrolment_fact', 'address_fact'])
    await county.superuser.query(
      `UPDATE ${table} SET retracted_at = now() WHERE id IN (SELECT f.id FROM ${table} f JOIN record r ON r.id = f.record_id WHERE r.person_id = ANY($1) ORDER BY f.id LIMIT 7)`,
      [drawn],
    )
  await lookAgain(county, drawn)
  for (let n = 0; n < 25; n++) {
    const from = drawDay()
    const on = addDays(from, draw(120))
    const { lines, opening, total } = await sheet(from, on)
    for (const line of lines) {
      assert.equal(line.closing, line.opening + line.came - line.went)
      assert.ok(line.opening >= 0 && line.came >= 0 && line.went >= 0 && line.closing >= 0, line.state)
    }
    assert.deepEqual(await flows(from, on), await movesByHand(from, on), `${from} to ${on}`)
    const [counted] = await rows<{ before: number; after: number }>(
      `SELECT (count(*) FILTER (WHERE starts_on < $1 AND (ends_on IS NULL OR ends_on >= $1)))::integer AS before,
         (count(*) FILTER (WHERE starts_on <= $2 AND (ends_on IS NULL OR ends_on > $2)))::integer AS after FROM child_state`,
      [from, on],
    )
    assert.deepEqual({ before: opening, after: total }, counted)
  }
})

const entries = () =>
  rows(`SELECT day::text, from_state, to_state, sealed, sum(change)::integer AS change FROM ledger_move
    GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0 ORDER BY 1, 2, 3, 4`)
const schoolEntries = () =>
  rows(`SELECT day::text, state, school_urn, sum(change)::integer AS change FROM child_movement
    GROUP BY 1, 2, 3 HAVING sum(change) <> 0 ORDER BY 1, 2, 3`)

test('added up, the book says the same in one row for each day and way', async () => {
  const [before, beforeSchools] = [await entries(), await schoolEntries()]
  await compact()
  assert.deepEqual([await entries(), await schoolEntries()], [before, beforeSchools])
  const [counted] = await rows('SELECT count(*)::integer AS moves FROM ledger_move')
  assert.deepEqual(counted, { moves: before.length })
  const [counted2] = await rows('SELECT count(*)::integer AS moves FROM child_movement')
  assert.deepEqual(counted2, { moves: beforeSchools.length })
})

test('written anew from the states, the book says what was entered move by move', async () => {
  const [before, beforeSchools] = [await entries(), await schoolEntries()]
  await engineWrite('rewritten', rewriteBook)
  assert.deepEqual([await entries(), await schoolEntries()], [before, beforeSchools])
})

test('what somebody enters while the book is added up or written anew is neither lost nor doubled', async () => {
  const entering = `INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change) VALUES ($1, '2026-09-01', 'none', 'on_roll', false, 3)`
  for (const work of [compactBook, rewriteBook]) {
    const { on_roll } = Object.fromEntries(
      (await sheet('2026-09-02', '2026-09-02')).lines.map(one => [one.state, one.opening]),
    )
    await county.superuser.query('BEGIN')
    await county.superuser.query(entering, [county.authority_id])
    await engineWrite('meanwhile', work)
    assert.equal(await sum(), on_roll)
    await county.superuser.query('COMMIT')
    assert.equal(await sum(), (on_roll ?? 0) + 3)
    await compact()
    assert.equal(await sum(), (on_roll ?? 0) + 3)
    await engineWrite('mended', rewriteBook)
  }

  async function sum(): Promise<number | undefined> {
    return (await sheet('2026-09-02', '2026-09-02')).lines.find(one => one.state === 'on_roll')?.opening
  }
})

test('only the engine adds the book up or writes it anew', async () => {
  const manager = await county.person('team_manager')
  for (const name of ['compact_book', 'rewrite_book'])
    await assert.rejects(
      county.write(manager, tx => sql`SELECT ${sql.raw(name)}()`.execute(tx)),
      { code: '42501' },
    )
})

test('working everybody out anew changes no state and no figure; stopped half-way it goes on where it was', async () => {
  const [states, book, figures] = [await spans(), await entries(), await sheet('2026-01-01', '2026-11-17')]
  const { rows: made } = await county.superuser.query<{ id: string }>(
    `INSERT INTO job (authority_id, kind, title) VALUES ($1, 'ledger-again', 'planted') RETURNING id`,
    [county.authority_id],
  )
  const job_id = made[0]?.id ?? ''
  let steps = 0
  const work = engineWork(county, {
    job_id,
    progress: async ({ done, sentence }) => {
      await county.superuser.query('UPDATE job SET done = $2, sentence = $3 WHERE id = $1', [job_id, done, sentence])
      steps++
      if (steps === 3) throw new Cancelled()
    },
  })
  await assert.rejects(workOutAgain(work, 4), Cancelled)
  assert.deepEqual([await spans(), await entries()], [states, book])
  assert.deepEqual(await rows('SELECT done FROM job WHERE id = $1', [job_id]), [{ done: 12 }])
  await workOutAgain(work, 4)
  const [people] = await rows<{ n: number }>('SELECT count(*)::integer AS n FROM person')
  // Three batches before it was stopped, the rest after, and two sentences at the end: none was done twice.
  assert.equal(steps, Math.ceil((people?.n ?? 0) / 4) + 2)
  assert.deepEqual([await spans(), await entries()], [states, book])
  assert.deepEqual(await sheet('2026-01-01', '2026-11-17'), figures)
  const [job] = await rows<{ sentence: string }>('SELECT sentence FROM job WHERE id = $1', [job_id])
  assert.equal(job?.sentence, 'Done: both sides agree.')
})
