import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await county.person('cme_officer')
const manager = await county.person('team_manager')
const practitioner = await county.person('practitioner')
const reads = await app.as(officer)
const looks = await app.as(practitioner)
const child = await plantChild(county, { surname: 'Sanderling', lives: [['2026-09-01', null]] })
const other = await plantChild(county, { surname: 'Whinchat', lives: [['2026-09-01', null]] })

const linesOf = async (path: string) => {
  const page = await reads.get(path)
  return page
    .$('tbody tr')
    .toArray()
    .map(row => page.$(row).text().replaceAll(/\s+/g, ' '))
}

test('who opened a record, changed it or was shown it in a list is told apart, with who, what and why', async () => {
  await looks.get(`/children/${child}`)
  await looks.get('/children')
  await looks.post('/children/search', { q: 'Sanderling' })
  await looks.get(`/children/${other}`)
  const lines = await linesOf(`/children/${child}/access`)
  const all = lines.join('\n')
  assert.match(all, /practitioner fair_access.*Pupils Missing Education Practitioner/)
  assert.match(
    all,
    /Openedchild viewed: banner, story\/children\/:ididentifying and supporting children missing education/,
  )
  assert.match(all, /Shown in a list of 2 children/)
  const viewed = lines.filter(line => line.includes('Openedchild viewed'))
  assert.equal(viewed.length, 1, 'the look at the other child is not here')
  assert.doesNotMatch(all, /engine/)
})

test('looks are narrowed to one person and to changes, and come as a spreadsheet', async () => {
  await looks.get(`/children/${child}/case/open`)
  const key =
    (await looks.get(`/children/${child}/case/open`)).$('form[data-onroll-form] input[name=once]').attr('value') ?? ''
  await looks.post(`/children/${child}/case/open`, { once: key, opened_because: '' })
  const changed = await linesOf(`/children/${child}/access?what=changed`)
  assert.deepEqual(changed, [], 'a form that came back changed nothing')
  const mine = await linesOf(`/children/${child}/access?who=${officer.account_id}`)
  assert.ok(mine.length > 0 && mine.every(line => !line.includes('practitioner')))
  const csv = await reads.get(`/children/${child}/access.csv`)
  assert.match(csv.html, /^\uFEFF?day,time,name,role,organisation,how,what,page,why,fields/)
  assert.match(csv.html, /practitioner fair_access/)
  assert.equal((await reads.get(`/children/${child}/access?before=nonsense`)).status, 200)
})

test('only who may see it does; of a sealed child only those named, and not who opened it for a reason', async () => {
  assert.equal((await looks.get(`/children/${child}/access`)).status, 404)
  const head = await app.as(await county.person('school_head'))
  assert.equal((await head.get(`/children/${child}/access`)).status, 404)
  await county.write(manager, tx =>
    sealChild(tx, manager, {
      person_id: child,
      reason: 'Planted.',
      review_on: asDay('2027-03-01'),
      named: [practitioner.account_id],
    }),
  )
  assert.equal((await reads.get(`/children/${child}/access`)).status, 404)
  assert.equal((await reads.get(`/children/${child}/access.csv`)).status, 404)
  assert.equal((await looks.get(`/children/${child}/access`)).status, 200)
})

test('everybody sees what they looked at; a record that is sealed from them since has no name there', async () => {
  await reads.get(`/children/${other}`)
  const page = await reads.get('/account/looks')
  const said = page.$('tbody').text()
  assert.match(said, /Sam Whinchat/)
  assert.doesNotMatch(said, /Sanderling/)
  assert.match(said, /A record that is not yours to see now/)
  assert.equal((await app.nobody().get('/account/looks')).status, 303)
})

test('a notice about a child who is sealed from its reader is gone, from the list and from the number at the top', async () => {
  await county.superuser.query(
    `INSERT INTO notice (authority_id, account_id, kind, person_id, text, href) VALUES ($1, $2, 'planted', $3, 'About the other child.', '/children'), ($1, $2, 'planted', NULL, 'About nobody.', NULL)`,
    [county.authority_id, officer.account_id, other],
  )
  const at = async () => {
    const page = await reads.get('/notices')
    return [page.$('.onroll-header__count').text(), page.$('.onroll-notice').length]
  }
  assert.deepEqual(await at(), ['2 not read', 2])
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: other, reason: 'Planted.', review_on: asDay('2027-03-01'), named: [] }),
  )
  assert.deepEqual(await at(), ['1 not read', 1])
  assert.equal((await reads.post('/notices/read')).location, '/notices')
  assert.deepEqual(await at(), ['', 1])
})

test('who asked for a child and was refused stands among the looks as refused', async () => {
  const third = await plantChild(county, { surname: 'Redstart', lives: [['2026-09-01', null]] })
  const head = await app.as(await county.person('school_head'))
  assert.equal((await head.get(`/children/${third}`)).status, 404)
  assert.match((await linesOf(`/children/${third}/access`)).join(), /school_head.*Refused, nothing shown/)
})
