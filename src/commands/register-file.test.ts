import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, asDay, attendanceCodes, type RegisterMark } from '../rulebook/index.ts'
import { Registers } from './register-file.ts'

test('marks of many pupils, scattered over a long file, come back as they were written', () => {
  const registers = new Registers()
  const codes = [...attendanceCodes.byCode.keys(), 'not a code']
  const pupils = 700
  const markOf = (line: number): RegisterMark => ({
    line,
    day: addDays(asDay('2025-09-03'), Math.floor(line / pupils)),
    session: line % 3 === 0 ? 'PM' : 'AM',
    code: codes[line % codes.length] ?? '',
  })
  const upnOf = (line: number): string => `P${String((line * 37) % pupils).padStart(3, '0')}`
  const lines = Array.from({ length: 140_000 }, (_, i) => i + 2)
  for (const line of lines) registers.add(upnOf(line), markOf(line))

  assert.equal(registers.upns.length, pupils)
  assert.equal(registers.upns[0], 'P000')
  for (const upn of ['P000', 'P123', 'P699']) {
    const expected = lines.filter(line => upnOf(line) === upn).map(markOf)
    assert.equal(expected.length, 200)
    assert.deepEqual(registers.marksOf(upn).toReversed(), expected)
  }
  assert.deepEqual(registers.marksOf('nobody'), [])
  assert.equal(registers.last_on, addDays(asDay('2025-09-03'), Math.floor(140_001 / pupils)))
})

test('a day on which the school was shut for everybody is no school day', () => {
  const registers = new Registers()
  const mark = (line: number, day: string, code: string): RegisterMark => ({
    line,
    day: asDay(day),
    session: 'AM',
    code,
  })
  registers.add('A', mark(2, '2025-10-01', '/'))
  registers.add('A', mark(3, '2025-10-02', '#'))
  registers.add('B', mark(4, '2025-10-02', '#'))
  registers.add('A', mark(5, '2025-10-03', '#'))
  registers.add('B', mark(6, '2025-10-03', 'O'))
  assert.deepEqual(registers.days, ['2025-10-01', '2025-10-03'])
  assert.equal(new Registers().last_on, null)
})
