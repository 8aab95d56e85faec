import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { axeFindings, listen, overflow } from './browser.ts'

interface Window {
  width?: number
  height?: number
  /** False for a browser that runs no script. */
  script?: boolean
}

/** A person at a browser, in sentences: opens, fills in by label, presses by name, and sees to each page on arrival. */
export class Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly #address: string
  readonly #heard: () => string[]
  readonly #script: boolean

  private constructor(page: Page, address: string, heard: () => string[], script: boolean) {
    this.page = page
    this.context = page.context()
    this.#address = address
    this.#heard = heard
    this.#script = script
  }

  static async at(browser: Browser, address: string, window: Window = {}): Promise<Visitor> {
    const { width = 1280, height = 800, script = true } = window
    const context = await browser.newContext({
      viewport: { width, height },
      javaScriptEnabled: script,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    })
    context.setDefaultTimeout(15_000)
    const { heard } = await listen(context, address)
    return new Visitor(await context.newPage(), address, heard, script)
  }

  /** Another window of the same browser, signed in as the same person. */
  async anotherTab(): Promise<Visitor> {
    return new Visitor(await this.context.newPage(), this.#address, this.#heard, this.#script)
  }

  async leave(): Promise<void> {
    await this.context.close()
  }

  /** Opens an address of ours. Returns the status. */
  async open(path: string): Promise<number> {
    const answer = await this.page.goto(new URL(path, this.#address).href)
    return answer?.status() ?? 0
  }

  /** Asks for an address without drawing it. Follows redirects, and says where they ended. */
  async get(path: string): Promise<{ status: number; address: string; type: string; text: string }> {
    const answer = await this.context.request.get(new URL(path, this.#address).href)
    const { pathname, search } = new URL(answer.url())
    const type = answer.headers()['content-type'] ?? ''
    const text = type.startsWith('text/') ? await answer.text() : ''
    return { status: answer.status(), address: pathname + search, type, text }
  }

  get path(): string {
    return new URL(this.page.url()).pathname
  }

  /** One click on a made-up person's name. */
  async signInAs(name: string): Promise<void> {
    await this.open('/sign-in')
    await this.page.getByRole('button', { name, exact: true }).click()
    assert.notEqual(this.path, '/sign-in', `${name} is not signed in`)
  }

  fill = (label: string | RegExp, text: string): Promise<void> =>
    this.page.getByLabel(label).filter({ visible: true }).fill(text)

  choose = (label: string | RegExp): Promise<void> => this.page.getByLabel(label).check({ force: true })

  async pick(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).selectOption({ label: text })
  }

  /** Fills in the three boxes of a day written YYYY-MM-DD. */
  async fillDay(question: string, day: string): Promise<void> {
    const group = this.page.getByRole('group', { name: question })
    const [year = '', month = '', date = ''] = day.split('-')
    await group.getByLabel('Day').fill(String(Number(date)))
    await group.getByLabel('Month').fill(String(Number(month)))
    await group.getByLabel('Year').fill(year)
  }

  /** Chooses the option of a list whose text begins so. */
  async pickMatching(label: string, text: string): Promise<void> {
    const list = this.page.getByLabel(label)
    const options = await list.locator('option').allTextContents()
    const found = options.find(option => option.startsWith(text))
    assert.ok(found, `${label} has no ${text}: ${options.join(', ')}`)
    await list.selectOption({ label: found })
  }

  /** Chooses an answer of one question, where several questions have the same answers. */
  async chooseIn(question: string | RegExp, answer: string | RegExp): Promise<void> {
    const group = this.page.getByRole('group', { name: question })
    await group.getByRole('radio', { name: answer }).check({ force: true })
  }

  /** The search at the top of every page. */
  async search(words: string): Promise<void> {
    await this.page.getByPlaceholder('Search for a child').fill(words)
    await this.page.getByRole('search').getByRole('button', { name: 'Search' }).first().click()
  }

  async again(): Promise<void> {
    await this.page.reload()
  }

  /** The fields of the form that a button sends, to be sent a second time. */
  async formOfPage(button: string): Promise<{ action: string; fields: Record<string, string> }> {
    const form = this.page.locator('form', { has: this.page.getByRole('button', { name: button }) })
    const inputs = await form.locator('input[name], textarea[name]').all()
    const fields: Record<string, string> = {}
    for (const input of inputs) fields[(await input.getAttribute('name')) ?? ''] = await input.inputValue()
    return { action: new URL((await form.getAttribute('action')) ?? '', this.page.url()).href, fields }
  }

  /** Sends what was sent before, as a second press would. Ends on the page that answers. */
  async sendAgain(form: { action: string; fields: Record<string, string> }): Promise<{ status: number; path: string }> {
    const answer = await this.context.request.post(form.action, { form: form.fields })
    const path = new URL(answer.url()).pathname
    await this.page.goto(answer.url())
    return { status: answer.status(), path }
  }

  async attach(label: string, name: string, text: string): Promise<void> {
    await this.page
      .locator(`input[type=file]#${label}`)
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
  }

  press = (name: string | RegExp): Promise<void> => this.page.getByRole('button', { name }).first().click()

  follow = (name: string | RegExp): Promise<void> => this.#link(name).click()

  hrefOf = (name: string | RegExp): Promise<string | null> => this.#link(name).getAttribute('href')

  /** A link that looks like a button has that role. */
  #link = (name: string | RegExp): Locator =>
    this.page.locator('main a, header a').filter({ hasText: name }).filter({ visible: true }).first()

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'visible' })
  }

  async seesNot(text: string | RegExp): Promise<void> {
    assert.equal(await this.page.getByText(text).count(), 0, `${text} is on ${this.path}`)
  }

  /** That this is the page, and that it is as every page has to be: a title, a main heading, nothing axe finds, nothing heard. */
  async verifyOnPage(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { name: heading }).first().waitFor()
    assert.deepEqual(await this.faults(), [], this.path)
  }

  /** What stands over the edge of the page as it is printed on so narrow a sheet; null where nothing does. */
  async overPaper(width: number): Promise<string | null> {
    const before = this.page.viewportSize()
    await this.page.setViewportSize({ width, height: 640 })
    await this.page.emulateMedia({ media: 'print' })
    const wide = await overflow(this.page)
    await this.page.emulateMedia({ media: 'screen' })
    if (before) await this.page.setViewportSize(before)
    return wide
  }

  /** What is wrong with the page as it stands. */
  async faults(): Promise<string[]> {
    const faults = this.#heard()
    if (!/\S – Onroll/.test(await this.page.title())) faults.push(`the title is “${await this.page.title()}”`)
    const headings = await this.page.locator('h1').count()
    if (headings !== 1) faults.push(`${headings} first headings`)
    const wide = await overflow(this.page)
    if (wide !== null) faults.push(wide)
    if (this.#script) faults.push(...(await axeFindings(this.page)))
    return faults
  }
}
