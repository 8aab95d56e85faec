import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeUpn } from '../../../county/numbers.ts'
import { type Random, randomAt } from '../../../county/random.ts'
import { testApp } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { factsOf, type GivenList, listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'
import { addDays, asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { findImport } from './queries.ts'
import { countRows, listRows, shows } from './row-queries.ts'

const county = await testCounty()
const app = await testApp(county)
const closing = [app.close, county.drop]
after(async () => {
  for (const close of closing) await close()
})
const holder = await county.person('team_manager')
const officer = await county.person('cme_officer')
const held = await app.as(holder)
const visitor = await app.as(officer)
const { preview, takeIn, commit } = listWork(county, officer)

const met = new Map<string, number>()
/** A child of this surname: those of one surname were born on a day of their own. */
const child = (surname: string, more: Record<string, string> = {}) => {
  const nth = met.get(surname) ?? met.size
  met.set(surname, nth)
  const { born_on } = unlike(nth)
  return { surname, forename: 'Robin', born_on, postcode: 'ZY1 3AB', school_urn: '990001', ...more }
}
/** The lines of a list that are kept by their place alone. */
const kept = async (id: string): Promise<number[]> => {
  const { rows } = await county.superuser.query<{ line: number }>(
    'SELECT unnest(lines) AS line FROM import_again WHERE import_id = $1 ORDER BY 1',
    [id],
  )
  return rows.map(row => row.line)
}
const surnames = ['Avocet', 'Bittern', 'Curlew', 'Dunlin']
const upnOf = (n: number) => makeUpn('8919001', 14, n)

test('a row with the cells of the list before is kept by its place, and read with the cells it came with', async () => {
  await takeIn({
    source: 'Again',
    as_at: '2026-09-10',
    rows: surnames.map((name, n) => child(name, { upn: upnOf(n) })),
  })
  const rows = [
    child('Avocet', { upn: upnOf(0) }),
    child('Curlew', { upn: upnOf(2), postcode: 'ZY1 3AC' }),
    child('Dunlin', { upn: upnOf(3) }),
    child('Avocet', { upn: upnOf(0) }),
    child('Bittern', { upn: upnOf(1) }),
  ]
  const id = await takeIn({ source: 'Again', as_at: '2026-09-17', rows })
  assert.deepEqual(await kept(id), [2, 4, 6])
  const page = await visitor.get(`/lists/${id}/rows?show=all`)
  assert.deepEqual(
    page
      .$('tbody tr')
      .get()
      .map(row => /Avocet|Bittern|Curlew|Dunlin/.exec(page.$(row).text())?.[0]),
    ['Avocet', 'Curlew', 'Dunlin', 'Avocet', 'Bittern'],
  )
  assert.equal((await visitor.get(`/lists/${id}/rows?show=matched`)).$('tbody tr').length, 4)
  assert.match((await visitor.get(`/lists/${id}/rows/6`)).$('main').text(), /Bittern/)
  assert.match((await visitor.get(`/lists/${id}/rows/5`)).$('main').text(), /Line 2 of this list is the same child/)
  assert.equal((await visitor.get(`/lists/${id}/rows/9`)).status, 404)
  const { rows: last } = await county.superuser.query(
    `SELECT count(*)::int AS rows FROM record r JOIN source s ON s.id = r.source_id WHERE s.name = 'Again' AND r.last_on = '2026-09-17'`,
  )
  assert.deepEqual(last, [{ rows: 4 }])
})

test('of a child whom the list holds twice the first row counts, whichever of the two is as before', async () => {
  const robin = child('Sanderling', { upn: upnOf(60), forename: 'Robin' })
  const moved = { ...robin, postcode: 'ZY2 2AA' }
  await takeIn({ source: 'Twice', as_at: '2026-09-10', rows: [robin] })
  const id = await preview({ source: 'Twice', as_at: '2026-09-17', rows: [moved, robin] })
  assert.deepEqual(await kept(id), [])
  const page = await visitor.get(`/lists/${id}/rows/3`)
  assert.match(page.$('main').text(), /Line 2 of this list is the same child/)
  const figures = 'SELECT rows_read, rows_matched, rows_changed FROM import WHERE id = $1'
  assert.deepEqual((await county.superuser.query(figures, [id])).rows, [
    { rows_read: 2, rows_matched: 1, rows_changed: 1 },
  ])
  await commit(id)
  const { rows: homes } = await county.superuser.query(
    `SELECT a.postcode FROM address_fact a JOIN name_fact n USING (authority_id, record_id)
     WHERE n.surname = 'Sanderling' AND a.retracted_at IS NULL AND a.ends_on IS NULL`,
  )
  assert.deepEqual(homes, [{ postcode: 'ZY2 2AA' }])
})

test('a child on the roll of two schools is two rows of the list, both times', async () => {
  const rows = ['990001', '990002'].map(school_urn => child('Knot', { upn: upnOf(50), school_urn }))
  await takeIn({ source: 'Two schools', as_at: '2026-09-10', rows })
  const id = await takeIn({ source: 'Two schools', as_at: '2026-09-17', rows })
  assert.deepEqual(await kept(id), [2, 3])
  const { rows: read } = await county.superuser.query(
    'SELECT rows_read, rows_matched, rows_committed, missing FROM import WHERE id = $1',
    [id],
  )
  assert.deepEqual(read, [{ rows_read: 2, rows_matched: 2, rows_committed: 2, missing: 0 }])
})

test('what the cells mean may have changed: another school on the register, an older list, other columns are read in full', async () => {
  const rows = surnames.map(name => child(name))
  await takeIn({ source: 'Read', as_at: '2026-09-10', rows })
  assert.deepEqual(await kept(await preview({ source: 'Read', as_at: '2026-09-01', rows })), [])
  const wider = rows.map(row => ({ ...row, middle_names: '' }))
  assert.deepEqual(await kept(await preview({ source: 'Read', as_at: '2026-09-11', rows: wider })), [])
  assert.deepEqual(await kept(await preview({ source: 'Read', as_at: '2026-09-12', rows })), [2, 3, 4, 5])
  await county.superuser.query(`UPDATE school SET sector = 'independent' WHERE urn = 990001`)
  assert.deepEqual(await kept(await preview({ source: 'Read', as_at: '2026-09-13', rows })), [])
  await county.superuser.query(`UPDATE school SET sector = 'state' WHERE urn = 990001`)
})

test('a record that changed between check and commit is looked at again, and the officer’s word stands', async () => {
  const rows = surnames.map(name => child(`${name}son`, { forename: 'Marlowe' }))
  await takeIn({ source: 'Meanwhile', as_at: '2026-09-10', rows })
  const id = await preview({ source: 'Meanwhile', as_at: '2026-09-17', rows })
  assert.equal((await kept(id)).length, 4)
  await county.superuser.query(
    `UPDATE enrolment_fact f SET retracted_at = now(), retracted_reason = 'told_wrongly', retracted_because = 'Never came.'
     FROM record r, name_fact n WHERE r.id = f.record_id AND n.record_id = r.id AND n.surname = 'Curlewson' AND r.kept_import_id IN (SELECT id FROM import WHERE as_at = '2026-09-10')
       AND r.source_id IN (SELECT id FROM source WHERE name = 'Meanwhile')`,
  )
  await commit(id)
  assert.deepEqual(await kept(id), [2, 3, 5])
  const { rows: own } = await county.superuser.query(
    `SELECT x.line, x.committed_at IS NOT NULL AS committed, (SELECT count(*)::int FROM enrolment_fact f WHERE f.record_id = x.record_id AND f.retracted_at IS NULL) AS believed
     FROM import_row x WHERE x.import_id = $1`,
    [id],
  )
  assert.deepEqual(own, [{ line: 4, committed: true, believed: 0 }])
})

test('whoever is sealed is taken out of the rows that are kept together, and out of what others count and open', async () => {
  const rows = ['Egret', 'Fulmar', 'Gannet'].map(name => child(name))
  await takeIn({ source: 'Sealed', as_at: '2026-09-10', rows })
  const id = await takeIn({ source: 'Sealed', as_at: '2026-09-17', rows })
  const { rows: found } = await county.superuser.query(`SELECT person_id FROM child_summary WHERE surname = 'Fulmar'`)
  const seal = { person_id: found[0].person_id, reason: 'By order of a court.', review_on: addDays(county.today, 90) }
  await county.write(holder, tx => sealChild(tx, holder, { ...seal, named: [] }))
  assert.deepEqual(await kept(id), [2, 4])
  const { rows: named } = await county.superuser.query(
    'SELECT count(*)::int AS runs FROM import_again a JOIN record r ON r.id = ANY(a.record_ids) WHERE r.person_id = $1',
    [seal.person_id],
  )
  assert.deepEqual(named, [{ runs: 0 }])
  assert.equal((await visitor.get(`/lists/${id}/rows/3`)).status, 404)
  assert.match((await held.get(`/lists/${id}/rows/3`)).$('main').text(), /Fulmar/)
  for (const [reader, all] of [
    [officer, 2],
    [holder, 3],
  ] as const)
    await county.read(reader, async tx => {
      const list = await findImport(tx, id)
      assert.ok(list)
      const { due: _due, unreadable: _unreadable, ...counted } = await countRows(tx, id)
      assert.equal(counted.all, all)
      for (const show of shows) assert.equal((await listRows(tx, list, show, 0, 99)).length, counted[show], show)
    })
  assert.deepEqual(await kept(await preview({ source: 'Sealed', as_at: '2026-09-24', rows })), [2, 4])
})

/** A source's lists, one a week: children come, go, come back, move school and are spelt otherwise. */
function history(random: Random, source: string): GivenList[] {
  const lists: GivenList[] = []
  const spelt = new Map<string, Record<string, string>>()
  for (let week = 0; week < 5; week++) {
    const rows = [...'ABCDEFGH'].flatMap(letter => {
      const { surname, born_on } = unlike(letter.charCodeAt(0) - 65 + 8 * (source.length % 3))
      const name = `${surname}-${source}`
      if (random.chance(0.2)) return []
      if (random.chance(0.2)) spelt.set(name, { forename: random.pick(['Robin', 'Robyn', 'Rob']) })
      if (random.chance(0.1)) spelt.set(name, { school_urn: random.pick(['990001', '990002']) })
      const row = child(name, {
        born_on,
        upn: upnOf(100 * source.length + letter.charCodeAt(0)),
        ...spelt.get(name),
      })
      if (random.chance(0.15))
        return random.pick([
          [row, row],
          [{ ...row, postcode: 'ZY2 2AA' }, row],
          [row, { ...row, postcode: 'ZY2 2AA' }],
        ])
      return [row]
    })
    lists.push({ source, as_at: addDays(asDay('2026-09-10'), 7 * week), rows })
  }
  return lists
}

test('what is believed, and who is missing, is the same as if every row had been read', async () => {
  const [byPlace, inFull] = [await testCounty(), await testCounty()]
  closing.unshift(byPlace.drop, inFull.drop)
  let runs = 0
  for (const source of ['Heron', 'Ibis', 'Jay'])
    for (const list of history(randomAt(5, source), source))
      for (const one of [byPlace, inFull]) {
        const id = await listWork(one, await one.person('cme_officer')).takeIn(list)
        if (one === inFull) await one.superuser.query('UPDATE record SET cells = NULL')
        else runs += Number((await one.superuser.query('SELECT FROM import_again WHERE import_id = $1', [id])).rowCount)
      }
  assert.ok(runs > 6, `${runs} lists were kept by their place`)
  assert.deepEqual(await factsOf(byPlace), await factsOf(inFull))
  assert.deepEqual(await missingOf(byPlace), await missingOf(inFull))
})

async function missingOf(one: TestCounty): Promise<unknown[]> {
  const { rows } = await one.superuser.query(
    `SELECT s.name, i.as_at::text, i.missing, i.rows_read, i.rows_matched, i.rows_changed, i.rows_new, i.rows_committed,
       ARRAY(SELECT c.surname || m.last_on || m.elsewhere FROM import_missing m JOIN child_summary c ON c.person_id = m.person_id WHERE m.import_id = i.id ORDER BY 1) AS who
     FROM import i JOIN source s ON s.id = i.source_id ORDER BY 1, 2`,
  )
  return rows
}
