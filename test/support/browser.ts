import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import serverChromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Ends the browser with the process it belongs to, and needs no library of the machine. */
const foreign = ['--single-process', "--headless='shell'", '--disable-web-security', '--allow-running-insecure-content']

/** The Chromium that npm brings, without a window. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await serverChromium.executablePath(),
    args: serverChromium.args.filter(arg => !foreign.includes(arg)),
    headless: true,
  })
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeFinding {
  id: string
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}

/** What axe finds wrong with a page, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate<{ violations: AxeFinding[] }>(
    "axe.run(document, { resultTypes: ['violations'] })",
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${help} at ${target.join(' ')}. ${failureSummary ?? ''}`),
  )
}

/** How far the page's widest part stands out of the window, in pixels, with what stands out. Null when nothing does. */
export async function overflow(page: Page): Promise<string | null> {
  return page.evaluate<string | null>(`(() => {
    const over = document.scrollingElement.scrollWidth - document.documentElement.clientWidth
    if (over <= 0) return null
    const wide = [...document.querySelectorAll('body *')].filter(one => {
      if (one.closest('.onroll-scroll') && !one.matches('.onroll-scroll')) return false
      return one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
    })
    const last = wide.at(-1)
    return over + ' px too wide: ' + (last ? last.outerHTML.slice(0, 160) : 'nothing that can be named')
  })()`)
}

/**
 * Listens to everything a page must not do: break the content-security policy, throw, ask another host for anything, ask for
 * the font Transport, be answered with 500. What it hears is kept until it is asked for.
 */
export async function listen(context: BrowserContext, address: string): Promise<{ heard(): string[] }> {
  const heard: string[] = []
  await context.addInitScript(
    "document.addEventListener('securitypolicyviolation', e => console.error('securitypolicyviolation ' + e.violatedDirective + ' ' + e.blockedURI))",
  )
  context.on('console', message => {
    const text = message.text()
    if (/content.security.policy|securitypolicyviolation/i.test(text)) heard.push(text)
  })
  context.on('weberror', error => heard.push(`a script threw: ${error.error().message}`))
  context.on('request', request => {
    const url = request.url()
    if (!url.startsWith(address) && !url.startsWith('data:')) heard.push(`asked another host: ${url}`)
    if (/transport/i.test(url)) heard.push(`asked for Transport: ${url}`)
  })
  context.on('response', response => {
    if (response.status() >= 500) heard.push(`answered with ${response.status()}: ${response.url()}`)
  })
  return { heard: () => heard.splice(0) }
}
