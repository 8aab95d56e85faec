import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { makeUpn } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const head = await app.as(await county.person('school_head'))
const { takeIn } = listWork(county, await county.person('cme_officer'))

const upn = makeUpn('899200126001')
const roll = { as_at: '2026-09-10', source: 'Ashby roll', kind: 'school_roll' } as const
const amara = {
  ...{ surname: 'Okafor', forename: 'Amara', born_on: '2016-03-09', sex: 'F', upn, school_urn: '990001' },
  ...{ address_line_1: '4 Sedge Row', postcode: 'ZY1 4QT' },
}
await takeIn({ ...roll, rows: [amara] })
await takeIn({
  ...{ source: 'Clinics', kind: 'health', as_at: '2026-10-01' },
  rows: [{ ...amara, school_urn: '', born_on: '2016-03-09', address_line_1: '9 Mill Lane', postcode: 'ZY2 7BD' }],
})
const child = (await county.superuser.query(`SELECT person_id FROM child_summary WHERE surname = 'Okafor'`)).rows[0]
  .person_id as string
const at = (path: string) => `/children/${child}${path}`

const asked = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await county.superuser.query(text, values)).rows as Row[]
/** The id of the newest fact of a kind that the record of a source believes. */
async function factId(kind: string, source: string, more = ''): Promise<string> {
  const [row] = await asked<{ id: string }>(
    `SELECT f.id FROM ${kind}_fact f JOIN record r ON r.id = f.record_id WHERE r.person_id = $1 AND r.source = $2 AND f.retracted_at IS NULL ${more}
     ORDER BY f.recorded_at DESC, f.starts_on DESC LIMIT 1`,
    [child, source],
  )
  assert.ok(row, `a ${kind} of ${source}`)
  return row.id
}
const stateToday = async (): Promise<string | null> =>
  (
    await asked<{ state: string }>(`SELECT state FROM child_state WHERE person_id = $1 AND during @> $2::date`, [
      child,
      county.today,
    ])
  )[0]?.state ?? null

/** The hidden and typed fields of the form on a page. */
const fieldsOf = (page: Page): Record<string, string> =>
  Object.fromEntries(
    page
      .$('main form[method=post] input[name]')
      .toArray()
      .map(input => [page.$(input).attr('name') ?? '', page.$(input).attr('value') ?? '']),
  )
const keys = (page: Page) => {
  const { seen = '', once = '' } = fieldsOf(page)
  return { seen, once }
}
const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')

/** Fills in a form, reads its summary and confirms. */
async function record(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
): Promise<{ summary: Page; done: Page }> {
  const form = await visitor.get(path)
  assert.equal(form.status, 200, path)
  const summary = await visitor.post(path, { ...keys(form), ...fields })
  assert.equal(summary.status, 200, text(summary))
  assert.match(summary.$('h1').text(), /Record this\?|Undo this\?/, text(summary))
  const done = await visitor.post(path, fieldsOf(summary))
  assert.equal(done.status, 303, text(done))
  return { summary, done: await visitor.get(done.location ?? '') }
}
const undoOf = (page: Page) => page.$('a[href$="/undo"]').first().attr('href') ?? ''

test('the page says what is gone by, with who agrees and who says otherwise, and a school is not told the names of sources', async () => {
  const page = await officer.get(at('/identity'))
  assert.match(
    text(page),
    /Name Amara Okafor Ashby roll: Name, since 10 Sep 2026, last said 10 Sep 2026, 2 months ago\. 1 other source agrees: Clinics\./,
  )
  assert.match(text(page), /Address 4 Sedge Row, ZY1 4QT Ashby roll/)
  assert.match(
    text(page),
    /Says otherwise 9 Mill Lane, ZY2 7BD: Clinics, since 1 Oct 2026, last said 1 Oct 2026, 47 days ago/,
  )
  const seen = await head.get(at('/identity'))
  assert.equal(seen.status, 200)
  assert.doesNotMatch(seen.html, /Clinics|Ashby roll|Go by this|\/facts\/|\/history/)
  for (const path of ['/history', '/facts/name/add', `/facts/address/${await factId('address', 'school_roll')}`])
    assert.ok([403, 404].includes((await head.get(at(path))).status), path)
})

test('a disagreement is settled by going by one source, on the council’s own record, and can be undone', async () => {
  const clinics = await factId('address', 'health')
  const { summary, done } = await record(officer, at(`/facts/address/${clinics}/go-by`), {
    because: 'Seen at the door on Friday.',
  })
  assert.match(text(summary), /Onroll goes by Address: 9 Mill Lane, ZY2 7BD, as Clinics says/)
  assert.match(
    text(done),
    /Address 9 Mill Lane, ZY2 7BD Council officer|Address 9 Mill Lane, ZY2 7BD [^,]+, since 1 Oct 2026, last recorded/,
  )
  assert.match(text(done), /Says otherwise 4 Sedge Row/)
  await record(officer, undoOf(done), { because: 'It was the neighbour’s door.' })
  assert.match(text(await officer.get(at('/identity'))), /Address 4 Sedge Row, ZY1 4QT Ashby roll/)
  assert.match(text(await officer.get(at('/history'))), /It was the neighbour’s door\./)
})

test('“this has changed” leaves what a list says and is stronger; the page of a past day still answers both questions', async () => {
  const name = await factId('name', 'school_roll')
  const { summary } = await record(officer, at(`/facts/name/${name}/changed`), {
    ...{ forename: 'Amara', surname: 'Okafor-Hale', because: 'Deed poll, seen.' },
    ...{ starts_on_day: '2', starts_on_month: '11', starts_on_year: '2026' },
  })
  assert.match(text(summary), /Ashby roll says \(Amara Okafor\) stays as it is and is outranked/)
  assert.match(text(summary), /The name in lists changes from “Amara Okafor” to “Amara Okafor-Hale”/)
  assert.equal((await asked(`SELECT FROM name_fact WHERE id = $1 AND retracted_at IS NULL`, [name])).length, 1)
  const on = (question: string, day: string) => officer.get(at(`/identity?question=${question}&day=${day}`))
  assert.match(
    text(await on('was', '2026-10-20')),
    /As it was on Tuesday 20 October 2026.*Name Amara Okafor Ashby roll/,
  )
  const [{ now = '' } = {}] = await asked<{ now: string }>(
    "SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS now",
  )
  if (now <= county.today) assert.match(text(await on('believed', now)), /Amara Okafor-Hale/)
  assert.match(text(await officer.get(at('/identity'))), /Name Amara Okafor-Hale/)
})

test('“this has ended” ends an enrolment of a list, tells who loses sight of the child, and the next list does not bring it back', async () => {
  const enrolment = await factId('enrolment', 'school_roll')
  const form = await officer.get(at(`/facts/enrolment/${enrolment}/ended`))
  const early = { last_on_day: '1', last_on_month: '9', last_on_year: '2026', because: 'Never came.' }
  const refused = await officer.post(at(`/facts/enrolment/${enrolment}/ended`), { ...keys(form), ...early })
  assert.match(
    refused.$('.govuk-error-summary').text(),
    /The last day must not be before the first day: if it was never true, say so instead/,
  )
  assert.equal(await stateToday(), 'on_roll')
  const { summary } = await record(officer, at(`/facts/enrolment/${enrolment}/ended`), {
    ...{ last_on_day: '6', last_on_month: '11', last_on_year: '2026', because: 'The school’s office, by telephone.' },
  })
  assert.match(text(summary), /The state today changes from “On roll” to “On no roll, unexplained”/)
  assert.match(text(summary), /Ashby Brook Primary School no longer sees this child/)
  assert.equal(await stateToday(), 'unexplained')
  assert.equal((await head.get(at('/identity'))).status, 404)
  await takeIn({ ...roll, as_at: '2026-11-12', rows: [amara] })
  assert.equal(await stateToday(), 'unexplained', 'a list that repeats it is not believed')
})

test('“this was never true” of a list’s fact outlives the next list, and undoing brings it back for good', async () => {
  const born = await factId('birth', 'school_roll')
  const { done } = await record(officer, at(`/facts/birth/${born}/never-true`), {
    ...{ reason: 'mistyped', because: 'The certificate says May.' },
  })
  await takeIn({ ...roll, as_at: '2026-11-13', rows: [amara] })
  const believed = () =>
    asked(
      `SELECT FROM birth_fact f JOIN record r ON r.id = f.record_id WHERE r.person_id = $1 AND r.source = 'school_roll' AND f.retracted_at IS NULL`,
      [child],
    )
  assert.equal((await believed()).length, 0, 'the roll says it again, and is not believed')
  await takeIn({ ...roll, as_at: '2026-11-14', rows: [{ ...amara, born_on: '2016-05-09' }] })
  assert.equal((await believed()).length, 1, 'what the roll says otherwise is new')
  await record(officer, at(`/facts/birth/${await factId('birth', 'school_roll')}/never-true`), {
    ...{ reason: 'found_otherwise', because: 'March after all.' },
  })
  await record(officer, undoOf(done), { because: 'March after all.' })
  await takeIn({ ...roll, as_at: '2026-11-15', rows: [amara] })
  const [row] = await asked<{ born_on: string }>(
    `SELECT born_on::text FROM birth_fact f JOIN record r ON r.id = f.record_id WHERE r.person_id = $1 AND r.source = 'school_roll' AND f.retracted_at IS NULL`,
    [child],
  )
  assert.equal(row?.born_on, '2016-03-09')
})

test('an officer adds a fact, puts right a slip of their own, and a UPN that does not check is kept and flagged', async () => {
  const wrong = `${upn.charAt(0) === 'A' ? 'B' : 'A'}${upn.slice(1)}`
  const day = { starts_on_day: '1', starts_on_month: '9', starts_on_year: '2026' }
  const { summary } = await record(officer, at('/facts/identifier/add'), {
    kind: 'former_upn',
    value: wrong,
    because: 'On a letter.',
    ...day,
  })
  assert.match(text(summary), /The check letter does not fit.*kept as typed, and flagged/)
  const page = await officer.get(at('/identity'))
  assert.match(text(page), new RegExp(`${wrong}The check letter does not fit|${wrong} ?The check letter`))
  const added = await factId('identifier', 'council')
  await record(officer, at(`/facts/identifier/${added}/correct`), { value: upn, because: 'Read again.', ...day })
  const rows = await asked<{ value: string; retracted_reason: string | null; instead: boolean }>(
    `SELECT value, retracted_reason, instead_of IS NOT NULL AS instead FROM identifier_fact f JOIN record r ON r.id = f.record_id WHERE r.person_id = $1 AND r.source = 'council' ORDER BY recorded_at`,
    [child],
  )
  assert.deepEqual(rows, [
    { value: wrong, retracted_reason: 'mistyped', instead: false },
    { value: upn, retracted_reason: null, instead: true },
  ])
})

test('an address is confirmed by a visit, and a letter that comes back is a doubt; the next list leaves both', async () => {
  const address = await factId('address', 'school_roll')
  const fields = { on_day: '3', on_month: '11', on_year: '2026', how: 'home_visit', because: '' }
  const { done } = await record(officer, at(`/facts/address/${address}/confirm`), fields)
  assert.match(text(done), /Confirmed Confirmed on 3 Nov 2026 by a home visit/)
  const again = await factId('address', 'school_roll')
  const { done: doubted } = await record(officer, at(`/facts/address/${again}/doubt`), {
    ...{
      on_day: '12',
      on_month: '11',
      on_year: '2026',
      how: 'letter_returned',
      because: 'Gone away, on the envelope.',
    },
  })
  assert.match(text(doubted), /Address 9 Mill Lane.*In doubt since 12 Nov 2026: a letter came back/)
  await takeIn({ ...roll, as_at: '2026-11-16', rows: [amara] })
  assert.match(text(await officer.get(at('/identity'))), /In doubt since 12 Nov 2026/)
})

test('what cannot be is refused in a sentence, with what was typed', async () => {
  const refuses = async (kind: string, fields: Record<string, string>, sentence: RegExp) => {
    const form = await officer.get(at(`/facts/${kind}/add`))
    const page = await officer.post(at(`/facts/${kind}/add`), { ...keys(form), because: 'Told so.', ...fields })
    assert.match(page.$('.govuk-error-summary').text(), sentence)
    assert.equal(page.$('textarea[name=because]').text().trim(), 'Told so.')
  }
  const day = (name: string, year: string) => ({ [`${name}_day`]: '1', [`${name}_month`]: '9', [`${name}_year`]: year })
  await refuses('birth', { ...day('born_on', '2031'), sex: 'F' }, /earlier/)
  await refuses(
    'contact',
    { name: 'Ada', ...day('starts_on', '2026'), ...day('last_on', '2025') },
    /The last day must be the same as or after/,
  )
  await refuses(
    'address',
    { kind: 'home', line_1: '1 High Street', in_area: 'postcode', ...day('starts_on', '2026') },
    /Enter a postcode, or say whether/,
  )
  await county.superuser.query(`UPDATE school SET closed_on = '2026-08-31', status = 'closed' WHERE urn = 990002`)
  await refuses(
    'enrolment',
    { school: '990002', status: 'C', ...day('starts_on', '2026') },
    /closed on Monday 31 August 2026/,
  )
  await county.superuser.query(`UPDATE school SET closed_on = NULL, status = 'open' WHERE urn = 990002`)
  await record(officer, at('/facts/name/add'), {
    kind: 'preferred',
    forename: 'Ama',
    surname: '',
    because: 'She says so.',
    ...day('starts_on', '2026'),
  })
  await refuses(
    'name',
    { kind: 'preferred', forename: 'Mara', ...day('starts_on', '2026') },
    /already says something else of the same kind/,
  )
})

test('a second press leads to the same place, and a form drawn before somebody’s change is refused with what was typed', async () => {
  const path = at('/facts/contact/add')
  const fields = { name: 'Mrs Okafor', phone: '07700 900123', because: 'Her own call.', starts_on: '2026-11-01' }
  const form = await officer.get(path)
  const summary = await officer.post(path, { ...keys(form), ...fields })
  const stale = fieldsOf(await officer.get(path))
  await officer.get(path)
  const first = await officer.post(path, fieldsOf(summary))
  const second = await officer.post(path, fieldsOf(summary))
  assert.deepEqual([first.status, second.status, second.location], [303, 303, first.location])
  assert.equal((await asked(`SELECT FROM contact_fact WHERE phone = '07700 900123'`)).length, 1)
  const late = await officer.post(path, {
    ...fields,
    seen: stale.seen ?? '',
    once: stale.once ?? '',
    name: 'Mr Okafor',
  })
  assert.equal(late.status, 409)
  assert.match(text(late), /Mr Okafor/)
})
