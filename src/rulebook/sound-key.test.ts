import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SEVERAL_SPELLINGS } from '../../county/names/several.ts'
import { howOtherName } from './nicknames.ts'
import { soundKeys } from './sound-key.ts'

const alike = (a: string, b: string) => soundKeys(a).some(key => soundKeys(b).includes(key))

test('spellings of one name sound alike, in several alphabets', () => {
  for (const [a, b] of [
    ['Mohammed', 'Muhammad'],
    ['Mohamed', 'Muhammed'],
    ['Oleksandr', 'Aleksandr'],
    ['Yusuf', 'Youssef'],
    ['Siobhan', 'Shivaun'],
    ['Юлия', 'Yulia'],
    ['Julia', 'Yuliia'],
    ['Ковальчук', 'Kovalchuk'],
    ['Γιώργος', 'Giorgos'],
    ['Ebrahim', 'Ibrahim'],
    ['Cabdi', 'Abdi'],
    ['Zain', 'Zane'],
    ['Philip', 'Filip'],
    ['Catherine', 'Kathryn'],
    ['Rafique', 'Rafik'],
    ['Siddique', 'Siddik'],
    ['McKenzie', 'Mackenzie'],
    ['Gemma', 'Jemma'],
  ] as const)
    assert.ok(alike(a, b), `${a} ${soundKeys(a)} and ${b} ${soundKeys(b)}`)
})

test('names that are two names do not', () => {
  for (const [a, b] of [
    ['Hassan', 'Hussain'],
    ['James', 'Jones'],
    ['Khan', 'Kaur'],
    ['Maria', 'Miriam'],
    ['Lola', 'Lo'],
    ['Smith', 'Schmidt'],
    ['Patel', 'Potter'],
    ['Singh', 'Song'],
    ['Ann', 'Ian'],
    ['Dan', 'Dina'],
  ] as const)
    assert.ok(!alike(a, b), `${a} ${soundKeys(a)} and ${b} ${soundKeys(b)}`)
})

test('what has no letters has no sound', () => {
  for (const text of ['', ' -', '123']) assert.deepEqual(soundKeys(text), [])
})

test('of the names with several spellings of the made-up county, five of six pairs sound alike or are known as one name', () => {
  const pairs = SEVERAL_SPELLINGS.flatMap(({ girls, boys, surnames }) =>
    [girls, boys, surnames].flatMap(text =>
      text.split(/[|\n~]/).flatMap(entry => {
        const ways = (entry.split(':')[0] ?? '').split('/').map(way => way.trim())
        return ways.flatMap((a, at) => ways.slice(at + 1).map(b => [a, b] as const))
      }),
    ),
  )
  const found = pairs.filter(([a, b]) => alike(a, b) || howOtherName(a, b) !== null)
  assert.ok(pairs.length > 500)
  assert.ok(found.length / pairs.length > 5 / 6, `${found.length} of ${pairs.length}`)
})
