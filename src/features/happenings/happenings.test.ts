import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { recordAfterReading, recordingOf } from '../../../test/support/happenings.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import { happeningGroups, happeningKinds } from '../../rulebook/index.ts'

// Today is Tuesday 17 November 2026; half-term was 26 to 30 October. Due days counted by hand on a printed calendar.
const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const child = (surname: string) =>
  plantChild(county, { surname, lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] })
const record = (
  who: Visitor,
  id: string,
  kind: string,
  fields: Record<string, string>,
  answers: string | null = null,
) => recordAfterReading(who, recordingOf(id, kind, answers), { school: '990001', ...fields })
const clocks = (id: string, who: Visitor = officer) => who.get(`/children/${id}/clocks`)
const linesUnder = (page: Page, region: string) =>
  page
    .$(`[aria-label="${region}"] tbody tr`)
    .toArray()
    .map(row =>
      page
        .$(row)
        .children()
        .toArray()
        .map(cell => page.$(cell).text().replaceAll(/\s+/g, ' ').trim())
        .join(' '),
    )
const factOf = async (id: string, kind: string): Promise<string> => {
  const { rows } = await county.superuser.query(
    `SELECT f.id FROM happening_fact f JOIN record r ON r.id = f.record_id WHERE r.person_id = $1 AND f.kind = $2 AND f.retracted_at IS NULL`,
    [id, kind],
  )
  return String(rows[0]?.id)
}
const path = (id: string, fact: string, step: string) => `/children/${id}/happenings/${fact}/${step}`

test('every kind that is recorded by hand stands in one group, and none that follows from other facts', () => {
  const grouped = happeningGroups.flatMap(({ kinds }) => kinds)
  const byHand = Object.entries(happeningKinds).filter(([, kind]) => !('follows' in kind))
  assert.deepEqual(grouped.toSorted(), byHand.map(([code]) => code).toSorted())
  assert.deepEqual(
    happeningGroups.map(({ kinds }) => kinds[0]),
    [
      ...['pupil_added', 'suspended', 'place_applied_for', 'unsuitable_notice_served', 'pep_initiated'],
      ...['ehc_requested', 'reduced_timetable_reviewed'],
    ],
  )
})

test('what is recorded is told first, then opens its clocks; nothing stands before the second press', async () => {
  const id = await child('Alder')
  const address = recordingOf(id, 'permanently_excluded')
  const form = await officer.get(address)
  assert.equal(form.$('#school').attr('value'), 'Ashby Brook Primary School (URN 990001)')
  const fields = { ...keysOf(form), school: '990001', starts_on: '2026-11-02' }
  const told = await officer.post(address, fields)
  assert.equal(told.status, 200)
  // The sixth school day after Monday 2 November: 3, 4, 5, 6, 9, 10.
  assert.match(
    told.$('.govuk-inset-text').text(),
    /Opens: Education from day six of a permanent exclusion \(X10\), due Tuesday 10 November 2026, owed by the child’s home council\. That is past already\./,
  )
  assert.match(told.$('.govuk-inset-text').text(), /To be looked at: Permanently excluded: the duty to arrange/)
  assert.match((await clocks(id)).$('main').text(), /No clock runs that you are shown/)
  // Another day than the one that was told is told anew, and is not recorded unread.
  const mark = told.$('input[name=told]').attr('value') ?? ''
  const other = await officer.post(address, { ...fields, starts_on: '2026-11-16', told: mark })
  assert.match(other.$('.govuk-inset-text').text(), /due Tuesday 24 November 2026/)
  const done = await officer.post(address, { ...fields, told: mark })
  assert.equal(done.location, `/children/${id}/clocks`)
  const page = await clocks(id)
  const [first] = linesUnder(page, 'Clocks that run')
  assert.match(first ?? '', /^Education from day six of a permanent exclusion Overdue 10 Nov 2026, 5 school days ago/)
  assert.match(page.$('.onroll-child').text(), /Overdue\s*1 clock/)
  assert.match((await officer.get(`/children/${id}`)).$('.onroll-story').text(), /The child was permanently excluded/)
  // A second press of the same form does nothing twice.
  assert.equal((await officer.post(address, { ...fields, told: mark })).location, `/children/${id}/clocks`)
  assert.equal((await officer.get(`/children/${id}/happenings`)).$('tbody tr').length, 1)
})

test('an answer keeps the clock that it names; putting the question right moves both, and “never” takes it away', async () => {
  const id = await child('Birch')
  // Friday 6 November: fifteen school days after are 9 to 13, 16 to 20, 23 to 27.
  const opened = await record(officer, id, 'board_told_must_meet', { starts_on: '2026-11-06' })
  assert.deepEqual(opened.told, [
    'Opens: The board considers a long exclusion (X12), due Friday 27 November 2026, owed by the governing board.',
  ])
  const clock = (await clocks(id)).$('main table a').attr('href') ?? ''
  const keep = (await officer.get(clock)).$('a:contains("Record it")').attr('href') ?? ''
  assert.equal(keep, recordingOf(id, 'board_met', await factOf(id, 'board_told_must_meet')))
  const kept = await recordAfterReading(officer, keep, {
    ...{ school: '990001', starts_on: '2026-11-16', answers: await factOf(id, 'board_told_must_meet') },
  })
  assert.deepEqual(kept.told, ['Keeps: The board considers a long exclusion (X12), kept on 16 Nov 2026.'])
  assert.deepEqual(linesUnder(await clocks(id), 'Clocks that ended'), [
    'The board considers a long exclusion 27 Nov 2026 Kept on 16 Nov 2026',
  ])

  const wrong = await factOf(id, 'board_told_must_meet')
  const moved = await recordAfterReading(officer, path(id, wrong, 'change'), {
    ...{ school: '990001', starts_on: '2026-11-05', note: 'The letter came a day before' },
  })
  assert.match(moved.told.join(), /X12/)
  assert.deepEqual(linesUnder(await clocks(id), 'Clocks that ended'), [
    'The board considers a long exclusion 26 Nov 2026 Kept on 16 Nov 2026',
  ])
  const happened = await officer.get(`/children/${id}/happenings`)
  assert.match(happened.$('details').text(), /The board was told[\s\S]*6 Nov 2026[\s\S]*Put right/)
  assert.match(happened.$('tbody').first().text(), /Answers: The board was told of an exclusion[\s\S]*5 Nov 2026/)

  const met = await factOf(id, 'board_met')
  const never = await recordAfterReading(officer, path(id, met, 'never-true'), {
    ...{ reason: 'told_wrongly', because: 'The meeting was put off' },
  })
  assert.deepEqual(never.told, [
    'Runs again: The board considers a long exclusion (X12), due Thursday 26 November 2026, owed by the governing board.',
  ])
  assert.equal(linesUnder(await clocks(id), 'Clocks that run').length, 1)
  assert.match((await officer.get(`/children/${id}/happenings`)).$('details').text(), /Never true: it was told wrongly/)
})

test('a suspension lasts, has sessions, and ends; what is of one day does not end', async () => {
  const id = await child('Cedar')
  const begun = await record(officer, id, 'suspended', { starts_on: '2026-11-09', sessions: '4' })
  assert.match(
    begun.told.join('\n'),
    /Opens: Claim of discrimination \(X20\), due Sunday 9 May 2027, owed by the parent/,
  )
  const fact = await factOf(id, 'suspended')
  await recordAfterReading(officer, path(id, fact, 'end'), { changed_on: '2026-11-11' })
  const page = await officer.get(`/children/${id}/happenings`)
  assert.match(page.$('tbody tr').text(), /9 Nov 2026 to 10 Nov 2026/)
  assert.match(page.$('tbody tr').text(), /4 sessions/)
  assert.equal(page.$('a:contains("Has ended")').length, 0)
  await record(officer, id, 'board_met', { starts_on: '2026-11-12' })
  assert.equal((await officer.get(path(id, await factOf(id, 'board_met'), 'end'))).status, 404)
})

test('bad answers come back with what was typed and a sentence each', async () => {
  const id = await child('Damson')
  const address = recordingOf(id, 'suspended')
  const sent = async (fields: Record<string, string>) =>
    officer.post(address, { ...keysOf(await officer.get(address)), ...fields })
  assert.deepEqual(errorsOf(await sent({ school: '', note: 'Rang' })), [
    ...['Enter the school', 'Enter the number of sessions', 'Enter the first day'],
  ])
  const nowhere = await sent({ school: '123456', sessions: '2', starts_on: '2026-11-02' })
  assert.match(errorsOf(nowhere).join(), /No school in the register has the number 123456/)
  assert.equal(nowhere.$('#school').attr('value'), '123456')
  assert.match(
    errorsOf(await sent({ school: '990001', sessions: '2', starts_on: '2027-01-04' })).join(),
    /17 November 2026 or earlier/,
  )
  await record(officer, id, 'suspended', { starts_on: '2026-11-02', sessions: '2' })
  assert.match(errorsOf(await sent({ school: '990001', sessions: '2', starts_on: '2026-11-02' })).join(), /already/)
  const chosen = await officer.get(`/children/${id}/happenings/record?kind=`)
  assert.deepEqual(errorsOf(chosen), ['Choose what happened'])
  assert.equal((await officer.get(`/children/${id}/happenings/new?kind=care_began`)).status, 404)
  assert.equal((await officer.get(`/children/${id}/happenings/new`)).status, 404)
})

test('clocks and happenings of care are for those who see care status', async () => {
  const id = await child('Elder')
  await county.superuser.query(
    `INSERT INTO need_fact (authority_id, record_id, starts_on, source, kind, field_class, evidence)
     SELECT authority_id, id, '2026-11-02', source, 'looked_after', 'care_status', 'x' FROM record WHERE person_id = $1 LIMIT 1`,
    [id],
  )
  await lookAgain(county, [id])
  await record(officer, id, 'pep_initiated', { starts_on: '2026-11-10' })
  const seen = async (role: string) => {
    const visitor = await app.as(await county.person(role))
    const [page, happened] = [await clocks(id, visitor), await visitor.get(`/children/${id}/happenings`)]
    const story = (await visitor.get(`/children/${id}`)).$('.onroll-story').text()
    return {
      page,
      clock: /The plan is ready for the first review/.test(page.$('main').text()),
      happening: /personal education plan was initiated/.test(happened.$('tbody').text()),
      story: /personal education plan was initiated/.test(story),
      offered: (await visitor.get(`/children/${id}/happenings/record`)).$('option[value=pep_initiated]').length,
    }
  }
  const all = { clock: true, happening: true, story: true }
  const { page, ...shown } = await seen('cme_officer')
  assert.deepEqual(shown, { ...all, offered: 1 })
  const address = page.$('a:contains("The plan is ready")').attr('href') ?? ''
  assert.equal((await officer.get(address)).status, 200)
  const { page: heads, ...head } = await seen('school_head')
  assert.deepEqual([head, heads.status], [{ ...all, offered: 0 }, 200])
  const { page: theirs, ...attendance } = await seen('school_attendance')
  assert.deepEqual([attendance, theirs.status], [{ clock: false, happening: false, story: false, offered: 0 }, 200])
  // The address of a clock that is not theirs leads to the clocks that are.
  const visitor = await app.as(await county.person('school_attendance'))
  assert.equal((await visitor.get(address)).location, `/children/${id}/clocks`)
})

test('who may not record is refused, and whoever does not see the child finds no page', async () => {
  const id = await child('Fig')
  const head = await app.as(await county.person('school_head'))
  assert.equal((await head.get(recordingOf(id, 'suspended'))).status, 403)
  assert.equal((await head.get(`/children/${id}/happenings/record`)).status, 403)
  assert.equal((await clocks(id, head)).$('a:contains("Record what happened")').length, 0)
  const elsewhere = await app.as(await county.person('school_head', 'school-990002'))
  for (const page of ['clocks', 'happenings', 'clocks/X12-2026-11-06-00000000'])
    assert.equal((await elsewhere.get(`/children/${id}/${page}`)).status, 404, page)
  const family = await app.as(await county.person('family_worker'))
  assert.equal((await family.get(recordingOf(id, 'suspended'))).status, 404)
  const { rows } = await county.superuser.query(
    `SELECT count(*)::int AS n FROM audit_event WHERE action = 'what happened recorded' AND child_ids = ARRAY[$1::uuid]`,
    [id],
  )
  assert.equal(rows[0]?.n, 0)
})
