import assert from 'node:assert/strict'
import { test } from 'node:test'
import { academicYear, addDays, asDay, type Day, readDay } from '../../src/rulebook/index.ts'
import type { Visitor } from '../support/visitor.ts'
import { today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

interface HalfTerm {
  href: string
  first: Day
  last: Day
}

/** A half-term becomes a week longer, the clocks that were counted over it move, and all of it is taken back. */
export function changingACalendar(stage: () => Stage): void {
  for (const script of [true, false]) {
    const child = script
      ? {
          surname: 'Longacre',
          forename: 'Perrin',
          born_on: '2016-02-11',
          address_line_1: '3 Rushmere Way',
          postcode: 'ZY2 4QT',
        }
      : {
          surname: 'Thistlewood',
          forename: 'Oda',
          born_on: '2014-07-30',
          address_line_1: '8 Sedge Row',
          postcode: 'ZY3 4QT',
        }
    const { surname } = child
    test(`a half-term is changed, its clocks move, and it is taken back${script ? '' : ', in a browser that runs no script'}`, async () => {
      const manager = await stage().visit({ script })
      await manager.signInAs(people.manager)
      const half = await lastHalfTerm(manager)
      // Without education from two weeks before it, as a list says: 20 school days reach over the half-term.
      await manager.open('/today')
      await bringIn(manager, `Choir of ${surname}`, addDays(half.first, -14), listOf([child]))
      await check(manager)
      await commit(manager)
      const before = await dueOf(manager, surname)

      await manager.open(`/calendars?year=${academicYear(half.first)}`)
      await manager.verifyOnPage('Calendars')
      await manager.open(half.href)
      await manager.verifyOnPage('Change an entry')
      await manager.fillDay('Last day', addDays(half.first, -3))
      await manager.press('See what it changes')
      await manager.verifyOnPage('There is a problem')
      await manager.sees('The last day must not be before the first day')
      await manager.fillDay('Last day', addDays(half.last, 7))
      await manager.press('See what it changes')
      await manager.verifyOnPage('What this changes')
      await manager.sees('These clocks move')
      const [dueBefore = '', dueAfter = '', moves = ''] = await clockOf(manager, surname)
      assert.match(moves, /^7 days later/)
      assert.deepEqual(dayOf(dueAfter), addDays(dayOf(dueBefore), 7))
      assert.equal(await dueOf(await manager.anotherTab(), surname), before, 'a preview changes nothing')

      const preview = await manager.formOfPage('Change the entry')
      await manager.press('Change the entry')
      await manager.sees(/\d clocks? moved/)
      await manager.verifyOnPage('An entry was changed')
      const change = manager.path
      assert.deepEqual(await clockOf(manager, surname), [dueBefore, dueAfter, moves])
      assert.equal((await manager.sendAgain(preview)).path, change, 'a second press changes nothing twice')
      assert.notEqual(await dueOf(manager, surname), before)

      await manager.open(change)
      await manager.press('See what taking it back changes')
      await manager.verifyOnPage('What taking it back changes')
      const [nowDue, thenDue, back = ''] = await clockOf(manager, surname)
      assert.deepEqual([nowDue, thenDue], [dueAfter, dueBefore])
      assert.match(back, /^7 days earlier/)
      await manager.press('Take the change back')
      await manager.sees(/\d clocks? moved/)
      assert.equal(await dueOf(manager, surname), before, 'the clock is as it was')
      await manager.open(change)
      await manager.sees('Taken back')
      await manager.leave()
    })
  }
}

/** The last half-term that has begun, of the authority's own calendar. */
async function lastHalfTerm(manager: Visitor): Promise<HalfTerm> {
  const year = academicYear(today())
  for (const one of [year, year - 1]) {
    await manager.open(`/calendars?year=${one}`)
    const rows = await manager.page
      .locator('main tr:has(a[href^="/calendars/entries/"])', { hasText: 'half-term' })
      .evaluateAll(lines =>
        lines.map(line => ({
          href: line.querySelector('a')?.getAttribute('href') ?? '',
          cells: [...line.querySelectorAll('td')].map(cell => cell.textContent?.trim() ?? ''),
        })),
      )
    const begun = rows
      .map(({ href, cells }) => ({ href, first: dayOf(cells[1] ?? ''), last: dayOf(cells[2] ?? '') }))
      .filter(({ first }) => first <= today())
    const last = begun.at(-1)
    if (last) return last
  }
  throw new Error('The demonstration has no half-term that has begun.')
}

/** "Mon 26 Oct 2026" or "26 Oct 2026" as a day. */
function dayOf(text: string): Day {
  const read = readDay(text.replace(/^[A-Z][a-z]{2} (?=\d)/, ''))
  return 'day' in read ? read.day : asDay(text)
}

/** Before, after and by how much, of the child's clock of level two in the list of clocks that move. */
async function clockOf(manager: Visitor, surname: string): Promise<string[]> {
  const rows = manager.page.locator('tr', { hasText: surname }).filter({ hasText: 'Level two' })
  const cells = rows.first().locator('td')
  return (await cells.allTextContents()).slice(0, 3).map(text => text.trim())
}

/** When the child's clock is due, as the banner of the child's page says. */
async function dueOf(visitor: Visitor, surname: string): Promise<string> {
  await visitor.open('/today')
  await visitor.search(surname)
  await visitor.follow(new RegExp(surname))
  const said = visitor.page.getByText(/Level two (?:in|since|opens)/).first()
  return (await said.textContent())?.trim() ?? ''
}
