import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { check, commit } from './list-page.ts'
import { people, type Stage } from './stage.ts'

type Cells = Record<string, string>

/** Children whom the next lists of the county's own sources hold for the first time. */
const born = (day: string): string => day.split('-').reverse().join('/')
const home = { line: '4 Sedge Row', town: 'Marlham', postcode: 'ZY1 4QT' }
const patient = (surname: string, forename: string, day: string, more: Cells = {}): Cells => ({
  ...{ 'Family Name': surname, 'Given Name': forename, 'Date of Birth': day, Gender: 'Female' },
  ...{ 'Address Line 1': home.line, 'Address Line 3': home.town, Postcode: home.postcode },
  ...{ 'Registered From': dayBefore(today(), 3), ...more },
})

/** On the lists of people who live here, and on no roll: whom the county must find. */
const missing = ['Fennimoor, Isaura', 'Fennimoor, Tavia', 'Osmotherby, Bramwell', 'Osmotherby, Bramwell']

/** The next list of each source: the last as it came, with these rows more. The last row of the council’s is of one of two children. */
const nextLists: readonly {
  source: string
  file: string
  fresh: number
  rows: readonly Cells[]
  school?: string
  doubtful?: string
}[] = [
  {
    ...{
      source: 'Marlham Cross Academy roll',
      file: 'marlham-cross-academy-pupils.csv',
      fresh: 1,
      school: 'Marlham Cross Academy',
    },
    rows: [
      {
        ...{ 'Legal Surname': 'Wolstencroft', 'Legal Forename': 'Perpetua', Gender: 'Female', Year: 'Year 7' },
        ...{ 'Date of Birth': '02/02/2015', 'Enrolment Status': 'Single Registration', 'Timetabled Hours': '26' },
        ...{ 'Admission Date': born(dayBefore(today(), 20)), Postcode: 'ZY1 4QU', 'Address Line 1': '9 Sedge Row' },
      },
    ],
  },
  {
    ...{ source: 'Marlshire in-year admissions', file: 'in-year-applications.csv', fresh: 1 },
    rows: [
      {
        ...{ 'Application ID': 'IYA-19001', 'Date received': born(dayBefore(today(), 6)), 'Child gender': 'F' },
        ...{ 'Child surname': 'Quarrendon', 'Child forename': 'Ismene', 'Child date of birth': '11/06/2014' },
        ...{ 'Address 1': '2 Sedge Row', Town: home.town, Postcode: 'ZY1 4QV', Status: 'Under consideration' },
      },
    ],
  },
  {
    ...{ source: 'Marlshire GP registrations', file: 'gp-registrations.csv', fresh: 5 },
    rows: [
      patient('Fennimoor', 'Isaura', '2015-05-14'),
      patient('Fennimoor', 'Tavia', '2013-08-30'),
      patient('Wolstencroft', 'Perpetua', '2015-02-02', { 'Address Line 1': '9 Sedge Row', Postcode: 'ZY1 4QU' }),
      patient('Quarrendon', 'Ismene', '2014-06-11', { 'Address Line 1': '2 Sedge Row', Postcode: 'ZY1 4QV' }),
      patient('Ravensdale', 'Hepzibah', '2016-10-19', { 'Address Line 1': '7 Sedge Row', Postcode: 'ZY1 4QW' }),
      patient('Osmotherby', 'Bramwell', '2014-03-21', { Gender: 'Male', 'Address Line 1': '1 Reed End' }),
      patient('Osmotherby', 'Bramwell', '2014-03-21', {
        ...{ Gender: 'Male', 'Address Line 1': '80 Mill Bank', 'Address Line 3': 'Stavering', Postcode: 'ZY2 7HB' },
      }),
    ],
  },
  {
    ...{ source: 'Marlshire children’s social care', file: 'childrens-social-care.csv', fresh: 0 },
    rows: [
      {
        ...{
          'LL Child ID': 'MS499001',
          'Last name': 'Fennimoor',
          'First name': 'Tavia',
          Sex: 'F',
          Involvement: 'CIN',
        },
        ...{ 'Date of birth': '2013-08-30', 'Home address 1': home.line, 'Home postcode': home.postcode },
        ...{ 'Involvement start': dayBefore(today(), 40), 'Social worker': 'Duty team', 'Home town': home.town },
      },
    ],
  },
  {
    ...{ source: 'Marlshire home education list', file: 'home-education.csv', fresh: 0 },
    rows: [
      {
        ...{ 'EHE Ref': 'EHE/1901', Surname: 'Ravensdale', Forename: 'Hepzibah', DOB: '19/10/2016', 'M/F': 'F' },
        ...{ Address: '7 Sedge Row', Postcode: 'ZY1 4QW', 'EHE Start': born(dayBefore(today(), 30)) },
      },
    ],
  },
  {
    ...{ source: 'Marlshire council tax and housing', file: 'council-tax-household-children.csv', fresh: 0 },
    rows: [
      household('Fennimoor', 'Isaura', '14/05/2015', 'F', home.line, home.postcode),
      household('Osmotherby', 'Bramwell', '21/03/2014', 'M', '15 Weir View', 'ZY4 2LN'),
    ],
    doubtful: 'Bramwell Osmotherby',
  },
]

function household(surname: string, forename: string, day: string, sex: string, line: string, postcode: string): Cells {
  return {
    ...{
      'Account Ref': `CT79${postcode.replace(/\D/g, '')}`,
      'Property Address 1': line,
      'Property Post Code': postcode,
    },
    ...{ 'Child Surname': surname, 'Child First Name': forename, 'Child DOB': day, 'Child M/F': sex },
    ...{ 'Resident From': born(dayBefore(today(), 12)) },
  }
}

/** Six lists come in by the pages, and the children whom they hold on no roll are found on a ledger that balances. */
export function sixLists(stage: () => Stage): void {
  test('six lists of the county are brought in, read and committed; who is on no roll is found on the ledger and gets a case', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    const before = await ledgerOn(officer)

    for (const list of nextLists) await takeIn(stage(), officer, list)

    const now = await ledgerOn(officer)
    const more = (state: string) => (now.get(state)?.at(-1) ?? 0) - (before.get(state)?.at(-1) ?? 0)
    assert.deepEqual(
      ['On no roll, unexplained', 'On roll', 'Home educated', 'Awaiting a place'].map(more),
      [missing.length, 1, 1, 1],
      'each of the new children stands on one line of the ledger',
    )
    await officer.follow('See who')
    await officer.verifyOnPage('Children: on no roll, unexplained')
    const explained = ['Wolstencroft, Perpetua', 'Ravensdale, Hepzibah', 'Quarrendon, Ismene']
    const found = await namesOn(officer, new Set([...missing, ...explained]))
    assert.deepEqual(found.toSorted(), missing, 'and nobody who is on a roll, taught at home or waiting for a place')

    await officer.search('Tavia Fennimoor')
    await officer.follow('Tavia Fennimoor')
    await officer.verifyOnPage('Tavia Fennimoor')
    await officer.follow('Open a case')
    await officer.fill('Why does this child need a case?', 'Known to a surgery and to social care, and on no roll.')
    await officer.press('Open the case')
    await officer.verifyOnPage(/What is blocking this child/)
    stage().trail.push(officer.path)

    await officer.open('/ledger/balance')
    await officer.press('Count both sides now')
    await officer.sees(/Done: both sides agree|The two sides agree/)
    await officer.open('/ledger/balance')
    await officer.verifyOnPage('The balance of the ledger')
    await officer.sees(/The two sides agree/)
    await officer.leave()
  })
}

async function takeIn(
  stage: Stage,
  officer: Visitor,
  { source, file, fresh, school, rows, doubtful }: (typeof nextLists)[number],
): Promise<void> {
  await officer.open('/lists/new')
  await officer.choose('A source that has sent lists before')
  await officer.page.getByLabel('Source', { exact: true }).selectOption({ label: source })
  await officer.fillDay('On what day was the list true?', today())
  if (school !== undefined) await officer.page.locator('main input[name=school]').fill(school)
  await officer.attach('file', file, withRows(stage, file, rows))
  await officer.press('Go on')
  await officer.verifyOnPage('What the columns mean')
  await check(officer)
  await officer.verifyOnPage(source)
  assert.equal(await figureOf(officer, 'new children'), fresh, `new children of ${source}`)
  assert.equal((await figureOf(officer, 'doubtful')) > 0, doubtful !== undefined, `doubtful rows of ${source}`)
  if (doubtful !== undefined) await decide(officer, doubtful)
  await commit(officer)
}

/** Opens the row that the preview cannot place, and says whose it is. */
async function decide(officer: Visitor, name: string): Promise<void> {
  const preview = officer.path
  await officer.open(`${preview}/rows?show=ambiguous`)
  const row = officer.page.locator('main tbody tr', { hasText: name })
  await row.locator('th a').click()
  await officer.verifyOnPage(/Line/)
  const asked = officer.page.getByRole('radio', { name: `The same child as ${name}` })
  assert.equal(await asked.count(), 2, 'two children of one name and birth date could be meant')
  await asked.first().check({ force: true })
  await officer.press('Keep this decision')
  await officer.open(preview)
}

function withRows(stage: Stage, file: string, rows: readonly Cells[]): string {
  const bytes = readFileSync(`${stage.program.data_folder}/county/lists/${file}`)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const [header = ''] = text.split(/\r?\n/)
  const columns = header.split(',')
  const unknown = rows.flatMap(row => Object.keys(row).filter(name => !columns.includes(name)))
  assert.deepEqual(unknown, [], `columns of ${file}`)
  return `${text.trimEnd()}\n${rows.map(row => columns.map(name => row[name] ?? '').join(',')).join('\n')}\n`
}

/** The lines of the ledger from a week ago until today, each of which must add up, and so must the last of all. */
async function ledgerOn(officer: Visitor): Promise<Map<string, number[]>> {
  await officer.open(`/ledger?from=${dayBefore(today(), 7)}&on=${today()}`)
  await officer.verifyOnPage(/The ledger on/)
  const rows = await officer.page.getByRole('region', { name: 'Children by state' }).locator('tbody tr').all()
  const lines = new Map<string, number[]>()
  for (const row of rows) {
    const name = (await row.locator('th').textContent()) ?? ''
    const cells = await row.locator('td').allTextContents()
    lines.set(
      name.trim(),
      cells.map(cell => Number.parseInt(cell.replaceAll(',', ''), 10)),
    )
  }
  const states = [...lines].filter(([name]) => !/^(?:In any|Sealed|All)/.test(name))
  for (const [name, [opening = 0, came = 0, went = 0, closing = 0]] of states)
    assert.equal(opening + came - went, closing, `${name}: what was there, came and went`)
  for (const at of [0, 3])
    assert.equal(
      states.reduce((sum, [, figures]) => sum + (figures[at] ?? 0), 0),
      lines.get('In any of these states')?.[at],
      'every child stands on one line',
    )
  return lines
}

/** A number of the preview, by what is written below it. */
async function figureOf(officer: Visitor, text: string): Promise<number> {
  const figure = officer.page.locator('.onroll-figures li', { hasText: text }).first()
  return (await figure.count()) === 0 ? 0 : Number.parseInt((await figure.textContent())?.replaceAll(',', '') ?? '', 10)
}

/** Those of these names that stand on a list, all its pages read. */
async function namesOn(officer: Visitor, names: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = []
  for (;;) {
    const here = await officer.page.locator('main tbody tr').allTextContents()
    found.push(...here.flatMap(row => [...names].filter(name => row.includes(name))))
    const next = officer.page.locator('main a[rel=next]')
    if ((await next.count()) === 0) return found
    await next.first().click()
  }
}
