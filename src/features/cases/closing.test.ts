import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { closeThrough, entriesOf, errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { closingReasons } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const onNoRoll = (surname: string) => plantChild(county, { surname, lives: [['2026-10-19', null]] })
const caseIn = async (surname: string) => openedCase(officer, await onNoRoll(surname))
const stateOf = async (surname: string) => {
  const { rows } = await county.superuser.query(
    `SELECT s.state FROM child_summary n LEFT JOIN child_state s ON s.person_id = n.person_id AND s.during @> $2::date WHERE n.surname = $1`,
    [surname, county.today],
  )
  return rows[0]?.state ?? null
}

test('each reason but age closes a case with its proof, and leaves the child in the state it stands for', async () => {
  const proofs: [string, Record<string, string>, string | null][] = [
    ['placed_at_school', { school: 'Marl Valley Academy', attended_on: '2026-11-16' }, 'on_roll'],
    ['home_education_confirmed', { home_educated_from: '2026-11-02' }, 'home_educated'],
    [
      'council_education',
      { provider: 'Riverside', weekly_hours: '25', provision_from: '2026-11-09' },
      'alternative_provision',
    ],
    ['moved_to_authority', { authority_number: '898', moved_on: '2026-11-10' }, 'moved_away'],
    ['moved_abroad', { country: 'Poland', left_on: '2026-11-10' }, 'moved_away'],
    ['on_roll_elsewhere', { other_school: '990002', on_roll_since: '2026-11-03' }, 'on_roll'],
    ['died', { died_on: '2026-11-15' }, null],
    ['duplicate', {}, 'unexplained'],
  ]
  assert.deepEqual(
    closingReasons.map(reason => reason.code).filter(code => code !== 'over_compulsory_age'),
    proofs.map(([code]) => code),
  )
  for (const [closing_reason, fields, state] of proofs) {
    const href = await caseIn(`Of ${closing_reason}`)
    const { summary, done } = await closeThrough(officer, href, { closing_reason, ...fields, evidence: 'A letter.' })
    assert.equal(summary.status, 200, summary.$('main').text())
    assert.equal(done.location, href)
    assert.equal(await stateOf(`Of ${closing_reason}`), state, closing_reason)
    assert.deepEqual(entriesOf(await officer.get(href)), ['Closed', 'Opened'])
  }
})

test('the summary changes nothing until it is confirmed, and a second press of it closes once', async () => {
  const href = await caseIn('Hazel')
  const { summary, hidden, done } = await closeThrough(officer, href, {
    ...{ closing_reason: 'moved_abroad', country: 'Spain', left_on: '2026-11-10', evidence: 'School there wrote.' },
  })
  assert.match(summary.$('h1').text(), /Close this case\?/)
  assert.equal((await officer.post(`${href}/close`, hidden)).location, done.location)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Closed', 'Opened'])

  const other = await caseIn('Holly')
  await send(officer, `${other}/close`, {
    closing_reason: 'moved_abroad',
    country: 'Spain',
    left_on: '2026-11-10',
    evidence: 'x',
  })
  assert.equal(await stateOf('Holly'), 'unexplained')
  assert.deepEqual(entriesOf(await officer.get(other)), ['Opened'])
})

test('what is missing, in the future, unknown or not proved is refused with a sentence, and the case stays open', async () => {
  const href = await caseIn('Ivy')
  const refusals: [Record<string, string>, string[]][] = [
    [{}, ['Choose where the child is now', 'Enter what proves it']],
    [
      { closing_reason: 'placed_at_school', evidence: 'x' },
      ['Enter the school', 'Enter the day the child first attended'],
    ],
    [
      { closing_reason: 'placed_at_school', school: '990001', attended_on: '2026-11-18', evidence: 'Starts tomorrow.' },
      ['The day the child first attended must be Tuesday 17 November 2026 or earlier'],
    ],
    [
      { closing_reason: 'placed_at_school', school: '990009', attended_on: '2026-11-16', evidence: 'x' },
      ['No school in the register has the number 990009: check it, or type the school’s name'],
    ],
    [
      { closing_reason: 'moved_to_authority', authority_number: '89', moved_on: '2026-11-10', evidence: 'x' },
      ['The authority’s number must be 3 figures, like 898'],
    ],
    [
      { closing_reason: 'moved_to_authority', authority_number: '899', moved_on: '2026-11-10', evidence: 'x' },
      ['899 is Marlshire County Council itself: enter the authority that has accepted'],
    ],
    [
      { closing_reason: 'over_compulsory_age', evidence: 'Birth certificate.' },
      [
        'By the date of birth on record the child’s state is “On no roll, unexplained”: correct the date of birth first, or choose another reason',
      ],
    ],
    [{ closing_reason: 'gone', evidence: 'x' }, ['Choose where the child is now']],
  ]
  for (const [fields, errors] of refusals) {
    const page = await send(officer, `${href}/close`, fields)
    assert.equal(page.status, 422)
    assert.deepEqual(errorsOf(page), errors)
    if (fields.evidence) assert.equal(page.$('#evidence').text().trim(), fields.evidence)
    for (const link of page.$('.govuk-error-summary a').toArray()) {
      assert.equal(page.$(page.$(link).attr('href') ?? '').length, 1)
    }
  }
  // Neither does confirming help what was never proved.
  const forged = {
    ...keysOf(await officer.get(`${href}/close`)),
    confirmed: 'yes',
    closing_reason: 'died',
    evidence: '',
  }
  assert.equal((await officer.post(`${href}/close`, forged)).status, 422)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Opened'])
  assert.equal(await stateOf('Ivy'), 'unexplained')
})

test('a child over compulsory school age closes for age', async () => {
  const child = await onNoRoll('Juniper')
  const href = await openedCase(officer, child)
  await county.superuser.query(`UPDATE child_state SET state = 'over_age' WHERE person_id = $1`, [child])
  const { done } = await closeThrough(officer, href, {
    closing_reason: 'over_compulsory_age',
    evidence: 'Passport seen.',
  })
  assert.equal(done.location, href)
})

test('the summary is stale when the child changed after it was shown', async () => {
  const href = await caseIn('Larch')
  const fields = {
    closing_reason: 'moved_abroad',
    country: 'Spain',
    left_on: '2026-11-10',
    evidence: 'The aunt wrote.',
  }
  const form = await officer.get(`${href}/close`)
  const summary = await officer.post(`${href}/close`, { ...keysOf(form), ...fields })
  const keys = keysOf(summary)
  await send(officer, `${href}/decision`, { kind: 'awaiting_place', starts_on: '2026-11-17', text: 'Back home.' })
  const late = await officer.post(`${href}/close`, { ...keys, ...fields, confirmed: 'yes' })
  assert.equal(late.status, 409)
  assert.match(late.$('main').text(), /The aunt wrote\./)
  assert.equal(await stateOf('Larch'), 'awaiting_place')
})

test('a document is kept with the child, named in the summary and the chronology, and read only through its own case', async () => {
  const href = await caseIn('Maple')
  const form = await officer.get(`${href}/close`)
  const fields = {
    ...keysOf(form),
    closing_reason: 'moved_abroad',
    country: 'Italy',
    left_on: '2026-11-10',
    evidence: 'Letter.',
  }
  const file = { field: 'evidence_file', name: 'letter.pdf', content: 'the letter' }
  const summary = await officer.upload(`${href}/close`, fields, file)
  assert.match(summary.$('main').text(), /letter\.pdf/)
  const pressed = await officer.upload(`${href}/close`, fields, file)
  const idOn = (page: typeof summary) => page.$('input[name=evidence_file_id]').attr('value') ?? ''
  assert.equal(idOn(pressed), idOn(summary))
  const confirmed = { ...fields, ...keysOf(summary), confirmed: 'yes', evidence_file_id: idOn(summary) }
  assert.equal((await officer.post(`${href}/close`, confirmed)).location, href)
  const closed = await officer.get(href)
  assert.deepEqual(entriesOf(closed), ['Closed', 'Note', 'Opened'])
  const kept = await officer.get(`${href}/evidence/${idOn(summary)}`)
  assert.equal(kept.html, 'the letter')
  assert.equal(kept.response.headers['content-type'], 'application/pdf')
  const other = await caseIn('Medlar')
  assert.equal((await officer.get(`${other}/evidence/${idOn(summary)}`)).status, 404)
  const borrowed = { ...keysOf(await officer.get(`${other}/close`)), ...fields, confirmed: 'yes' }
  const { seen, once } = keysOf(await officer.get(`${other}/close`))
  const refused = await officer.post(`${other}/close`, { ...borrowed, seen, once, evidence_file_id: idOn(summary) })
  assert.equal(refused.status, 400)
})

test('the database itself refuses to close without evidence, and to change or remove an entry', async () => {
  const href = await caseIn('Oak')
  const id = href.split('/').at(-1) ?? ''
  const cme = await county.person('cme_officer')
  for (const evidence of [null, '']) {
    await assert.rejects(
      county.write(cme, tx =>
        tx
          .updateTable('council_case')
          .set({
            closed_on: county.today,
            closed_by: cme.account_id,
            closing_reason: 'died',
            closing_evidence: evidence,
          })
          .where('id', '=', id)
          .execute(),
      ),
      /closed_with_proof/,
    )
  }
  await assert.rejects(
    county.write(cme, tx => tx.updateTable('case_entry').set({ text: 'Nothing.' }).where('case_id', '=', id).execute()),
    /permission denied/,
  )
  await assert.rejects(
    county.write(cme, tx => tx.deleteFrom('case_entry').where('case_id', '=', id).execute()),
    /permission denied/,
  )
})

test('a case is not opened again while the child has another', async () => {
  const child = await onNoRoll('Pine')
  const first = await openedCase(officer, child)
  await closeThrough(officer, first, { closing_reason: 'duplicate', evidence: 'Same as another record.' })
  const second = await openedCase(officer, child)
  assert.notEqual(second, first)
  const refused = await send(officer, `${first}/reopen`, { text: 'By mistake.' })
  assert.equal(refused.status, 409)
  assert.equal(refused.$(`main a[href="${second}"]`).length, 1)
  assert.equal((await officer.get(`${first}/contact`)).location, first)
})
