import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from 'cheerio'
import { type TinyPages, tinyApp, tinyToday } from '../../../test/support/tiny-web.ts'
import { dayField } from './day-field.ts'
import { drawForm } from './drawn-forms.ts'
import { Conflict, Missing } from './errors.ts'
import { choiceField, optional, revealed, textField } from './fields.ts'
import { flash } from './flash.ts'
import { form, parseForm } from './forms.ts'
import { type PageModel, view } from './views.ts'

const visitForm = form({
  visited_on: dayField({ label: 'When was the visit?', about: 'the day of the visit', notAfter: tinyToday }),
  outcome: choiceField({
    label: 'What was found?',
    about: 'what was found',
    choices: [
      { value: 'seen', text: 'Someone was in' },
      { value: 'other', text: 'Something else', reveals: ['what'] },
    ],
  }),
  what: revealed(textField({ label: 'What else?', about: 'what else was found' })),
  note: optional(textField({ label: 'Note', about: 'the note', rows: 4, most: 50 })),
})
const visitPage = view<PageModel>('visit.njk')
const visitSaved = flash('visit_saved', count => `${count} visit was saved.`)
const id = '0191b7a4-8f3e-7c11-9a44-1f2e3d4c5b6a'

const routes = (page: TinyPages): void => {
  page.get('/visits', { may: 'visits.read', audit: 'visits listed' }, ({ reply }) =>
    reply.page(visitPage, { title: 'Record a visit', form: drawForm(visitForm, { seen: '7' }), recorded: true }),
  )
  page.post('/visits', { may: 'visits.write', audit: 'visit recorded' }, ({ body, tx, reply, look }) => {
    const posted = parseForm(visitForm, body)
    if (!posted.ok)
      return reply.page(visitPage, { title: 'Record a visit', form: drawForm(visitForm, { failed: posted }) })
    tx.words.push(posted.values.outcome)
    look.saw(['child-1'], ['surname'])
    reply.flash(visitSaved, 1)
    return reply.redirect('/visits')
  })
  page.get('/children/:id', { may: 'children.read', audit: 'child viewed' }, ({ params }) => {
    assert.equal(params.id, id)
    throw new Missing()
  })
  page.get('/never', { may: 'never', audit: 'never' }, ({ reply }) => reply.json({}))
  page.post('/conflict', { may: 'visits.write', audit: 'visit amended' }, ({ tx }) => {
    tx.words.push('left behind')
    throw new Conflict(
      'Bea Ward changed this at 10:04.',
      [{ label: 'Place', seen: 'Hall', now: 'Gate', typed: 'Yard' }],
      {
        href: '/visits',
        text: 'See it as it is now',
      },
    )
  })
  page.ask('/find', { may: 'visits.read', audit: 'search' }, ({ body, tx, reply }) => {
    assert.equal(tx.words, app.words, 'a search gets the reading transaction')
    return reply.page(visitPage, { title: `Found ${String(body.q)}` })
  })
  page.post('/undrawable', { may: 'visits.write', audit: 'visit recorded' }, ({ tx, reply }) => {
    tx.words.push('left behind')
    return reply.page(view<PageModel>('misspelt.njk'), { title: 'Never seen' })
  })
  page.get('/broken', { may: 'anyone', audit: 'nothing' }, () => {
    throw new Error('the secret inside')
  })
  page.get('/visits.csv', { may: 'visits.read', audit: 'visits exported' }, ({ reply, look }) =>
    reply.csv('visits.csv', [{ header: 'place', value: (row: string) => row }], rowsSeen(look.saw)),
  )
  page.post('/slow-down', { may: 'anyone', audit: 'tried', limit: { most: 2, seconds: 60 } }, ({ reply }) =>
    reply.json({}),
  )
}
function* rowsSeen(saw: (ids: string[]) => void): Generator<string> {
  for (const place of ['Hall', '=1+1']) {
    saw([place])
    yield place
  }
}

const app = await tinyApp(routes)
const officer = app.as('Bea Ward')

async function drawn(url: string, headers: Record<string, string> = officer) {
  const answer = await app.web.inject({ url, headers })
  return { answer, page: load(answer.body) }
}
async function post(url: string, fields: Record<string, string>, token?: string) {
  const csrf = token ?? (await drawn('/visits')).page('form[data-onroll-form] input[name=_csrf]').attr('value') ?? ''
  const answer = await app.web.inject({
    method: 'POST',
    url,
    headers: { ...officer, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
  })
  return { answer, page: load(answer.body) }
}

test('a page has its title, heading, navigation, person and the numbers that stand on every page', async () => {
  const { answer, page } = await drawn('/visits')
  assert.equal(answer.statusCode, 200)
  assert.equal(page('title').text(), 'Record a visit – Onroll – Marlshire')
  assert.equal(page('h1').text(), 'Record a visit')
  assert.equal(page('nav[aria-label=Main] a[aria-current=page]').text(), 'Visits')
  assert.equal(page('form[action="/sign-out"]').attr('method'), 'post')
  assert.match(page('footer').text(), /01632 960999/)
  assert.match(page('header').text(), /Every child here is made up/)
  assert.match(page('main').text(), /This look is recorded/)
  assert.equal(page('input[name=seen]').attr('value'), '7')
  assert.doesNotMatch(answer.body, /GOV\.UK|crown|Transport/i)
})

test('a bad form comes back as 422 with its errors in page order and all that was typed', async () => {
  const { answer, page } = await post('/visits', {
    visited_on_day: '31',
    visited_on_month: '2',
    visited_on_year: '2026',
    outcome: 'other',
    note: 'Rang twice',
  })
  assert.equal(answer.statusCode, 422)
  assert.equal(page('title').text(), 'Error: Record a visit – Onroll – Marlshire')
  const summary = page('.govuk-error-summary a')
    .toArray()
    .map(link => [page(link).attr('href'), page(link).text()])
  assert.deepEqual(summary, [
    ['#visited_on_day', 'The day of the visit must be a real date, like 3 11 2026'],
    ['#what', 'Enter what else was found'],
  ])
  for (const [href] of summary) assert.equal(page(href).length, 1)
  assert.equal(page('#visited_on_day').attr('value'), '31')
  assert.equal(page('input[name=outcome][value=other]').attr('checked'), 'checked')
  assert.equal(page('#note').text().trim(), 'Rang twice')
  assert.equal(app.looks.at(-1)?.purpose, 'visit recorded: form returned, nothing done')
  assert.deepEqual(app.words, [])
})

test('a good form is done, redirects, and says so once', async () => {
  const { answer } = await post('/visits', { visited_on: '2026-11-02', outcome: 'seen' })
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/visits')
  assert.deepEqual(app.words.splice(0), ['seen'])
  const look = app.looks.at(-1)
  assert.equal(look?.route, '/visits')
  assert.deepEqual(
    [look?.purpose, [...(look?.children ?? [])], [...(look?.fields ?? [])]],
    ['visit recorded', ['child-1'], ['surname']],
  )
  const kept = answer.cookies.find(({ name }) => name === 'onroll_flash')
  const next = await drawn('/visits', {
    cookie: `${officer.cookie}; onroll_flash=${encodeURIComponent(kept?.value ?? '')}`,
  })
  assert.match(next.page('.onroll-flash').text(), /1 visit was saved/)
  assert.equal(next.answer.cookies.find(({ name }) => name === 'onroll_flash')?.value, '')
})

test('a flash that was not signed here is not shown', async () => {
  const { page } = await drawn('/visits', { cookie: `${officer.cookie}; onroll_flash=visit_saved.1` })
  assert.equal(page('.onroll-flash').length, 0)
})

test('visitors are sent to sign in and back', async () => {
  const { answer } = await drawn('/visits?page=2', {})
  assert.equal(answer.statusCode, 302)
  assert.equal(answer.headers.location, '/sign-in?next=%2Fvisits%3Fpage%3D2')
})

test('a form without its token is refused, and shows what was typed', async () => {
  for (const token of ['', 'x'.repeat(43)]) {
    const { answer, page } = await post('/visits', { note: 'An hour of <b>typing</b>', new_password: 'hidden' }, token)
    assert.equal(answer.statusCode, 403)
    assert.match(page('dl').text(), /An hour of <b>typing<\/b>/)
    assert.doesNotMatch(answer.body, /hidden<|<b>typing/)
  }
  assert.deepEqual(app.words, [])
})

test('a token of another session is refused', async () => {
  const other = await drawn('/visits', app.as('Someone else'))
  const { answer } = await post('/visits', { outcome: 'seen' }, other.page('input[name=_csrf]').attr('value'))
  assert.equal(answer.statusCode, 403)
})

test('a post after the session ended keeps what was typed', async () => {
  const answer = await app.web.inject({
    method: 'POST',
    url: '/visits',
    payload: 'note=Long+note',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(answer.statusCode, 403)
  assert.match(load(answer.body)('dl').text(), /Long note/)
})

test('a child that is not there, an id that is none, and an address that is none are one page', async () => {
  const bodies = []
  for (const url of [`/children/${id}`, '/children/1', '/no/such/address']) {
    const { answer } = await drawn(url)
    assert.equal(answer.statusCode, 404)
    bodies.push(
      load(answer.body)('main')
        .text()
        .replaceAll(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'REFERENCE'),
    )
  }
  assert.equal(new Set(bodies).size, 1)
})

test('an address that leads nowhere still knows who asks', async () => {
  const { page } = await drawn('/no/such/address')
  assert.match(page('header').text(), /Bea Ward/)
})

test('a search is posted, and only reads', async () => {
  const { page } = await post('/find', { q: 'Amara' })
  assert.equal(page('h1').text(), 'Found Amara')
})

test('a change whose page cannot be drawn is not made', async () => {
  const { answer } = await post('/undrawable', {})
  assert.equal(answer.statusCode, 500)
  assert.deepEqual(app.words, [])
})

test('a refusal says who can', async () => {
  const { answer, page } = await drawn('/never')
  assert.equal(answer.statusCode, 403)
  assert.match(page('main').text(), /Only a team manager can do this/)
})

test('a conflict shows both versions and what was typed, and leaves nothing behind', async () => {
  const { answer, page } = await post('/conflict', {})
  assert.equal(answer.statusCode, 409)
  assert.deepEqual(
    page('tbody td')
      .toArray()
      .map(cell => page(cell).text()),
    ['Hall', 'Gate', 'Yard'],
  )
  assert.deepEqual(app.words, [])
})

test('a fault shows a reference that is in the log, and nothing from inside', async () => {
  const { answer, page } = await drawn('/broken?who=secret', {})
  assert.equal(answer.statusCode, 500)
  const [reference = 'none'] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page('main').text()) ?? []
  assert.doesNotMatch(answer.body, /secret inside|routes\.test/)
  const line = app.lines.find(text => text.includes(reference))
  assert.match(line ?? '', /"route":"\/broken".*the secret inside/)
})

test('the log holds routes by pattern, no query and no address', async () => {
  await drawn(`/children/${id}?surname=Ward`)
  const line = app.lines.findLast(text => text.includes('request answered'))
  assert.match(line ?? '', /"route":"\/children\/:id","status":404/)
  assert.doesNotMatch(app.lines.join(''), new RegExp(`${id}|surname=|127\\.0\\.0\\.1`))
})

test('an export is streamed safe from formulas, and each row that was sent is noted', async () => {
  const { answer } = await drawn('/visits.csv')
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="visits.csv"')
  assert.equal(answer.body, "\uFEFFplace\r\nHall\r\n'=1+1\r\n")
  // The look is written when the transaction ends, which is after the last byte.
  while (app.looks.at(-1)?.purpose !== 'visits exported') await new Promise(setImmediate)
  assert.deepEqual([...(app.looks.at(-1)?.children ?? [])], ['Hall', '=1+1'])
})

test('a route with a limit answers 429 and says how long to wait', async () => {
  const codes = []
  for (let turn = 0; turn < 3; turn++) codes.push((await post('/slow-down', {})).answer.statusCode)
  assert.deepEqual(codes, [200, 200, 429])
  const { answer, page } = await post('/slow-down', { note: 'kept' })
  assert.ok(Number(answer.headers['retry-after']) > 0)
  assert.match(page('main').text(), /Wait \d+ seconds/)
  assert.match(page('dl').text(), /kept/)
})

test('every page route is listed with its permission and its event', () => {
  const record = app.web.pageRecords.find(({ method, path }) => method === 'POST' && path === '/visits')
  const rule = { may: 'visits.write', audit: 'visit recorded' }
  assert.deepEqual(record, { method: 'POST', path: '/visits', changes: true, ...rule })
})
