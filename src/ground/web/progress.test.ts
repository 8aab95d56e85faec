import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from 'cheerio'
import { type TinyPages, tinyApp } from '../../../test/support/tiny-web.ts'
import { confirmPage } from './confirm.ts'
import { drawForm } from './drawn-forms.ts'
import { form } from './forms.ts'
import { type Progress, progressPages } from './progress.ts'

const id = '0191b7a4-8f3e-7c11-9a44-1f2e3d4c5b6a'
const rule = { may: 'lists.write', audit: 'list progress viewed' }
const job: Progress = {
  ...{ title: 'Committing the list', done: 1200, total: 3000, state: 'running' },
  ...{ sentence: '1,200 of 3,000 children committed', next_href: '/find' },
}
let stopped = ''
const routes = (page: TinyPages): void => {
  progressPages(page, '/lists/:id/progress', rule, async () => job, {
    rule: { may: 'lists.write', audit: 'list stopped' },
    stop: async ({ params }) => {
      stopped = params.id
    },
  })
  page.get('/close', { may: 'anyone', audit: 'close asked' }, ({ reply }) =>
    reply.page(confirmPage, {
      title: 'Close the case?',
      what: ['The case ends today.'],
      whom: [{ term: 'Child', text: 'Made-up child' }],
      undo: 'This can be undone for 28 days.',
      ...{ button: 'Close the case', danger: true, cancel_href: '/cases', form: drawForm(form({})) },
    }),
  )
}
const app = await tinyApp(routes)
const headers = app.as('Bea')
const url = `/lists/${id}/progress`

test('a running job shows how far it is, draws itself anew without JavaScript, and can be stopped', async () => {
  const html = load((await app.web.inject({ url, headers })).body)
  assert.equal(html('[role=status]').text(), '1,200 of 3,000 children committed')
  assert.deepEqual([html('progress').attr('value'), html('progress').attr('max')], ['1200', '3000'])
  assert.match(html('noscript').html() ?? '', /http-equiv="refresh"/)
  const stop = html(`form[action="${url}/cancel"]`)
  const payload = new URLSearchParams({ _csrf: stop.find('[name=_csrf]').attr('value') ?? '' }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await app.web.inject({
    method: 'POST',
    url: `${url}/cancel`,
    headers: { ...headers, ...type },
    payload,
  })
  assert.deepEqual([answer.statusCode, answer.headers.location, stopped], [303, url, id])
})

test('the script asks the same address for figures', async () => {
  const answer = await app.web.inject({ url, headers: { ...headers, accept: 'application/json' } })
  assert.deepEqual(answer.json(), job)
})

test('a job that has ended asks no more and leads on', async () => {
  job.state = 'done'
  const html = load((await app.web.inject({ url, headers })).body)
  assert.equal(html('progress, noscript, [data-onroll-progress]').length, 0)
  assert.equal(html('main a[role=button]').attr('href'), '/find')
})

test('a confirmation says what, to whom, and whether it can be undone, over one button', async () => {
  const html = load((await app.web.inject('/close')).body)
  assert.match(html('main').text(), /The case ends today\.[\s\S]*Made-up child[\s\S]*undone for 28 days/)
  assert.equal(html('main button').length, 1)
  assert.equal(html('main form a').attr('href'), '/cases')
})
