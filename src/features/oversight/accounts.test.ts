import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { errorsOf, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { accountLines, accountsAt } from './accounts.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const {
  rows: [{ name: cmeName } = { name: '' }],
} = await county.superuser.query<{ name: string }>('SELECT name FROM account WHERE id = $1', [cme.account_id])
const officer = await app.as(cme)
const lives = [['2026-09-01', null]] as const

// On a health list only; left a roll in October; waits for a place until a school takes the child; not arrived in Year 7.
const ash = await plantChild(county, { surname: 'Ash', lives })
const birch = await plantChild(county, { surname: 'Birch', lives, rolls: [['2026-09-01', '2026-11-09']] })
await plantChild(county, {
  surname: 'Cedar',
  lives,
  circumstances: [['2026-10-05', '2026-11-02', { kind: 'awaiting_place' }]],
  rolls: [['2026-11-02', null]],
})
await plantChild(county, { surname: 'Dogwood', born_on: '2015-03-01', lives, rolls: [['2026-09-01', '2026-10-01']] })
const sealed = await plantChild(county, { surname: 'Elm', lives })
await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [sealed])

const rowOf = async (name: string, period = 'from=2026-11-01&on=2026-11-17') => {
  const page = await officer.get(`/ledger/suspense?${period}`)
  const row = page.$(`th[scope="row"]:contains("${name}")`).parent()
  const cells = row
    .find('td')
    .toArray()
    .map(cell => page.$(cell).text().trim().split(` ${name}`)[0])
  return { row, page, cells }
}

test('each account says what it opened and closed with, what moved between, how old it is, whose it is and what comes next', async () => {
  assert.deepEqual((await rowOf('On a health list only')).cells.slice(0, 7), [
    '1',
    '0',
    '0',
    '1',
    '1',
    '77 days',
    '77 days',
  ])
  const left = await rowOf('Left a roll, no destination')
  assert.deepEqual(left.cells.slice(0, 7), ['0', '1', '0', '1', '0', '8 days', '8 days'])
  assert.match(left.row.text(), /Children Missing Education Officer/)
  assert.match(left.row.text(), /Ask the school for the destination/)
  assert.deepEqual((await rowOf('Awaiting a place')).cells.slice(0, 4), ['1', '0', '1', '0'])
  const notArrived = await rowOf('Not arrived at the next school')
  assert.deepEqual(notArrived.cells.slice(0, 4), ['1', '0', '0', '1'])
  assert.match(
    notArrived.page.$('main .govuk-body-l').text(),
    /3 children wait for somebody, 2 of them for more than 28 days/,
  )
})

test('opening, came in and went out make the closing balance of every account between any two days', async () => {
  const balances = (from: string, on: string) => county.read(cme, tx => accountLines(tx, asDay(from), asDay(on)))
  for (const [from, on] of [
    ['2026-09-01', '2026-09-30'],
    ['2026-10-01', '2026-11-17'],
    ['2026-11-02', '2026-11-02'],
  ] as const) {
    const [lines, later] = [await balances(from, on), await balances(on, on)]
    for (const [i, line] of lines.entries()) {
      assert.equal(line.opening + line.came - line.went, line.closing, `${line.account} ${from} ${on}`)
      assert.equal(later[i]?.closing, line.closing)
    }
  }
  const days = ['2026-09-01', '2026-10-06', '2026-11-17'].map(asDay)
  const over = await county.read(cme, tx => accountsAt(tx, days))
  // Cedar was on a health list only until the application, and Ash still is.
  assert.deepEqual(over.get('health_list_only'), [2, 1, 1])
  assert.deepEqual(over.get('awaiting_place'), [0, 1, 0])
})

test('each number opens to its children, and a sealed child is in none', async () => {
  const { page } = await rowOf('On a health list only')
  for (const link of page.$('table a[href^="/ledger/suspense/"]').toArray()) {
    const opened = await officer.get(page.$(link).attr('href') ?? '')
    const number = Number(page.$(link).contents().first().text())
    assert.equal(opened.$('tbody tr').length, number, page.$(link).attr('href') ?? '')
    assert.doesNotMatch(opened.html, /Elm/)
  }
  const cameIn = await officer.get('/ledger/suspense/moves?account=left_roll&way=came&from=2026-11-01&on=2026-11-17')
  assert.match(cameIn.$('tbody tr').text(), /Birch, Sam\s*9 Nov 2026\s*On roll/)
  assert.equal((await officer.get('/ledger/suspense/moves?account=nothing&way=came')).status, 404)
  const csv = await officer.get('/ledger/suspense/children.csv?account=health_list_only')
  assert.match(csv.html, /Ash/)
})

test('the authority names who answers, from a day on; naming another ends the one before', async () => {
  const path = '/owners/account/left_roll'
  const team = async (code: string) =>
    (
      await county.superuser.query<{ id: string }>(
        'SELECT id FROM organisation WHERE authority_id = $1 AND code = $2',
        [county.authority_id, code],
      )
    ).rows[0]?.id ?? ''
  const [fair, missing] = [await team('fair_access'), await team('missing_education')]
  const name = (fields: Record<string, string>) =>
    send(officer, path, { starts_on: '2026-11-17', because: 'Agreed on Monday', ...fields })
  assert.match((await officer.get(path)).$('main').text(), /By the routing table: S4 \[46\]/)
  assert.deepEqual(errorsOf(await name({ team_id: fair, account_id: cme.account_id })), [
    'The officer must be of the team that answers. Choose another, or leave it empty',
  ])
  assert.equal((await name({ team_id: fair, starts_on: '2026-11-02' })).location, path)
  assert.match((await rowOf('Left a roll, no destination')).row.text(), /Fair Access team/)
  assert.equal((await name({ team_id: missing, account_id: cme.account_id })).location, path)
  const page = await officer.get(path)
  assert.match(page.$('.govuk-body-l').text(), new RegExp(`^${cmeName}, Children Missing Education Officer$`))
  assert.match(page.$('tbody').text(), /Fair Access team\s*From 2 Nov 2026 to 16 Nov 2026/)
  // Named once more for the same day: the one that was to begin then is taken back, and kept.
  await name({ team_id: fair })
  assert.match((await officer.get(path)).$('tbody').text(), /Taken back/)
  const practitioner = await app.as(await county.person('practitioner'))
  assert.equal((await practitioner.get(path)).$('form[method="post"] select').length, 0)
  assert.equal((await practitioner.post(path, {})).status, 403)
  assert.equal((await officer.get('/owners/account/nothing')).status, 404)
})

test('a child who has no education is in the account again after the engine looked, and who sees no child opens no account', async () => {
  const { rows } = await county.superuser.query('SELECT account FROM child_suspense WHERE person_id = ANY($1)', [
    [ash, birch],
  ])
  assert.deepEqual(rows.map(({ account }) => account).sort(), ['health_list_only', 'left_roll'])
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get('/ledger/suspense')).status, 403)
})
