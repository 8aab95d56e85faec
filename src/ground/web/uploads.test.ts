import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { load } from 'cheerio'
import { type TinyPages, tinyApp } from '../../../test/support/tiny-web.ts'
import { drawForm } from './drawn-forms.ts'
import { fileField, textField } from './fields.ts'
import { form } from './forms.ts'
import { type PageModel, view } from './views.ts'

const asked = form({
  note: textField({ label: 'Note', about: 'the note' }),
  list: fileField({ label: 'The list', accept: '.csv' }),
})
const page = view<PageModel>('visit.njk')
const routes = (pages: TinyPages): void => {
  pages.get('/lists/new', { may: 'anyone', audit: 'list form' }, ({ reply }) =>
    reply.page(page, { title: 'New list', form: drawForm(asked) }),
  )
  pages.post('/lists/new', { may: 'anyone', audit: 'list kept' }, async ({ body, file, tx, reply }) => {
    let size = 0
    for await (const chunk of file?.stream ?? []) size += (chunk as Buffer).length
    tx.words.push(`${file?.file_name ?? 'no file'} ${size} ${String(body.note)}`)
    return reply.redirect('/lists/new')
  })
}
// A real socket: a browser sends its file while it waits, which an injected request does not.
const app = await tinyApp(routes, { uploadLimit: 2 * 1024 * 1024 })
const site = await app.web.listen({ host: '127.0.0.1', port: 0 })
after(() => app.web.close())

async function send(content: Uint8Array<ArrayBuffer> | null, keys: { _csrf?: string } = {}) {
  const form = await fetch(`${site}/lists/new`)
  const cookie = (form.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const html = load(await form.text())
  assert.equal(html('form[data-onroll-form]').attr('enctype'), 'multipart/form-data')
  const body = new FormData()
  body.set('_csrf', keys._csrf ?? html('input[name=_csrf]').attr('value') ?? '')
  body.set('note', 'from the office')
  body.set('list', content === null ? new Blob([]) : new Blob([content]), content === null ? '' : 'roll.csv')
  return fetch(`${site}/lists/new`, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })
}

test('a file comes to the route as a stream, after the fields before it', async () => {
  const answer = await send(new Uint8Array(1_500_000))
  assert.equal(answer.status, 303)
  assert.deepEqual(app.words.splice(0), ['roll.csv 1500000 from the office'])
})

test('a form sent without choosing a file has none', async () => {
  await send(null)
  assert.deepEqual(app.words.splice(0), ['no file 0 from the office'])
})

test('a file over the limit is answered with 413 though it is still being sent, and leaves nothing', async () => {
  const answer = await send(new Uint8Array(6_000_000))
  assert.equal(answer.status, 413)
  assert.match(load(await answer.text())('main').text(), /The most that can be sent here is 2 MB/)
  assert.deepEqual(app.words, [])
})

test('a file without the form token is refused before it is read', async () => {
  const answer = await send(new Uint8Array(1_500_000), { _csrf: 'made up' })
  assert.equal(answer.status, 403)
  assert.deepEqual(app.words, [])
})

test('a form of more than a megabyte is 413', async () => {
  const answer = await fetch(`${site}/lists/new`, {
    method: 'POST',
    body: new URLSearchParams({ note: 'x'.repeat(1_100_000) }),
  })
  assert.equal(answer.status, 413)
  assert.match(load(await answer.text())('main').text(), /is 1 MB/)
})

test('a file that nobody reads does no harm', async () => {
  const answer = await send(new Uint8Array(6_000_000), { _csrf: 'made up' })
  assert.equal(answer.status, 403)
  assert.equal((await fetch(`${site}/health`)).status, 200)
})
