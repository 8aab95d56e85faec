/** The register is that of a child who came last on Monday 12 October 2026. School days counted by hand on the county's calendar: 13 October is the
 * 20th before Tuesday 17 November (16 Nov 1 · 13 Nov 2 … 9 Nov 6 · 6 Nov 7 … 2 Nov 11 · half-term · 23 Oct 12 … 19 Oct 16 · 16 Oct 17 · 13 Oct 20). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { entriesOf, errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const head = await app.as(await county.person('school_head'))
const attendance = await app.as(await county.person('school_attendance'))

const today = { happened_on: '2026-11-17' }
const text = (page: Page, of = 'main') => page.$(of).text().replaceAll(/\s+/g, ' ')

/** Takes a step: answers that no danger is feared, then says what was asked. */
async function takeStep(visitor: Visitor, trace: string, step: string, more: Record<string, string> = {}) {
  const asked = await send(visitor, `${trace}/steps/${step}`, { answer: 'no' })
  assert.match(asked.location ?? '', /\/risks\/[0-9a-f-]+\/step$/)
  const given = { ...today, asked: `Whoever ${step} names`, outcome: 'nothing', said: 'Nobody knows.', settles: 'yes' }
  const done = await send(visitor, asked.location ?? '', { ...given, ...more })
  assert.equal(done.location, trace)
}

/** The guards that do not hold, in words. */
async function unmet(visitor: Visitor, trace: string): Promise<string[]> {
  const page = await visitor.get(trace)
  return page
    .$('table:has(caption:contains("before the name may be deleted")) tbody tr')
    .toArray()
    .filter(row => page.$(row).text().includes('Does not hold'))
    .map(row => page.$(row).find('th').text())
}

/** Both sessions of each weekday between two days, half-term left out. */
function register(first: string, last: string, codes: Record<string, string> = {}): string {
  const lines: string[] = []
  for (let day = Date.parse(first); day <= Date.parse(last); day += 86_400_000) {
    const iso = new Date(day).toISOString().slice(0, 10)
    const weekday = new Date(day).getUTCDay()
    if (weekday === 0 || weekday === 6 || (iso >= '2026-10-26' && iso <= '2026-10-30')) continue
    const [year, month, date] = iso.split('-')
    lines.push(`${date}/${month}/${year} ${codes[iso] ?? 'O O'}`)
  }
  return lines.join('\n')
}

async function begun(surname: string): Promise<{ child: string; href: string; trace: string }> {
  const child = await plantChild(county, {
    surname,
    lives: [['2020-01-01', null]],
    rolls: [['2025-09-01', null, { school_urn: 990001 }]],
    circumstances: [['2026-10-13', null, { kind: 'whereabouts_unknown' }]],
  })
  const href = await openedCase(officer, child)
  const { location } = await send(officer, `${href}/trace`, { about: 'i' })
  return { child, href, trace: location ?? '' }
}

const rollOf = async (person_id: string) => {
  const { rows } = await county.superuser.query(
    'SELECT state, school_urn FROM child_state WHERE person_id = $1 AND during @> $2::date',
    [person_id, county.today],
  )
  return rows[0]
}

test('a name leaves the register only once school and council have both enquired and signed, each guard having held it up', async () => {
  const { child, href, trace } = await begun('Whereabouts')
  assert.match(trace, /^\/tracing\//)
  const everything = await unmet(officer, trace)
  assert.equal(everything.length, 8)
  assert.equal((await officer.get(trace)).$('a[href$="/delete"]').length, 0)

  // The school knows of it without asking, and takes its own steps.
  assert.match(text(await head.get('/tracing'), 'tbody tr'), /Whereabouts.*Nobody/)
  for (const step of ['Q1', 'Q2', 'Q3', 'Q4', 'Q6']) await takeStep(attendance, trace, step)
  assert.equal((await attendance.get(`${trace}/sign`)).status, 403)
  await send(attendance, `${trace}/register`, { marks: register('2026-10-13', '2026-11-16') })
  assert.deepEqual(
    (await unmet(officer, trace)).filter(guard => /school/.test(guard) && !/signed/.test(guard)),
    [],
  )
  for (const step of ['Q5', 'Q6']) await takeStep(officer, trace, step, { council_only: 'Known to youth justice.' })
  assert.equal((await unmet(officer, trace)).length, 4)

  await send(head, `${trace}/sign`, { finding: 'not_found', good_cause: 'no', because: 'Every number is dead.' })
  const tried = await send(officer, `${trace}/delete`, { because: 'tried' })
  assert.match(errorsOf(tried).join(' '), /may not be deleted yet. The council has not signed/)
  assert.equal((await rollOf(child)).school_urn, 990001)

  await send(officer, `${trace}/sign`, { finding: 'not_found', good_cause: 'no', because: 'No agency knows.' })
  assert.deepEqual(await unmet(officer, trace), [])
  const done = await send(officer, `${trace}/delete`, { because: 'Ground (i).' })
  assert.equal(done.location, trace)
  assert.deepEqual(await rollOf(child), { state: 'whereabouts_unknown', school_urn: null })
  const page = await officer.get(href)
  assert.equal(page.$('h3:contains("Enquiries about where the child is")').length, 1)
  assert.match(text(page), /The child was not found, 17 Nov 2026/)
  assert.match(text(page), /Known to youth justice/)
  const happened = await officer.get(`/children/${child}/happenings`)
  assert.match(text(happened), /School and council both signed/)
  assert.match(text(happened), /deleted from the admission register/)
  // One chronology: five steps of the school, two of the council, its signature, the beginning and the deletion.
  assert.equal(entriesOf(page).filter(kind => kind === 'Enquiry').length, 10)
})

test('nineteen days, a day that was attended and a code that the ground does not allow each hold it up', async () => {
  const { trace } = await begun('Counted')
  const days = 'The school days are complete'
  const codes = 'Each session has a code that the ground allows'
  const heldBy = async (marks: string) => {
    await send(attendance, `${trace}/register`, { marks })
    return (await unmet(officer, trace)).filter(guard => [days, codes].includes(guard))
  }
  assert.deepEqual(await heldBy(register('2026-10-14', '2026-11-16')), [days])
  assert.deepEqual(await heldBy(register('2026-10-13', '2026-11-16')), [])
  assert.deepEqual(await heldBy(register('2026-10-13', '2026-11-16', { '2026-11-04': '/ O' })), [days])
  assert.deepEqual(await heldBy(register('2026-10-13', '2026-11-16', { '2026-11-04': 'I O' })), [codes])
  const form = await attendance.get(`${trace}/register`)
  assert.match(form.$('#marks').text(), /^13\/10\/2026 O O\n14\/10\/2026 O O\n/)
  assert.equal(form.$('#marks').text().trim().split('\n').length, 20)
})

test('marks that cannot be counted are refused by line, and what was typed stays', async () => {
  const { trace } = await begun('Typed')
  for (const [marks, says] of [
    ['13/10/2026 O', /Line 1: after the day there must be two codes/],
    ['13/10/2026 O O\nyesterday O O', /Line 2: “yesterday” is no day/],
    ['13/10/2026 O O\n13/10/2026 O O', /Line 2: .* stands there twice/],
    ['17/10/2026 O O', /Line 1: .*Saturday/],
    ['13/10/2026 Ö O', /Line 1:/],
    ['18/11/2026 O O', /yet to come/],
    ['13/10/2026', /at least one school day/],
  ] as const) {
    const refused = await send(attendance, `${trace}/register`, { marks })
    assert.match(errorsOf(refused).join(' '), says)
    assert.equal(refused.$('#marks').text(), marks)
  }
})

test('a step after a signature asks for it again, and nobody signs what they have not seen', async () => {
  const { trace } = await begun('Again')
  await takeStep(officer, trace, 'Q5')
  const opened = await officer.get(`${trace}/sign`)
  await takeStep(attendance, trace, 'Q4')
  const fields = { finding: 'not_found', good_cause: 'no', because: 'tried' }
  const key = (name: string) => opened.$(`form[data-onroll-form] input[name=${name}]`).attr('value') ?? ''
  const late = await officer.post(`${trace}/sign`, { seen: key('seen'), once: key('once'), ...fields })
  assert.equal(late.status, 409)
  assert.match(text(late), /Somebody recorded more of these enquiries/)
  await send(officer, `${trace}/sign`, fields)
  const signed = 'The council has signed, after the last step'
  assert.ok(!(await unmet(officer, trace)).includes(signed))
  // The same day, but after the signature.
  await takeStep(attendance, trace, 'Q2')
  assert.ok((await unmet(officer, trace)).includes(signed))
  await send(officer, `${trace}/sign`, fields)
  assert.ok(!(await unmet(officer, trace)).includes(signed))
})

test('another school, a school office and whoever looks at figures see nothing of it', async () => {
  const { trace } = await begun('Unseen')
  const elsewhere = await app.as(await county.person('school_head', 'school-990002'))
  assert.equal((await elsewhere.get(trace)).status, 404)
  assert.doesNotMatch(text(await elsewhere.get('/tracing')), /Unseen/)
  for (const role of ['school_office', 'director', 'auditor', 'provider_lead'])
    assert.equal((await (await app.as(await county.person(role))).get(trace)).status, 403, role)
  // The school reads what the council asked, and nothing that is the council's alone.
  await takeStep(officer, trace, 'Q5', { said: 'Housing: no.', council_only: 'A warrant is out.' })
  const page = await head.get(trace)
  assert.match(text(page), /Housing: no\./)
  assert.doesNotMatch(page.html, /warrant/)
  assert.equal((await head.get(`${trace}/delete`)).status, 403)
  assert.equal((await head.get(`${trace}/steps/Q5`)).status, 404)
})

test('one trace goes on at a time; one that ended takes no step', async () => {
  const { href, trace } = await begun('Ended')
  const second = await send(officer, `${href}/trace`, { about: 'find' })
  assert.match(errorsOf(second).join(' '), /Enquiries go on already since/)
  await send(officer, `${trace}/end`, { finding: 'found_returning', because: 'Back on Monday.' })
  assert.equal((await attendance.get(`${trace}/steps/Q1`)).location, trace)
  assert.match(text(await officer.get(trace)), /found, and coming back/)
  assert.match((await send(officer, `${href}/trace`, { about: 'find' })).location ?? '', /^\/tracing\//)
})
