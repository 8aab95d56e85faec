import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from 'cheerio'
import { type TinyPages, tinyApp } from '../../../test/support/tiny-web.ts'
import { ownAddress } from './reply.ts'
import { type PageModel, view } from './views.ts'

const page = view<PageModel>('visit.njk')
const routes = (pages: TinyPages): void =>
  pages.get('/', { may: 'anyone', audit: 'home viewed' }, ({ reply }) => reply.page(page, { title: 'Home' }))
const app = await tinyApp(routes)

test('every answer carries the headers; a page is kept by nobody', async () => {
  for (const url of ['/', '/health', '/nowhere']) {
    const { headers } = await app.web.inject(url)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['strict-transport-security'], undefined)
  }
})

test("a page's scripts carry the nonce of its own answer, and nothing in it needs an opening", async () => {
  const [one, two] = [await app.web.inject('/'), await app.web.inject('/')]
  const nonceOf = (answer: typeof one): string =>
    /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? ''
  assert.notEqual(nonceOf(one), nonceOf(two))
  const html = load(one.body)
  assert.ok(html('script').length >= 2)
  for (const script of html('script').toArray()) assert.equal(script.attribs.nonce, nonceOf(one))
  assert.equal(html('[style], style').length, 0)
  assert.equal(
    html('*')
      .toArray()
      .flatMap(element => Object.keys(html(element).attr() ?? {}))
      .filter(name => name.startsWith('on')).length,
    0,
  )
})

test('behind https the cookies are the host’s own and secure, and browsers are told to stay with https', async () => {
  const secure = await tinyApp(routes, { secureCookies: true })
  const { headers, cookies } = await secure.web.inject('/')
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/)
  assert.deepEqual(
    cookies.map(({ name, secure, httpOnly, sameSite }) => [name, secure, httpOnly, sameSite]),
    [['__Host-onroll_visit', true, true, 'Lax']],
  )
})

test('assets are named by what they hold, kept for long, and hold neither Transport nor the crest', async () => {
  const html = load((await app.web.inject('/')).body)
  const addresses = html('link[href], script[src]')
    .toArray()
    .map(({ attribs }) => attribs.href ?? attribs.src ?? '')
  for (const address of addresses) {
    const answer = await app.web.inject(address)
    assert.equal(answer.statusCode, 200, address)
    assert.match(String(answer.headers['cache-control']), /immutable/)
    if (!address.endsWith('.css') || address.includes('/theme/')) continue
    assert.equal(/GDS Transport|url\([^)]*(?:crest|crown)|url\(\/assets\/images/.exec(answer.body), null)
    const inner = [...answer.body.matchAll(/url\((\/assets\/[^)]+)\)/g)].map(([, found]) => found ?? '')
    assert.ok(inner.length > 10)
    for (const found of new Set(inner)) assert.equal((await app.web.inject(found)).statusCode, 200, found)
  }
  const gzipped = await app.web.inject({ url: addresses[0] ?? '', headers: { 'accept-encoding': 'gzip' } })
  assert.equal(gzipped.headers['content-encoding'], 'gzip')
  for (const none of ['/assets/none.css', '/assets/theme/ffff00.css', '/assets/theme/x.css']) {
    assert.equal((await app.web.inject(none)).statusCode, 404, none)
  }
})

test('one browser that asks too often is asked to wait', async () => {
  const busy = await tinyApp(routes, { rateLimit: 3 })
  const codes = []
  for (let turn = 0; turn < 4; turn++)
    codes.push((await busy.web.inject({ url: '/', headers: busy.as('Bea') })).statusCode)
  assert.deepEqual(codes, [200, 200, 200, 429])
  assert.equal((await busy.web.inject({ url: '/', headers: busy.as('Cy') })).statusCode, 200)
})

for (const [text, expected] of [
  ['/cases?team=cme', '/cases?team=cme'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\nb', '/'],
  ['javascript:alert(1)', '/'],
  [['/a'], '/'],
  ['', '/'],
] as const) {
  test(`after signing in, ${JSON.stringify(text)} leads to ${expected}`, () =>
    assert.equal(ownAddress(text, '/'), expected))
}
