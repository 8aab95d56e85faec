import type { Visitor } from '../support/visitor.ts'

export interface ListedChild {
  surname: string
  forename: string
  born_on: string
  postcode: string
  address_line_1: string
}

const columns = ['surname', 'forename', 'born_on', 'address_line_1', 'postcode', 'sex'] as const

/** A list of where children live, as a source would send it. */
export const listOf = (children: readonly ListedChild[]): string =>
  [columns.join(','), ...children.map(child => columns.map(name => ({ ...child, sex: 'F' })[name]).join(','))].join(
    '\n',
  )

/** Brings in a list of a new source and goes as far as the columns. */
export async function bringIn(officer: Visitor, source: string, day: string, text: string): Promise<void> {
  await officer.follow('Find')
  await officer.verifyOnPage('Find: the lists that came in')
  await officer.follow('Bring in a list')
  await officer.verifyOnPage('Bring in a list')
  await officer.choose('A new source')
  await officer.choose(/Health/)
  await officer.fill('Name of the source', source)
  await officer.fillDay('On what day was the list true?', day)
  await officer.attach('file', `${source}.csv`, text)
  await officer.press('Go on')
  await officer.verifyOnPage('What the columns mean')
}

/** From the columns to the preview. With script the progress page goes on by itself; without, it is read again. */
export async function check(officer: Visitor): Promise<void> {
  await officer.press('Check the list')
  await throughProgress(officer)
  await officer.sees('new children')
}

/** From the preview to the end of the commit. */
export async function commit(officer: Visitor): Promise<void> {
  await officer.follow('Go on to commit this list')
  await officer.verifyOnPage('Commit this list')
  await officer.press('Commit the list')
  await throughProgress(officer)
  await officer.sees('Committed')
}

/** From a progress page to where it leads. */
export async function throughProgress(officer: Visitor): Promise<void> {
  const last = Date.now() + 60_000
  while (officer.path.endsWith('/progress')) {
    if (Date.now() > last) throw new Error('The work on the list does not come to an end.')
    const done = officer.page.getByRole('button', { name: 'Continue' })
    if ((await done.count()) > 0) await done.click()
    else if (officer.path.endsWith('/progress')) await officer.page.waitForTimeout(250).then(() => officer.again())
  }
}
