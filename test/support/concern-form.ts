import type { Page, TestApp, Visitor } from './app.ts'

/** What somebody answers; each page's own fields are picked out of it. */
export const aConcern = {
  answer: 'no_roll',
  forename: 'Ada',
  surname: 'Lark',
  born_on_day: '1',
  born_on_month: '3',
  born_on_year: '2015',
  address: '4 Mill Lane, Ashby Brook',
  postcode: 'ZY1 1AA',
  social_care: 'no',
  concern: 'Seen in the park on every school day since September.',
  referrer_name: 'A neighbour',
}

const pages: Record<string, RegExp> = {
  what: /^answer$/,
  child: /^(forename|surname|born_on_.*|age|school|address|postcode)$/,
  circumstances: /^(groups|social_care)$/,
  concern: /^(concern|last_seen)$/,
  you: /^(referrer_.*|safe_contact)$/,
}

/** The hidden fields of the form that a page shows. */
export function hiddenOf(page: Page): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const input of page.$('main form input[type="hidden"]').toArray()) {
    const name = page.$(input).attr('name') ?? ''
    if (name !== '_csrf') fields[name] = page.$(input).attr('value') ?? ''
  }
  return fields
}

/** Fills in every page, as a browser without JavaScript does, up to the summary. */
export async function fillIn(visitor: Visitor, answers: Record<string, string>, base = '/concern'): Promise<Page> {
  let page = await visitor.get(base)
  for (const mine of Object.values(pages)) {
    const typed = Object.fromEntries(Object.entries(answers).filter(([name]) => mine.test(name)))
    page = await visitor.post(base, { ...hiddenOf(page), ...typed, go: 'next' })
  }
  return page
}

/** Lets so many seconds go by on the program's clock. */
export function later(app: TestApp, seconds: number): void {
  const at = app.parts.now().getTime() + seconds * 1000
  app.parts.now = () => new Date(at)
}

// A type and not an interface, so that it can be posted as it is.
export type Slip = { reference: string; code: string }

export const slipOn = (page: Page): Slip => {
  const [reference = '', code = ''] = page
    .$('main dd strong')
    .toArray()
    .map(word => page.$(word).text())
  return { reference, code }
}

/** Fills the form in and sends it. Gives the slip of the acknowledgement. */
export async function sendConcern(
  app: TestApp,
  visitor: Visitor,
  answers: Record<string, string> = aConcern,
  base = '/concern',
): Promise<Slip> {
  const check = await fillIn(visitor, answers, base)
  later(app, 60)
  return slipOn(await visitor.post(`${base}/send`, hiddenOf(check)))
}
