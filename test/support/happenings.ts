import type { Page, Visitor } from './app.ts'
import { keysOf } from './case-forms.ts'

/** Sends a form of what happened as somebody does who reads first what it would do: gives that page, and the answer to the second press. */
export async function recordAfterReading(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
): Promise<{ told: string[]; page: Page; done: Page }> {
  const form = await visitor.get(path)
  const page = await visitor.post(path, { ...keysOf(form), ...fields })
  const told = page
    .$('.govuk-inset-text li')
    .toArray()
    .map(line => page.$(line).text().trim())
  const mark = page.$('input[name=told]').attr('value') ?? ''
  const done = await visitor.post(path, { ...keysOf(page), ...fields, told: mark })
  return { told, page, done }
}

/** The form of one kind of thing that happened. */
export const recordingOf = (person_id: string, kind: string, answers: string | null = null): string =>
  `/children/${person_id}/happenings/new?kind=${kind}${answers === null ? '' : `&answers=${answers}`}`
