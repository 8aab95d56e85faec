import { load } from 'cheerio'
import type { Page, Visitor } from './app.ts'

/** What markup says, with a space wherever a cell or a word of it ends. */
export const spaced = (html: string): string =>
  load(html.replaceAll('<', ' <'))('body').text().replaceAll(/\s+/g, ' ').trim()

/** What stands on a page. */
export const pageText = (page: Page): string => spaced(page.$('main').html() ?? '')

/** Presses the button of a preview of a change of calendars. */
export function confirmChange(preview: Page, who: Visitor): Promise<Page> {
  const fields = preview
    .$('form[action="/calendars/changes"] input[name]')
    .map((_, input) => [[preview.$(input).attr('name'), preview.$(input).attr('value')]])
  return who.post('/calendars/changes', Object.fromEntries(fields.get()))
}
