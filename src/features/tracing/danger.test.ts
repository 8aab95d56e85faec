import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { enquirySteps } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const lead = await county.person('team_manager')
const manager = await app.as(lead)
const head = await app.as(await county.person('school_head'))
const administrator = await app.as(await county.person('administrator'))

const text = (page: Page, of = 'main') => page.$(of).text().replaceAll(/\s+/g, ' ')

async function begun(surname: string): Promise<{ href: string; trace: string }> {
  const child = await plantChild(county, {
    surname,
    lives: [['2020-01-01', null]],
    rolls: [['2025-09-01', null, { school_urn: 990001 }]],
    circumstances: [['2026-10-13', null, { kind: 'whereabouts_unknown' }]],
  })
  const href = await openedCase(officer, child)
  const { location } = await send(officer, `${href}/trace`, { about: 'i' })
  return { href, trace: location ?? '' }
}

const hrefOf = (page: Page, end: string) => page.$(`main a[href$="/${end}"]`).first().attr('href') ?? ''

test('a fear locks every step near the family for both sides, until it was told, answered, and unlocked by whoever is named for it', async () => {
  const { href, trace } = await begun('Feared')
  // Begun before the fear: whoever answered no before it may not go on either.
  const before = await send(head, `${trace}/steps/Q1`, { answer: 'no' })
  const feared = await send(head, `${trace}/steps/Q2`, { answer: 'unsure', said: 'Her sister was taken abroad at 15.' })
  assert.equal(feared.location, trace)
  const page = await officer.get(trace)
  assert.match(text(page), /A danger is feared: ask nobody near the family/)
  assert.match(text(page), /Her sister was taken abroad at 15\./)
  assert.match(text(await officer.get(href)), /A danger is feared: ask nobody near the family/)
  assert.match(text(await officer.get('/tracing'), 'tbody tr:contains("Feared")'), /Locked/)

  for (const step of ['Q1', 'Q2', 'Q3']) {
    const tried = await send(head, `${trace}/steps/${step}`, { answer: 'no' })
    assert.match(errorsOf(tried).join(' '), /A danger is feared: nobody may ask parents, relatives/, step)
  }
  const given = { happened_on: '2026-11-17', asked: 'The mother', outcome: 'nothing', said: 'No.', settles: 'yes' }
  const late = await send(head, before.location ?? '', given)
  assert.match(errorsOf(late).join(' '), /A danger is feared/)
  // Searching other schools and asking agencies tells nobody near the family.
  assert.match((await send(head, `${trace}/steps/Q4`, { answer: 'no' })).location ?? '', /\/step$/)

  const early = await manager.get(trace)
  assert.equal(hrefOf(early, 'reply'), '')
  await send(head, hrefOf(await head.get(trace), 'refer'), { referred_to: 'police', referred_on: '2026-11-17' })
  const unlockHref = hrefOf(await manager.get(trace), 'reply').replace(/reply$/, 'unlock')
  const unnamed = await send(manager, unlockHref, { because: 'tried' })
  assert.match(errorsOf(unnamed).join(' '), /has not named you for this/)

  const form = await administrator.get('/delegations/give')
  const account_id = form.$(`#account_id option:contains("${lead.account_name}")`).attr('value') ?? ''
  const power = { account_id, power: 'unlock_enquiries', starts_on: '2026-11-17', because: 'Named lead.' }
  assert.equal((await send(administrator, '/delegations/give', power)).location, '/delegations')
  const unanswered = await send(manager, unlockHref, { because: 'tried' })
  assert.match(errorsOf(unanswered).join(' '), /must have answered first/)
  await send(manager, hrefOf(await manager.get(trace), 'reply'), {
    ...{ reply: 'may_go_on', replied_on: '2026-11-17', said: 'Seen and safe at an aunt’s. Do not ring the father.' },
  })
  assert.match(
    text(await officer.get(trace), `table:has(caption:contains("before the name")) tbody`),
    /A danger is feared/,
  )
  assert.equal(hrefOf(await officer.get(trace), 'unlock'), '')
  await send(manager, hrefOf(await manager.get(trace), 'unlock'), {
    because: 'By the safeguarding lead of the school only.',
  })
  const after = await head.get(trace)
  assert.doesNotMatch(text(after), /A danger is feared: ask nobody/)
  assert.doesNotMatch(after.html, /Do not ring the father/)
  assert.match(text(await officer.get(href)), /Do not ring the father/)
  // What was feared then serves no step, unlocked or not: it is asked again at the next.
  const { rows } = await county.superuser.query<{ id: string }>(`SELECT id FROM trace_risk WHERE answer = 'unsure'`)
  const old = await send(head, `${trace}/risks/${rows[0]?.id}/step`, given)
  assert.match(errorsOf(old).join(' '), /A danger was feared then: answer once more/)
  assert.match((await send(head, `${trace}/steps/Q1`, { answer: 'no' })).location ?? '', /\/step$/)
})

test('an answer that they must not go on is never unlocked, and what a council officer fears no school reads', async () => {
  const { href, trace } = await begun('Hidden')
  const step = await send(officer, `${trace}/steps/Q5`, { answer: 'yes', said: 'The refuge asked us not to say.' })
  assert.match(step.location ?? '', /\/step$/)
  const seen = await head.get(trace)
  assert.match(text(seen), /A danger is feared/)
  assert.doesNotMatch(seen.html, /refuge asked/)
  assert.match(text(await officer.get(href)), /The refuge asked us not to say/)
  await send(officer, hrefOf(await officer.get(trace), 'refer'), { referred_to: 'mash', referred_on: '2026-11-16' })
  const reply = hrefOf(await officer.get(trace), 'reply')
  const early = await send(officer, reply, { reply: 'must_not', replied_on: '2026-11-15', said: 'No.' })
  assert.match(errorsOf(early).join(' '), /told on Monday 16 November 2026/)
  await send(officer, reply, { reply: 'must_not', replied_on: '2026-11-17', said: 'No.' })
  const tried = await send(manager, reply.replace(/reply$/, 'unlock'), { because: 'tried' })
  assert.match(errorsOf(tried).join(' '), /must have answered first that the enquiries may go on/)
  const ended = await send(officer, `${trace}/end`, { finding: 'not_found', because: 'tried' })
  assert.match(errorsOf(ended).join(' '), /nobody has answered it: the enquiries do not stop before/)
})

test('no step without its own answer about danger, of this side, of these days', async () => {
  const { trace } = await begun('Asked')
  const asked = await send(head, `${trace}/steps/Q1`, { answer: 'no' })
  const path = asked.location ?? ''
  assert.equal((await officer.get(path)).status, 404)
  const given = { happened_on: '2026-11-17', asked: 'The mother', outcome: 'nothing', said: 'No.', settles: 'yes' }
  await send(head, path, given)
  assert.match(errorsOf(await send(head, path, given)).join(' '), /A step stands on that answer already/)
  const old = await send(head, `${trace}/steps/Q3`, { answer: 'no' })
  await county.superuser.query(`UPDATE trace_risk SET asked_on = '2026-11-13' WHERE step = 'Q3'`)
  assert.match(
    errorsOf(await send(head, old.location ?? '', given)).join(' '),
    /That answer is of Friday 13 November 2026/,
  )
  await county.superuser.query(`UPDATE trace_risk SET asked_on = '2026-11-14' WHERE step = 'Q3'`)
  assert.equal((await send(head, old.location ?? '', given)).location, trace)
  const attendance = await app.as(await county.person('school_attendance'))
  const left = await send(attendance, `${trace}/steps/Q2`, { answer: 'no' })
  assert.equal((await attendance.get(left.location ?? '')).$('[value=left_out]').length, 0)
})

test('the words that are offered never say why a child is sought', () => {
  for (const { step, words } of enquirySteps)
    assert.doesNotMatch(
      words,
      /missing|absen|exclu|safeguard|concern|welfare|social|police|not attending|danger|truan/i,
      step,
    )
})
