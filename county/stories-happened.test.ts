import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asDay, entriesOfRule, formatShortDay } from '../src/rulebook/index.ts'
import { openStories, type Stories } from './open-stories.ts'

let story: Stories
before(async () => {
  story = await openStories()
})
after(() => story.leave())

/**
 * Counted by hand for D, Tuesday 17 November 2026, on the county's printed calendar: autumn term 3 September to 18 December (training on
 * 2 September), half-term 26 to 30 October; spring from 5 January 2027. The second secondary school trains on 24 September, the third on
 * Thursday 19 November. `Kept late`: after its day.
 */
const clocks: readonly (readonly [
  story: number,
  part: number,
  role: string,
  rule: string,
  due: string,
  how: 'Overdue' | 'Runs' | 'Kept on' | 'Kept late on',
  why: string,
])[] = [
  [
    1,
    0,
    'practitioner',
    'level_two',
    '2026-11-11',
    'Overdue',
    '8 October is the first day: 2, 5 and 5, then 2 to 6 and 9 to 11 November',
  ],
  [1, 1, 'cme_officer', 'F1', '2026-11-10', 'Kept on', '13 October: 14 to 16, 19 to 23, 2 to 6, 9 and 10 November'],
  [1, 1, 'cme_officer', 'F2', '2026-10-15', 'Kept on', '14 and 15 October'],
  [
    2,
    1,
    'cme_officer',
    'level_two',
    '2026-12-11',
    'Runs',
    '16 November is the first day: four weeks to Friday 11 December',
  ],
  [3, 0, 'cme_officer', 'level_two', '2026-12-11', 'Runs', 'as of the twins; nobody else has the child'],
  [
    6,
    1,
    'cme_officer',
    'level_two',
    '2026-11-04',
    'Overdue',
    '1 October is the first day: 2, then 15 in three weeks, then 2 to 4 November',
  ],
  [8, 0, 'team_manager', 'R2', '2026-11-16', 'Kept on', 'the day of the deletion itself'],
  [
    9,
    0,
    'cme_officer',
    'R2',
    '2026-09-08',
    'Kept late on',
    'the day of the deletion itself; the return came the day after',
  ],
  [9, 0, 'cme_officer', 'O1', '2026-11-17', 'Runs', '3 November is the first of fifteen days'],
  [10, 0, 'practitioner', 'R3.return', '2026-11-30', 'Runs', 'the end of the month'],
  [10, 0, 'practitioner', 'A1', '2026-11-12', 'Overdue', '5 November: 6 and 9 to 12'],
  [10, 1, 'practitioner', 'R4.return', '2026-10-14', 'Kept on', 'the day itself'],
  [10, 1, 'practitioner', 'A1', '2026-11-20', 'Runs', '12 November: 13, 16 to 18, and 20, for on 19 the school trains'],
  [11, 0, 'team_manager', 'A1', '2026-10-22', 'Kept on', '15 October: 16 and 19 to 22'],
  [
    11,
    0,
    'team_manager',
    'level_two',
    '2026-11-18',
    'Runs',
    '15 October is the first day: 2, 5, then 10 and 16 to 18 November',
  ],
  [12, 0, 'cme_officer', 'R2', '2026-11-09', 'Kept on', 'the day itself'],
  [12, 1, 'cme_officer', 'R2', '2026-11-09', 'Overdue', 'the day itself; nothing came'],
  [12, 2, 'cme_officer', 'R2', '2026-11-09', 'Overdue', 'the day itself; nothing came'],
  [12, 3, 'cme_officer', 'R2', '2026-11-09', 'Overdue', 'the day itself; nothing came'],
  [14, 0, 'school_head of 990009', 'A1', '2026-11-19', 'Runs', '12 November: 13 and 16 to 19'],
  [14, 0, 'school_head of 990009', 'A1', '2026-11-23', 'Runs', '16 November: 17 to 20 and 23'],
  [14, 1, 'school_head of 990009', 'A1', '2026-11-13', 'Overdue', '6 November: 9 to 13'],
  [14, 1, 'cme_officer', 'EHC1', '2026-10-27', 'Kept on', 'six weeks from Tuesday 15 September'],
  [14, 1, 'school_head of 990009', 'EHC2', '2026-11-26', 'Runs', 'six weeks from Thursday 15 October'],
  [14, 1, 'school_head of 990009', 'R3.return', '2026-11-30', 'Runs', 'the end of the month'],
  [
    15,
    0,
    'cme_officer',
    'X10',
    '2026-11-23',
    'Runs',
    '12 November: 13, 16 to 18, 20 and 23, for on 19 the school trains',
  ],
  [15, 0, 'cme_officer', 'X12', '2026-12-04', 'Runs', 'five to 20 November, then two weeks to Friday 4 December'],
  [
    16,
    0,
    'team_manager',
    'X10',
    '2026-09-30',
    'Kept on',
    '21 September: 22, 23, 25 and 28 to 30, for on 24 the school trains',
  ],
  [16, 0, 'team_manager', 'X12', '2026-10-13', 'Kept on', '22, 23, 25, two weeks to 9 October, 12 and 13'],
  [
    16,
    0,
    'team_manager',
    'X16',
    '2026-11-04',
    'Runs',
    '7 October: 8 and 9, two weeks to the 23rd, 2 to 4 November; it is the parents’ to use or not',
  ],
  [16, 0, 'team_manager', 'R2', '2026-11-05', 'Kept on', 'the day itself'],
  [16, 0, 'team_manager', 'EHC5', '2026-11-24', 'Kept on', '9 November and fifteen days'],
  [16, 0, 'team_manager', 'EHC5', '2026-11-25', 'Runs', '10 November and fifteen days'],
  [
    17,
    0,
    'practitioner',
    'X13',
    '2027-01-21',
    'Runs',
    '20 October: 3, then 34 to 18 December without the 19 November, 4, 5, and 18 to 21 January',
  ],
  [17, 0, 'practitioner', 'X20', '2027-03-07', 'Runs', 'six months from 7 September'],
  [18, 0, 'team_manager', 'L5.practice', '2026-06-23', 'Overdue', 'four months from 23 February'],
  [18, 0, 'team_manager', 'L6.later', '2026-12-16', 'Runs', 'six months from 16 June'],
  [
    18,
    1,
    'practitioner',
    'level_two',
    '2026-11-12',
    'Overdue',
    '9 October is the first day: 1, 10, then 2 to 6 and 9 to 12 November',
  ],
  [19, 0, 'practitioner', 'H1.decision', '2026-10-14', 'Kept on', '23 September: 2, two weeks to 9 October, 12 to 14'],
  [19, 0, 'school_head of 990009', 'R4.return', '2026-09-08', 'Kept on', 'the day itself'],
  [19, 0, 'cme_officer', 'EHC1', '2026-11-24', 'Runs', 'six weeks from Tuesday 13 October'],
  [19, 0, 'cme_officer', 'EHC6', '2027-03-02', 'Runs', 'twenty weeks from Tuesday 13 October'],
  [20, 0, 'cme_officer', 'F1', '2026-09-29', 'Kept late on', '8 September: 3, two weeks to the 25th, 28 and 29'],
  [20, 0, 'cme_officer', 'F7', '2026-11-24', 'Runs', '20 October: 3, three weeks to 20 November, 23 and 24'],
  [21, 0, 'school_head of 990001', 'A1', '2026-11-12', 'Kept on', '5 November: 6 and 9 to 12'],
  [21, 1, 'cme_officer', 'F2', '2026-11-05', 'Overdue', '3 November: 4 and 5'],
  [21, 1, 'cme_officer', 'F1', '2026-11-24', 'Runs', '3 November: 3, two weeks to the 20th, 23 and 24'],
  [
    22,
    0,
    'team_manager',
    'L3',
    '2026-11-03',
    'Kept on',
    '20 October, working days: 3, 5 in half-term, 2 and 3 November',
  ],
  [22, 0, 'team_manager', 'L4', '2026-11-17', 'Runs', 'the twentieth working day: ten more to Tuesday 17 November'],
  [22, 0, 'team_manager', 'L6', '2026-11-17', 'Kept on', 'the twentieth working day'],
  [22, 0, 'team_manager', 'L6.second', '2027-02-16', 'Runs', 'three months from 16 November'],
  [
    24,
    1,
    'cme_officer',
    'H1.decision',
    '2026-10-08',
    'Kept late on',
    '17 September: 1, two weeks to 2 October, 5 to 8',
  ],
  [25, 0, 'cme_officer', 'F7', '2026-11-30', 'Runs', '2 November: 4, three weeks to the 27th, 30'],
  [25, 1, 'cme_officer', 'F7', '2026-11-16', 'Overdue', '12 October: 4, 5, two weeks of November, 16'],
  [25, 1, 'cme_officer', 'F11', '2026-11-20', 'Runs', '5 November and fifteen days'],
]

const visitorOf = (name: string) => story.watchers.get(name)?.visitor ?? assert.fail(`nobody is ${name}`)
const childOf = (number: number, part: number) => {
  const child = story.found.filter(one => one.story === number)[part]
  assert.ok(child, `story ${number} has no part ${part}`)
  return child.person_id
}
const titleOf = (rule: string): string => entriesOfRule(rule)[0]?.title ?? assert.fail(rule)

test('each story’s clocks stand on the child’s page, with the day that was counted by hand, for who may know of them', async () => {
  const wrong: string[] = []
  for (const [number, part, role, rule, due, how, why] of clocks) {
    const page = await visitorOf(role).get(`/children/${childOf(number, part)}/clocks`)
    const rows = page
      .$('tbody tr')
      .toArray()
      .map(row => page.$(row))
      .filter(row => row.find('th').text().trim() === titleOf(rule))
      .map(row => row.find('td').text().replaceAll(/\s+/g, ' '))
    const stands = (text: string): boolean =>
      text.includes(formatShortDay(asDay(due))) &&
      (how === 'Runs' ? !/Overdue|Kept|Stopped|Not kept/.test(text) : text.includes(how))
    if (!rows.some(stands))
      wrong.push(`${number}.${part} ${role}, ${rule}, ${due} ${how} (${why}): ${rows.join(' | ')}`)
  }
  assert.deepEqual(wrong, [])
})

/** The children and rules on a list of clocks, as it is read. */
async function listed(role: string, path: string): Promise<string[]> {
  const page = await visitorOf(role).get(path)
  assert.equal(page.status, 200, path)
  return page
    .$('tbody tr')
    .toArray()
    .map(
      row =>
        `${page.$(row).find('th a').attr('href') ?? ''} ${page.$(row).find('td a').first().contents().first().text()}`,
    )
}

test('Today has them where they belong: late, soon, and next week; by the council and by others', async () => {
  const on = async (role: string, path: string, number: number, part: number, rule: string) => {
    const lines = await listed(role, path)
    assert.ok(
      lines.includes(`/children/${childOf(number, part)} ${titleOf(rule)}`),
      `${number}.${part} ${rule} on ${path}`,
    )
  }
  await on('cme_officer', '/today/clocks?due=overdue&owed=team&rule=F7', 25, 1, 'F7')
  await on('team_manager', '/today/clocks?due=overdue&owed=team&rule=L5.practice', 18, 0, 'L5.practice')
  await on('team_manager', '/today/clocks?due=soon&owed=team&rule=L4', 22, 0, 'L4')
  await on('cme_officer', '/today/clocks?due=next_week&owed=team&rule=X10', 15, 0, 'X10')
  await on('practitioner', '/today/clocks?due=next_week&owed=team&rule=EHC1', 19, 0, 'EHC1')
  for (const part of [1, 2, 3]) await on('cme_officer', '/today/clocks?due=overdue&owed=others&rule=R2', 12, part, 'R2')
  await on('cme_officer', '/today/clocks?owed=others&rule=F11', 25, 1, 'F11')
  const virtual = await listed('cme_officer', '/today/clocks?due=overdue&owed=team')
  assert.ok(!virtual.some(line => line.includes(childOf(18, 0))))
})

test('the desk of a school has what it owes: late, soon and next week', async () => {
  for (const [due, part] of [
    ['overdue', 1],
    ['soon', 0],
    ['next_week', 0],
  ] as const) {
    const lines = await listed('school_head of 990009', `/desk/clocks?due=${due}&owed=school&rule=A1`)
    assert.deepEqual([...new Set(lines)], [`/children/${childOf(14, part)} ${titleOf('A1')}`], due)
  }
})

test('whom a rule warns sees it: of the parent’s fifteen days, the board’s fifteen, and what everyone owes a school’s child', async () => {
  // Three days before 17 November; three days before the 20th; two weeks before 26 November.
  assert.deepEqual(await listed('cme_officer', '/today/clocks?due=warned'), [
    `/children/${childOf(9, 0)} ${titleOf('O1')}`,
    `/children/${childOf(25, 1)} ${titleOf('F11')}`,
  ])
  assert.deepEqual(await listed('school_head of 990009', '/desk/clocks?due=warned'), [
    `/children/${childOf(14, 1)} ${titleOf('EHC2')}`,
  ])
})

test('12: the academy sees on its desk that three deletion returns are late, and no more of the children who left', async () => {
  const page = await visitorOf('school_head of 990009').get('/desk/clocks?due=overdue&owed=school&rule=R2')
  const names = page
    .$('tbody th')
    .toArray()
    .map(cell => page.$(cell).text().trim())
  assert.deepEqual(names.toSorted(), ['Bryony Fernthorpe', 'Jago Wellowby', 'Tansy Merribrook'])
  assert.equal(page.$('tbody a[href^="/children/"]').length, 0)
  assert.equal((await visitorOf('school_head of 990009').get(`/children/${childOf(12, 1)}/clocks`)).status, 404)
})

test('the evidence of a duty counts what was kept, kept late and not', async () => {
  const page = await visitorOf('team_manager').get('/duties/R2?from=2026-09-01&to=2026-11-17')
  assert.equal(page.status, 200)
  const figures = Object.fromEntries(
    page
      .$('table')
      .first()
      .find('tbody tr')
      .toArray()
      .map(row => [page.$(row).find('th').text(), Number.parseInt(page.$(row).find('td').text(), 10)]),
  )
  // In time 8, 12 (the lawful one) and 16; late 9; not kept the three of 12.
  assert.equal(figures['Kept in time'], 3, JSON.stringify(figures))
  assert.equal(figures['Kept late'], 1)
  assert.equal(figures['Not kept, and the day is past'], 3)
  assert.equal(figures['Opened in all'], 7)
})
