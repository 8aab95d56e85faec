import type { Errand } from './officers.ts'
import type { Visitor } from './visitor.ts'

/** Addresses of each page that are taken in turn: a page that is asked for with one child only is a page that is remembered. */
const most = 60

/** The pages that a link leads to from what has been seen so far, by their address with every id left out. */
const nameOf = (address: string): string =>
  address
    .replace(/\?.*/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replaceAll(/\/\d{6}(?=\/|$)/g, '/:urn')
    .replaceAll(/\/\d+(?=\/|$)/g, '/:n')

/** Of no page to draw: downloads, leaving, and what only shows that something goes on. */
const leftOut = /\.csv|\.xlsx|\.ics|\/files?\/|download|sign-out|\/assets\/|\/become|\/progress/

/**
 * Every page that an officer comes to by following links, with the addresses by which it can be asked for: what is asked for
 * in the measuring. Children are given, so that there are many of them.
 */
export async function errandsOf(
  visitor: Visitor,
  starts: readonly string[],
  children: readonly string[],
): Promise<Errand[]> {
  const found = new Map<string, Set<string>>()
  const queue = ['/', ...starts, ...children.slice(0, 3).map(id => `/children/${id}`)]
  const tried = new Map<string, number>()
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const name = nameOf(address)
    const addresses = found.get(name) ?? new Set()
    const times = tried.get(name) ?? 0
    if (addresses.has(address) || leftOut.test(address) || times >= 8) continue
    tried.set(name, times + 1)
    let page: string
    try {
      page = await visitor.get(address)
    } catch {
      continue
    }
    found.set(name, addresses.add(address))
    for (const [, href = ''] of page.matchAll(/<a[^>]+href="(\/[^"#]*)/g)) queue.push(href.replaceAll('&amp;', '&'))
  }
  // Pages of a child are asked for with as many children as there are.
  for (const [name, addresses] of found)
    if (/^\/children\/:id(\/\w+)?$/.test(name))
      for (const id of children.slice(0, most)) addresses.add(name.replace(':id', id))
  return [...found]
    .filter(([name]) => name !== '/')
    .map(([what, addresses]) => errand(what, [...addresses].slice(0, most)))
}

function errand(what: string, addresses: readonly string[]): Errand {
  let turn = 0
  return { what, run: visitor => visitor.get(addresses[turn++ % addresses.length] ?? '/') }
}

/** Searches, each for another child. */
export function searches(children: readonly { surname: string; upn: string }[]): Errand[] {
  const by = (what: string, words: (child: { surname: string; upn: string }) => string): Errand => {
    let turn = 0
    return {
      what,
      run: visitor => {
        const child = children[turn++ % children.length]
        return visitor.post('/children/search', { q: child ? words(child) : '' })
      },
    }
  }
  return [
    by('search: a surname', child => child.surname),
    by('search: a misspelt name', child => misspelt(child.surname)),
    by('search: a UPN', child => child.upn),
  ]
}

/** A name with two letters changed about, as fingers do. */
const misspelt = (name: string): string =>
  name.length < 4 ? `${name}e` : `${name.slice(0, 1)}${name[2]}${name[1]}${name.slice(3)}`
