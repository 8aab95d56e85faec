// npm run look [-- --role ROLE … --only PATH --children N]: looks at every page that each role can reach, and keeps what it saw in look/.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { crawl, type Instance } from '../test/journeys/crawl.ts'
import { readAccess } from '../test/support/access.ts'
import { openBrowser } from '../test/support/browser.ts'
import { startOnroll } from '../test/support/program.ts'
import { Visitor } from '../test/support/visitor.ts'
import { type Looked, lookPage } from './look-page.ts'

const { values: asked } = parseArgs({
  options: {
    role: { type: 'string', multiple: true },
    only: { type: 'string' },
    children: { type: 'string', default: '700' },
  },
})

const folder = fileURLToPath(new URL('../look', import.meta.url))
const notes = `${folder}/pages.json`
const windows = [
  { name: 'desktop', width: 1280, height: 900 },
  { name: 'phone', width: 320, height: 640 },
]

interface MadeUp {
  name: string
  role: string
}

/** Everybody whom a visitor may be, one of each role. */
function rolesOf(data_folder: string): MadeUp[] {
  const people: MadeUp[] = JSON.parse(readFileSync(`${data_folder}/county/people.json`, 'utf8'))
  const first = new Map<string, MadeUp>()
  for (const person of people) if (!first.has(person.role)) first.set(person.role, person)
  return [...first.values()].filter(person => asked.role?.includes(person.role) ?? true)
}

const fileName = (route: string): string => route.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '') || 'first-page'

async function lookAs(
  browser: Browser,
  address: string,
  person: MadeUp,
  pages: Awaited<ReturnType<typeof readAccess>>['pages'],
): Promise<Looked[]> {
  const found = new Map<string, Instance>()
  const seen: Looked[] = []
  for (const window of windows) {
    const visitor = await Visitor.at(browser, address, window)
    await visitor.signInAs(person.name)
    if (found.size === 0) {
      const starts = asked.only?.startsWith('/') ? [asked.only] : []
      const reached = await crawl(person.name, visitor, pages, { starts, most: 3 })
      for (const fault of reached.broken) seen.push({ ...nothing, role: person.role, route: 'a link', faults: [fault] })
      for (const one of reached.found) found.set(one.route, one)
    }
    for (const { route, address } of found.values()) {
      if (/\.(csv|xlsx|ics)$/.test(route)) continue
      if (asked.only !== undefined && !route.startsWith(asked.only) && !address.startsWith(asked.only)) continue
      const picture = `${person.role}/${fileName(route)}-${window.name}.png`
      const looked = await lookPage(visitor, address, `${folder}/${picture}`).catch(brokenOff)
      if (looked) seen.push({ ...looked, role: person.role, route, window: window.name, picture })
    }
    await visitor.leave()
  }
  return seen
}

/** A page that cannot be looked at is a fault of its own, and the others are looked at all the same. */
const brokenOff = (problem: unknown): Pick<Looked, 'faults' | 'ms' | 'bytes'> => ({
  ...{ ms: 0, bytes: 0 },
  faults: [`cannot be looked at: ${String(problem).split('\n')[0]}`],
})

/** What earlier runs saw of other roles stays, so that one role can be looked at again. */
function seenBefore(roles: readonly MadeUp[]): Looked[] {
  const kept: Looked[] = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : []
  return kept.filter(one => !roles.some(({ role }) => role === one.role))
}

const nothing: Looked = { role: '', route: '', window: '', picture: null, faults: [], ms: 0, bytes: 0 }

/** The pictures, by role and page, with what is wrong with each. */
function indexPage(seen: readonly Looked[]): string {
  const text = (some: string) => some.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const card = (one: Looked) => `<article><h3>${text(one.route)} <small>${one.window}</small></h3>
    <p>${one.ms.toFixed(0)} ms at the server, ${(one.bytes / 1024).toFixed(0)} KB</p>
    ${one.faults.map(fault => `<p class="fault">${text(fault)}</p>`).join('')}
    ${one.picture === null ? '' : `<a href="${one.picture}"><img loading="lazy" src="${one.picture}" alt="${text(one.route)}"></a>`}</article>`
  const roles = [...Map.groupBy(seen, one => one.role)]
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>What was looked at</title>
    <style>body{font-family:sans-serif;margin:1rem}main>div{display:flex;flex-wrap:wrap;gap:1rem}article{width:20rem;border:1px solid #999;padding:.5rem}
    img{width:100%;height:24rem;object-fit:cover;object-position:top}.fault{color:#b00;font-size:.8rem}h3{font-size:1rem;margin:0}</style>
    <main><h1>${seen.length} pages looked at, ${seen.filter(one => one.faults.length > 0).length} with faults</h1>
    ${roles.map(([role, pages]) => `<h2 id="${role}">${role}: ${pages.length}</h2><div>${pages.map(card).join('\n')}</div>`).join('\n')}</main></html>`
}

const [program, browser] = await Promise.all([startOnroll(Number(asked.children)), openBrowser()])
try {
  const { pages } = await readAccess()
  const roles = rolesOf(program.data_folder)
  if (roles.length === 0) throw new Error(`Nobody in the demonstration has the role ${asked.role?.join(' or ')}.`)
  const seen = seenBefore(roles)
  let faulty = 0
  for (const person of roles) {
    rmSync(`${folder}/${person.role}`, { recursive: true, force: true })
    mkdirSync(`${folder}/${person.role}`, { recursive: true })
    const looked = await lookAs(browser, program.address, person, pages)
    const faults = looked.flatMap(one => one.faults.map(fault => `  ${one.route} (${one.window}): ${fault}`))
    const slowest = looked.reduce((most, one) => Math.max(most, one.ms), 0)
    console.log(`${person.role}: ${looked.length} pages, ${faults.length} faults, the slowest ${slowest.toFixed(0)} ms`)
    for (const fault of faults) console.log(fault)
    seen.push(...looked)
    faulty += faults.length
    writeFileSync(`${folder}/index.html`, indexPage(seen))
    writeFileSync(notes, JSON.stringify(seen, null, 2))
  }
  console.log(`The pictures are in ${folder}/index.html`)
  if (faulty > 0) process.exitCode = 1
} finally {
  await browser.close()
  await program.stop()
}
