import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from './days.ts'
import { meetings } from './meetings.ts'
import { ruleOn, ruleSections } from './rules.ts'

const lengthOn = (id: string, on: string): number | null | undefined => ruleOn(id, asDay(on))?.length

test('the monitoring of children missing education was monthly in 2015 and is every two months since 2019', () => {
  assert.equal(lengthOn('M3a', '2015-06-01'), 1)
  assert.equal(lengthOn('M3', '2015-06-01'), undefined)
  assert.equal(lengthOn('M3a', '2019-06-01'), undefined)
  assert.equal(lengthOn('M3', '2019-06-01'), 2)
})

test('each meeting of the sources is a rule of its own area, says who comes, and runs no clock of a child', () => {
  const places = { nottinghamshire: 'Nottinghamshire', rutland: 'Rutland', surrey: 'Surrey’s partnership' }
  assert.deepEqual(
    meetings.map(one => one.id),
    'M1 M2 M3 M3a M4 M5 M6 M7 M8 M9 M10 M11 M12 M13 M14 M15 M16 M17 M18 M19 M20'.split(' '),
  )
  for (const meeting of meetings) {
    const inSections = ruleSections.filter(({ rules }) => rules.some(rule => rule.id === meeting.id))
    assert.deepEqual(
      inSections.map(section => section.title),
      [places[meeting.of]],
      meeting.id,
    )
    const rule = inSections[0]?.rules.find(one => one.id === meeting.id)
    assert.match(rule?.text ?? '', /^[A-Z].*(The source names no chair\.|Chair: .+\.).*\.$/, meeting.id)
    assert.deepEqual(rule?.opens, [], meeting.id)
  }
})
