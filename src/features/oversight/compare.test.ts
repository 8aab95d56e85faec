import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild, plantRecord } from '../../../test/support/plant-children.ts'
import { compareSources, sourcesToCompare } from './compare.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const app = await testApp(county)
const visitor = await app.as(officer)
after(async () => {
  await app.close()
  await county.drop()
})

async function source(kind: string, name: string): Promise<string> {
  const id = randomUUID()
  await county.superuser.query('INSERT INTO source (authority_id, id, kind, name) VALUES ($1, $2, $3, $4)', [
    ...[county.authority_id, id, kind, name],
  ])
  return id
}
async function committed(source_id: string, as_at: string, school_urn: number | null = null, state = 'committed') {
  const { rows } = await county.superuser.query<{ id: string }>(
    `INSERT INTO file (authority_id, name, media_type, size, sha256, kind) VALUES ($1, 'list.csv', 'text/csv', 0, repeat('0', 64), 'list') RETURNING id`,
    [county.authority_id],
  )
  await county.superuser.query(
    'INSERT INTO import (authority_id, source_id, file_id, as_at, school_urn, state) VALUES ($1, $2, $3, $4, $5, $6)',
    [county.authority_id, source_id, rows[0]?.id, as_at, school_urn, state],
  )
}

const health = await source('health', 'GP registrations')
const rolls = await source('school_roll', 'Rolls of Marlshire schools')
await source('council_tax', 'Council tax')
await committed(health, '2026-09-01')
await committed(health, '2026-11-01')
await committed(health, '2026-11-15', null, 'ready')
await committed(rolls, '2026-10-01', 990001)
await committed(rolls, '2026-11-10', 990002)

const lives = [['2026-09-01', null]] as const
const both = await plantChild(county, { surname: 'Both', lives, held: { source_id: health, last_on: '2026-11-01' } })
await plantRecord(county, both, { source_id: rolls, last_on: '2026-10-01', school_urn: 990001 })
await plantChild(county, { surname: 'Health', lives, held: { source_id: health, last_on: '2026-11-01' } })
await plantChild(county, { surname: 'Gone', lives, held: { source_id: health, last_on: '2026-09-01' } })
await plantChild(county, {
  surname: 'Roll',
  rolls: [['2026-09-01', null, { school_urn: 990002 }]],
  held: { source_id: rolls, last_on: '2026-11-10', school_urn: 990002 },
})
const left = await plantChild(county, {
  surname: 'Left',
  lives,
  held: { source_id: rolls, last_on: '2026-10-01', school_urn: 990002 },
})
await plantRecord(county, left, { source_id: health, last_on: '2026-11-01' })

test('a source can be compared once a list of it is committed', async () => {
  assert.deepEqual(await county.read(officer, sourcesToCompare), [
    { id: health, name: 'GP registrations', as_at: '2026-11-01' },
    { id: rolls, name: 'Rolls of Marlshire schools', as_at: '2026-11-10' },
  ])
})

test('a child is on a source when its newest list that covers the child held the child', async () => {
  assert.deepEqual(await county.read(officer, tx => compareSources(tx, health, rolls)), {
    both: 1,
    first_only: 2,
    second_only: 1,
  })
})

test('each number opens to its children with their state today', async () => {
  const choice = await visitor.get('/ledger/lists')
  assert.deepEqual(
    choice
      .$('#a option')
      .toArray()
      .map(option => choice.$(option).text()),
    ['Choose one', 'GP registrations', 'Rolls of Marlshire schools'],
  )
  const page = await visitor.get(`/ledger/lists?a=${health}&b=${rolls}`)
  const opened = async (side: string): Promise<string[]> => {
    const list = await visitor.get(page.$(`a[href$="side=${side}"]`).attr('href') ?? '')
    return list
      .$('tbody tr')
      .toArray()
      .map(row => `${list.$(row).find('th').text()}: ${list.$(row).find('td').eq(2).contents().first().text()}`)
  }
  assert.deepEqual(await opened('both'), ['Both, Sam: On no roll, unexplained'])
  assert.deepEqual(await opened('first_only'), [
    'Health, Sam: On no roll, unexplained',
    'Left, Sam: On no roll, unexplained',
  ])
  assert.deepEqual(await opened('second_only'), ['Roll, Sam: On roll'])
  const explained = await visitor.get(`/ledger/lists/children?a=${health}&b=${rolls}&side=first_only&state=on_roll`)
  assert.match(explained.$('main').text(), /No child stands behind this figure narrowed like this/)
})

test('a choice of lists that is none is said so', async () => {
  const same = await visitor.get(`/ledger/lists?a=${health}&b=${health}`)
  assert.equal(same.status, 422)
  assert.match(same.$('.govuk-error-summary').text(), /another list than the first/)
  assert.equal((await visitor.get(`/ledger/lists?a=${health}`)).status, 422)
  assert.equal((await visitor.get(`/ledger/lists/children?a=${health}&b=${rolls}`)).status, 404)
  assert.equal((await (await app.as(await county.person('director'))).get('/ledger/lists')).status, 403)
})
