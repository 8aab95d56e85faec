import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { recordAfterReading, recordingOf } from '../../../test/support/happenings.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

// Today is Tuesday 17 November 2026; half-term was 26 to 30 October. Due days counted by hand on a printed calendar.
const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const onRoll = (surname: string, urn = 990001) =>
  plantChild(county, {
    ...{ surname, lives: [['2026-09-01', null]] },
    rolls: [['2026-09-01', null, { school_urn: urn }]],
  })
const record = (id: string, kind: string, starts_on: string, school = '990001') =>
  recordAfterReading(officer, recordingOf(id, kind), { school, starts_on })

/** Each line of a section or list: child, what is due, when, and so on. */
const linesOf = (page: Page, where: string): string[][] =>
  page
    .$(`${where} tbody tr`)
    .toArray()
    .map(row =>
      page
        .$(row)
        .children()
        .toArray()
        .map(cell => page.$(cell).text().replaceAll(/\s+/g, ' ').trim()),
    )
const section = (page: Page, id: string) =>
  linesOf(page, `section[aria-labelledby="${id}"] [aria-label$="first lines"]`)
const list = async (query: string) => linesOf(await officer.get(`/today/clocks${query}`), 'main')

const excluded = await onRoll('Alderley')
const applied = await onRoll('Birchwood')
const elsewhere = await onRoll('Cedarbank', 990002)
await record(excluded, 'permanently_excluded', '2026-11-02') // X10: the sixth school day after, 10 November
await record(excluded, 'ehc_requested', '2026-10-13') // EHC1: six weeks on, 24 November; EHC6: 2 March
await record(excluded, 'board_told_must_meet', '2026-11-05') // X12: fifteen school days after, 26 November
await record(applied, 'place_applied_for', '2026-10-20') // F1: 17 November; F2: 22 October, both the admission authority's
await record(elsewhere, 'pupil_added', '2026-11-06', '990002') // R1: five days, 11 November

test('today holds what the council owes under every rule, and names it; what schools owe stands by itself', async () => {
  const page = await officer.get('/today')
  assert.deepEqual(
    section(page, 'overdue').map(cells => cells.slice(0, 3)),
    [
      [
        ...['Sam Alderley', 'Education from day six of a permanent exclusion for Sam Alderley'],
        '10 Nov 2026, 5 school days ago',
      ],
    ],
  )
  assert.deepEqual(
    section(page, 'soon').map(cells => cells.slice(1, 3)),
    [['Whether to assess for Sam Alderley', '24 Nov 2026, in 7 days']],
  )
  assert.deepEqual(
    section(page, 'others').map(cells => [cells[0], cells[2], cells[3]]),
    [
      ['Sam Birchwood', '22 Oct 2026, 13 school days ago', 'The admission authority'],
      ['Sam Cedarbank', '11 Nov 2026, 6 days ago', 'The school'],
    ],
  )
  // A child on a roll needs no case: the line leads to the clock, and not to a form that would be refused.
  assert.equal(section(page, 'overdue')[0]?.at(-1), 'See the clock of Sam Alderley')
  const link = page.$('#overdue ~ div td a').first().attr('href') ?? ''
  assert.match((await officer.get(link)).$('h2').first().text(), /the sixth school day/)
})

test('the forecast says on which day and by whom, and each of its numbers opens', async () => {
  const page = await officer.get('/today')
  const [head, ...rows] = page
    .$('[aria-label="What will breach, by day"] tr')
    .toArray()
    .map(row =>
      page
        .$(row)
        .children()
        .toArray()
        .map(cell =>
          page
            .$(cell)
            .text()
            .trim()
            .replace(/ owed by.*/, ''),
        ),
    )
  assert.deepEqual(head, ['Owed by', 'Tue 24 Nov 2026', 'Thu 26 Nov 2026', 'Together'])
  assert.deepEqual(rows, [
    ['The council', '1', '0', '1'],
    ['The governing board', '0', '1', '1'],
  ])
  for (const link of page.$('[aria-label="What will breach, by day"] a').toArray()) {
    const opened = linesOf(await officer.get(page.$(link).attr('href') ?? ''), 'main')
    assert.equal(opened.length, 1)
  }
})

test('the list is narrowed by owner, rule, day and window; a parent’s time is shown when asked for', async () => {
  const titles = async (query: string) => (await list(query)).map(cells => cells[1]?.replace(/ for Sam.*/, ''))
  assert.deepEqual(await titles('?owed=governing_board'), ['The board considers a long exclusion'])
  assert.deepEqual(await titles('?rule=F1'), ['Outcome of an in-year application'])
  assert.deepEqual(await titles('?on=2026-11-17'), ['Outcome of an in-year application'])
  assert.deepEqual(await titles('?due=overdue&owed=others'), [
    'The council is told of an application',
    'New-pupil return',
  ])
  assert.equal((await titles('')).includes('Claim of discrimination'), false)
  assert.deepEqual(await titles('?owed=parent'), ['Claim of discrimination'])
  const chips = (await officer.get('/today/clocks?due=overdue&owed=school')).$('.onroll-chips').text()
  assert.match(chips, /Due: Overdue[\s\S]*Owed by: The school/)
})

test('pages of a list are cut by clock and not by child: none is lost and none comes twice', async () => {
  for (let at = 0; at < 14; at++)
    await plantChild(county, { surname: `M${String(at).padStart(2, '0')}`, lives: [['2026-10-05', null]] })
  for (const order of ['', '&sort=name']) {
    const seen: string[] = []
    let next: string | undefined = `/today/clocks?owed=council${order}`
    while (next !== undefined) {
      const page: Page = await officer.get(next)
      assert.ok(page.$('main tbody tr').length <= 25)
      for (const link of page.$('main tbody td:nth-child(2) a').toArray()) seen.push(page.$(link).attr('href') ?? '')
      next = page.$('a[rel=next]').attr('href')
    }
    // Of each of the fourteen two clocks; of the excluded child the decision to assess, to tell of no plan, and the plan.
    assert.equal(seen.length, 31)
    assert.equal(new Set(seen).size, 31)
  }
})

test('the virtual school’s work stands on its own Today, and on the manager’s; not on the other officers’', async () => {
  const id = await onRoll('Elmhurst')
  await county.superuser.query(
    `INSERT INTO need_fact (authority_id, record_id, starts_on, source, kind, field_class, evidence)
     SELECT authority_id, id, '2026-10-12', source, 'looked_after', 'care_status', 'x' FROM record WHERE person_id = $1 LIMIT 1`,
    [id],
  )
  // Looked after from Monday 12 October: twenty working days after are up on Monday 9 November.
  await record(id, 'session_explained', '2026-11-02')
  const virtual = await county.person('virtual_school')
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, made_by) VALUES ($1, $2, $3, '2026-10-12', 'planted')`,
    [county.authority_id, id, `team:${virtual.organisation_id}`],
  )
  const has = async (role: string) =>
    section(await (await app.as(await county.person(role))).get('/today'), 'overdue').some(
      ([child, what]) => child === 'Sam Elmhurst' && what?.startsWith('The plan is ready for the first review'),
    )
  assert.deepEqual([await has('virtual_school'), await has('cme_officer')], [true, false])
  const manager = await app.as(await county.person('team_manager'))
  const all = linesOf(await manager.get('/today/clocks?owed=team&rule=L4'), 'main')
  assert.deepEqual(
    all.map(([child]) => child),
    ['Sam Elmhurst'],
  )
})

test('a school’s desk says what the school owes and what its children are owed, and knows no other school’s', async () => {
  const head = await app.as(await county.person('school_head'))
  const page = await head.get('/desk')
  assert.equal(page.status, 200)
  assert.deepEqual(
    section(page, 'overdue').map(cells => cells.slice(0, 4)),
    [
      [
        ...['Sam Birchwood', 'The council is told of an application for Sam Birchwood'],
        ...['22 Oct 2026, 13 school days ago', 'The admission authority'],
      ],
    ],
  )
  assert.deepEqual(
    section(page, 'next-week').map(([child, what]) => `${child}: ${what}`),
    ['Sam Alderley: The board considers a long exclusion for Sam Alderley'],
  )
  assert.match(
    section(page, 'council')
      .map(cells => cells[1])
      .join(),
    /Education from day six of a permanent exclusion/,
  )
  assert.doesNotMatch(page.html, /Cedarbank|Open a case|Go to the case/)
  for (const link of page.$('.onroll-figure__link').toArray()) {
    const number = Number(page.$(link).text().replace(/\D/g, ''))
    const opened = await head.get(page.$(link).attr('href') ?? '')
    assert.equal(opened.$('main tbody tr').length, number, page.$(link).attr('href') ?? '')
  }
  const other = await app.as(await county.person('school_head', 'school-990002'))
  assert.deepEqual(
    section(await other.get('/desk'), 'overdue').map(([child]) => child),
    ['Sam Cedarbank'],
  )
  const { rows } = await county.superuser.query(
    `SELECT child_ids FROM audit_event WHERE action = 'desk viewed' ORDER BY at DESC LIMIT 1`,
  )
  assert.deepEqual(rows[0]?.child_ids, [elsewhere])
  assert.equal((await officer.get('/desk')).status, 403)
})

test('whoever sees no child is told numbers, none of which opens; sealed records are not in them', async () => {
  const director = await app.as(await county.person('director'))
  const page = await director.get('/today/figures')
  const boards = () => linesOf(page, 'main').find(cells => cells[0]?.startsWith('The board considers a long exclusion'))
  assert.deepEqual(boards(), [
    'The board considers a long exclusion X12',
    'The governing board',
    '1',
    '0',
    '0',
    '1',
    '0',
  ])
  assert.equal(page.$('main table a').length, 0)
  assert.doesNotMatch(page.html, /Sam |Claim of discrimination/)
  const manager = await app.as(await county.person('team_manager'))
  const opened = await manager.get('/today/figures')
  assert.ok(opened.$('main table a').length > 0)
  for (const link of opened.$('main table tbody tr').first().find('a').toArray()) {
    const listed = await manager.get(opened.$(link).attr('href') ?? '')
    assert.ok(listed.$('main tbody tr').length > 0)
  }
  await county.superuser.query(`UPDATE person SET sealed = true WHERE id = $1`, [excluded])
  const after = await director.get('/today/figures')
  assert.doesNotMatch(after.$('main').text(), /The board considers a long exclusion/)
  assert.equal((await officer.get('/today/figures')).status, 403)
})
