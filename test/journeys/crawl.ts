import { type CheerioAPI, load } from 'cheerio'
import type { PageRecord } from '../../src/ground/web/page-maker.ts'
import type { Visitor } from '../support/visitor.ts'

/** An instance of a route: the address that a link on a page led to, and who followed it. */
export interface Instance {
  route: string
  address: string
  who: string
}

/** The route of an address: the one with the fewest parts that stand for something. */
export function routeOf(address: string, pages: readonly PageRecord[]): string | null {
  const { pathname } = new URL(address, 'http://onroll.invalid')
  const fitting = pages
    .filter(({ method, path }) => method === 'GET' && pattern(path).test(pathname))
    .sort((a, b) => a.path.split(':').length - b.path.split(':').length)
  return fitting[0]?.path ?? null
}

/** The address of a form that asks, with the first answer of its first question, the second of its second, and so on. */
function asked(address: string, $: CheerioAPI, form: Parameters<CheerioAPI>[0]): string {
  const filled = new URLSearchParams()
  $(form)
    .find('input[name][value]')
    .each((_, input) => {
      if ($(input).attr('type') !== 'checkbox') filled.set($(input).attr('name') ?? '', $(input).attr('value') ?? '')
    })
  $(form)
    .find('select[name]')
    .each((i, list) => {
      const choices = [...$(list).find('option')].map(one => $(one).attr('value') ?? '').filter(value => value !== '')
      filled.set($(list).attr('name') ?? '', choices[Math.min(i, choices.length - 1)] ?? '')
    })
  return `${new URL($(form).attr('action') ?? address, 'http://onroll.invalid').pathname}?${filled}`
}

const pattern = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`)

/**
 * Follows every link from a person's first page, so many of each route, and keeps the first address of each route that answers
 * with a page. Says which links lead nowhere.
 */
export async function crawl(
  who: string,
  visitor: Visitor,
  pages: readonly PageRecord[],
  { starts, most }: { starts: readonly string[]; most: number },
): Promise<{ found: Instance[]; broken: string[] }> {
  const found = new Map<string, Instance>()
  const broken: string[] = []
  const tried = new Map<string, number>()
  const seen = new Set<string>()
  const queue = ['/', '/account', ...starts]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const address = next
    if (seen.has(address)) continue
    seen.add(address)
    const route = routeOf(address, pages)
    if (route === null) broken.push(`${who}: ${address} is no page`)
    const times = tried.get(route ?? '') ?? 0
    if (route === null || times >= most) continue
    tried.set(route, times + 1)
    const answer = await visitor.get(address)
    if (answer.status !== 200) broken.push(`${who}: ${address} answers ${answer.status}`)
    const reached = routeOf(answer.address, pages)
    if (answer.status === 200 && reached !== null && !found.has(reached))
      found.set(reached, { route: reached, address: answer.address, who })
    if (!answer.type.startsWith('text/html')) continue
    const $ = load(answer.text)
    for (const link of $('a[href]')) {
      const href = $(link).attr('href') ?? ''
      if (href.startsWith('/') && !href.startsWith('/assets/')) queue.push(href.replace(/#.*/, ''))
    }
    for (const form of $('main form[method=get]')) queue.push(asked(answer.address, $, form))
  }
  return { found: [...found.values()], broken }
}
