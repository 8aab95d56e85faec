import type { Page, Visitor } from './app.ts'

/** The keys of the form on a page: what it was drawn from, and its single-use key. */
export function keysOf(page: Page): { seen: string; once: string } {
  const key = (name: string) => page.$(`form[data-onroll-form] input[name=${name}]`).attr('value') ?? ''
  return { seen: key('seen'), once: key('once') }
}

/** Opens a form and sends it, as somebody does who fills it in. */
export async function send(
  visitor: Visitor,
  path: string,
  fields: Record<string, string | readonly string[]>,
): Promise<Page> {
  const form = await visitor.get(path)
  return visitor.post(path, { ...keysOf(form), ...fields })
}

/** Opens a case for a child, or comes to the one that somebody opened a moment ago; gives its address. */
export async function openedCase(visitor: Visitor, person_id: string, fields: Record<string, string> = {}) {
  const path = `/children/${person_id}/case/open`
  const form = await visitor.get(path)
  if (form.location !== null) return form.location
  const lead_team = form.$('#lead_team option[selected]').attr('value') ?? ''
  const { location } = await visitor.post(path, {
    ...keysOf(form),
    opened_because: 'On no roll in the newest lists.',
    lead_team,
    ...fields,
  })
  if (location === null) throw new Error('The case was not opened.')
  return location
}

/** Sends the proof of a closing and confirms its summary; gives the summary and the answer to it. */
export async function closeThrough(visitor: Visitor, case_href: string, fields: Record<string, string>) {
  const summary = await send(visitor, `${case_href}/close`, fields)
  const hidden = summary
    .$('form[data-onroll-form] input[type=hidden]')
    .toArray()
    .map(input => [summary.$(input).attr('name') ?? '', summary.$(input).attr('value') ?? ''] as const)
  return {
    summary,
    hidden: Object.fromEntries(hidden),
    done: await visitor.post(`${case_href}/close`, Object.fromEntries(hidden)),
  }
}

/** The message of each error in the summary at the top of a page. */
export const errorsOf = (page: Page): string[] =>
  page
    .$('.govuk-error-summary__list li')
    .toArray()
    .map(item => page.$(item).text().trim())

/** The kinds of the chronology's entries, newest first. */
export const entriesOf = (page: Page): string[] =>
  page
    .$('.moj-timeline__title')
    .toArray()
    .map(item => page.$(item).text().trim())
